"""Which paragraphs are headings, and of which level: by the file's outline, else by how they are set."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import pypdfium2 as pypdfium

from index.formats.pdf_blocks import LEADERS, Kind, Paragraph
from index.formats.pdf_lines import Line
from index.formats.pdf_type import LARGE, Type

# Page, counted from 1, to the outline's names of what begins there, with their depth from 1.
Outline: TypeAlias = Mapping[int, Mapping[str, int]]

_LONGEST = 200
_LONGEST_BOLD = 120
_MOST_LINES = 4
_MOST_ENTRIES = 20_000
# Below what the outline names.
BY_TYPE = 100
# What follows a table of contents is not below it, however large its name is set.
CONTENTS = re.compile(
    r"(?:table of )?contents$|inhalt(?:sverzeichnis)?$|sommaire$|índice$|indice$|inhoud$", re.I
)
_NOTHING_BELOW = 10_000
_NUMBERED = re.compile(
    r"(?:(?:chapter|section|part|appendix)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-H]\.)\s+\S",
    re.I,
)
_NUMBERING = re.compile(r"^(?:(?:chapter|section|part|appendix)\s+)?(?:[\divx]+\.?)+[\s:.]+", re.I)
_CAPITALS = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+)?[A-Z][A-Z\s,:&’'-]{3,90}$")
_NO_HEADING = re.compile(r"[.,;]$|^[\d\W]*$|^[ivxlcdm]+$|^[•‣◦▪■●○►]|^[-*–—]\s")


def read_outline(document: Any) -> dict[int, dict[str, int]]:
    """The bookmarks of a pypdfium2 document; empty if it has none, or damaged ones."""
    outline: dict[int, dict[str, int]] = {}
    try:
        for number, entry in enumerate(document.get_toc(max_depth=8)):
            if number > _MOST_ENTRIES:
                break
            target = entry.get_dest()
            page = target.get_index() if target else None
            name = _plain(entry.get_title())
            if page is not None and name:
                outline.setdefault(page + 1, {}).setdefault(name, entry.level + 1)
    except (pypdfium.PdfiumError, UnicodeDecodeError):
        return outline
    return outline


def split_at_outline(lines: list[Line], names: Mapping[str, int]) -> list[tuple[list[Line], int | None]]:
    """Runs of lines; those that the outline names stand alone, with their depth."""
    runs: list[tuple[list[Line], int | None]] = []
    number = 0
    while number < len(lines):
        count, depth = _named(lines[number : number + 3], names)
        if depth is not None:
            runs.append((lines[number : number + count], depth))
        elif runs and runs[-1][1] is None:
            runs[-1][0].append(lines[number])
        else:
            runs.append(([lines[number]], None))
        number += count
    return runs


def _named(lines: list[Line], names: Mapping[str, int]) -> tuple[int, int | None]:
    """How many of the lines are one name of the outline, and its depth; (1, None) if none."""
    for count in range(1, len(lines) + 1):
        depth = names.get(_plain(" ".join(it.text for it in lines[:count])))
        if depth is not None:
            return count, depth
    return 1, None


def level_of(paragraph: Paragraph, usual: Type) -> int | None:
    """The level of a heading by how it is set, 1 the highest; None if it is none."""
    text = paragraph.text
    if paragraph.kind is Kind.ROW or len(text) > _LONGEST or len(paragraph.lines) > _MOST_LINES:
        return None
    numbered = _NUMBERED.match(text)
    if LEADERS.search(text) or sum(map(str.isalpha, text)) < 2 or (_NO_HEADING.search(text) and not numbered):
        return None
    size = paragraph.size
    large = size > LARGE * usual.size
    bold = paragraph.bold and not usual.bold and size > 0.95 * usual.size and len(text) <= _LONGEST_BOLD
    # Small capitals are small: the numeral before them tells their size.
    peak = max(line.peak for line in paragraph.lines)
    capitals = _CAPITALS.match(text) and peak > 0.95 * usual.size and len(paragraph.lines) <= 2 and numbered
    if not (large or bold or capitals):
        return None
    if CONTENTS.match(text):
        return _NOTHING_BELOW
    depth = len(re.findall(r"\d+", text.split()[0])) if numbered else 1
    return (
        BY_TYPE + max(0, 2000 - 10 * round(2 * size)) + (0 if paragraph.bold else 5) + min(max(depth, 1), 4)
    )


def _plain(text: str) -> str:
    """Letters and digits only, without the number of the section."""
    without = _NUMBERING.sub("", " ".join(text.split()))
    return "".join(it for it in (without or text).casefold() if it.isalnum())
