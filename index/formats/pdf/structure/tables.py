"""Rows of tables: cells that stand side by side and line up from row to row."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple, TypeAlias

from index.formats.pdf.structure.accounts.groups import Groups, Labelled, groups_of
from index.formats.pdf.structure.cells import Cell, Row, cut, header_rows, names_of, spans_of, stripes_of
from index.formats.pdf.structure.gutters import overlap
from index.formats.pdf.structure.lines import LARGE, Line, lines_of

_MARKER = re.compile(
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.):]{1,2}|[•‣◦▪■●○–—*·►➢✓\uf0a7\uf0b7-]|\[\d{1,3}\])$"
)
_LEADER = re.compile(r"[.\s·…]+$")  # dots that lead from one cell to the next
_LEAST_DOTS = 3
CAPTION = re.compile(r"(?:fig(?:ure|\.)|table|tab\.|listing|source)\s*[\dIVX:]", re.I)
_CELL_END = re.compile(r"[.·…]{2}$|[.:!?]$")  # such dots lead to the next cell
_LEAST_ROWS = 3
_CLOSE = 0.6  # times the size of the letters
_MOVED = 6.0  # points; a closing bracket moves the end of a column by less
_FAR = 1.2  # times the usual distance of rows

_Rows: TypeAlias = list[list[Line]]
_Places: TypeAlias = dict[
    int, int
]  # the id of a piece, and between which gutters it stands, counted from the left


class Table(NamedTuple):
    """Rows of cells; a cell's lines are in order, and it may have none."""

    rows: list[list[Cell]]  # from the top down, all of the same length; each row's cells are in reading order
    header: int  # how many of them name the columns
    names: list[Cell]  # the name of each column; a cell without lines for a column without a name
    unit: str = ""  # what the lines above it say about its figures: "in millions"
    groups: Sequence[str] = ()  # for each row the label that it stands under; none if that is not known
    labels: Sequence[Labelled] = ()  # of the rows behind the header, if their groups are known

    def continues(self, before: "Table") -> bool:
        """Whether it has the columns of a table on the page before, and no names of its own for them."""
        if self.header or not any(before.names) or len(self.names) != len(before.names):
            return False
        spans = zip(spans_of(self.rows), spans_of(before.rows[before.header :]), strict=True)
        return all(own is None or other is None or overlap(own, other) > 0 for own, other in spans)

    def under(self, groups: Groups, before: "Table") -> "Table":
        """The same, where its rows go on under the labels of a table on the page before; these change with its rows."""
        if not self.labels:
            return self
        groups.shift(_moved(self.rows, before.rows))
        return self._replace(groups=[""] * self.header + groups_of(self.labels, groups))


def _moved(rows: Sequence[Row], before: Sequence[Row]) -> float:
    """By how much the columns of figures are further right than on the page before; 0 if they hardly are."""
    spans = zip(spans_of(rows)[1:], spans_of(before)[1:], strict=True)
    moved = [own[1] - other[1] for own, other in spans if own and other]
    shift = median(moved) if moved else 0.0
    return shift if abs(shift) > _MOVED else 0.0


def table_of(
    bands: _Rows, parts: list[list[Line]], *, right_to_left: bool
) -> tuple[list[Line], Table, list[Line]] | None:
    """The pieces above a table, the table, and the pieces below; None if there is none.

    Args:
        bands: Pieces that overlap in height, from the top down.
        parts: The same pieces, by the gutters that they stand between.
        right_to_left: Whether cells are read in that direction.
    """
    if any(all(_MARKER.match(piece.text) for piece in part) for part in (parts[0], parts[-1])):
        return None  # a list: its markers are no column
    places = {id(piece): number for number, part in enumerate(parts) for piece in part}
    first, end = _span(bands, places)
    if first == end:
        return None
    rows = _cell_rows(bands[first:end], len(parts), places)
    if right_to_left:
        rows = [row[::-1] for row in rows]
    header = header_rows(rows)
    table = Table(rows, header, names_of(rows[:header], rows[header:]))
    return list(chain(*bands[:first])), table, list(chain(*bands[end:]))


def _span(bands: _Rows, places: _Places) -> tuple[int, int]:
    """The first row of a table and the one behind its last; twice the same if there are too few."""
    full = [len({places[id(piece)] for piece in row}) > 1 for row in bands]
    if sum(full) < _LEAST_ROWS:
        return 0, 0
    first, end = full.index(True), len(full) - full[::-1].index(True)
    while first and _continues_first_cell(bands, first, places):
        first -= 1
    while end < len(bands) and _continues_cells(bands, end, places):
        end += 1
    # The number of a heading has a gutter behind it too.
    while end - first > _LEAST_ROWS and _is_set_off(bands[first:end]):
        end -= 1
    while end - first > _LEAST_ROWS and (
        _is_larger(bands[first], bands[first:end]) or CAPTION.match(bands[first][0].text)
    ):
        first += 1
    return first, end


def _cell_rows(bands: _Rows, count: int, places: _Places) -> list[list[Cell]]:
    """Rows of as many cells as there are columns; lines that go on with the row above are in its cells."""
    stripes = []
    for number in range(count):
        part = [[piece for piece in row if places[id(piece)] == number] for row in bands]
        stripes.append(stripes_of([row for row in part if row]))
    rows: list[list[Cell]] = []
    for number, band in enumerate(bands):
        cells: list[list[Cell]] = [[[] for _ in range(len(stripe) + 1)] for stripe in stripes]
        for piece in band:
            if not _LEADER.match(piece.text):
                place = places[id(piece)]
                cells[place] = _added(cells[place], cut(_without_leader(piece), stripes[place]))
        row = [cell for part in cells for cell in part]
        goes_on = _continues_cells(bands, number, places) or _continues_first_cell(bands, number, places)
        if rows and goes_on:
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
    return [cell + added for cell, added in zip(row, more, strict=True)]


def _is_set_off(table: _Rows) -> bool:
    """Whether the last row is larger than the others or bold below ones that are not, and far from them."""
    above, row = table[-2:]
    bold = all(piece.bold for piece in row) and not any(piece.bold for piece in above)
    heights = [max(piece.baseline for piece in row) for row in table]
    gaps = [upper - lower for upper, lower in pairwise(heights)]
    return (bold or _is_larger(row, table)) and gaps[-1] > _FAR * median(gaps)


def _is_larger(row: list[Line], table: _Rows) -> bool:
    return min(piece.size for piece in row) > LARGE * median(piece.size for row in table for piece in row)


def _continues_cells(bands: _Rows, number: int, places: _Places) -> bool:
    """Whether a row goes on with the one above: right below it, and without a first cell."""
    above, row = bands[number - 1] if number else [], bands[number]
    if not above or any(places[id(piece)] == 0 for piece in row):
        return False
    gap = min(piece.bottom for piece in above) - max(piece.top for piece in row)
    return gap < 0.9 * max(piece.max_size for piece in row)


def _continues_first_cell(bands: _Rows, number: int, places: _Places) -> bool:
    """Whether a row goes on with the row above, which has only a first cell: its figure is in the last line."""
    above, row = bands[number - 1] if number else [], bands[number]
    if len(above) != 1 or places[id(above[0])] or places[id(row[0])]:
        return False
    (last,), text = above, min(row, key=lambda piece: piece.left).text
    near = last.bottom - max(piece.top for piece in row) < _CLOSE * last.max_size
    return near and not _CELL_END.search(last.text) and (last.hyphenated or text[0].islower())
