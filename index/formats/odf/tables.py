"""The tables of OpenDocument files. A row or cell may say that it is repeated a million times."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.odf.inline import PARAGRAPHS, InlineText
from index.formats.odf.names import OFFICE, TABLE, TEXT, children, number
from index.formats.odf.styles import Styles
from index.formats.tables.spanned_grid import LONGEST_CELL, Cell, Grid, arranged, is_running_text

_COVERED = f"{TABLE}covered-table-cell"
# A file may repeat a cell to the end of the sheet, over 16,384 columns; no more than these are read.
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
# The rows of a sheet in LibreOffice and Excel.
_MAX_ROWS = 1_048_576
# More copies of a row say nothing new.
_MAX_SAME = 100
_GROUPS = tuple(f"{TABLE}{word}" for word in "table-rows table-row-group table-header-rows".split())


class TableRow(NamedTuple):
    """One row.

    Attributes:
        element: The row.
        number: Counted from 1.
        repeated: How many rows are like it, itself included.
        header: Whether the file marks it as a header.
    """

    element: Element
    number: int
    repeated: int
    header: bool


def rows_of(table: Element) -> Iterator[TableRow]:
    """The rows of a table, without those of tables in it."""
    at = 1
    for element, header in _row_elements(table, header=False):
        repeated = number(element, f"{TABLE}number-rows-repeated", 1, _MAX_ROWS)
        yield TableRow(element, at, repeated, header)
        at += repeated


def _row_elements(group: Element, *, header: bool) -> Iterator[tuple[Element, bool]]:
    for child in group:
        if child.tag == f"{TABLE}table-row":
            yield child, header
        elif child.tag in _GROUPS:
            yield from _row_elements(child, header=header or child.tag == f"{TABLE}table-header-rows")


def cells_of(row: Element, styles: Styles) -> Iterator[tuple[int, Cell, InlineText]]:
    """The cells of a row that hold anything: the column, counted from 0, what is shown, and the content."""
    column = 0
    elements = list(children(row, f"{TABLE}table-cell", _COVERED))
    for element, following in zip(elements, [*elements[1:], None], strict=False):
        repeated = number(element, f"{TABLE}number-columns-repeated", 1, _MAX_ROWS)
        if element.tag == f"{TABLE}table-cell":
            cell, content = _cell(element, styles)
            if cell.text or has_more(content):
                # A long text is not copied to each column: a thousand in each row would fill the memory.
                same = 1 if len(cell.text) > LONGEST_CELL else min(repeated, MAX_COLUMNS - column)
                for at in range(column, column + same):
                    yield at, cell, content
        column += repeated
        if following is None or following.tag != _COVERED:
            # Some programs, such as pandoc, leave out covered cells.
            column += number(element, f"{TABLE}number-columns-spanned", 1, MAX_COLUMNS) - 1
        if column >= MAX_COLUMNS:
            return


def _cell(element: Element, styles: Styles) -> tuple[Cell, InlineText]:
    content = InlineText(styles)
    content.add_blocks(element)
    # The value of a cell whose text is hidden stays hidden as well.
    if not content.text.strip() and not content.hidden:
        content.add_value(_value(element))
    columns = number(element, f"{TABLE}number-columns-spanned", 1, MAX_COLUMNS)
    rows = number(element, f"{TABLE}number-rows-spanned", 1, _MAX_ROWS)
    return Cell(" ".join(content.text.split()), columns, rows), content


def has_more(content: InlineText) -> bool:
    """Whether a cell has anything beside its visible text."""
    return bool(content.anchored or content.comments or content.hidden)


def _value(cell: Element) -> str:
    """The value of a cell without text, as some programs write them."""
    names = ("string-value", "date-value", "time-value", "boolean-value", "value")
    return next((value for name in names if (value := cell.get(f"{OFFICE}{name}"))), "")


def copies(row: TableRow) -> range:
    """The numbers of the rows that are like this one; of very many only the first."""
    return range(row.number, row.number + min(row.repeated, _MAX_SAME))


def read_grid(table: Element, styles: Styles) -> tuple[Grid, list[InlineText]]:
    """A table without empty rows at its top, and the contents of its cells."""
    rows: list[list[tuple[int, Cell, InlineText]]] = []
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
    # Copies share their content, so that its notes and comments are written once.
    contents = list({id(content): content for row in rows for _, _, content in row}.values())
    plain = [[(column, cell) for column, cell, _ in row] for row in rows]
    return arranged(plain, stated), contents


def is_layout(table: Element) -> bool:
    """Whether a table only places paragraphs side by side."""
    widest = 0
    for row in rows_of(table):
        cells = list(children(row.element, f"{TABLE}table-cell", _COVERED))
        columns = sum(number(cell, f"{TABLE}number-columns-repeated", 1, MAX_COLUMNS) for cell in cells)
        widest = max(widest, columns)
        if any(_holds_blocks(cell) for cell in cells):
            return True
    return widest < 2


def _holds_blocks(cell: Element) -> bool:
    if any(True for name in (f"{TEXT}h", f"{TABLE}table") for _ in cell.iter(name)):
        return True
    lengths = [sum(map(len, element.itertext())) for element in cell.iter() if element.tag in PARAGRAPHS]
    return is_running_text(lengths)
