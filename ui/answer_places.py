"""Groups the statements of an answer by the place that they come from, and names places for people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import Citation, Passage, Statement
from ui.answer_forms import Block, blocks

_PATH = " > "
"""Stands between the headings of a section's name."""

# A row of a sheet, or lines of a file: "sheet "Cups", A3:C3" and "lines 3-5".
_ROW = re.compile(r"(?:^|, )(?:[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?|lines? \d+(?:-\d+)?)$")

# Statements of these forms are one list, though a page may end in the middle of it.
_LISTED = ("item", "step", "code")
_BELOW_EACH_OTHER = (*_LISTED, "heading")

# Blocks that are said above a text already, as its place.
_NAMES = ("title", "heading", "furniture")

# Characters; with longer ones a place would take several lines, most of all on a phone.
_LONG_PATH = 60
_LONG_TITLE = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements that stand beside each other in an answer and come from one place.

    Attributes:
        place: The place for people ("Report, page 3"), without what is said above it already, so that it may be empty; None
            if they were written, and so stand in no document.
        is_exact: Whether `place` has the whole section of each statement: rows of one sheet share only the sheet, and
            long paths are shortened.
        statements: At least one.
        blocks: The statements in their forms.
    """

    place: str | None
    is_exact: bool
    statements: tuple[Statement, ...]
    blocks: tuple[Block, ...]


def by_place(
    statements: Sequence[Statement], *, part: str = "", in_document: bool = True, gather: bool = False
) -> list[Group]:
    """The statements in their order, each with those beside it that come from the same place.

    Args:
        statements: They follow each other in the answer.
        part: What they stand under, which is not said again.
        in_document: Whether the place names the document, too.
        gather: Whether sentences of one place stand together though others are between them.
    """
    found, steps = list[Group](), 0
    for same in _runs(statements, gather=gather):
        shown = blocks(same, first=steps + 1)
        steps += sum(len(block.entries) for block in shown if block.form == "steps")
        found.append(_group(same, shown, part, in_document=in_document))
    return found


def _runs(statements: Sequence[Statement], *, gather: bool) -> list[tuple[Statement, ...]]:
    """Neighbours of one place; the items of a list stay together, whatever pages they are on."""
    runs = list[list[Statement]]()
    # Otherwise only neighbours, so that a statement that arrives later never moves another one.
    for statement in statements:
        near = runs if gather and statement.form == "sentence" else runs[-1:]
        run = next((run for run in near if _together(run[-1], statement)), None)
        if run:
            run.append(statement)
        else:
            runs.append([statement])
    return [tuple(run) for run in runs]


def _together(one: Statement, next_one: Statement) -> bool:
    if _grounds(one) != _grounds(next_one):
        return False
    if one.form in _BELOW_EACH_OTHER and next_one.form in _BELOW_EACH_OTHER:
        return {c.document_id for c in _places(one)} == {c.document_id for c in _places(next_one)}
    return _place_key(one) == _place_key(next_one)


def place_of(statements: Sequence[Statement]) -> str | None:
    """The place that all of some cells share, without their rows; None for what was written."""
    places = [citation for statement in statements for citation in _places(statement)]
    if not places:
        return None
    document, section = _shared(places)
    return ", ".join(name for name in (document, _short_path(_ROW.sub("", section))) if name)


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


def _group(
    statements: tuple[Statement, ...], shown: tuple[Block, ...], part: str, *, in_document: bool
) -> Group:
    places = [citation for statement in statements for citation in _places(statement)]
    if _grounds(statements[0]) == "written" or not places:
        return Group(place=None, is_exact=False, statements=statements, blocks=shown)
    titles, section = _shared(places)
    if not section and statements[0].form in _LISTED:
        section = _stretch(places)
    # A heading is the name of its section.
    inner = "" if all(statement.form == "heading" for statement in statements) else _below(section, part)
    under = [titles if in_document else "", _short_path(inner)]
    sections = {citation.section or "" for citation in places}
    return Group(
        place=", ".join(name for name in under if name and name.casefold() != part.casefold()),
        is_exact=sections == {section} and _short_path(section) == path(section),
        statements=statements,
        blocks=shown,
    )


def _shared(places: Sequence[Citation]) -> tuple[str, str]:
    """The titles of the documents, and the section that all places share; empty if they share none."""
    sections = {citation.section or "" for citation in places}
    # Rows and sums can have cells of several places; then only what they share is true of all of them.
    shared = sections if len(sections) == 1 else {_ROW.sub("", section) for section in sections}
    one_document = len({citation.document_id for citation in places}) == 1
    titles = " and ".join(dict.fromkeys(short_title(citation.title) for citation in places))
    return titles, next(iter(shared)) if len(shared) == 1 and one_document else ""


def _below(section: str, part: str) -> str:
    """The section without the headings down to one that it stands under in the answer already."""
    headings = section.split(_PATH)
    same = [
        at for at, heading in enumerate(headings, start=1) if part and heading.casefold() == part.casefold()
    ]
    return _PATH.join(headings[same[0] :]) if same else section


def _stretch(places: Sequence[Citation]) -> str:
    """From where to where a list goes: "page 3 to page 4"."""
    first, last = places[0], places[-1]
    if first.document_id != last.document_id or not (first.section and last.section):
        return ""
    return f"{_short_path(first.section)} to {_short_path(last.section)}"


def place(title: str, section: str | None) -> str:
    """Names a place on one line: "Report, page 3". Of a long path of headings only both ends are named."""
    return ", ".join(part for part in (short_title(title), _short_path(section or "")) if part)


def path(section: str) -> str:
    """The name of a section for people, with the headings above it."""
    return " › ".join(section.split(_PATH))


def _short_path(section: str) -> str:
    headings = section.split(_PATH)
    if len(section) > _LONG_PATH and len(headings) > 2:
        return path(_PATH.join([headings[0], "…", headings[-1]]))
    return path(section)


def short_title(title: str) -> str:
    """The title, cut between words where it is long."""
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


def behind_names(passage: Passage, first: int, before: int) -> int:
    """Where the text of a passage begins behind the titles and headings from `first` on, but not behind `before`."""
    for number, (start, _end) in enumerate(passage.sentences):
        if start >= first and (start >= before or passage.kind_of(number) not in _NAMES):
            return min(start, before)
    return first
