"""A table of a Word file as one of a .docx: which columns its cells cover, which are merged.

Source: [MS-DOC] 2.9.321 (what is stated for a row), 2.9.327 (for its cells).
"""

import struct
from bisect import bisect_left
from typing import NamedTuple

from index.formats.old_office.word.sprms import HEADER_ROW, ROW, last

_CELL = 20
_WITH_PREVIOUS = 1
_GOES_ON, _RESTARTS = 1, 3
# Edges that are nearer than this (1 mm, in twentieths of a point) are the same: people draw them by hand.
_SAME_EDGE = 57


class _Row(NamedTuple):
    """A row: the XML of its cells, the edges of its columns, the flags of its cells, whether it is a header."""

    cells: list[str]
    edges: list[int]
    flags: list[int]
    header: bool


class OpenTable:
    """A table that is being read.

    Attributes:
        content: The XML of the cell that is open.
    """

    def __init__(self) -> None:
        """Nothing is in it yet."""
        self.content: list[str] = []
        self._cells: list[str] = []
        self._rows: list[_Row] = []

    def end_cell(self) -> None:
        """The open cell ends."""
        self._cells.append("".join(self.content))
        self.content.clear()

    def end_row(self, changes: bytes) -> None:
        """The row ends, for which these changes are stated."""
        if self.content:
            self.end_cell()
        stated, header = last(changes, ROW), last(changes, HEADER_ROW)
        edges, flags = _read(stated.operand if stated else b"")
        self._rows.append(_Row(list(self._cells), edges, flags, bool(header and header.value)))
        self._cells.clear()

    def xml(self) -> str:
        """All of it, also a row that has no end."""
        if self.content or self._cells:
            self.end_row(b"")
        columns = _columns(self._rows)
        return f"<w:tbl>{''.join(_row_xml(row, columns) for row in self._rows)}</w:tbl>"


def _read(data: bytes) -> tuple[list[int], list[int]]:
    """The edges of the cells of a row, and their flags."""
    count = data[0] if data else 0
    end = 1 + 2 * (count + 1)
    if len(data) < end:
        return [], []
    edges = list(struct.unpack_from(f"<{count + 1}h", data, 1))
    flags = [int.from_bytes(data[end + _CELL * at : end + _CELL * at + 2], "little") for at in range(count)]
    return edges, flags


def _columns(rows: list[_Row]) -> list[int]:
    """The left edges of the columns of the whole table."""
    columns: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not columns or edge - columns[-1] > _SAME_EDGE:
            columns.append(edge)
    return columns


def _row_xml(row: _Row, columns: list[int]) -> str:
    cells: list[str] = []
    # Where its edges are not stated, or not for each of its cells, each has a column of its own.
    places = [_place(edge, columns) for edge in row.edges] if len(row.edges) > len(row.cells) else []
    at = 0
    while at < len(row.cells):
        end = at + 1
        while end < len(row.cells) and end < len(row.flags) and row.flags[end] & 3 == _WITH_PREVIOUS:
            end += 1
        span = places[end] - places[at] if places else end - at
        merged = (row.flags[at] >> 5) & 3 if at < len(row.flags) else 0
        merge = {_GOES_ON: "<w:vMerge/>", _RESTARTS: '<w:vMerge w:val="restart"/>'}.get(merged, "")
        content = "".join(row.cells[at:end])
        cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{max(span, 1)}"/>{merge}</w:tcPr>{content}</w:tc>')
        at = end
    before = places[0] if places else 0
    header = "<w:tblHeader/>" if row.header else ""
    return f'<w:tr><w:trPr><w:gridBefore w:val="{before}"/>{header}</w:trPr>{"".join(cells)}</w:tr>'


def _place(edge: int, columns: list[int]) -> int:
    """The column that begins at an edge, or at the nearest one before it."""
    at = bisect_left(columns, edge + 1) - 1
    return max(at, 0)
