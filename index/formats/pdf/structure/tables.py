"""Rows of tables: cells that stand side by side and line up from row to row."""

import re
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.formats.pdf.structure.cells import Cell, cut, header_rows, names_of, spans_of, stripes_of
from index.formats.pdf.structure.gutters import overlap
from index.formats.pdf.structure.lines import Line, lines_of
from index.formats.pdf.structure.typography import LARGE

_MARKER = re.compile(
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.):]{1,2}|[•‣◦▪■●○–—*·►➢✓\uf0a7\uf0b7-]|\[\d{1,3}\])$"
)
_LEADER = re.compile(r"[.\s·…]+$")  # dots that lead from one cell to the next
_LEAST_DOTS = 3
CAPTION = re.compile(r"(?:fig(?:ure|\.)|table|tab\.|listing|source)\s*[\dIVX:]", re.I)
_CELL_END = re.compile(r"[.·…]{2}$|[.:!?]$")  # such dots lead to the next cell
_LEAST_ROWS = 3
_CLOSE = 0.6  # times the size of the letters
_FAR = 1.2  # times the usual distance of rows


class Table(NamedTuple):
    """Rows of cells; a cell's lines are in order, and it may have none.

    Attributes:
        rows: From the top down, all of the same length; each row's cells are in reading order.
        header: How many of them name the columns.
        names: What names each column; a cell without lines for one that has no name.
    """

    rows: list[list[Cell]]
    header: int
    names: list[Cell]

    def goes_on(self, before: "Table") -> bool:
        """Whether it has the columns of a table on the page before, and nothing of its own that names them."""
        if self.header or not any(before.names) or len(self.names) != len(before.names):
            return False
        spans = zip(spans_of(self.rows), spans_of(before.rows[before.header :]), strict=True)
        return all(one is None or other is None or overlap(one, other) > 0 for one, other in spans)


def table_of(
    bands: list[list[Line]], parts: list[list[Line]], *, right_to_left: bool
) -> tuple[list[Line], Table, list[Line]] | None:
    """What is above a table, its rows, and what is below; None if it is none.

    Args:
        bands: Pieces that overlap in height, from the top down.
        parts: The same pieces, by the gutters that they stand between.
        right_to_left: Whether cells are read in that direction.
    """
    place = {id(piece): number for number, part in enumerate(parts) for piece in part}
    if all(_MARKER.match(part.text) for part in parts[0]) or all(
        _MARKER.match(part.text) for part in parts[-1]
    ):
        return None  # a list: its markers are no column
    span = _span(bands, place)
    if span is None:
        return None
    rows = _rows(bands[slice(*span)], len(parts), place)
    if right_to_left:
        rows = [row[::-1] for row in rows]
    header = header_rows(rows)
    table = Table(rows, header, names_of(rows[:header], rows[header:]))
    above, below = bands[: span[0]], bands[span[1] :]
    return [it for row in above for it in row], table, [it for row in below for it in row]


def _span(bands: list[list[Line]], place: dict[int, int]) -> tuple[int, int] | None:
    """The first row of a table and the one behind its last; None if there are too few."""
    full = [len({place[id(it)] for it in row}) > 1 for row in bands]
    if sum(full) < _LEAST_ROWS:
        return None
    first, last = full.index(True), len(full) - full[::-1].index(True)
    while first and _goes_on(bands, first, place):
        first -= 1
    while last < len(bands) and _is_continued(bands, last, place):
        last += 1
    # The number of a heading has a gutter behind it too.
    while last - first > _LEAST_ROWS and _is_set_off(bands[first:last]):
        last -= 1
    while last - first > _LEAST_ROWS and (
        _is_larger(bands[first], bands[first:last]) or CAPTION.match(bands[first][0].text)
    ):
        first += 1
    return first, last


def _rows(bands: list[list[Line]], count: int, place: dict[int, int]) -> list[list[Cell]]:
    """Rows of as many cells as there are columns; lines that go on with the row above are in its cells."""
    parts = [[[it for it in row if place[id(it)] == number] for row in bands] for number in range(count)]
    stripes = [stripes_of([row for row in part if row]) for part in parts]
    rows: list[list[Cell]] = []
    for number, band in enumerate(bands):
        cells: list[list[Cell]] = [[[] for _ in range(len(stripe) + 1)] for stripe in stripes]
        for piece in band:
            if _LEADER.match(piece.text):
                continue
            part = place[id(piece)]
            cells[part] = _added(cells[part], cut(_without_leader(piece), stripes[part]))
        row = [cell for part in cells for cell in part]
        if rows and (_is_continued(bands, number, place) or _goes_on(bands, number, place)):
            rows[-1] = _added(rows[-1], row)
        else:
            rows.append(row)
    return [[lines_of(cell) for cell in row] for row in rows]


def _without_leader(piece: Line) -> Line:
    words = piece.words
    while _LEADER.match(words[-1].text):  # not all are dots
        words = words[:-1]
    dots = sum(len(word.text) for word in piece.words[len(words) :])
    return Line(words, piece.page) if dots >= _LEAST_DOTS else piece


def _added(row: list[Cell], more: list[Cell]) -> list[Cell]:
    return [one + other for one, other in zip(row, more, strict=True)]


def _is_set_off(table: list[list[Line]]) -> bool:
    """Whether the last row is larger than the others or bold below ones that are not, and far from them."""
    above, row = table[-2:]
    larger = _is_larger(row, table)
    bold = all(it.bold for it in row) and not any(it.bold for it in above)
    gaps = [max(it.base for it in one) - max(it.base for it in other) for one, other in pairwise(table)]
    return (larger or bold) and gaps[-1] > _FAR * median(gaps)


def _is_larger(row: list[Line], table: list[list[Line]]) -> bool:
    return min(it.size for it in row) > LARGE * median(it.size for band in table for it in band)


def _is_continued(bands: list[list[Line]], number: int, place: dict[int, int]) -> bool:
    """Whether a row goes on with the one above: right below it, and without a first cell."""
    above, row = bands[number - 1] if number else [], bands[number]
    if not above or any(place[id(it)] == 0 for it in row):
        return False
    return min(it.bottom for it in above) - max(it.top for it in row) < 0.9 * max(it.peak for it in row)


def _goes_on(bands: list[list[Line]], number: int, place: dict[int, int]) -> bool:
    """Whether a row goes on with the first cell of the one above, which has no other: its figure is in the last line."""
    above, row = bands[number - 1] if number else [], bands[number]
    if not above or any(place[id(it)] for it in above) or len(above) > 1 or place[id(row[0])]:
        return False
    divided, text = above[0].words[-1].stem is not None, min(row, key=lambda it: it.left).text
    near = above[0].bottom - max(it.top for it in row) < _CLOSE * above[0].peak
    return near and not _CELL_END.search(above[0].text) and (divided or text[0].islower())
