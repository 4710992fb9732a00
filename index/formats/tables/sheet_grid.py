"""Writes the cells of a sheet or a file of values as tables, each row with the names of its columns."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from index.documents import Span
from index.formats.builder import TextBuilder
from index.formats.tables.column_names import heads
from index.formats.tables.form_rows import form_width, stated
from index.formats.tables.grid_parts import NO_MARKS, Marks, Row, Stretch, stretches, table_starts
from index.formats.tables.recorder import Draft
from index.formats.tables.table_part import Table, continues, count_cells, is_single, resembles, table_part
from index.formats.tables.totals import is_total
from index.formats.tables.values import ValueKind, filled, is_label, is_number, kind_of_value

# A longer text alone in its row is a remark, not the name of a group of rows.
_LONGEST_GROUP_NAME = 60
# More lines than these are a list of their own, not a heading and its remarks.
_MAX_ABOVE = 4
# What stands above a table may be several stretches away from it.
_LOOK_AHEAD = 10
# "# Station: Oslo" is a comment, "#DIV/0!" is none.
_COMMENT = re.compile(r"^#+\s+")
# So many rows tell how wide a table is.
_SAMPLE = 200


def write_grid(
    builder: TextBuilder, rows: Iterable[Row], marks: Marks = NO_MARKS, *, lines: bool = False
) -> None:
    """Writes the tables of a sheet, with a section "A12:F12" or "line 12" for each row that has text.

    Empty rows separate tables, and so do empty columns and a new header. Each row is written with the names of its
    columns. A single cell above a table is its heading; a single column is written as paragraphs; names with their values,
    as above the bookings of an account, are statements of their own.

    Args:
        builder: Where the text is written.
        rows: In order; empty rows, and empty cells at the end of a row, may be missing.
        marks: What else is known.
        lines: Whether they are lines of a file of values, whose first row mostly names the columns.
    """
    writer = _GridWriter(builder, marks, lines=lines)
    coming = stretches(rows, marks.hidden_rows)
    ahead: deque[Stretch] = deque()
    while True:
        # Whether rows are a heading, or state something about a table, depends on what comes below them.
        ahead.extend(islice(coming, _LOOK_AHEAD - len(ahead)))
        if not ahead:
            break
        writer.write(ahead.popleft(), ahead)
    builder.leave_headings()


class _View(NamedTuple):
    """A table as some of its rows see it, whose cells begin in column `first`, by `shift` to the right of its own."""

    first: int
    shift: int
    names: Sequence[str]
    kinds: Sequence[ValueKind]
    headers: Sequence[Sequence[str]]
    form: bool


class _GridWriter:
    """Writes the tables of one sheet one after the other."""

    def __init__(self, builder: TextBuilder, marks: Marks, *, lines: bool) -> None:
        self._builder = builder
        self._marks = marks
        self._lines = lines
        self._before: Table | None = None
        self._draft: Draft | None = None  # the rows of the table before, as far as they are written
        self._has_table = False  # whether one with a header was written

    def write(self, stretch: Stretch, following: Sequence[Stretch]) -> None:
        """Writes the rows of one stretch."""
        for first, last in self._columns(stretch.rows):
            rows = [
                row._replace(cells=cells) for row in stretch.rows if any(cells := row.cells[first : last + 1])
            ]
            if first < last:
                widest = max((other.width for other in following), default=0)
                self._write_tables(rows, (first, last), widest, continued=stretch.continued)
            else:
                self._write_list(rows, first, heads=bool(following) and following[0].widest > 1)

    def _columns(self, rows: Sequence[Row]) -> list[tuple[int, int]]:
        """The first and last column of each table of a stretch; empty columns separate them."""
        used = sorted({column for row in rows for column, cell in enumerate(row.cells) if cell})
        runs: list[tuple[int, int]] = []
        for column in used:
            if runs and all(
                between in self._marks.hidden_columns for between in range(runs[-1][1] + 1, column)
            ):
                runs[-1] = (runs[-1][0], column)
            else:
                runs.append((column, column))
        # If one of them would be a single column, it is one table with a gap.
        if all(last > first and self._stands_alone(rows, first, last) for first, last in runs):
            return runs
        return [(runs[0][0], runs[-1][1])]

    def _stands_alone(self, rows: Sequence[Row], first: int, last: int) -> bool:
        """Whether some columns are a table of their own; in lines, an empty column may have had no value yet."""
        cells = [row.cells[first : last + 1] for row in rows[:_SAMPLE]]
        return not self._lines or heads(cells[0], cells[1:])

    def _write_list(self, rows: Sequence[Row], first: int, *, heads: bool) -> None:
        """Writes a single column; a few short lines above a table are its heading and remarks on it."""
        text = _comment(rows[0])
        if len(rows) <= _MAX_ABOVE and heads and is_label(text):
            self._section(rows[0], first, self._builder.heading(text, 1))
            for row in rows[1:]:
                self._section(row, first, self._builder.paragraph(_comment(row)))
            return
        self._builder.leave_headings(2)
        # A label above nothing but numbers names them: a table of one column.
        named = len(rows) > 1 and is_label(text) and all(is_number(_comment(row)) for row in rows[1:])
        # So does the first line of a file that has but one column.
        named = named or (
            self._lines and not heads and not self._has_table and len(rows) > 1 and is_label(text)
        )
        for place, row in enumerate(rows):
            if named and place:
                span = self._builder.row(row.cells, [text])
            else:
                span = self._builder.paragraph(_comment(row), kind="caption" if named else "paragraph")
            self._section(row, first, span)

    def _write_tables(
        self, rows: Sequence[Row], columns: tuple[int, int], widest: int, *, continued: bool
    ) -> None:
        starts = table_starts([row.cells for row in rows])
        parts = [rows[start:end] for start, end in pairwise([*starts, len(rows)])]
        widths = [form_width([row.cells for row in part[:_SAMPLE]]) for part in parts]
        for place, part in enumerate(parts):
            if self._before and not place and (continued or self._is_more(part, columns)):
                self._write_rows(part, self._before, columns)
            elif all(count_cells(row) == 1 for row in part):
                self._write_list(part, columns[0], heads=place + 1 < len(parts))
            else:
                wider = max([*widths[place + 1 :], widest]) > widths[place]
                self._write_table(part, columns, wider=wider)

    def _is_more(self, rows: Sequence[Row], columns: tuple[int, int]) -> bool:
        """Whether rows below an empty one are rows of the table before, of the very form of its values."""
        is_stated = rows[0].number in self._marks.headers
        if is_stated or self._before is None or columns != (self._before.first, self._before.last):
            return False
        # A row alone names no columns.
        alone = len(rows) == 1 and bool(self._before.part.header)
        return resembles(self._before, rows[0], alone=alone)

    def _write_table(self, rows: Sequence[Row], columns: tuple[int, int], *, wider: bool) -> None:
        first, last = columns
        heads_file = self._lines and not self._has_table
        part = table_part(rows, first, self._marks, heads_file=heads_file, wider=wider)
        # A heading of the first level holds for all tables below it, one of the second for its own table.
        self._builder.leave_headings(2)
        self._write_above(part.above, first)
        for row in part.header:
            if row.number not in self._marks.repeated:
                self._section(row, first, self._builder.row(row.cells, kind="table_header"))
        # Rows without a header, such as a sum below an empty row, may belong to the table above.
        if part.header or not (self._before and continues(self._before, part, columns)):
            self._before, self._draft = Table(first, last, part), None
            self._has_table = self._has_table or bool(part.header)
        self._write_rows(part.rows, self._before, columns)

    def _write_above(self, rows: Sequence[Row], first: int) -> None:
        """Writes what stands above a table: its heading, and remarks on it."""
        titles = [row for row in rows if is_single(row) and is_label(filled(row.cells)[0])]
        for row in rows:
            text = filled(row.cells)[0]
            if count_cells(row) > 1:
                span = self._builder.paragraph(stated(row.cells))
            # Only the first line can be the heading; the others are remarks on the table.
            elif row is rows[0] and row in titles:
                # With the name of this table below it, it is that of the whole sheet.
                both = len(titles) > 1 and not self._has_table and _is_title(filled(titles[-1].cells)[0])
                span = self._builder.heading(text, 1 if both else 2)
            elif row is rows[-1] and row in titles and _is_title(text):
                span = self._builder.heading(text, 2)
            else:
                span = self._builder.paragraph(text)
            self._section(row, first, span)

    def _write_rows(self, rows: Sequence[Row], table: Table, columns: tuple[int, int]) -> None:
        first = columns[0]
        # Such rows may begin further to the right than their table, and in a long sheet further to the left.
        shift, left = max(first - table.first, 0), max(table.first - first, 0)
        view = _View(
            first=first,
            shift=shift,
            names=[""] * left + list(table.part.names),
            kinds=table.part.kinds[shift:],
            headers=[filled(row.cells) for row in table.part.header],
            form=table.part.form,
        )
        with self._builder.rows_of(view.names, None if left else self._draft) as self._draft:
            for row in rows:
                if row.number not in self._marks.repeated:
                    self._section(row, first, self._write_row(row, view))

    def _write_row(self, row: Row, view: _View) -> Span | None:
        words = filled(row.cells)
        # In the columns of the table.
        cells = [""] * view.shift + list(self._marked(row, view.first))
        text = words[0]
        place = list(row.cells).index(text)
        if words in view.headers:
            # Programs repeat the header on each page.
            return self._builder.row(cells, kind="table_header")
        if view.form:
            return self._builder.paragraph(stated(cells))
        # As a value a remark would have the name of a column that it does not belong to.
        wide = max(len(cells), len(view.names)) - view.shift > 2
        if wide and len(words) == 1 and self._is_remark(row, text, place, view):
            return self._builder.paragraph(text)
        if is_total(row.cells) or _is_labelled(row.cells, place, view):
            # Its name is no value of the column that it stands in: "Total" is no customer, "VAT 19%" no price.
            unnamed = [name if at != view.shift + place else "" for at, name in enumerate(view.names)]
            return self._builder.row(cells, unnamed, kind="table_total")
        return self._builder.row(cells, view.names, kind="table_row")

    def _marked(self, row: Row, first: int) -> Sequence[str]:
        """The cells of a row; behind values that the file does not have stands that they were computed."""
        if not self._marks.computed:
            return row.cells
        return [
            f"{cell} (computed)" if cell and (row.number, first + at) in self._marks.computed else cell
            for at, cell in enumerate(row.cells)
        ]

    def _is_remark(self, row: Row, text: str, place: int, view: _View) -> bool:
        expected = view.kinds[place] if place < len(view.kinds) else ""
        return (
            len(text) > _LONGEST_GROUP_NAME
            or (row.number, view.first + place) in self._marks.spans
            or (expected in ("date", "number") and kind_of_value(text) == "words")
        )

    def _section(self, row: Row, first_column: int, span: Span | None) -> None:
        if self._lines:
            lines = f"lines {row.number}-{row.last}" if row.last > row.number else f"line {row.number}"
            self._builder.section("lines", lines, span)
            return
        columns = [column for column, cell in enumerate(row.cells, start=first_column + 1) if cell]
        first, last = (f"{get_column_letter(column)}{row.number}" for column in (columns[0], columns[-1]))
        self._builder.section("cells", first if first == last else f"{first}:{last}", span)


def _is_labelled(cells: Sequence[str], place: int, view: _View) -> bool:
    """Whether a row names its figures in the middle of the table, in a column of figures."""
    others = [cell for cell in cells[place + 1 :] if cell]
    return (
        view.shift + place > 0
        and place < len(view.kinds)
        and view.kinds[place] == "number"
        and kind_of_value(cells[place]) == "words"
        and bool(others)
        and all(map(is_number, others))
    )


def _comment(row: Row) -> str:
    """The text of a row with a single cell, without the mark of a comment."""
    text = filled(row.cells)[0]
    return _COMMENT.sub("", text) or text


def _is_title(text: str) -> bool:
    """Whether a line above a table may be its name, rather than a remark on it such as a date or "in EUR"."""
    return len(text) <= _LONGEST_GROUP_NAME and text[:1].isupper() and not re.search(r"[\d:]", text)
