"""Writes the text of a page block by block, in one walk over its tree, as a browser would print it.

Text on one line stays on one line: `<b>H</b>ello` is one word, and only a block or a `<br>` separates words.
"""

from collections.abc import Container

from selectolax.lexbor import LexborNode

from index.documents import BlockKind
from index.formats.builder import TextBuilder
from index.formats.html.anchors import Mark, Marks
from index.formats.html.hidden import is_hidden
from index.formats.html.inline import BREAK, after, before, is_sign, lines_of, one_line, own_text
from index.formats.html.kinds import is_bold, kind_of, kind_of_preformatted
from index.formats.html.layout_tables import is_data, marked_lines
from index.formats.html.numbering import ListNumbers, numbered
from index.formats.html.tables import write_table
from index.formats.html.tree import HEADINGS, is_block, letters, parse_page, texts_in, walk

# A longer heading is a paragraph: its tag was not closed, or is used for its looks.
_LONGEST_HEADING = 300
# A term and its meaning are one line, "Weight: 1.2 kg", if both are short.
_SHORT_TERM, _SHORT_MEANING = 60, 200
# `listing` and `xmp` are from the first years of HTML; browsers still show them as they stand.
_PREFORMATTED = frozenset(("pre", "listing", "xmp"))
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_UNNUMBERED: frozenset[BlockKind] = frozenset(("contents", "note"))
_WHOLE = _PREFORMATTED | {*HEADINGS, "dt"}
_PARTS_OF_TEXT = frozenset("p ul ol dl table pre blockquote hr".split()) | HEADINGS.keys()


def write_html(
    builder: TextBuilder,
    page: str | LexborNode,
    left_out: Container[int] = (),
    *,
    below: int = 0,
    wanted: Container[str] = (),
) -> list[Mark]:
    """Writes the text of a page, or of a part of one, into `builder`.

    Args:
        builder: Hidden characters are counted in its `hidden`.
        page: The page as text, or its root.
        left_out: The `mem_id` of elements to skip.
        below: How many levels of headings are above the page's own.
        wanted: The ids whose places are needed; "" is the beginning of the page itself.

    Returns:
        The places of wanted ids and of page breaks, in order.

    Raises:
        UnreadableError: It can't be parsed.
    """
    root = parse_page(page) if isinstance(page, str) else page
    blocks = _Blocks(builder, left_out, below, wanted)
    for node, begins in walk(root, blocks.passes):
        if node.is_text_node:
            blocks.text(node)
        elif begins:
            blocks.begin(node)
        else:
            blocks.end(node)
    blocks.finish()
    return blocks.marks.found


