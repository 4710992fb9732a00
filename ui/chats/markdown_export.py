"""Writes a chat as Markdown. What documents and models wrote stays text: each character that could be markup is escaped."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from rag import AnswerTable, Citation
from ui.answer_places import path
from ui.chats.chat import Chat, Message
from ui.chats.elements import Element, elements

# All that begins markup inside a line (https://spec.commonmark.org/0.31.2/#backslash-escapes), "$" for programs that read
# formulas, and "@" and ":" before "/", which some make links of.
_INLINE = re.compile(r"([\\`*_{}\[\]<>()#|~!$&@]|:(?=//))")
# What begins a list, a rule or a heading at the start of a line.
_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")


def markdown(chat: Chat, messages: Sequence[Message]) -> str:
    """The chat as CommonMark, with the quotes, places and hashes of each answer."""
    lines = [f"# {_escaped(chat.title)}", "", f"Asked with Pincite, {_day(chat.created)}."]
    for message in messages:
        lines += ["", f"## {_escaped(message.question) or 'An empty question'}", *_answer(message)]
    return "\n".join(lines) + "\n"


def _answer(message: Message) -> Iterator[str]:
    if message.answer is None:
        yield from ("", _escaped(message.problem or "It was stopped before there was an answer."))
        return
    last = ""
    for element in elements(message.answer):
        text = _element(element)
        # Items of one list follow each other without an empty line.
        if not (element.kind == last == "item"):
            yield ""
        yield text
        last = element.kind
    if message.writer and any(s.verdict == "supported" for s in message.answer.statements):
        yield from (
            "",
            f"*Written by {_escaped(message.writer)}; each sentence is supported by what it cites.*",
        )
    if message.answer.citations:
        yield from ("", "### Sources", "")
        for citation in message.answer.citations:
            yield from _source(citation)


def _element(element: Element) -> str:  # noqa: PLR0911 - one for each kind
    words = " ".join([_escaped(element.text), *_cited(element.numbers)])
    match element.kind:
        case "lead":
            return f"**{_escaped(element.text)}**" + "".join(f" {n}" for n in _cited(element.numbers))
        case "place":
            return f"*{words}:*"
        case "part" | "heading":
            return f"### {words}"
        case "quote":
            return f"> {words}"
        case "struck":
            return f"~~{words}~~"
        case "item":
            return f"{'  ' * element.depth}- {_escaped(element.marker)}{' ' if element.marker else ''}{words}"
        case "nearest":
            return f"- {words}"
        case "code":
            return _code(element)
        case "table":
            return _table(element.table) if element.table else ""
        case "note":
            return f"*{words}*"
    return words


def _cited(numbers: Sequence[int]) -> list[str]:
    return [f"\\[{number}\\]" for number in numbers]


def _code(element: Element) -> str:
    # Longer than any row of the same signs in it, so that the code can't end its fence.
    longest = max((len(run) for run in re.findall(r"`+", element.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, element.text, fence, "", " ".join(_cited(element.numbers))])


def _table(table: AnswerTable) -> str:
    def cell(text: str, number: int | None = None) -> str:
        return " ".join([_escaped(text), *_cited(() if number is None else (number,))])

    rows = [
        [cell(name) for name in table.columns],
        ["---"] * len(table.columns),
        *([cell(one.text, one.number) for one in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _source(citation: Citation) -> Iterator[str]:
    section = f", {_escaped(path(citation.section))}" if citation.section else ""
    yield f"- \\[{citation.number}\\] {_escaped(citation.title)}{section} ({_escaped(citation.source)})"
    yield f"  characters {citation.start}–{citation.end}" + (
        f", SHA-256 of the file {citation.content_hash}" if citation.content_hash else ""
    )
    yield ""
    yield f"  > {_escaped(citation.quote)}"


def _escaped(text: str) -> str:
    """The text on one line, without anything that Markdown would take for markup."""
    line = _INLINE.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(lambda m: m[1] + (f"\\{m[2]}" if not m[2].isdigit() else f"{m[2]}\\"), line)


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
