"""Tables of documents as tables that can be asked: their columns are typed when they are first looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import overload

from index import DocumentTable, Span
from rag.tables.cells.cell_values import Kind, Value, column_kind, decimal_mark, read_value
from rag.tables.cells.table import Cell, Table

_SAMPLE = 1_000  # rows


class IndexTable(Table):
    """A table of a document, with the place of each cell.

    A table of a hundred thousand rows has a million cells, of which a question looks at some: so none is made before.

    Attributes:
        document_id: The document.
        stored: The table as the index has it.
    """

    def __init__(self, document_id: str, stored: DocumentTable, text: str) -> None:
        """Types nothing yet; `text` is that of the document."""
        unit = stored.unit.strip("()")
        title = stored.title if unit in stored.title else f"{stored.title} ({unit})".lstrip()
        super().__init__(stored.columns, (), title)
        self.document_id, self.stored = document_id, stored
        self._text = text
        self._columns: dict[int, list[Value]] = {}
        self.rows = _Rows(self)

    def column(self, at: int) -> list[Value]:
        """The values of a column. Equal texts are read once; which mark is decimal, the whole column tells."""
        if at not in self._columns:
            texts = self.texts(at)
            once = dict.fromkeys(texts)
            mark = decimal_mark(list(once))
            values = {text: read_value(text, mark) for text in once}
            self._columns[at] = [values[text] for text in texts]
        return self._columns[at]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What most cells of each column are; of a long table its first rows tell."""
        if len(self.rows) <= _SAMPLE:
            return tuple(column_kind(self.column(at)) for at in range(len(self.names)))
        sample = IndexTable(
            self.document_id, replace(self.stored, rows=self.stored.rows[:_SAMPLE]), self._text
        )
        return sample.kinds

    def texts(self, at: int) -> list[str]:
        """The cells of a column as written."""
        return [self._text[start:end] for start, end in self.stored.rows.column(at)]

    @cached_property
    def totals(self) -> frozenset[int]:
        """The numbers, from 0, of the rows that sum up others, as their words say or as the file marks them."""
        return frozenset(self.stored.totals)

    def span(self, row: int, at: int) -> Span:
        """Where a cell stands in the document's text."""
        start, end = self.stored.rows.edges[row, at].tolist()
        return start, end


class _Rows(Sequence[Sequence[Cell]]):
    """The rows of a table, each made when it is asked for."""

    def __init__(self, table: IndexTable) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table.stored.rows)

    @overload
    def __getitem__(self, number: int) -> Sequence[Cell]: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Sequence[Cell]]: ...

    def __getitem__(self, number: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(number, slice):
            return [_Row(self._table, at) for at in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return _Row(self._table, number % len(self))

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return (_Row(self._table, number) for number in range(len(self)))


class _Row(Sequence[Cell]):
    """A row, whose cells are made when they are asked for."""

    __slots__ = ("_number", "_table")

    def __init__(self, table: IndexTable, number: int) -> None:
        self._table, self._number = table, number

    def __len__(self) -> int:
        return len(self._table.names)

    @overload
    def __getitem__(self, at: int) -> Cell: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Cell]: ...

    def __getitem__(self, at: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return Cell(value=self._table.column(at)[self._number], span=self._table.span(self._number, at))
