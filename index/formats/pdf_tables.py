"""Rows of tables: cells that stand side by side and line up from row to row."""

import re
from typing import NamedTuple

from index.formats.pdf_lines import Line, lines_of

_MARKER = re.compile(
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.):]{1,2}|[•‣◦▪■●○–—*·►➢✓\uf0a7\uf0b7-]|\[\d{1,3}\])$"
)
_LEAST_ROWS = 3


class Table(NamedTuple):
    """Rows of cells; a cell's lines are in order.

    Attributes:
        rows: From the top down; each row's cells are in reading order.
    """

    rows: list[list[list[Line]]]


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
    if all(_MARKER.match(it.text) for it in parts[0]) or all(_MARKER.match(it.text) for it in parts[-1]):
        return None  # a list: its markers are no column
    rows: list[list[list[Line]]] = []
    full = [len({place[id(it)] for it in row}) > 1 for row in bands]
    if sum(full) < _LEAST_ROWS:
        return None
    first, last = full.index(True), len(full) - full[::-1].index(True)
    while last < len(bands) and _is_continued(bands, last, place):
        last += 1
    for number in range(first, last):
        cells: list[list[Line]] = [[] for _ in parts]
        for piece in bands[number]:
            cells[place[id(piece)]].append(piece)
        if rows and _is_continued(bands, number, place):
            rows[-1] = [one + other for one, other in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    ordered = [[lines_of(cell) for cell in (row[::-1] if right_to_left else row) if cell] for row in rows]
    before = [piece for row in bands[:first] for piece in row]
    return before, Table(ordered), [piece for row in bands[last:] for piece in row]


def _is_continued(bands: list[list[Line]], number: int, place: dict[int, int]) -> bool:
    """Whether a row goes on with the one above: right below it, and without a first cell."""
    above, row = bands[number - 1] if number else [], bands[number]
    if not above or any(place[id(it)] == 0 for it in row):
        return False
    return min(it.bottom for it in above) - max(it.top for it in row) < 0.9 * max(it.peak for it in row)
