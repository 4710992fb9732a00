"""Writes a chat as Markdown, with the quotes, places and hashes of each answer."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from rag import Citation
from ui.answer_places import path
from ui.chats.chat import Chat, Message
from ui.chats.elements import elements
from ui.chats.markdown_elements import bracketed, escaped, markdown_lines


def markdown(chat: Chat, messages: Sequence[Message]) -> str:
    """The chat as CommonMark, with the quotes, places and hashes of each answer."""
    lines = [f"# {escaped(chat.title)}", "", f"Asked with Pincite, {_day(chat.created)}."]
    for message in messages:
        lines += ["", f"## {escaped(message.question) or 'An empty question'}", *_answer(message)]
    return "\n".join(lines) + "\n"


def _answer(message: Message) -> Iterator[str]:
    if message.answer is None:
        yield from ("", escaped(message.problem or "It was stopped before there was an answer."))
        return
    yield from markdown_lines(elements(message.answer), bracketed)
    if message.writer and any(s.verdict in ("supported", "translated") for s in message.answer.statements):
        yield from (
            "",
            f"*Written by {escaped(message.writer)}; each sentence is supported by what it cites.*",
        )
    if message.answer.citations:
        yield from ("", "### Sources", "")
        for citation in message.answer.citations:
            yield from _source(citation)


def _source(citation: Citation) -> Iterator[str]:
    section = f", {escaped(path(citation.section))}" if citation.section else ""
    yield f"- \\[{citation.number}\\] {escaped(citation.title)}{section} ({escaped(citation.source)})"
    yield f"  characters {citation.start}–{citation.end}" + (
        f", SHA-256 of the file {citation.content_hash}" if citation.content_hash else ""
    )
    yield ""
    yield f"  > {escaped(citation.quote)}"


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
