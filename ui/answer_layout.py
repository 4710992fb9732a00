"""How the page and the command lay out an answer: what leads, its parts and their forms, its table, what was searched."""

import re
from dataclasses import dataclass
from itertools import groupby

from rag import Answer, Citation, Statement
from rag.answers.left_out import left_out_note
from ui.answer_places import Group, by_place, place_of, short_title

# What leads answers of these kinds is said of the documents, and not in them.
_SAYING = ("yes_no", "library", "summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The short answer, which is shown first.

    Attributes:
        text: The words, on one line.
        citation: The citation that has these words, or None if they were computed.
        whole: Whether the first statement has no other words, so that it is not shown a second time.
    """

    text: str
    citation: Citation | None
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an answer: a side of a comparison, a section of a summary, or all of it.

    Attributes:
        name: Its heading, or empty.
        groups: At least one.
    """

    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableGround:
    """What the rows of a table say already.

    Attributes:
        place: Where they stand, for people.
        covered: The statements whose cells they are, which are not shown again.
        derivation: How what leads was computed from the cells, or None.
    """

    place: str
    covered: tuple[Statement, ...]
    derivation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """An answer as it is shown, from top to bottom.

    Attributes:
        lead: The short answer, or None.
        source: The document that all parts come from, said once for all of them; None where each place says it.
        parts: The statements; without those that a table covers.
        side_by_side: Whether the parts are sides, which are compared.
        ground: What the table of the answer says, or None without a table.
    """

    lead: Lead | None
    source: str | None
    parts: tuple[Part, ...]
    side_by_side: bool
    ground: TableGround | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was searched for, where it is not just the question.

    Attributes:
        question: The words that were searched for, or None if they are those of the question.
        places: The titles of the documents that alone were searched; empty if all were.
    """

    question: str | None
    places: tuple[str, ...]


def left_out_line(answer: Answer) -> str:
    """How many sentences of a model were left out; empty if none was, or if a note says already that all were."""
    line = left_out_note(answer.left_out)
    return line if line in answer.text else ""


def layout(answer: Answer) -> Layout:
    """The answer in the order in which it is shown."""
    first = lead(answer)
    ground = _ground(answer, first)
    left = [s for s in answer.statements if ground is None or s not in ground.covered]
    named = [(name, tuple(same)) for name, same in groupby(left, key=lambda statement: statement.part)]
    # Of a side all sentences are there at once, so that none of them moves.
    sides = answer.kind == "comparison"
    source = _source(left) if len(named) > 1 and answer.status != "conflicting" else None
    parts = [
        Part(name=name, groups=tuple(by_place(same, part=name, in_document=source is None, gather=sides)))
        for name, same in named
    ]
    return Layout(
        lead=first,
        source=source,
        parts=tuple(parts),
        side_by_side=sides and sum(bool(part.name) for part in parts) > 1,
        ground=ground,
    )


def lead(answer: Answer) -> Lead | None:
    """The short answer, if there is one."""
    if not answer.short or not answer.statements:
        return None
    text = _one_line(answer.short)
    first = answer.statements[0]
    return Lead(
        text=text,
        citation=_lead_citation(answer, text),
        # What the page strikes out must not vanish behind words that look certain.
        whole=first.verdict != "unsupported" and _words(first.text) == _words(text),
    )


def _lead_citation(answer: Answer, text: str) -> Citation | None:
    same = next((c for c in answer.citations if text == _one_line(c.quote)), None)
    if answer.statements[0].verdict == "computed":
        # The name in the row with the most is in a cell; a figure may be in one by chance, as a count is.
        return same if any(map(str.isalpha, text)) else None
    # "No" and a number of documents are in no document, though some letters of a quote may be the same.
    if answer.kind in _SAYING:
        return None
    return same or next((c for c in answer.citations if text in _one_line(c.quote)), None)


def _source(statements: list[Statement]) -> str | None:
    citations = [citation for statement in statements for citation in statement.citations]
    one = len({citation.document_id for citation in citations}) == 1
    return short_title(citations[0].title) if one and all(s.citations for s in statements) else None


def _ground(answer: Answer, first: Lead | None) -> TableGround | None:
    if not answer.table:
        return None
    cells = {cell.number for row in answer.table.rows for cell in row}
    covered = tuple(
        statement
        for position, statement in enumerate(answer.statements)
        if _in_cells(statement, cells)
        and (statement.verdict == "quoted" or (position == 0 and first is not None and first.whole))
    )
    said = covered[0] if covered and first and first.whole else None
    return TableGround(
        place=place_of(covered) or answer.table.title,
        covered=covered,
        derivation=said.derivation if said else None,
    )


def _in_cells(statement: Statement, cells: set[int | None]) -> bool:
    return bool(statement.citations) and all(citation.number in cells for citation in statement.citations)


def searched(answer: Answer) -> Searched | None:
    """What was searched for, or None if that is the question, in all documents."""
    same = _is_same(_words(answer.standalone_question), _words(answer.question))
    if same and not answer.searched_in:
        return None
    return Searched(question=None if same else answer.standalone_question.strip(), places=answer.searched_in)


def _is_same(sought: list[str], asked: list[str]) -> bool:
    """Whether nothing was changed that people need to know: a capital letter, "please" before it or "thanks" behind it."""
    ends = len(asked) - len(sought)
    return not sought or any(asked[start : start + len(sought)] == sought for start in range(ends + 1))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
