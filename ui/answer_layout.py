"""How the page and the command lay out an answer: what leads, which statements share a place, what was searched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rag import Answer, Citation, Statement

_PATH = " > "
"""Stands between the headings of a section's name."""

# A row of a sheet, or lines of a file: "sheet "Cups", A3:C3" and "lines 3-5".
_ROW = re.compile(r"(?:^|, )(?:[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?|lines? \d+(?:-\d+)?)$")

# Characters; with longer ones a place would take several lines, most of all on a phone.
_LONG_PATH = 60
_LONG_TITLE = 48


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
        is_exact: Whether `place` has the whole section of each statement: rows of one sheet share only the sheet, and
            long paths are shortened.
        statements: At least one.
    """

    place: str | None
    is_exact: bool
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
    grouped = groupby(answer.statements, key=lambda statement: (_grounds(statement), _place_key(statement)))
    return [_group(tuple(statements)) for _, statements in grouped]


def _grounds(statement: Statement) -> str:
    return statement.verdict if statement.verdict in ("quoted", "computed") else "written"


def _place_key(statement: Statement) -> object:
    """Equal for two statements of one place, be they two rows of one sheet."""
    if _grounds(statement) == "written":
        return None
    # Two documents may have the same title.
    return {(c.document_id, _ROW.sub("", c.section or "")) for c in _places(statement)}


def _places(statement: Statement) -> tuple[Citation, ...]:
    """The citations that a statement is shown with: for equal sentences the first one."""
    return statement.citations[:1] if statement.verdict == "quoted" else statement.citations


def _group(statements: tuple[Statement, ...]) -> Group:
    places = [citation for statement in statements for citation in _places(statement)]
    if _grounds(statements[0]) == "written" or not places:
        return Group(place=None, is_exact=False, statements=statements)
    sections = {citation.section or "" for citation in places}
    # Rows and sums can have cells of several places; then only what they share is true of all of them.
    shared = sections if len(sections) == 1 else {_ROW.sub("", section) for section in sections}
    one_document = len({citation.document_id for citation in places}) == 1
    section = next(iter(shared)) if len(shared) == 1 and one_document else ""
    titles = " and ".join(dict.fromkeys(_short_title(citation.title) for citation in places))
    return Group(
        place=", ".join(part for part in (titles, _short_path(section)) if part),
        is_exact=len(sections) == 1 and _short_path(section) == path(section),
        statements=statements,
    )


def place(title: str, section: str | None) -> str:
    """Names a place on one line: "Report, page 3". Of a long path of headings only both ends are named."""
    return ", ".join(part for part in (_short_title(title), _short_path(section or "")) if part)


def path(section: str) -> str:
    """The name of a section for people, with the headings above it."""
    return " › ".join(section.split(_PATH))


def _short_path(section: str) -> str:
    headings = section.split(_PATH)
    if len(section) > _LONG_PATH and len(headings) > 2:
        return path(_PATH.join([headings[0], "…", headings[-1]]))
    return path(section)


def _short_title(title: str) -> str:
    if len(title) <= _LONG_TITLE:
        return title
    # Between words, but text without spaces is cut where it is.
    return title[: title.rfind(" ", 0, _LONG_TITLE) + 1 or _LONG_TITLE].rstrip() + " …"


def other_places(statement: Statement) -> tuple[Citation, ...]:
    """The citations of a quoted statement beside the first: places with the same sentence."""
    return statement.citations[1:] if statement.verdict == "quoted" else ()


def also_in(places: Sequence[object]) -> str:
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
