"""The tables of a Word document: which cells a row has, and how many columns and rows each covers."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.ooxml.parts import number
from index.formats.tables.spanned_grid import Cell, Grid, arranged, is_running_text
from index.formats.word.inline import outermost
from index.formats.word.styles import PARAGRAPH, RUN, RUN_PROPERTIES, TABLE, TEXT, Styles, W, is_on, value

_ROW, _CELL = f"{W}tr", f"{W}tc"
# A damaged file may state a billion columns, and each would take memory.
_MAX_SPAN = 1_000
# The bit of w:tblLook for the first row.
_FIRST_ROW = 0x20


class Placed(NamedTuple):
    """A cell of a row: its column, how many it covers, and whether it is merged with the cell above."""

    column: int
    element: Element
    width: int
    merged: bool


class Row(NamedTuple):
    """A row: its cells, and whether the file marks it as a header."""

    cells: list[Placed]
    header: bool


def read_rows(table: Element) -> list[Row]:
    """The rows of a table, without deleted ones and those of tables inside its cells."""
    # Not only the children: a row may stand inside a content control (w:sdt).
    elements = (row for row in outermost(table, _ROW) if row.find(f"{W}trPr/{W}del") is None)
    return [Row(_placed(element), is_on(element.find(f"{W}trPr/{W}tblHeader"))) for element in elements]


def is_layout(rows: Sequence[Row], is_heading: Callable[[Element], bool]) -> bool:
    """Whether a table only places paragraphs side by side."""
    # A single column has no cells side by side: it is a frame around text.
    if max((len(row.cells) for row in rows), default=0) < 2:
        return True
    return any(_holds_blocks(cell.element, is_heading) for row in rows for cell in row.cells)


def _holds_blocks(cell: Element, is_heading: Callable[[Element], bool]) -> bool:
    paragraphs = list(outermost(cell, PARAGRAPH, TABLE))
    lengths = [sum(len(text.text or "") for text in paragraph.iter(f"{W}t")) for paragraph in paragraphs]
    return is_running_text(lengths) or any(
        paragraph.tag == PARAGRAPH and is_heading(paragraph) for paragraph in paragraphs
    )


def read_grid(
    rows: Sequence[Row], texts: Sequence[Sequence[str]], *, apart: bool = False, form: bool = False
) -> Grid:
    """A table from its rows and the text of each of their cells.

    Args:
        rows: Its rows.
        texts: Of each row the text of its cells.
        apart: Whether the first row is formatted as a header.
        form: Whether the first row has fields that are filled in, so that it names no columns.
    """
    stated = 0
    # Word repeats header rows only from the top and without a gap; the mark of any other row does nothing.
    while stated < len(rows) and rows[stated].header:
        stated += 1
    cells = [
        [
            (cell.column, Cell(text, cell.width, _height(rows, at, cell.column)))
            for cell, shown in zip(row.cells, texts[at], strict=True)
            if not cell.merged and (text := shown.strip())
        ]
        for at, row in enumerate(rows)
    ]
    return arranged(cells, stated, apart=apart, form=form and not stated)


def is_first_row_apart(table: Element, rows: Sequence[Row], styles: Styles) -> bool:
    """Whether the first row is formatted differently: by the table's style, or in bold letters."""
    properties = table.find(f"{W}tblPr")
    look = properties.find(f"{W}tblLook") if properties is not None else None
    style = value(properties, f"{W}tblStyle") or ""
    # The look only turns on what the style has for its first row; the style may have nothing.
    if look is not None and _shows_first_row(look) and styles.sets_first_row_apart(style):
        return True
    # In a table that is bold as a whole, bold letters tell nothing.
    return len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1])


def _shows_first_row(look: Element) -> bool:
    """Whether the table style's format of the first row is used; a bit of one number in older files (17.4.55)."""
    stated = look.get(f"{W}firstRow")
    if stated is not None:
        return stated in ("1", "true", "on")
    mask = value(look) or ""
    return re.fullmatch(r"[0-9A-Fa-f]{1,4}", mask) is not None and bool(int(mask, 16) & _FIRST_ROW)


def _is_bold(row: Row) -> bool:
    runs = [run for cell in row.cells for run in cell.element.iter(RUN) if run.find(TEXT) is not None]
    return bool(runs) and all(is_on(run.find(f"{RUN_PROPERTIES}/{W}b")) for run in runs)


def _placed(row: Element) -> list[Placed]:
    column = _span(value(row, f"{W}trPr/{W}gridBefore"), 0)
    placed = []
    for element in outermost(row, _CELL):
        properties = element.find(f"{W}tcPr")
        width = _span(value(properties, f"{W}gridSpan"), 1)
        # A deleted cell is left out, but still takes its columns, or those after it would move to the left.
        if properties is None or properties.find(f"{W}cellDel") is None:
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            # A w:vMerge without a value goes on with the cell above.
            merged = merge is not None and value(merge) != "restart"
            placed.append(Placed(column, element, width, merged))
        column += width
    return placed


def _height(rows: Sequence[Row], at: int, column: int) -> int:
    """How many rows a cell covers: its own, and those below whose cell is merged with it."""
    height = 1
    for row in rows[at + 1 :]:
        if not any(cell.column == column and cell.merged for cell in row.cells):
            break
        height += 1
    return height


def _span(stated: str | None, default: int) -> int:
    return min(max(number(stated, default), default), _MAX_SPAN)
