"""Which paragraphs are headings, and of which level: by the file's outline, else by how they are set."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from statistics import median
from typing import Any, TypeAlias

import pypdfium2 as pypdfium

from index.formats.pdf.structure.lines import Line
from index.formats.pdf.structure.page import Sheet
from index.formats.pdf.structure.paragraphs import LEADERS, Kind, Paragraph
from index.formats.pdf.structure.typography import LARGE, Type

# Page, counted from 1, to the outline's names of what begins there, with their depth from 1.
Outline: TypeAlias = Mapping[int, Mapping[str, int]]

_LONGEST = 200
_LONGEST_BOLD = 120
_MOST_LINES = 4
_SPREAD = 1.5
_MOST_ENTRIES = 20_000
# The level of what the outline names is its depth times this; that of what is set larger is between two of these.
STEP = 10
# Below what the outline names.
_BY_TYPE = 100
_SAME_SIZE = 0.02
# What follows a table of contents is not below it, however large its name is set.
CONTENTS = re.compile(
    r"(?:table of )?contents$|inhalt(?:sverzeichnis)?$|sommaire$|índice$|indice$|inhoud$", re.I
)
_NOTHING_BELOW = 10_000
_NUMBERED = re.compile(
    r"(?:(?:chapter|section|part|appendix|article)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-H]\.)\s+\S"
    r"|§\s?\d+[a-z]?(?:\.\d+)*[.:]?\s+\S",
    re.I,
)
_NUMBERING = re.compile(r"^(?:(?:chapter|section|part|appendix)\s+)?(?:[\divx]+\.?)+[\s:.]+", re.I)
_CAPITALS = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+)?[A-Z][A-Z\s,:&’'-]{3,90}$")
_NO_WORD = re.compile(r"[\W_]+")
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
        depth = names.get(_plain(" ".join(line.text for line in lines[:count])))
        if depth is not None:
            return count, depth
    return 1, None


def sizes_in(sheets: Iterable[Sheet], outline: Outline) -> dict[int, float]:
    """How large the headings of each depth of the outline are set, as far as they are single lines."""
    sizes: dict[int, list[float]] = {}
    for sheet in sheets:
        names = outline.get(sheet.number)
        for piece in sheet.pieces if names else ():
            depth = names.get(_plain(piece.text)) if names else None
            if depth is not None:
                sizes.setdefault(depth, []).append(piece.size)
    return {depth: median(sizes[depth]) for depth in sorted(sizes)}


def level_of(paragraph: Paragraph, usual: Type, sizes: Mapping[int, float]) -> int | None:
    """The level of a heading by how it is set; None if it is none.

    Args:
        paragraph: What may be one.
        usual: How most of the document is set.
        sizes: Of the headings that the outline names, by their depth from the highest.
    """
    text, size = paragraph.text, paragraph.size
    if not _could_be_heading(paragraph):
        return None
    numbered = _NUMBERED.match(text)
    large = size > LARGE * usual.size
    bold = paragraph.bold and not usual.bold and size > 0.95 * usual.size and len(text) <= _LONGEST_BOLD
    # Small capitals are small: the numeral before them tells their size.
    peak = max(line.peak for line in paragraph.lines)
    capitals = _CAPITALS.match(text) and peak > 0.95 * usual.size and len(paragraph.lines) <= 2 and numbered
    if not (large or bold or capitals):
        return None
    if CONTENTS.match(text):
        return _NOTHING_BELOW
    for known, its_size in sizes.items():
        if size > (1 - _SAME_SIZE) * its_size:
            return STEP * known - (STEP // 2 if size > (1 + _SAME_SIZE) * its_size else 0)
    depth = len(re.findall(r"\d+", text.split()[0])) if numbered else 1
    return (
        _BY_TYPE + max(0, 2000 - 10 * round(2 * size)) + (0 if paragraph.bold else 5) + min(max(depth, 1), 4)
    )


def _could_be_heading(paragraph: Paragraph) -> bool:
    """Whether what a paragraph says, and how far apart its words are, is that of a heading."""
    text, lines = paragraph.text, paragraph.lines
    if paragraph.kind is Kind.ROW or len(text) > _LONGEST or len(lines) > _MOST_LINES:
        return False
    if LEADERS.search(text) or sum(map(str.isalpha, text)) < 2 or any(map(_is_spread, lines)):
        return False
    return not _NO_HEADING.search(text) or _NUMBERED.match(text) is not None


def _is_spread(line: Line) -> bool:
    """Whether some words stand apart and others don't, as in a row of a table; the first may be a number."""
    words = line.words[1:] if _NUMBERED.match(line.text) else line.words
    gaps = [max(it.left - one.right, one.left - it.right) for one, it in pairwise(words)]
    return bool(gaps) and max(gaps) > _SPREAD * line.size and (len(gaps) < 2 or max(gaps) > 2 * min(gaps))


def _plain(text: str) -> str:
    """Letters and digits only, without the number of the section."""
    without = _NUMBERING.sub("", " ".join(text.split()))
    return _NO_WORD.sub("", (without or text).casefold())
