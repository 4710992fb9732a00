"""What MkDocs, Docusaurus, Hugo, MyST and Obsidian add to Markdown in lines of their own, put into plain Markdown.

Titles of notes and tabs become bold paragraphs, and their indented text loses its indent: it is no code. Marks that no
reader of the page sees are removed. Code stays as it is.
"""

import re
from collections.abc import Iterator, Mapping

from index.documents import Span
from index.formats.markdown.components import component, end_of_code
from index.formats.markdown.directives import DIRECTIVE, directive_end, is_directive, plain_directive
from index.formats.markdown.templates import filled_in, title_in, without_highlights

# A longer line is no mark. With it, the time that the patterns take is limited.
_LONGEST = 500
# Notes in notes in tabs: each needs four more columns.
_DEEPEST = 20
_INDENT = 4
# The lines of code between fences, also in a quotation or as the first of a list item.
_CODE_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*\Z)|~{3,})")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
# !!! note "Title", ??? tip, ???+ warning "Title", === "Tab"; the text of each is indented.
_INDENTED = re.compile(
    r"[ \t]*(?:(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*(?: +\"(.*)\")?|===[+!]* +\"(.+)\"|\?\?\?\+? +\"(.+)\")[ \t]*"
)
# /// note | Title, and /// below the text.
_SLASHES = re.compile(r"[ \t]*/{3,}[ \t]*([\w-]+)?[ \t]*(?:\|[ \t]*(.*))?")
# What stands behind the bar is shown, except that of these.
_UNTITLED = ("html",)
# :::note Title, :::note[Title], ::: {.note title="Title"}, ::: warning Title :::, and ::: below the text.
_COLONS = re.compile(
    r"[ \t]*:{3,}[ \t]*(?:\{?([\w.-]+)\}?)?[ \t]*(?:\[(.*)\])?[ \t]*(\{[^{}]*\})?[ \t]*(.*?)[ \t]*:*[ \t]*"
)
# ::: package.module, for which mkdocstrings writes what its code says, with options indented below.
_OBJECT = re.compile(r":{3}[ \t]+[A-Za-z_]\w*(?:\.\w+)+[ \t]*")
_CLASSES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*\Z")
_NAMED = re.compile(r"\btitle=[\"'](.+?)[\"']")
_ALERT = re.compile(r"([ \t]*(?:>[ \t]*)+)\[![\w-]+\][+-]?[ \t]*(.*)")
_SETTING = re.compile(r"(?:[ ]{4}|\t)\s*[\w-]+:|:[\w-]+:")
# Lines in whose place another file is shown.
_INCLUDED = re.compile(r"[ \t]*(?:\{\*[^{}]*\*\}|[;#/]*[ \t]*-+8<-+[ \t]+\S.*|\{!.*!\})[ \t]*")
_SNIPPETS = re.compile(r"[ \t]*-+8<-+[ \t]*")
# Without a second mark so near the first one is only text.
_MOST_SNIPPETS, _LONGEST_COMMENT = 50, 500
# What stands for a list of the headings, the names by which MyST points to a place, its comments and its breaks.
_UNSEEN = re.compile(
    r"[ \t]*(?:\[TOC\]|\[\[_?toc_?\]\]|@\[toc\].*|\{:toc.*\}|\{:{1,2}/?\w*[^{}]*/\}|\([\w:.-]+\)=|<<<[ \t]*@?[\w./].*"
    r"|\\(?:newpage|pagebreak|tableofcontents|toc))[ \t]*|\+\+\+(?:[ \t]+\{.*\})?[ \t]*|%[ \t][^%]*",
    re.I,
)
# "Term" and below it ":   what it means"; "*[HTML]: what it stands for".
_DEFINITION = re.compile(r"[ ]{0,3}:[ \t]{1,8}(?=\S)")
_ABBREVIATION = re.compile(r"\*\[([^\[\]]{1,80})\]:[ \t]+(?=\S)")


def plain_markdown(text: str, values: Mapping[str, str] | None = None) -> str:
    """The same text, with such lines removed or written as every reader of Markdown understands them.

    Args:
        text: Without front matter.
        values: What the front matter states, for marks in whose place it is shown.
    """
    # Marks of templates come last: the text of a note may be code only before it loses its indent.
    lines = list(_plain(list(without_highlights(text.split("\n"))), 0))
    return "\n".join(_without_marks(lines, values or {}))


