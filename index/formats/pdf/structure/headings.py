"""Which paragraphs are headings, and of which level: by the file's outline, else by how they are set."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice, pairwise
from statistics import median
from typing import Any, TypeAlias

import pypdfium2 as pypdfium

from index.formats.pdf.structure.lines import LARGE, BodyStyle, Line
from index.formats.pdf.structure.page import ParsedPage
from index.formats.pdf.structure.paragraphs import LEADERS, Kind, Paragraph

# Page, counted from 1, to the outline's names of what begins there, with their depth from 1.
Outline: TypeAlias = Mapping[int, Mapping[str, int]]

_LONGEST = 200
_LONGEST_BOLD = 120
_MOST_LINES = 4
_SPREAD = 1.5
_MOST_ENTRIES = 20_000
# What the outline names has its depth times this as its level; a larger heading is between two of these levels.
STEP = 10
# Headings that the outline does not name are below those that it names.
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
_NUMBERING = re.compile(r"^(?:(?:chapter|section|part|appendix)\s+)?(?:[\divx]+\.)*[\divx]+\.?[\s:.]+", re.I)
_CAPITALS = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+)?[A-Z][A-Z\s,:&’'-]{3,90}$")
_NO_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"(?<!\w)(?:[A-Z]{2,}(?![a-z])|\w*[aeiouyAEIOUY]\w|\w[aeiouyAEIOUY]|\w*[^\W\d_a-zA-Z])")
_NO_HEADING = re.compile(r"[.,;]$|^[\d\W]*$|^[ivxlcdm]+$|^[•‣◦▪■●○►]|^[-*–—]\s")


def read_outline(document: Any) -> dict[int, dict[str, int]]:
    """The bookmarks of a pypdfium2 document; empty if it has none, or damaged ones."""
    outline: dict[int, dict[str, int]] = {}
    try:
        for entry in islice(document.get_toc(max_depth=8), _MOST_ENTRIES):
            target = entry.get_dest()
            page = target.get_index() if target else None
            name = _letters(entry.get_title())
            if page is not None and name:
                outline.setdefault(page + 1, {}).setdefault(name, entry.level + 1)
    except (pypdfium.PdfiumError, UnicodeDecodeError):
        pass  # what was read so far counts
    return outline


def split_at_outline(lines: list[Line], names: Mapping[str, int]) -> list[tuple[list[Line], int | None]]:
    """Runs of lines; those that the outline names stand alone, with their depth."""
    runs: list[tuple[list[Line], int | None]] = []
    number = 0
    while number < len(lines):
        count, depth = _outline_name(lines[number : number + 3], names)
        if depth is None and runs and runs[-1][1] is None:
            runs[-1][0].append(lines[number])
        else:
            runs.append((lines[number : number + count], depth))
        number += count
    return runs


def _outline_name(lines: list[Line], names: Mapping[str, int]) -> tuple[int, int | None]:
    """How many of the lines are one name of the outline, and its depth; (1, None) if none."""
    for count in range(1, len(lines) + 1):
        depth = names.get(_letters(" ".join(line.text for line in lines[:count])))
        if depth is not None:
            return count, depth
    return 1, None


def heading_sizes(pages: Iterable[ParsedPage], outline: Outline) -> dict[int, float]:
    """How large the headings of each depth of the outline are set, as far as they are single lines."""
    sizes: dict[int, list[float]] = {}
    for page in pages:
        names = outline.get(page.number, {})
        for piece in page.pieces if names else ():
            depth = names.get(_letters(piece.text))
            if depth is not None:
                sizes.setdefault(depth, []).append(piece.size)
    return {depth: median(sizes[depth]) for depth in sorted(sizes)}


def level_of(paragraph: Paragraph, body: BodyStyle, sizes: Mapping[int, float]) -> int | None:
    """The level of a heading by how it is set; None for other text.

    Args:
        paragraph: What may be a heading.
        body: How most of the document is set.
        sizes: Sizes of the headings that the outline names, by their depth from the highest.
    """
    text, size = paragraph.text, paragraph.size
    numbered = _NUMBERED.match(text) is not None
    if not _could_be_heading(paragraph) or not _is_set_as_heading(paragraph, body, numbered=numbered):
        return None
    if CONTENTS.match(text):
        return _NOTHING_BELOW
    for depth, known_size in sizes.items():
        if size > (1 - _SAME_SIZE) * known_size:
            return STEP * depth - (STEP // 2 if size > (1 + _SAME_SIZE) * known_size else 0)
    depth = len(re.findall(r"\d+", text.split()[0])) if numbered else 1
    by_size = max(0, 2000 - 10 * round(2 * size)) + (0 if paragraph.bold else 5)
    return _BY_TYPE + by_size + min(max(depth, 1), 4)


def _could_be_heading(paragraph: Paragraph) -> bool:
    """Whether what a paragraph says, and how far apart its words are, is that of a heading."""
    text, lines = paragraph.text, paragraph.lines
    if paragraph.kind is Kind.ROW or len(text) > _LONGEST or len(lines) > _MOST_LINES:
        return False
    if LEADERS.search(text) or sum(map(str.isalpha, text)) < 2 or any(map(_is_spread, lines)):
        return False
    # The sign of an integral is large, and its limits are letters.
    return (_WORD.search(text) is not None and not _NO_HEADING.search(text)) or _NUMBERED.match(
        text
    ) is not None


def _is_set_as_heading(paragraph: Paragraph, body: BodyStyle, *, numbered: bool) -> bool:
    """Whether it is large, bold, or numbered and in capitals."""
    text, size, lines = paragraph.text, paragraph.size, paragraph.lines
    if size > LARGE * body.size:
        return True
    if paragraph.bold and not body.bold and size > 0.95 * body.size and len(text) <= _LONGEST_BOLD:
        return True
    # Small capitals are small: the numeral before them tells their size.
    full_size = max(line.max_size for line in lines) > 0.95 * body.size
    return numbered and full_size and len(lines) <= 2 and _CAPITALS.match(text) is not None


def _is_spread(line: Line) -> bool:
    """Whether some words stand apart and others don't, as in a row of a table; the first may be a number."""
    words = line.words[1:] if _NUMBERED.match(line.text) else line.words
    gaps = [max(after.left - word.right, word.left - after.right) for word, after in pairwise(words)]
    return bool(gaps) and max(gaps) > _SPREAD * line.size and (len(gaps) < 2 or max(gaps) > 2 * min(gaps))


def _letters(text: str) -> str:
    """Letters and digits only, without the number of the section."""
    without_number = _NUMBERING.sub("", " ".join(text.split()))
    return _NO_WORD.sub("", (without_number or text).casefold())