class _Blocks:
    """The current block, and the terms that wait for the text after them."""

    def __init__(
        self, builder: TextBuilder, left_out: Container[int], below: int, wanted: Container[str]
    ) -> None:
        self._builder = builder
        self._left_out = left_out
        self._below = below
        self._pieces: list[str] = []
        # The heading, term or preformatted text around the current node; it is written as one block.
        self._whole: LexborNode | None = None
        self._terms: list[str] = []
        self._inside: list[tuple[int, BlockKind]] = []  # the elements around that say what is in them
        # For each item of a list around, its number ("" for none) while its text is still to come, then None.
        self._items: list[str | None] = []
        self._numbers = ListNumbers()
        self._bold: list[int] = []  # the elements around that set their text in bold
        self._all_bold = True  # whether all words of the current block are
        self.marks = Marks(wanted)

    def passes(self, node: LexborNode) -> bool:
        """Whether an element has nothing to write, or was written completely."""
        is_left_out = node.mem_id in self._left_out
        if is_left_out or self.marks.is_page_break(node, len(self._pieces)) or is_sign(node):
            return True
        # Counted, so that the report of the file can say that there was text which nobody sees.
        if is_hidden(node):
            self._builder.hidden += letters(texts_in(node))
            return True
        return node.tag == "table" and self._whole is None and self._wrote_table(node)

    def text(self, node: LexborNode) -> None:
        text = own_text(node)
        self._all_bold = self._all_bold and (bool(self._bold) or not text.strip())
        self._pieces.append(text)

    def begin(self, node: LexborNode) -> None:
        self._begin(node)
        # After the text before it was written, which is none of it.
        if is_block(node) and (kind := kind_of(node)):
            self._inside.append((node.mem_id, kind))
        if node.tag in _LISTS:
            self._numbers.begin(node)
        if node.tag == "li":
            label = self._numbers.label(node)
            # Contents have those of their headings; of notes, the numbers that lead to them are no text either.
            self._items.append("" if self._inside and self._inside[-1][1] in _UNNUMBERED else label)
        if is_bold(node):
            self._bold.append(node.mem_id)

    def end(self, node: LexborNode) -> None:
        self._end(node)
        if self._inside and self._inside[-1][0] == node.mem_id:
            self._inside.pop()
        if node.tag in _LISTS:
            self._numbers.end()
        if node.tag == "li" and self._items:
            self._items.pop()
        if self._bold and self._bold[-1] == node.mem_id:
            self._bold.pop()

    def _begin(self, node: LexborNode) -> None:
        if not is_block(node):
            self.marks.note(node, len(self._pieces))
            self._inline(before(node))
            return
        in_heading = self._whole is not None and self._whole.tag in HEADINGS
        # For the parser a paragraph ends no heading: one without an end tag would hold all that follows.
        if in_heading and node.tag in _PARTS_OF_TEXT and self._has_text():
            self._end_whole()  # its end tag is missing
        if self._whole is not None:
            self._new_line()
        else:
            self._flush()
            if node.tag in _WHOLE or node.attributes.get("role") == "heading":
                self._whole = node
        self.marks.note(node, len(self._pieces))

    def _end(self, node: LexborNode) -> None:
        if self._whole is not None and node.mem_id == self._whole.mem_id:
            self._end_whole()
        elif not is_block(node):
            self._pieces.append(after(node))
        elif self._whole is not None:
            self._new_line()
        else:
            self._flush()
        if node.tag == "dl":
            self._write_terms()

    def finish(self) -> None:
        self._flush()
        self._write_terms()
        self.marks.finish()

    def _inline(self, sign: str) -> None:
        if sign == BREAK and self._whole is None and self._follows_break():
            self._flush()
        elif sign:
            self._pieces.append(sign)

    def _follows_break(self) -> bool:
        """Whether there is only white space since the last line break: two breaks are an empty line."""
        while self._pieces and not self._pieces[-1].strip():
            self._pieces.pop()
        return bool(self._pieces) and self._pieces[-1] == BREAK

    def _new_line(self) -> None:
        """A block inside a heading or term begins after a space; inside preformatted text, on a new line."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self._pieces.append("\n")

    def _has_text(self) -> bool:
        return any(piece.strip(f" \n\t{BREAK}") for piece in self._pieces)

    def _flush(self) -> None:
        """Writes a paragraph."""
        pieces, self._pieces = self._pieces, []
        bold, self._all_bold = self._all_bold, True
        text = lines_of("".join(pieces))
        if not text:
            self.marks.pass_over()
            return
        label = self._items[-1] if self._items else None
        if not label and (line := self._with_term(text)) is not None:
            self.marks.place(self._builder.paragraph(line, kind=self._kind()), [], text)
            return
        self._write_terms()
        if label:
            pieces, text = _with_number(label, pieces, text)
        begins_item = bool(self._items) and self._items[-1] is not None
        depth = len(self._items) - 1 if begins_item else 0
        span = self._builder.preformatted(text, self._kind(), bold=bold, depth=depth)
        self.marks.place(span, pieces, text)

    def _kind(self) -> BlockKind:
        """What the paragraph is that ends here."""
        begins_item = bool(self._items) and self._items[-1] is not None
        if begins_item:
            self._items[-1] = None  # what follows in an item explains it
        if self._inside:
            return self._inside[-1][1]
        return "list_item" if begins_item else "paragraph"

    def _with_term(self, text: str) -> str | None:
        """The text on one line with its term, if there is one and both are short."""
        # Several terms may share one meaning; then none of them alone is its label.
        if len(self._terms) != 1 or len(self._terms[0]) > _SHORT_TERM:
            return None
        if "\n" in text or len(text) > _SHORT_MEANING:
            return None
        term = self._terms.pop()
        return f"{term}{'' if term.endswith(':') else ':'} {text}"

    def _write_terms(self) -> None:
        """Writes terms on lines of their own; like headings, they stay with the text after them."""
        for term in self._terms:
            self.marks.place(self._builder.paragraph(term, kind="term"), [], term)
        self._terms = []

    def _end_whole(self) -> None:
        node, self._whole = self._whole, None
        pieces, self._pieces = self._pieces, []
        self._all_bold = True
        text = "".join(pieces)
        if node is None:
            return
        if node.tag == "dt":
            self._terms.extend(filter(None, [one_line(text)]))
        elif node.tag in _PREFORMATTED:
            self._write_terms()
            lines = text.replace(BREAK, "\n").expandtabs(4)
            self.marks.place(self._builder.preformatted(lines, kind_of_preformatted(node)), [], text)
        elif len(text.strip()) > _LONGEST_HEADING:
            # No heading after all: it is written like any text, with its line breaks.
            self._pieces = pieces
            self._flush()
        else:
            self._write_terms()
            line = one_line(text)
            if line and self._items and (label := self._items[-1]):
                self._items[-1] = None
                pieces, line = _with_number(label, pieces, line)
            self.marks.place(self._builder.heading(line, _level(node) + self._below), pieces, line)

    def _wrote_table(self, node: LexborNode) -> bool:
        """Writes a table, unless it only lays out the page: then its cells are ordinary blocks."""
        lines = marked_lines(node)
        if lines is None and not is_data(node):
            return False
        self._flush()
        self._write_terms()
        self.marks.note(node, len(self._pieces))
        if lines is None:
            self.marks.place(write_table(self._builder, node), [], "")
        for line in lines or ():
            self.marks.place(self._builder.paragraph(line, kind="list_item"), [], line)
        return True


def _with_number(label: str, pieces: list[str], text: str) -> tuple[list[str], str]:
    """The pieces and the text of an item behind its number; places keep their pieces."""
    whole = numbered(label, text)
    return ([label + pieces[0], *pieces[1:]] if whole != text else pieces), whole


def _level(node: LexborNode) -> int:
    stated = node.attributes.get("aria-level") or ""
    # Without a level, an element with the role of a heading is on the second (WAI-ARIA 1.2).
    return HEADINGS.get(node.tag or "") or (int(stated) if stated in tuple("123456") else 2)
