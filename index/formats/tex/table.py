"""A table while its cells are read: rows, lines between them, and cells over several columns or rows."""

from index.formats.builder import TextBuilder
from index.formats.tables.column_names import column_names, header_depth

_MOST_SPANNED = 50


class Table:
    """The rows of a table, and which of them are its head."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.caption = ""
        self._row: list[str] = []
        self._head: int | None = None  # how many rows stand above the line below the head
        self._lines: list[int] = []  # before which rows there are lines
        self._down: dict[int, tuple[str, int]] = {}  # by column, what goes on in so many rows below
        self._columns = 1  # of the cell that is read
        self._rows = 1
        self._dropped_from: int | None = None

    def span(self, *, columns: int = 1, rows: int = 1) -> None:
        """Says that the cell goes over so many columns or rows."""
        self._columns = max(1, min(columns, _MOST_SPANNED)) if columns > 1 else self._columns
        self._rows = max(1, min(rows, _MOST_SPANNED)) if rows > 1 else self._rows

    def end_cell(self, text: str) -> None:
        """Ends the cell that is read."""
        column = len(self._row)
        words = " ".join(text.split())
        if not words and column in self._down:
            words, left = self._down.pop(column)
            if left > 1:
                self._down[column] = (words, left - 1)
        elif self._rows > 1:
            self._down[column] = (words, self._rows - 1)
        self._row += [words] * self._columns
        self._columns = self._rows = 1

    def end_row(self, text: str) -> None:
        """Ends the row that is read."""
        self.end_cell(text)
        if any(self._row):
            self.rows.append(self._row)
        self._row = []

    def line(self, name: str) -> None:
        """A line between two rows, or the end of a head that is repeated on each page."""
        if name == "midrule" and self._head is None and self.rows:
            self._head = len(self.rows)
        elif name in ("endfirsthead", "endhead"):
            # Only the first head is read: the other one repeats it on later pages.
            if self._dropped_from is not None:
                del self.rows[self._dropped_from :]
            self._head = self._dropped_from = len(self.rows)
        elif name in ("endfoot", "endlastfoot"):
            del self.rows[self._dropped_from or 0 :]
        self._lines.append(len(self.rows))

    def write(self, builder: TextBuilder) -> None:
        """Writes the rows; each names its columns."""
        if not self.rows:
            return
        head = self._head if self._head is not None and self._head < len(self.rows) else self._head_by_lines()
        names = column_names(self.rows[:head]) if head else []
        with builder.rows_of(names):
            for row in self.rows[:head]:
                # A name over several columns is written once.
                builder.row(list(dict.fromkeys(row)), kind="table_header")
            for row in self.rows[head:]:
                cells = [
                    cell if number == 0 or cell != row[number - 1] or not cell else ""
                    for number, cell in enumerate(row)
                ]
                builder.row(cells if len(set(filter(None, row))) == 1 else row, names)

    def _head_by_lines(self) -> int:
        """How many rows the head has where no line says it by its name."""
        stated = 1 if 1 in self._lines and 0 in self._lines and len(self.rows) > 2 else 0
        return min(header_depth(self.rows, stated=stated), len(self.rows) - 1)
