"""Tables of documents as tables that can be asked: their columns are typed when they are first looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import overload

from index import DocumentTable, Span
from rag.tables.cells.cell_values import Kind, Mark, Value, clean_text, column_kind, decimal_mark, read_value
from rag.tables.cells.table import Cell, Table, may_sum_up, totals_among

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
        self._marks: dict[int, Mark] = {}
        self._values: dict[int, dict[str, Value]] = {}
        self._texts_once: dict[int, list[str]] = {}
        self.rows = _Rows(self)

    def column(self, at: int) -> list[Value]:
        """The values of a column. Equal texts are read once; which mark is decimal, the whole column tells."""
        return [self._value(at, text) for text in self.texts(at)]

    def _once(self, at: int) -> Sequence[str]:
        """The texts of a column, each once; most of them are kept anyway, as parts of an index."""
        if at not in self._texts_once:
            self._texts_once[at] = list(dict.fromkeys(self.texts(at)))
        return self._texts_once[at]

    def clean_texts(self, at: int) -> Sequence[str]:
        """The texts of a column without marks of footnotes."""
        texts = self.texts(at)
        self._texts_once[at] = list(dict.fromkeys(texts))
        clean = {text: clean_text(text) for text in self._texts_once[at]}
        return [clean[text] for text in texts]

    def value_at(self, at: int, row: int) -> Value:
        """What the cell of a column in a row says."""
        start, end = self.span(row, at)
        return self._value(at, self._text[start:end])

    def _value(self, at: int, text: str) -> Value:
        values = self._values.setdefault(at, {})
        if text not in values:
            if at not in self._marks:
                self._marks[at] = decimal_mark(self._once(at))
            values[text] = read_value(text, self._marks[at])
        return values[text]

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
        edges, text = self.stored.rows.edges[:, at], self._text
        # Two lists of numbers are made in a third of the time of one of pairs.
        return [
            text[start:end] for start, end in zip(edges[:, 0].tolist(), edges[:, 1].tolist(), strict=True)
        ]

    @cached_property
    def totals(self) -> frozenset[int]:
        """The numbers, from 0, of the rows that sum up others, as their words say, their figures, or as the file marks them."""
        if len(self.rows) > _SAMPLE or not self.names:
            return frozenset(self.stored.totals)
        named = [number for number, text in enumerate(self.texts(0)) if may_sum_up(text)]
        return totals_among(self.rows, named).union(self.stored.totals)

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
        return Cell(value=self._table.value_at(at, self._number), span=self._table.span(self._number, at))
