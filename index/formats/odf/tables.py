"""The cells of OpenDocument tables. They may say that they are repeated a million times."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.odf.inline import PARAGRAPHS, InlineText
from index.formats.odf.names import OFFICE, TABLE, TEXT, children, number
from index.formats.odf.styles import Styles

_COVERED = f"{TABLE}covered-table-cell"
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
_MAX_ROWS = 1_048_576
# A row that stands there many times says nothing new.
_MAX_SAME = 100
_GROUPS = tuple(f"{TABLE}{word}" for word in "table-rows table-row-group table-header-rows".split())
_LONGEST_CELL = 1_000
_MAX_PARAGRAPHS = 3


class TableRow(NamedTuple):
    """One row.

    Attributes:
        element: The row.
        number: Counted from 1.
        repeated: How many rows are like it, itself included.
        header: Whether it is said to name the columns.
    """

    element: Element
    number: int
    repeated: int
    header: bool


class SheetCell(NamedTuple):
    """One cell.

    Attributes:
        text: What it shows, on one line.
        content: That, and what hangs on it.
        columns: How many it covers.
        rows: How many it covers.
    """

    text: str
    content: InlineText
    columns: int
    rows: int


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


def cells_of(row: Element, styles: Styles) -> Iterator[tuple[int, SheetCell]]:
    """The cells of a row that hold anything or cover others, each with its column, counted from 0."""
    column = 0
    elements = list(children(row, f"{TABLE}table-cell", _COVERED))
    for element, following in zip(elements, [*elements[1:], None], strict=False):
        repeated = number(element, f"{TABLE}number-columns-repeated", 1, _MAX_ROWS)
        if element.tag == f"{TABLE}table-cell":
            cell = _cell(element, styles)
            if cell.text or cell.content.asides or cell.content.comments or cell.content.hidden:
                same = 1 if len(cell.text) > _LONGEST_CELL else min(repeated, MAX_COLUMNS - column)
                for at in range(column, column + same):
                    yield at, cell
        column += repeated
        if following is None or following.tag != _COVERED:
            # Some programs leave out the cells that one covers.
            column += number(element, f"{TABLE}number-columns-spanned", 1, MAX_COLUMNS) - 1
        if column >= MAX_COLUMNS:
            return


def _cell(element: Element, styles: Styles) -> SheetCell:
    content = InlineText(styles)
    content.add_blocks(element)
    if not content.text.strip() and not content.hidden:
        content.add_value(_value(element))
    return SheetCell(
        " ".join(content.text.split()),
        content,
        number(element, f"{TABLE}number-columns-spanned", 1, MAX_COLUMNS),
        number(element, f"{TABLE}number-rows-spanned", 1, _MAX_ROWS),
    )


def _value(cell: Element) -> str:
    """A cell's value, for those that are written without what they show."""
    names = ("string-value", "date-value", "time-value", "boolean-value", "value")
    return next((value for name in names if (value := cell.get(f"{OFFICE}{name}"))), "")


def copies(row: TableRow) -> range:
    """The numbers of the rows that are like this one; of very many only the first."""
    return range(row.number, row.number + min(row.repeated, _MAX_SAME))


def is_layout(table: Element) -> bool:
    """Whether a table only sets paragraphs side by side."""
    widest = 0
    for row in rows_of(table):
        cells = list(children(row.element, f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))
        widest = max(
            widest, sum(number(cell, f"{TABLE}number-columns-repeated", 1, MAX_COLUMNS) for cell in cells)
        )
        if any(_holds_blocks(cell) for cell in cells):
            return True
    return widest < 2


def _holds_blocks(cell: Element) -> bool:
    if any(True for name in (f"{TEXT}h", f"{TABLE}table") for _ in cell.iter(name)):
        return True
    lengths = [sum(map(len, element.itertext())) for element in cell.iter() if element.tag in PARAGRAPHS]
    return sum(bool(length) for length in lengths) > _MAX_PARAGRAPHS or sum(lengths) > _LONGEST_CELL
