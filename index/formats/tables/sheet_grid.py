"""Writes the cells of a sheet as tables: finds where each begins, its heading, and the names of its columns."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from openpyxl.utils import get_column_letter

from index.documents import Span
from index.formats.builder import TextBuilder
from index.formats.tables.column_names import column_names, header_depth, is_label, is_number

Row: TypeAlias = tuple[int, Sequence[str]]  # its number, counted from 1, and its cells from column A on

# A longer text alone in its row is a remark, not the name of a group of rows.
_LONGEST_GROUP_NAME = 60
# More lines than these are a list of their own, not a heading and its remarks.
_MAX_ABOVE = 4


class Marks(NamedTuple):
    """What is known of the cells of a sheet beside their text.

    Attributes:
        headers: Rows that are formatted as headers, such as in bold, or marked so.
        spans: Of cells (row, column from 0) that cover several columns, how many.
        repeated: Rows that only repeat merged cells from above; they are not written.
        hidden_rows: Rows that were left out; they do not separate tables.
        hidden_columns: Columns, from 0, that were left out; the same.
    """

    headers: Collection[int] = ()
    spans: Mapping[tuple[int, int], int] = {}
    repeated: Collection[int] = ()
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()


_NO_MARKS = Marks()


def write_grid(builder: TextBuilder, rows: Iterable[Row], marks: Marks = _NO_MARKS) -> None:
    """Writes the tables of a sheet, with a section "A12:F12" for each row that has text.

    Empty rows separate tables, and so do empty columns. Each row is written with the names of its columns. A single
    cell above a table is its heading; a single column is written as paragraphs.

    Args:
        builder: Where the text is written.
        rows: In order; empty rows, and empty cells at the end of a row, may be missing.
        marks: What else is known.
    """
    writer = _GridWriter(builder, marks)
    stretches = list(_stretches(rows, marks.hidden_rows))
    # Whether a single column is a heading depends on what comes below it.
    for stretch, following in zip(stretches, [*stretches[1:], []], strict=False):
        writer.write(stretch, following)
    builder.leave_headings()


def _stretches(rows: Iterable[Row], hidden: Collection[int]) -> Iterator[list[Row]]:
    """Runs of rows with text and no empty row between them."""
    stretch: list[Row] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if stretch and not all(between in hidden for between in range(stretch[-1][0] + 1, number)):
            yield stretch
            stretch = []
        stretch.append((number, cells))
    if stretch:
        yield stretch


class _Table(NamedTuple):
    """A table that was written: its first and last column, from 0, and the names of its columns."""

    first: int
    last: int
    names: Sequence[str]


class _GridWriter:
    """Writes the tables of one sheet one after the other."""

    def __init__(self, builder: TextBuilder, marks: Marks) -> None:
        self._builder = builder
        self._marks = marks
        self._before: _Table | None = None

    def write(self, stretch: Sequence[Row], following: Sequence[Row]) -> None:
        """Writes the rows of one stretch."""
        for first, last in self._columns(stretch):
            parts = [(number, cells[first : last + 1]) for number, cells in stretch]
            part = [(number, cells) for number, cells in parts if any(cells)]
            if first < last:
                self._write_table(part, first, last)
            else:
                self._write_list(part, first, heads=max(map(_count, following), default=0) > 1)

    def _columns(self, rows: Sequence[Row]) -> list[tuple[int, int]]:
        """The first and last column of each table of a stretch; empty columns separate them."""
        used = sorted({column for _, cells in rows for column, cell in enumerate(cells) if cell})
        runs: list[tuple[int, int]] = []
        for column in used:
            if runs and all(
                between in self._marks.hidden_columns for between in range(runs[-1][1] + 1, column)
            ):
                runs[-1] = (runs[-1][0], column)
            else:
                runs.append((column, column))
        # If one of them would be a single column, it is one table with a gap.
        return runs if all(last > first for first, last in runs) else [(runs[0][0], runs[-1][1])]

    def _write_list(self, rows: Sequence[Row], first: int, *, heads: bool) -> None:
        """Writes a single column; a few short lines above a table are its heading and remarks on it."""
        if len(rows) <= _MAX_ABOVE and heads and is_label(rows[0][1][0]):
            self._section(rows[0], first, self._builder.heading(rows[0][1][0], 1))
            for row in rows[1:]:
                self._section(row, first, self._builder.paragraph(row[1][0]))
            return
        self._builder.leave_headings(2)
        name = rows[0][1][0]
        # A label above nothing but numbers names them: a table of one column.
        named = len(rows) > 1 and is_label(name) and all(is_number(cells[0]) for _, cells in rows[1:])
        for place, row in enumerate(rows):
            if named and place:
                self._section(row, first, self._builder.row(row[1], [name]))
            else:
                self._section(
                    row, first, self._builder.paragraph(row[1][0], kind="caption" if named else "paragraph")
                )

    def _write_table(self, rows: Sequence[Row], first: int, last: int) -> None:
        above = self._rows_above(rows)
        # A heading of the first level holds for all tables below it, one of the second for its own table.
        self._builder.leave_headings(2)
        for place, row in enumerate(rows[:above]):
            self._write_above(row, first, heads=place == 0)
        rows = rows[above:]
        depth = self._depth(rows, first)
        if depth:
            header = [(number, self._spread(number, cells, first)) for number, cells in rows[:depth]]
            self._before = _Table(first, last, column_names([cells for _, cells in header]))
        # Rows without a header, such as a sum below an empty row, may belong to the table above.
        elif self._before and not self._continues(self._before, rows[0], first, last):
            self._before = None
        # Such rows may begin further to the right than that table.
        shift = first - self._before.first if self._before else 0
        names = self._before.names[shift:] if self._before else ()
        for row in rows[:depth]:
            if row[0] not in self._marks.repeated:
                self._section(row, first, self._builder.row(row[1], kind="table_header"))
        for row in rows[depth:]:
            self._write_row(row, names, first, wide=last - first > 1)

    @staticmethod
    def _continues(before: _Table, row: Row, first: int, last: int) -> bool:
        """Whether rows without header continue the table before: they have figures, in most of its columns or in its last.

        A sum has one in the last column. A name with its value below a table is in its first columns only.
        """
        fills = last == before.last or 2 * _count(row) > before.last - before.first + 1
        return before.first <= first and last <= before.last and fills and any(map(is_number, row[1]))

    def _rows_above(self, rows: Sequence[Row]) -> int:
        """How many rows stand above the header: those with a single cell, or all above rows formatted as a header."""
        headers = self._marks.headers
        count = 0
        while (
            count < len(rows) - 1
            and self._is_single(rows[count])
            and any(_count(row) > 1 for row in rows[count + 1 :])
        ):
            count += 1
        stated = next((at for at, row in enumerate(rows[:10]) if row[0] in headers and _count(row) > 1), 0)
        # A row as full as the header is data, not a remark above it.
        bare = all(_count(row) < _count(rows[stated]) for row in rows[:stated])
        return stated if count < stated < len(rows) - 1 and bare else count

    def _is_single(self, row: Row) -> bool:
        return _count(row) == 1 and not is_number(next(filter(None, row[1])))

    def _write_above(self, row: Row, first: int, *, heads: bool) -> None:
        text = next(filter(None, row[1]))
        if _count(row) > 1:
            span = self._builder.row(row[1])
        # Only the first line can be the heading; the others are remarks on the table.
        elif heads and is_label(text):
            span = self._builder.heading(text, 2)
        else:
            span = self._builder.paragraph(text)
        self._section(row, first, span)

    def _depth(self, rows: Sequence[Row], first: int) -> int:
        marks = self._marks
        bold = [row[0] in marks.headers and _count(row) > 1 for row in rows]
        stated = next((at for at, is_bold in enumerate(bold) if not is_bold), 0)
        spanned = [
            any((number, first + at) in marks.spans for at in range(len(cells))) for number, cells in rows[:4]
        ]
        repeated = [number in marks.repeated for number, _ in rows[:5]]
        return header_depth([cells for _, cells in rows], stated=stated, spanned=spanned, repeated=repeated)

    def _spread(self, number: int, cells: Sequence[str], first: int) -> list[str]:
        """Cells of a header with each that covers several columns in all of them."""
        spread = list(cells)
        for at, cell in enumerate(cells):
            columns = self._marks.spans.get((number, first + at), 1)
            for covered in range(at + 1, min(at + columns, len(spread))):
                spread[covered] = spread[covered] or cell
        return spread

    def _write_row(self, row: Row, names: Sequence[str], first: int, *, wide: bool) -> None:
        number, cells = row
        if number in self._marks.repeated:
            return
        text = next(filter(None, cells))
        place = list(cells).index(text)
        is_remark = len(text) > _LONGEST_GROUP_NAME or (number, first + place) in self._marks.spans
        # As a value it would have the name of a column that it does not belong to.
        if wide and _count(row) == 1 and is_remark:
            self._section(row, first, self._builder.paragraph(text))
        else:
            self._section(row, first, self._builder.row(cells, names))

    def _section(self, row: Row, first_column: int, span: Span | None) -> None:
        number, cells = row
        filled = [column for column, cell in enumerate(cells, start=first_column + 1) if cell]
        first, last = (f"{get_column_letter(column)}{number}" for column in (filled[0], filled[-1]))
        self._builder.section("cells", first if first == last else f"{first}:{last}", span)


def _count(row: Row) -> int:
    return sum(bool(cell) for cell in row[1])
