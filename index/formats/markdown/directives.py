"""Directives in Markdown, as MyST and Sphinx know them: ```{note}, :::{figure} and the like, put into plain Markdown."""

import csv
import re
from collections.abc import Sequence

from index.formats.text.rst_tables import read_listed

# ```{name} argument, or :::{name} argument. Names of languages and classes in braces are those of code.
DIRECTIVE = re.compile(r"([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*\{([a-z][\w:+-]*)\}[ \t]*([^`]*)")
_ADMONITIONS = frozenset(
    "note warning tip hint important caution danger attention error seealso todo".split()
)
# Their argument is no words of the text: a size, a name of a file or of a class.
_UNTITLED = frozenset(
    "figure figure-md grid grid-item tab-set container div margin only compound hlist cards".split()
)
_TITLED = frozenset(
    "admonition dropdown card tab-item grid-item-card sidebar topic aside epigraph pull-quote highlights glossary rubric "
    "centered details table exercise solution theorem lemma definition example proof abstract attention tab collapse "
    "exercise-start exercise-end solution-start solution-end".split()
)
_CODE = frozenset("code code-block sourcecode code-cell math parsed-literal prompt eval-rst mermaid".split())
_UNSEEN = frozenset(
    "toctree contents image include literalinclude raw tableofcontents bibliography index highlight currentmodule "
    "autosummary automodule autoclass autofunction automethod autoattribute video youtube iframe embed".split()
)
_VERSIONS = {
    "versionadded": "Added in version", "versionchanged": "Changed in version", "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}  # fmt: skip
_PREFIXES = ("prf:", "proof:")
_KNOWN = _ADMONITIONS | _UNTITLED | _TITLED | _CODE | _UNSEEN | _VERSIONS.keys() | {"list-table", "csv-table"}
_OPTION = re.compile(r"[ \t]*:[\w-]+:(?:[ \t]|$)")
_HEADER = re.compile(r"[ \t]*:header:[ \t]*(.+)")


def is_directive(name: str) -> bool:
    """Whether it is the name of a directive; what else stands in braces is a language or a class."""
    return name.lower().rpartition(":")[2] in _KNOWN or name.startswith(_PREFIXES)


def directive_end(lines: Sequence[str], number: int, fence: str) -> tuple[int, int]:
    """The line that closes the directive that begins in a line, and the one behind it; the last ones if none closes."""
    closing = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\Z")
    for other in range(number + 1, len(lines)):
        if closing.match(lines[other]):
            return other, other + 1
    return len(lines), len(lines)


def plain_directive(name: str, argument: str, body: Sequence[str]) -> list[str]:
    """The lines that stand for a directive in plain Markdown."""
    kind = name.lower().rpartition(":")[2]
    options, words = _without_options(body)
    if kind in _UNSEEN:
        return []
    if kind in _ADMONITIONS:
        return [argument, "", *words] if argument else list(words)
    if kind in _VERSIONS:
        version, _, first = argument.partition(" ")
        return [f"{_VERSIONS[kind]} {version}{': ' if first else ''}{first}", *words]
    if kind in ("list-table", "csv-table"):
        header = [found[1] for line in options if (found := _HEADER.match(line))]
        rows = read_listed(words) if kind == "list-table" else _csv([*header, *words])
        return [*_title(argument), *_table(rows)]
    if kind in _CODE:
        # More signs than any in it, so that nothing in it ends it.
        fence = "`" * max(3, *(len(line) - len(line.lstrip("`")) + 1 for line in map(str.strip, words)), 3)
        return [fence, *words, fence]
    return [*([] if kind in _UNTITLED else _title(argument)), *words]


def _title(argument: str) -> list[str]:
    return [f"**{argument.replace('**', '')}**", ""] if argument else []


def _without_options(body: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The options of a directive, and what is below them."""
    first = next((number for number, line in enumerate(body) if line.strip()), len(body))
    if first < len(body) and body[first].strip() == "---":
        last = next((end for end in range(first + 1, len(body)) if body[end].strip() == "---"), first)
        return body[first:last], body[last + 1 :]
    last = first
    while last < len(body) and _OPTION.match(body[last]):
        last += 1
    return body[first:last], body[last:]


def _csv(lines: Sequence[str]) -> list[list[str]]:
    try:
        return [row for row in csv.reader(lines, skipinitialspace=True) if row]
    except csv.Error:
        return [[line] for line in lines]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as a table between bars; the first is its head."""
    columns = max(map(len, rows), default=0)
    lines = [
        "| "
        + " | ".join(
            " ".join(cell.split()).replace("|", "\\|") for cell in (*row, *[""] * (columns - len(row)))
        )
        + " |"
        for row in rows
    ]
    return ["", *lines[:1], "|" + "---|" * columns, *lines[1:], ""] if columns else []