def _plain(lines: list[str], depth: int) -> Iterator[str]:
    number = 0
    for start, end in _codes(lines):
        # What belongs to a line may go beyond the beginning of some code.
        while number < start:
            written, number = _written(lines, number, depth)
            yield from written
        if number == start < end and (directive := _directive(lines, start, depth)):
            written, number = directive
            yield from written
        yield from lines[number:end]
        number = max(number, end)


def _directive(lines: list[str], number: int, depth: int) -> tuple[list[str], int] | None:
    """What is written for a directive of MyST that begins in a line, and the line behind it; None for other code."""
    begins = (
        DIRECTIVE.fullmatch(lines[number]) if len(lines[number]) <= _LONGEST and depth < _DEEPEST else None
    )
    if begins is None or not is_directive(begins[3]):
        return None
    indent, fence, name, argument = begins.groups()
    last, end = directive_end(lines, number, fence)
    body = [line.removeprefix(indent) for line in lines[number + 1 : last]]
    plain = plain_directive(name, argument.strip(), body)
    return ["", *(f"{indent}{line}" if line else "" for line in _plain(plain, depth + 1)), ""], end


def _without_marks(lines: list[str], values: Mapping[str, str]) -> Iterator[str]:
    before = 0
    for start, end in _codes(lines):
        if before < start:
            yield filled_in("\n".join(lines[before:start]), values)
        yield from lines[start:end]
        before = end


def _codes(lines: list[str]) -> Iterator[Span]:
    """The lines of each piece of code, and at last an empty span behind all lines."""
    number, in_list = 0, False
    while number < len(lines):
        line = lines[number]
        in_list = bool(_ITEM.match(line)) or (in_list and (not line.strip() or line[0].isspace()))
        end = _end_of_code(lines, number, in_list=in_list)
        if end > number:
            yield number, end
        number = max(end, number + 1)
    yield len(lines), len(lines)


def _end_of_code(lines: list[str], number: int, *, in_list: bool) -> int:
    """The number of the line behind the code that begins here; `number` itself if none does."""
    fence = _CODE_FENCE.match(lines[number])
    if fence is None:
        # Below an item of a list, indented lines are its text; directly below a paragraph, they are part of it.
        begins = number == 0 or not lines[number - 1].strip() or _columns(lines[number - 1]) >= _INDENT
        return number + (begins and not in_list and _columns(lines[number]) >= _INDENT)
    closing = re.compile(rf"[ \t>]*{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t]*\Z")
    ends = (other + 1 for other in range(number + 1, len(lines)) if closing.match(lines[other]))
    return next(ends, len(lines))


def _written(lines: list[str], number: int, depth: int) -> tuple[list[str], int]:
    """What is written for a line, with what belongs to it, and the number of the next line."""
    line = lines[number]
    if len(line) > _LONGEST:
        return [line], number + 1
    if (mark := _INDENTED.fullmatch(line)) and depth < _DEEPEST:
        end = _end_of_body(lines, number + 1, _columns(line) + _INDENT)
        body = [_outdented(below, _columns(line)) for below in lines[number + 1 : end]]
        return [*_titled(line, mark[1] or mark[2] or mark[3]), *_plain(body, depth + 1), ""], end
    if begun := _directive(lines, number, depth) or _note(lines, number) or _definition(lines, number, depth):
        return begun
    if _SNIPPETS.fullmatch(line) or line.strip().startswith("%%"):
        return _removed(lines, number)
    if _INCLUDED.fullmatch(line) or _UNSEEN.fullmatch(line):
        return [], number + 1
    return _written_for_sites(lines, number)


def _note(lines: list[str], number: int) -> tuple[list[str], int] | None:
    """The same for a line that begins or ends a note or what code says; None if it does neither."""
    line = lines[number]
    if _OBJECT.fullmatch(line):
        return [""], _end_of_body(lines, number + 1, _INDENT)
    if _SLASHES.fullmatch(line) or _COLONS.fullmatch(line):
        return _titled(line, _title(line)), _behind_settings(lines, number + 1)
    if mark := _ALERT.fullmatch(line):
        title = mark[2].strip("* ")
        return ([f"{mark[1]}**{title}**"] if title else []) + [mark[1]], number + 1
    return None


