"""Tables of an OpenDocument text or slide."""

from xml.etree.ElementTree import Element

from index.formats.odf.inline import InlineText
from index.formats.odf.styles import Styles
from index.formats.odf.tables import MAX_CELLS, SheetCell, cells_of, copies, rows_of
from index.formats.tables.spanned_grid import Cell, Grid, arranged


def read_grid(table: Element, styles: Styles) -> tuple[Grid, list[InlineText]]:
    """A table, without empty rows at the top; and what hangs on its cells."""
    rows: list[list[tuple[int, SheetCell]]] = []
    stated = 0
    left = MAX_CELLS
    for row in rows_of(table):
        cells = list(cells_of(row.element, styles))
        if cells or rows:
            stated += row.header
            same = copies(row)
            rows += [cells] * len(same)
            left -= len(cells) * len(same)
        if left <= 0:
            break
    contents = list({id(cell.content): cell.content for row in rows for _, cell in row}.values())
    plain = [[(column, Cell(cell.text, cell.columns, cell.rows)) for column, cell in row] for row in rows]
    return arranged(plain, stated), contents
