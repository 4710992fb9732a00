"""An answer as a row of plain elements, from which its Markdown and its HTML are written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal, TypeAlias

from rag import Answer, AnswerTable, Statement
from ui.answer_forms import Block, Entry
from ui.answer_layout import Layout, layout, left_out_line, searched
from ui.answer_places import also_in, behind_names, other_places, place
from ui.answer_steps import further_searches
from ui.chats.kept_answer import NEAREST

Kind: TypeAlias = Literal[
    "lead", "place", "part", "quote", "written", "struck", "item", "code", "heading", "table", "note", "nearest", "searched",
]  # fmt: skip

_NEAREST_SHOWN = 200  # characters of a passage
_NUMBER_WORDS = {2: "Two", 3: "Three", 4: "Four"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One line, paragraph, item, block of code or table of an answer.

    Attributes:
        kind: What it is. "place": where the following stands. "part": the heading of a side or a section. "nearest": a passage that
            does not answer. "searched": what was searched for.
        text: Plain text, on one line unless it is code.
        numbers: Those of its citations, shown behind it.
        marker: What stands before an item: "2.", or empty for a bullet.
        depth: How deep an item is in its list, from 0.
        table: Of a table.
    """

    kind: Kind
    text: str = ""
    numbers: tuple[int, ...] = ()
    marker: str = ""
    depth: int = 0
    table: AnswerTable | None = None


def elements(answer: Answer) -> Iterator[Element]:
    """The answer from top to bottom, as it was shown."""
    if instead := searched(answer):
        where = f" in {', '.join(instead.places)}" if instead.places else ""
        yield _searched(
            f"Searched as: {instead.question}{where}" if instead.question else f"Searched only{where}"
        )
    if not answer.statements:
        yield Element(kind="lead", text=_line(answer.text))
        if answer.status == "not_found":
            yield from _nearest(answer)
    else:
        yield from _statements(answer, layout(answer))
    yield from map(_note, filter(None, [left_out_line(answer), *answer.notes]))
    if also := further_searches(answer):
        yield _searched(f"Also searched for: {'; '.join(also)}")


def _searched(text: str) -> Element:
    return Element(kind="searched", text=_line(text))


def _note(text: str) -> Element:
    return Element(kind="note", text=_line(text))


def _nearest(answer: Answer) -> Iterator[Element]:
    for hit in answer.hits[:NEAREST]:
        passage = hit.passage
        where = place(passage.title, passage.section)
        text = _line(passage.quote((behind_names(passage, passage.start, passage.end), passage.end)))
        yield Element(kind="nearest", text=f"{where}: {shorten(text, _NEAREST_SHOWN, placeholder=' …')}")


def _statements(answer: Answer, shown: Layout) -> Iterator[Element]:
    if answer.status == "conflicting":
        many = len(answer.statements)
        yield Element(kind="lead", text=f"{_NUMBER_WORDS.get(many, many)} places disagree.")
    elif shown.lead:
        numbers = (shown.lead.citation.number,) if shown.lead.citation else ()
        yield Element(kind="lead", text=shown.lead.text, numbers=numbers)
    if shown.ground and shown.ground.derivation:
        yield _note(f"Computed: {shown.ground.derivation}")
    if shown.source:
        yield Element(kind="place", text=shown.source)
    if answer.letter:
        yield from _written([f"Subject: {answer.letter.subject}"] if answer.letter.subject else [])
        yield from _written([answer.letter.greeting])
    yield from _parts(answer, shown)
    if answer.letter:
        yield from _written([answer.letter.closing])
    if answer.table and shown.ground:
        yield Element(kind="place", text=shown.ground.place)
        yield Element(kind="table", table=answer.table)


def _written(lines: Sequence[str]) -> Iterator[Element]:
    return (Element(kind="written", text=_line(line)) for line in lines)


def _parts(answer: Answer, shown: Layout) -> Iterator[Element]:
    said = answer.statements[0] if shown.lead and shown.lead.whole else None
    for part in shown.parts:
        if part.name:
            yield Element(kind="part", text=_line(part.name))
        for group in part.groups:
            if group.place:
                yield Element(kind="place", text=group.place)
            for block in group.blocks:
                yield from _block(block, said, 0)


def _block(block: Block, said: Statement | None, depth: int) -> Iterator[Element]:
    listed = block.form in ("list", "steps")
    for entry in block.entries:
        # What leads is not said again, unless a list would lack one of its items.
        if listed or entry.statement is not said:
            yield _entry(block, entry, depth)
        if remark := _remark(entry.statement):
            yield _note(remark)
        for below in entry.below:
            yield from _block(below, said, depth + 1)


def _entry(block: Block, entry: Entry, depth: int) -> Element:
    statement = entry.statement
    text = statement.text if block.form == "code" else _line(entry.words)
    return Element(
        kind=_kind(block, statement), text=text, numbers=_numbers(statement), marker=entry.marker, depth=depth
    )


def _kind(block: Block, statement: Statement) -> Kind:
    if statement.verdict == "unsupported":
        return "struck"
    if block.form in ("list", "steps"):
        return "item"
    if block.form == "code":
        return "code"
    if block.form == "heading":
        return "heading"
    return "quote" if statement.verdict == "quoted" else "written"


def _numbers(statement: Statement) -> tuple[int, ...]:
    others = other_places(statement)
    return tuple(citation.number for citation in statement.citations if citation not in others)


def _remark(statement: Statement) -> str:
    if others := other_places(statement):
        return f"The same is {also_in(others)}: {', '.join(f'[{c.number}]' for c in others)}"
    if statement.verdict == "computed" and statement.derivation:
        return f"Computed: {statement.derivation}"
    if statement.verdict == "translated":
        return f"Translated by the model from: {statement.original}"
    return "Not supported by the documents" if statement.verdict == "unsupported" else ""


def _line(text: str) -> str:
    return " ".join(text.split())
