"""How one table of a grid is made: what stands above it, which rows name its columns, and what the columns hold."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.formats.tables.column_names import column_names, header_depth, heads, is_data, usual_width
from index.formats.tables.form_rows import is_form_above, is_form_alone
from index.formats.tables.grid_parts import Marks, Row, is_alike
from index.formats.tables.totals import is_total
from index.formats.tables.values import ValueKind, column_kinds, filled, is_number

_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
# So many rows tell how a table is made.
_SAMPLE = 200
_FEW = 12
_MOST_ABOVE = 10


class TablePart(NamedTuple):
    """A table of a grid.

    Attributes:
        above: Rows above it: a title, remarks, names with their values.
        header: Rows that name the columns.
        names: The name of each column; empty without a header.
        rows: The others.
        kinds: What each column holds.
        form: Whether the rows are names with their values.
    """

    above: Sequence[Row]
    header: Sequence[Row]
    names: Sequence[str]
    rows: Sequence[Row]
    kinds: Sequence[ValueKind]
    form: bool


def table_part(rows: Sequence[Row], first: int, marks: Marks, *, heads_file: bool, wider: bool) -> TablePart:
    """Finds how a table is made.

    Args:
        rows: Its rows; their cells begin in column `first`.
        first: From 0.
        marks: What else is known of the cells.
        heads_file: Whether it is the first table of a file of values, whose first row mostly names the columns.
        wider: Whether a table of more columns comes below it, so that it may state something about that one.
    """
    above = _rows_above(rows[:_SAMPLE], marks, lines=heads_file)
    sample = [row.cells for row in rows[above : above + _SAMPLE]]
    stated = _stated(rows[above:], marks)
    form = not stated and wider and is_form_above(sample)
    depth = 0 if form else _depth(rows[above:], first, marks, stated or _first_line_heads(sample, heads_file))
    header = rows[above : above + depth]
    body = rows[above + depth :]
    return TablePart(
        above=rows[:above],
        header=header,
        names=column_names([_spread(row, first, marks) for row in header]) if depth else (),
        rows=body,
        kinds=column_kinds(_full([row.cells for row in body[:_SAMPLE]])),
        form=form or (not depth and is_form_alone(sample)),
    )


def _full(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows that tell what the columns hold: no sums, remarks and the like."""
    usual = usual_width(rows)
    return [row for row in rows if 2 * len(filled(row)) >= usual and not is_total(row)]


def _first_line_heads(rows: Sequence[Sequence[str]], heads_file: bool) -> int:
    """1 if the first row of a file of values names the columns: mostly it does, if it is not data like the others."""
    names = sum(row[0].endswith(":") for row in rows if row)
    return int(heads_file and 2 * names < len(rows) and not is_data(rows))


def _rows_above(rows: Sequence[Row], marks: Marks, *, lines: bool) -> int:
    """How many rows stand above the header: those with a single cell, or all above rows formatted as a header."""
    count = 0
    last = max((at for at, row in enumerate(rows) if count_cells(row) > 1), default=0)
    usual = usual_width([row.cells for row in rows])
    while count < last and (is_single(rows[count]) or (lines and _is_above_lines(rows[count], usual))):
        count += 1
    stated = next(
        (at for at, row in enumerate(rows[:10]) if row.number in marks.headers and count_cells(row) > 1), 0
    )
    # A row as full as the header is data, not a remark above it.
    bare = all(count_cells(row) < count_cells(rows[stated]) for row in rows[:stated])
    return (
        stated
        if count < stated < len(rows) - 1 and bare
        else count
        if count <= _MOST_ABOVE or not lines
        else 0
    )


def _is_above_lines(row: Row, usual: int) -> bool:
    """Whether a line is a name with its value or a comment above a wider table, as in exports without figures."""
    width = max((at for at, cell in enumerate(row.cells, start=1) if cell), default=0)
    return (count_cells(row) == 2 and width < usual - 1) or (row.cells[0].startswith("#") and width < usual)


def _stated(rows: Sequence[Row], marks: Marks) -> int:
    """How many rows at the top are formatted as a header."""
    bold = [row.number in marks.headers and count_cells(row) > 1 for row in rows[:_SAMPLE]]
    return next((at for at, is_bold in enumerate(bold) if not is_bold), 0)


def _depth(rows: Sequence[Row], first: int, marks: Marks, stated: int) -> int:
    spanned = [
        any((row.number, first + at) in marks.spans for at in range(len(row.cells))) for row in rows[:4]
    ]
    repeated = [row.number in marks.repeated for row in rows[:5]]
    cells = [row.cells for row in rows[:_SAMPLE]]
    if not stated and len(cells) > 1 and heads(cells[0], cells[1:]):
        stated = 1
    return header_depth(cells, stated=stated, spanned=spanned, repeated=repeated)


def _spread(row: Row, first: int, marks: Marks) -> list[str]:
    """Cells of a header with each that covers several columns in all of them."""
    spread = list(row.cells)
    for at, cell in enumerate(row.cells):
        columns = marks.spans.get((row.number, first + at), 1)
        for covered in range(at + 1, min(at + columns, len(spread))):
            spread[covered] = spread[covered] or cell
    return spread


def is_single(row: Row) -> bool:
    """Whether a row has one cell alone, of words."""
    return count_cells(row) == 1 and not is_number(filled(row.cells)[0])


def count_cells(row: Row) -> int:
    """How many cells of a row are not empty."""
    return sum(map(bool, row.cells))


class Table(NamedTuple):
    """A table that was written: its first and last column, from 0, and how it is made."""

    first: int
    last: int
    part: TablePart


def continues(before: Table, part: TablePart, columns: tuple[int, int]) -> bool:
    """Whether rows without a header continue the table before them: their values are of its kind, or a sum of them.

    A sum has a figure in the last column. A name with its value below a table is in its first columns only.
    """
    first, last = columns
    if part.form and last != before.last:
        return False
    row = part.rows[0]
    fills = last == before.last or 2 * count_cells(row) > before.last - before.first + 1
    inside = before.first <= first and last <= before.last
    return inside and fills and any(map(is_number, row.cells))


def resembles(before: Table, row: Row, *, alone: bool) -> bool:
    """Whether a row is one of the table before: "C-300" below "C-100" and "C-200" is no name of a column.

    One that stands `alone` names none, whatever it holds.
    """
    if alone or not is_alike(row.cells, before.part.kinds):
        return is_alike(row.cells, before.part.kinds)
    rows = [other.cells for other in before.part.rows[:_FEW] if not is_total(other.cells)]
    return any(
        _DIGITS.search(cell) and not is_number(cell) and _is_shape_of(cell, at, rows)
        for at, cell in enumerate(row.cells)
    )


def _is_shape_of(cell: str, column: int, rows: Sequence[Sequence[str]]) -> bool:
    shapes = [_shape(row[column]) for row in rows if column < len(row) and row[column]]
    return len(shapes) > 1 and 2 * shapes.count(_shape(cell)) > len(shapes)


def _shape(cell: str) -> str:
    """The form of a code: "A9" for "KD204"."""
    return _DIGITS.sub("9", _LETTERS.sub("A", cell))
