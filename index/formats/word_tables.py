"""The tables of a Word document: which cells a row has, and how many columns and rows each covers."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.oxml.ns import qn

from index.formats.table_grid import Cell, Grid, arranged

_TBL, _TR, _TC, _PROPERTIES = (qn(f"w:{it}") for it in ("tbl", "tr", "tc", "tcPr"))
_SPAN, _MERGE, _VALUE = qn("w:gridSpan"), qn("w:vMerge"), qn("w:val")
_BEFORE = f"{qn('w:trPr')}/{qn('w:gridBefore')}"
_HEADER = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_MAX_SPAN = 1_000

_Row = list[tuple[int, Any, int, bool]]  # column, element, columns covered, whether it goes on from above


def read_table(table: Any, text_of: Callable[[Any], str]) -> Grid:
    """A table. Those inside its cells are part of their text.

    Args:
        table: A w:tbl element.
        text_of: Gives the text of a w:tc element.
    """
    # Not python-docx's rows: they take time by the square of the table, and raise where its grid is malformed.
    elements = [it for it in table.iter(_TR) if next(it.iterancestors(_TBL)) is table]
    rows = [_placed(it) for it in elements]
    stated = 0
    while stated < len(elements) and elements[stated].find(_HEADER) is not None:
        stated += 1
    cells = [
        [
            (column, Cell(text, width, _height(rows, at, column)))
            for column, element, width, goes_on in row
            if not goes_on and (text := text_of(element).strip())
        ]
        for at, row in enumerate(rows)
    ]
    return arranged(cells, stated)


def _placed(row: Any) -> _Row:
    column = _number(row.find(_BEFORE), 0)
    placed: _Row = []
    for element in row.iter(_TC):
        if next(element.iterancestors(_TR)) is not row:
            continue
        properties = element.find(_PROPERTIES)
        width = _number(None if properties is None else properties.find(_SPAN), 1)
        merge = None if properties is None else properties.find(_MERGE)
        placed.append((column, element, width, merge is not None and merge.get(_VALUE) != "restart"))
        column += width
    return placed


def _height(rows: Sequence[_Row], at: int, column: int) -> int:
    """How many rows a cell covers: those below that go on from it."""
    height = 1
    for row in rows[at + 1 :]:
        if not any(place == column and goes_on for place, _, _, goes_on in row):
            break
        height += 1
    return height


def _number(element: Any, default: int) -> int:
    stated = "" if element is None else element.get(_VALUE) or ""
    return (
        min(int(stated), _MAX_SPAN) if stated.isascii() and stated.isdigit() and len(stated) < 9 else default
    )
