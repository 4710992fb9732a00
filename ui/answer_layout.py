"""How the page and the command lay out an answer: what leads, which statements share a place, what was searched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rag import Answer, Citation, Statement

_PATH = " > "
"""Stands between the headings of a section's name."""

_LONG_PATH = 60  # characters; a longer path of headings would take several lines


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
class Group:
    """Statements that stand beside each other in an answer and come from one place.

    Attributes:
        place: The place for people ("Report, page 3"); None if they were written, and so stand in no document.
        statements: At least one.
    """

    place: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was searched for, where it is not just the question.

    Attributes:
        question: The words that were searched for, or None if they are those of the question.
        places: The titles of the documents that alone were searched; empty if all were.
    """

    question: str | None
    places: tuple[str, ...]


def lead(answer: Answer) -> Lead | None:
    """The short answer, if there is one."""
    if not answer.short or not answer.statements:
        return None
    text = _one_line(answer.short)
    first = answer.statements[0]
    return Lead(
        text=text,
        citation=next((c for c in answer.citations if text in _one_line(c.quote)), None),
        # What the page strikes out must not vanish behind words that look certain.
        whole=first.verdict != "unsupported" and _words(first.text) == _words(text),
    )


def groups(answer: Answer) -> list[Group]:
    """The statements in their order, each with those beside it that come from the same place."""
    # Only neighbours, so that a statement that arrives later never moves another one.
    if answer.status == "conflicting":
        return [Group(place=place_of(s), statements=(s,)) for s in answer.statements]
    grouped = groupby(answer.statements, key=_place_key)
    return [_group(tuple(statements)) for _, statements in grouped]


def _group(statements: tuple[Statement, ...]) -> Group:
    return Group(place=place_of(statements[0]), statements=statements)


def _place_key(statement: Statement) -> tuple[object, ...]:
    """Equal for two statements of one place."""
    if statement.verdict != "quoted" or not statement.citations:
        return (place_of(statement),)
    first = statement.citations[0]
    # Two documents may have the same title.
    return first.document_id, first.section


def place_of(statement: Statement) -> str | None:
    """Names where a statement stands, for people; None if it was written."""
    if statement.verdict not in ("quoted", "computed") or not statement.citations:
        return None
    first = statement.citations[0]
    if statement.verdict == "quoted":
        return place(first.title, first.section)
    # A sum can have cells of several places; then only what they share is true of all of them.
    titles = dict.fromkeys(citation.title for citation in statement.citations)
    same_section = len({(c.document_id, c.section) for c in statement.citations}) == 1
    return place(" and ".join(titles), first.section if same_section else None)


def place(title: str, section: str | None) -> str:
    """Names a place on one line: "Report, page 3". Of a long path of headings only both ends are named."""
    return f"{title}, {_short_path(section)}" if section else title


def _short_path(section: str) -> str:
    headings = section.split(_PATH)
    if len(section) > _LONG_PATH and len(headings) > 2:
        headings = [headings[0], "…", headings[-1]]
    return " › ".join(headings)


def other_places(statement: Statement) -> tuple[Citation, ...]:
    """The citations of a quoted statement beside the first: places with the same sentence."""
    return statement.citations[1:] if statement.verdict == "quoted" else ()


def also_in(places: Sequence[Citation]) -> str:
    """Says in how many other places a sentence stands: "also in 3 other places"."""
    return f"also in {len(places):,} other place{'' if len(places) == 1 else 's'}"


def searched(answer: Answer) -> Searched | None:
    """What was searched for, or None if that is the question, in all documents."""
    # A question mark or a capital letter more is nothing that people need to know.
    same = _words(answer.standalone_question) in ([], _words(answer.question))
    if same and not answer.searched_in:
        return None
    return Searched(question=None if same else answer.standalone_question.strip(), places=answer.searched_in)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
