"""reStructuredText: its text without marks, block by block."""

import csv
import re
from collections.abc import Sequence
from textwrap import dedent

from index.documents import BlockKind, ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.dates import iso_date
from index.formats.extract import Extract, File
from index.formats.tables.column_names import column_names
from index.formats.text.rst_inline import shown
from index.formats.text.rst_tables import GRID, SIMPLE, DrawnTable, read_grid, read_listed, read_simple

# Any punctuation may underline a heading (reStructuredText specification, "Sections").
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\s*$")
# "J. R. Kim" is none, although the standard takes it for one if the line below is indented.
_ITEM = re.compile(r"(?:[-*+•]|(?:\d{1,9}|\#)[.)]|[A-Za-z]\)|\(\w{1,3}\))(?: +|$)")
_DIRECTIVE = re.compile(r"\.\. (?:\|(?P<name>[^|]+)\| )?(?P<kind>[\w:.+-]+?)::(?:\s+(?P<rest>.*))?$")
_NOTE = re.compile(r"\.\. \[(?P<mark>[^\]\s]+)\]\s*(?P<rest>.*)$")
_FIELD = re.compile(r":(?P<name>(?:[^:\\]|\\.)+):(?:\s+(?P<rest>.*))?$")
_CODE = frozenset(
    "code code-block sourcecode math parsed-literal prompt doctest testcode highlight-block ipython jupyter-execute "
    "graphviz digraph graph mermaid uml productionlist testsetup testoutput".split()
)
# They print nothing, or what only Sphinx or another file can fill in.
_UNSEEN = frozenset(
    "toctree contents image index raw include highlight meta currentmodule module default-role role only-if "
    "sectnum class rst-class cssclass replace unicode date literalinclude automodule autoclass autofunction automethod "
    "autoattribute autodata autoexception autosummary tabularcolumns program default-domain py:module py:currentmodule "
    "js:module youtube video plot testcleanup".split()
)
_ADMONITIONS = frozenset(
    "note warning tip hint important caution danger attention error seealso todo".split()
)
# Their argument is a file's name, a language and the like; that of other directives belongs to the text.
_UNTITLED = frozenset(
    "figure list-table csv-table container code only ifconfig compound hlist tabs tab-set grid grid-item glossary".split()
)
# A title in a line of its own, which is no part of the text below.
_TITLED = frozenset(
    "admonition topic sidebar rubric dropdown card grid-item-card tab tab-item details collapse".split()
)
_VERSIONS = {
    "versionadded": "Added in version", "versionchanged": "Changed in version", "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}  # fmt: skip
_ABOUT = {"author": "author", "authors": "author", "language": "language"}
_BOLD = re.compile(r"\*\*[^*\s](?:[^*]*[^*\s])?\*\*")
# A block inside a block is a call inside a call; what is deeper is one paragraph.
_DEEPEST = 40


def read_rst(file: File) -> Extract:
    """Reads reStructuredText. Sections are heading paths; comments and directives that show no words are left out.

    Raises:
        UnreadableError: It is not text.
    """
    text, hidden = decode(file.data)
    writer = _Writer(text)
    # Tabs go to every eighth column, as in docutils: indentation has meaning.
    writer.write([part.rstrip().expandtabs(8) for part in text.split("\n")])
    return writer.builder.build(
        title=writer.title, metadata=writer.about, report=ExtractionReport(hidden=hidden)
    )


class _Writer:
    """Writes a text block by block; what is inside a block is written by the same rules."""

    def __init__(self, text: str) -> None:
        self.builder = TextBuilder()
        self.title: str | None = None
        self.about: dict[str, str] = {}
        self._begun = False  # whether a paragraph was written
        self._number = ""  # of a list item whose text comes next
        self._kind: BlockKind = "paragraph"  # of the paragraph that comes next
        self._styles: list[str] = []
        # Collected first, since a name may be used above the line that says what it stands for.
        found = re.finditer(r"^ *\.\. \|([^|\n]+)\| replace::[ \t]*(.*)$", text, re.M)
        self._substitutions = {match[1]: match[2].strip() for match in found}

    def write(self, lines: Sequence[str], depth: int = 0) -> None:
        """Writes lines that are indented alike."""
        if depth > _DEEPEST:
            self._paragraph(" ".join(lines))
            return
        at = 0
        while at < len(lines):
            at = self._block(lines, at, depth) if lines[at].strip() else at + 1

    def _block(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Writes the block that begins in a line, and returns the line behind it."""
        line = lines[at]
        if line.startswith(" "):
            end = _indented(lines, at)
            self.write(_inner(lines[at:end]), depth + 1)
        elif line.startswith(".. ") or line in ("..", "__"):
            end = self._explicit(lines, at, depth)
        else:
            # Headings are at the left margin only. They come first: tables may begin with signs, too.
            end = (depth == 0 and self._heading(lines, at)) or self._table(lines, at)
            end = end or self._field(lines, at) or self._item(lines, at, depth) or self._text(lines, at)
        return end

    def _heading(self, lines: Sequence[str], at: int) -> int:
        """The line behind a heading with a rule below it, and perhaps one above; 0 if it is none."""
        line, below, last = (*lines[at : at + 3], "", "")[:3]
        if _RULE.match(line):
            if below.strip() and _RULE.match(last) and last[0] == line[0]:
                # A rule above and below is another style than one below alone, hence the sign twice.
                return self._write_heading(below, line[0] * 2, at + 3)
            # A rule of several parts begins a table; one with nothing below it only divides the page.
            return 0 if SIMPLE.match(line) or below.strip() else at + 1
        # As in docutils: a rule of four signs is enough, also if it is shorter than its heading.
        is_long = len(below) >= min(len(line), 4)
        return self._write_heading(line, below[0], at + 2) if _RULE.match(below) and is_long else 0

    def _write_heading(self, line: str, style: str, end: int) -> int:
        # No sign has a level of its own: the first one that a file uses is the highest.
        if style not in self._styles:
            self._styles.append(style)
        words = self._shown(line.strip())
        self.title = self.title or words
        self.builder.heading(words, self._styles.index(style) + 1)
        return end

    def _explicit(self, lines: Sequence[str], at: int, depth: int) -> int:
        """A directive, a footnote, or a comment, with what is indented below it."""
        if lines[at] == ".." and not "".join(lines[at + 1 : at + 2]).strip():
            return at + 1  # an empty comment ends a list; what is indented below is a quotation
        end = _indented(lines, at + 1)
        body = _inner(lines[at + 1 : end])
        if note := _NOTE.match(lines[at]):
            with self.builder.inside("note"):
                self.write([note["rest"], *body], depth + 1)
        elif directive := _DIRECTIVE.match(lines[at]):
            self._directive(directive["kind"].lower(), directive["rest"] or "", body, depth)
        return end

    def _directive(self, kind: str, argument: str, body: list[str], depth: int) -> None:
        options, first = {}, 0
        while first < len(body) and (not body[first].strip() or _FIELD.match(body[first])):
            if option := _FIELD.match(body[first]):
                options[option["name"]] = option["rest"] or ""
            first += 1
        body = body[first:]
        if kind in _UNSEEN:
            return
        if kind in ("list-table", "csv-table"):
            self.builder.paragraph(self._shown(argument), kind="caption")
            # Names of the columns may be an option of the directive instead of a row.
            lines = [options.get("header", ""), *body]
            rows = (
                list(csv.reader(lines, skipinitialspace=True)) if kind == "csv-table" else read_listed(body)
            )
            self.builder.table([[self._shown(cell) for cell in row] for row in rows if row])
        elif kind in _CODE:
            self.builder.preformatted("\n".join(body) or argument)
        elif kind in _ADMONITIONS:
            self.write([argument, *body], depth + 1)
        elif kind in _VERSIONS:
            version, _, words = argument.partition(" ")
            # What follows directly below is the same paragraph.
            line, below = (words, body) if words else ("".join(body[:1]), body[1:])
            self.write([f"{_VERSIONS[kind]} {version}{': ' if line else ''}{line}", *below], depth + 1)
        elif kind in _TITLED:
            self.builder.paragraph(self._shown(argument), bold=True)
            self.write(body, depth + 1)
        else:
            self._paragraph("" if kind in _UNTITLED else argument)
            self._kind = "caption" if kind == "figure" else "paragraph"
            self.write(body, depth + 1)
            self._kind = "paragraph"

    def _table(self, lines: Sequence[str], at: int) -> int:
        """The line behind a drawn table; 0 if there is none."""
        end = at
        if GRID.match(lines[at]):
            while end < len(lines) and lines[end][:1] in ("+", "|"):
                end += 1
            self._write_table(read_grid(lines[at:end]))
            return end
        rules: list[int] = []
        # A table without a header has two rules, so an empty line behind the second one ends it.
        while SIMPLE.match(lines[at]) and end < len(lines) and (len(rules) < 2 or lines[end].strip()):
            if SIMPLE.match(lines[end]):
                rules.append(end)
            end += 1
        if len(rules) < 2:
            return 0
        self._write_table(read_simple(lines[at : rules[-1] + 1]))
        return rules[-1] + 1

    def _write_table(self, table: DrawnTable) -> None:
        header = [[self._shown(cell) for cell in row] for row in table.header]
        names = column_names(header) if header else []
        with self.builder.rows_of(names):
            for row in header:
                # `read_grid` repeats a name over several columns in each of them; here it is written once.
                self.builder.row(list(dict.fromkeys(row)), kind="table_header")
            for cells in table.rows:
                self.builder.row([self._shown(cell) for cell in cells], names)

    def _field(self, lines: Sequence[str], at: int) -> int:
        """The line behind a field such as ":Author: Kim"; 0 if it is none."""
        field = _FIELD.match(lines[at])
        if field is None:
            return 0
        end = _indented(lines, at + 1)
        body = " ".join([field["rest"] or "", *(line.strip() for line in lines[at + 1 : end])])
        if value := self._shown(body).strip():
            self.builder.row([value], [field["name"]])
            if not self._begun:
                self._note(field["name"].lower(), value)
        return end

    def _note(self, name: str, value: str) -> None:
        """Keeps what a field at the top states about the whole text."""
        if name == "date":
            self.about[name] = iso_date(value) or ""
        elif name in _ABOUT:
            earlier = self.about.get(_ABOUT[name])
            self.about[_ABOUT[name]] = f"{earlier}; {value}" if earlier else value

    def _item(self, lines: Sequence[str], at: int, depth: int) -> int:
        """The line behind an item of a list; 0 if it is none."""
        item = _begins_list(lines, at)
        if item is None:
            return 0
        end = _indented(lines, at + 1)
        # Spaces in place of the mark: the first line is then indented like the others of its item.
        first = " " * item.end() + lines[at][item.end() :]
        # A number is in the file, and other text may refer to it; a bullet says nothing.
        self._number = f"{item[0].strip()} " if item[0][0].isdigit() else ""
        self._kind = "list_item"
        self.write(_inner([first, *lines[at + 1 : end]]), depth + 1)
        return end

    def _text(self, lines: Sequence[str], at: int) -> int:
        """The line behind a paragraph, a term, or lines that stay as they are."""
        end = at
        while end < len(lines) and lines[end].strip() and (end == at or not lines[end].startswith(" ")):
            end += 1
        if lines[at].startswith(">>> "):
            self.builder.preformatted("\n".join(lines[at:end]))
        elif lines[at].startswith("| "):
            self.builder.preformatted(
                "\n".join(self._shown(line.removeprefix("| ")) for line in lines[at:end]), "paragraph"
            )
        elif (text := "\n".join(lines[at:end])).endswith("::"):
            # Two colons announce text that stays as it is. Behind a word one is printed, else none.
            self._paragraph("" if text == "::" else text[:-1].removesuffix(" :"))
            code = _indented(lines, end)
            self.builder.preformatted("\n".join(_inner(lines[end:code])))
            end = max(code, end)
        else:
            self._paragraph(text)
        return end

    def _paragraph(self, text: str) -> None:
        self._begun = True
        shown_text = self._shown(text)
        bold = _BOLD.fullmatch(text.strip()) is not None
        self.builder.paragraph(self._number * bool(text.strip()) + shown_text, kind=self._kind, bold=bold)
        self._number, self._kind = "", "paragraph"

    def _shown(self, text: str) -> str:
        return shown(text, self._substitutions)


def _begins_list(lines: Sequence[str], at: int) -> re.Match[str] | None:
    """The mark of a list item; None for a number that wrapping brought to the front of a line."""
    item = _ITEM.match(lines[at])
    before = lines[at - 1] if at else ""
    if item is None or not before.strip() or before.startswith(" ") or _ITEM.match(before):
        return item
    return None


def _indented(lines: Sequence[str], at: int) -> int:
    """The line behind the indented ones that begin in a line, without empty lines at their end."""
    end = at
    for number in range(at, len(lines)):
        if lines[number].startswith(" "):
            end = number + 1
        elif lines[number].strip():
            break
    return end


def _inner(lines: Sequence[str]) -> list[str]:
    return dedent("\n".join(lines)).split("\n")
