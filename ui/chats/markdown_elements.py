"""Writes the elements of an answer as Markdown. What documents and models wrote stays text: each character that could be markup is escaped."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from rag import AnswerTable
from ui.chats.elements import Element

Cite: TypeAlias = Callable[[int], str]
"""Writes the number of a citation."""

# All that begins markup inside a line (https://spec.commonmark.org/0.31.2/#backslash-escapes), "$" for programs that read
# formulas, and "@" and ":" before "/", which some make links of.
_INLINE = re.compile(r"([\\`*_\[\]<>#|~!$&@]|:(?=//))")
# What begins a list, a rule or a heading at the start of a line.
_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """The text on one line, without anything that Markdown would take for markup."""
    line = _INLINE.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(lambda m: m[1] + (f"\\{m[2]}" if not m[2].isdigit() else f"{m[2]}\\"), line)


def bracketed(number: int) -> str:
    """The number as it stands on the page: [1]."""
    return f" \\[{number}\\]"


def footnote(number: int) -> str:
    """The number as the mark of a footnote, as GitHub, Pandoc and Obsidian read it."""
    return f"[^{number}]"


def markdown_lines(elements: Iterable[Element], cite: Cite) -> Iterator[str]:
    """The elements, with an empty line before each but between the items of one list."""
    last = ""
    for element in elements:
        if not (element.kind == last and last in ("item", "nearest")):
            yield ""
        yield _written(element, cite)
        last = element.kind


def _written(element: Element, cite: Cite) -> str:  # noqa: PLR0911 - one for each kind
    numbers = _cited(element.numbers, cite)
    words = escaped(element.text) + numbers
    match element.kind:
        case "lead":
            return f"**{escaped(element.text)}**{numbers}"
        case "place":
            return f"*{words}:*"
        case "part" | "heading":
            return f"### {words}"
        case "quote":
            return f"> {words}"
        case "struck":
            return f"~~{words}~~"
        case "item":
            return f"{'  ' * element.depth}- {escaped(element.marker)}{' ' if element.marker else ''}{words}"
        case "nearest":
            return f"- {words}"
        case "code":
            return _code(element, numbers)
        case "table":
            return _table(element.table, cite) if element.table else ""
        case "note" | "searched":
            return f"*{words}*"
    return words


def _cited(numbers: Sequence[int], cite: Cite) -> str:
    return "".join(map(cite, numbers))


def _code(element: Element, numbers: str) -> str:
    # Longer than any row of the same signs in it, so that the code can't end its fence.
    longest = max((len(run) for run in re.findall(r"`+", element.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, element.text, fence, "", numbers.strip()])


def _table(table: AnswerTable, cite: Cite) -> str:
    def cell(text: str, number: int | None = None) -> str:
        return escaped(text) + _cited(() if number is None else (number,), cite)

    rows = [
        [cell(name) for name in table.columns],
        ["---"] * len(table.columns),
        *([cell(one.text, one.number) for one in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
