"""The parts of a document: its chapters, sheets, slides, or headings of the level that divides it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import PROVISION, Document, Section, Span
from rag.answers.ways.summaries.asides import is_aside

_KINDS = ("chapter", "sheet", "slide", "heading")
# A part that is so much of the text divides nothing: its own parts are looked at.
_WHOLE = 0.7
_FEWEST = 2
# Parts that are less of the text than this do not divide it.
_LEAST_DIVIDED = 0.5
# Of what stands between the number of a part and its name.
_LONGEST_SIGN = 3
_LONGEST_NAME = 90
_NUMBER = re.compile(
    r"(?:(?:chapter|part|section|appendix|kapitel|chapitre)\s)?(\d{1,3}(?:\.\d{1,3})*)\b", re.IGNORECASE
)
# Not a number alone, nor a name that a machine gave.
_WORDED = re.compile(r"(?:^|[\s(\"“])[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a document.

    Attributes:
        name: Its heading, on one line, or "" for what stands before the first heading.
        start: Offset of its first character.
        end: Offset behind its last character.
    """

    name: str
    start: int
    end: int


def named_parts(document: Document) -> list[Section]:
    """The chapters, sheets, slides or headings of a document, in order, each to the end of all that is below it.

    In a document a section ends where the first one below it begins.
    """
    kind = next((kind for kind in _KINDS if sum(s.kind == kind for s in document.sections) >= _FEWEST), "")
    sections = sorted((s for s in document.sections if s.kind == kind), key=lambda one: (one.start, -one.end))
    ends: list[int] = []
    # From the last: of what comes behind, only the nearest that is not below it counts.
    open_: list[Section] = []
    for section in reversed(sections):
        while open_ and open_[-1].name.startswith(f"{section.name} > "):
            open_.pop()
        ends.append(open_[-1].start if open_ else len(document.text))
        open_.append(section)
    return [replace(section, end=end) for section, end in zip(sections, reversed(ends), strict=True)]


def parts_of(document: Document, within: Span | None = None) -> list[Part]:
    """The parts that divide a document or a stretch of it, in order; one without a name if nothing divides it."""
    start, end = within or (0, len(document.text))
    outer = _dividing(_inside(named_parts(document), start, end, within), end - start)
    if sum(section.end - section.start for section in outer) < _LEAST_DIVIDED * (end - start):
        # Headings that are found in an appendix alone divide nothing; the numbered parts of a form or a contract may.
        outer = _numbered(document, start, end, within) or outer
    parts = [Part(name=_name(section), start=section.start, end=section.end) for section in outer]
    parts = _by_number([part for part in parts if _WORDED.search(part.name)])
    if len(parts) < _FEWEST:
        return [Part(name="", start=start, end=end)]
    before = document.text[start : parts[0].start].strip()
    return [Part(name="", start=start, end=parts[0].start), *parts] if before else parts


def told_parts(document: Document, parts: Sequence[Part]) -> Sequence[Part]:
    """The parts without tables of contents, licences, indexes and thanks, unless there is nothing else."""
    contents = [block.start for block in document.blocks if block.kind == "contents"]
    others = [block.start for block in document.blocks if block.kind not in ("contents", "heading", "title")]

    def inside(starts: Sequence[int], part: Part) -> int:
        return bisect_left(starts, part.end) - bisect_left(starts, part.start)

    told: dict[str, Part] = {}
    for part in parts:
        if not is_aside(part.name) and inside(contents, part) <= inside(others, part):
            # What comes again under the same name is a copy, or a form that is filled in several times.
            told.setdefault(part.name.casefold(), part)
    return list(told.values()) or parts


def _inside(sections: Sequence[Section], start: int, end: int, within: Span | None) -> list[Section]:
    return [
        section
        for section in sections
        if start <= section.start and section.end <= end and (section.start, section.end) != within
    ]


def _numbered(document: Document, start: int, end: int, within: Span | None) -> list[Section]:
    """The outermost numbered parts, "Item 7. Management's discussion", by the lines that name them; those with a number alone hold others."""
    sections = [section for section in document.sections if section.kind == PROVISION]
    named = [
        replace(section, name=line)
        for section in sorted(_inside(sections, start, end, within), key=lambda one: (one.start, -one.end))
        if len(line := _first_line(document, section.start)) > len(section.name) + _LONGEST_SIGN
    ]
    return _outermost(named)


def _first_line(document: Document, start: int) -> str:
    block = next((block for block in document.blocks if block.start <= start < block.end), None)
    return document.text[start : block.end].partition("\n")[0] if block else ""


def _dividing(sections: Sequence[Section], length: int) -> list[Section]:
    """The outermost sections; of one that is nearly all of the text those inside of it."""
    outer = _outermost(sections)
    whole = next((section for section in outer if section.end - section.start > _WHOLE * length), None)
    if whole is None:
        return outer
    inside = [one for one in sections if one is not whole and whole.start <= one.start < whole.end]
    divided = _dividing(inside, whole.end - whole.start)
    if len(divided) < _FEWEST:
        return outer
    # What stands beside it stays a part: a preface, an appendix.
    beside = [section for section in outer if section is not whole]
    return sorted([*divided, *beside], key=lambda section: section.start)


def _outermost(sections: Sequence[Section]) -> list[Section]:
    """Those that are inside no other; the sections are given in order."""
    found: list[Section] = []
    for section in sections:
        if not found or section.start >= found[-1].end:
            found.append(section)
    return found


def _by_number(parts: Sequence[Part]) -> list[Part]:
    """The parts with "3.1" and "3.2" inside of "3", where the headings of a file are all of one level.

    What has no number between "3.1" and "3.2" is inside of "3", too.
    """
    numbers = [found[1].split(".") if (found := _NUMBER.match(part.name)) else None for part in parts]
    if sum(number is not None for number in numbers) * 2 < len(parts):
        return list(parts)
    joined: list[Part] = []
    root = ""
    for place, (part, number) in enumerate(zip(parts, numbers, strict=True)):
        following = number or next((one for one in numbers[place:] if one), [])
        if joined and root and len(following) > 1 and following[0] == root:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, part.end))
        else:
            joined.append(part)
            root = following[0] if number else ""
    return joined if len(joined) >= _FEWEST else list(parts)


def _name(section: Section) -> str:
    name = " ".join(section.name.split(" > ")[-1].split())
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"