def _definition(lines: list[str], number: int, depth: int) -> tuple[list[str], int] | None:
    """A term with what it means, "Term: what it means", or another meaning of it, with what is indented below."""
    line = lines[number]
    is_term = bool(line.strip()) and not line[0].isspace() and not _DEFINITION.match(line)
    is_term = is_term and (number == 0 or not lines[number - 1].strip())
    at = number + 1 if is_term and number + 1 < len(lines) else number
    begins = _DEFINITION.match(lines[at]) if depth < _DEEPEST and (at > number or number) else None
    if begins is None or len(lines[at]) > _LONGEST:
        return None
    end = _end_of_body(lines, at + 1, _INDENT)
    words = lines[at][begins.end() :]
    body = [words, *(_outdented(below, 0) for below in lines[at + 1 : end])]
    if at > number and words[0].isalnum():
        body[0] = f"{line.rstrip()}: {words}"
    elif at > number:
        body = [line, "", *body]
    return ["", *_plain(body, depth + 1), ""], end


def _written_for_sites(lines: list[str], number: int) -> tuple[list[str], int]:
    """The same for marks of templates and of components."""
    line = lines[number]
    if (end := end_of_code(lines, number)) > number:
        return [""], end
    if found := component(lines, number):
        return _titled(line, found[0]), found[1]
    if (title := title_in(line)) is not None:
        # An empty mark stays: between two lines of a paragraph it may be a value.
        return (_titled(line, title) if title else [line]), number + 1
    below = lines[number + 1] if number + 1 < len(lines) else ""
    if _ITEM.match(line) and below.strip().startswith("{:toc"):
        return [], number + 2
    return [_ABBREVIATION.sub(r"\n\1: ", line)], number + 1


def _title(line: str) -> str | None:
    """The title in a line with /// or :::, if there is one."""
    if mark := _SLASHES.fullmatch(line):
        return None if mark[1] in _UNTITLED else mark[2]
    named, mark = _NAMED.search(line), _COLONS.fullmatch(line)
    if named:
        return named[1]
    return mark[2] or mark[4] if mark else None


def _titled(line: str, title: str | None) -> list[str]:
    """A title as a paragraph in bold, at the indent of its line; without one the text around it stays apart."""
    words = _CLASSES.sub("", title or "").replace("**", "").strip("* ")
    return ["", f"{line[: len(line) - len(line.lstrip())]}**{words}**", ""] if words else [""]


def _end_of_body(lines: list[str], number: int, indent: int) -> int:
    """The number of the line behind the last that is indented so far; empty lines may be between."""
    end = number
    while number < len(lines) and (not lines[number].strip() or _columns(lines[number]) >= indent):
        number += 1
        end = number if lines[number - 1].strip() else end
    return end


def _behind_settings(lines: list[str], number: int) -> int:
    while number < len(lines) and _SETTING.match(lines[number]):
        number += 1
    return number


def _removed(lines: list[str], number: int) -> tuple[list[str], int]:
    """Removes what is between two lines --8<-- (names of files) or between two %% (a comment)."""
    line = lines[number].strip()
    is_comment = line.startswith("%%")
    if is_comment and line.count("%%") > 1:
        return [lines[number]], number + 1
    below = lines[number + 1 : number + 1 + (_LONGEST_COMMENT if is_comment else _MOST_SNIPPETS)]
    ends = (line.rstrip().endswith("%%") if is_comment else _SNIPPETS.fullmatch(line) for line in below)
    end = next((other for other, is_end in enumerate(ends, number + 1) if is_end), None)
    return ([lines[number]], number + 1) if end is None else ([], end + 1)


def _columns(line: str) -> int:
    expanded = line.expandtabs(_INDENT)
    return len(expanded) - len(expanded.lstrip())


def _outdented(line: str, indent: int) -> str:
    """A line of a body, four columns to the left: at the indent of its mark and what it has beyond."""
    beyond = _columns(line) - _INDENT
    return " " * max(beyond, indent if line.strip() else 0) + line.lstrip()
