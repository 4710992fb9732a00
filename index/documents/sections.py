"""Sections: the named parts of a document, and the place of an offset in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# The kinds of sections, in the order in which `place` names them: "p. 47, Item 7 > Liquidity".
SECTION_KINDS = (
    "part", "chapter", "sheet", "slide", "page", "heading", "provision", "table", "cells", "time", "speaker", "lines",
    "paragraph", "recognised",
)  # fmt: skip

QUOTED = "quoted text"
"""The name of the section of kind "part" in which a message repeats an earlier one."""

# The kinds of sections whose names are words of every sentence in them; the others are numbers of pages and lines.
_NAMING_KINDS = ("chapter", "sheet", "slide", "heading", "table", "speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of a document.

    Attributes:
        name: As a citation shows it: "p. 47", "slide 4", 'sheet "Q3"', "A12:F12", "lines 10-24", or a path of
            headings "Guide > Install".
        start: Offset of its first character.
        end: Offset after its last character.
        kind: One of `SECTION_KINDS`. Two sections of one kind do not overlap, or one is inside the other.
    """

    name: str
    start: int
    end: int
    kind: str = "heading"


# A name only helps to find a place: a whole paragraph that is formatted as a heading is cut.
_LONGEST_NAME = 70
# As the readers name pages: "p. 47", or "p. iv (page 6 of the file)".
_PAGE = re.compile(r"p\. (?:(\d+)|.* \(page (\d+) of the file\))", re.DOTALL)
# Of a deeper path only the first and the last heading are shown.
_MOST_HEADINGS = 3


def place(sections: Iterable[Section], offset: int, *, title: str = "") -> str | None:
    """The place of an offset for people: the innermost section of each kind at the offset, or None.

    A name that an earlier part already contains is left out, and so is the document's `title` at the start of a path of
    headings. Long names and paths are cut.
    """
    innermost: dict[str, Section] = {}
    for section in sections:
        if section.start <= offset < section.end:
            outer = innermost.get(section.kind)
            # Of two sections with the same start the outer one comes first: the later one is inside it.
            innermost[section.kind] = outer if outer and outer.start > section.start else section
    parts: list[str] = []
    for kind in SECTION_KINDS:
        if kind in innermost and not any(innermost[kind].name in part for part in parts):
            parts.append(_short_name(innermost[kind].name, title))
    return ", ".join(filter(None, parts)) or None


def page_at(sections: Iterable[Section], offset: int) -> int | None:
    """The page of the file, counted from 1, that has an offset; None where there are no pages."""
    page = next((one for one in sections if one.kind == "page" and one.start <= offset < one.end), None)
    counted = _PAGE.fullmatch(page.name) if page else None
    return int(counted[1] or counted[2]) if counted else None


def names(sections: Iterable[Section]) -> list[str]:
    """The headings, and the names of chapters, sheets and slides, in `sections`: each once, the outer ones first."""
    parts = (
        heading
        for kind in _NAMING_KINDS
        for section in sections
        if section.kind == kind
        for heading in section.name.split(" > ")
    )
    return list(dict.fromkeys(parts))


def _short_name(name: str, title: str) -> str:
    """The name of a section, shortened if it is long; empty if it is the title."""
    headings = name.split(" > ")
    if " ".join(headings[0].split()).casefold() == " ".join(title.split()).casefold():
        headings = headings[1:]
    if len(headings) > _MOST_HEADINGS:
        headings = [headings[0], "…", headings[-1]]
    return " > ".join(_cut(heading) for heading in headings)


def _cut(name: str) -> str:
    """A name of at most `_LONGEST_NAME` characters, cut between words where there are any."""
    if len(name) <= _LONGEST_NAME:
        return name
    # A space in the first half is no good place: most of the name would be lost.
    space = name.rfind(" ", _LONGEST_NAME // 2, _LONGEST_NAME)
    return f"{name[: space if space > 0 else _LONGEST_NAME]} …"
