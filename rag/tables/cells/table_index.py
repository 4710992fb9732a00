"""A table whose cells are looked up by their words and compared by their values, as many formulas do.

Each column is indexed once, when it is first needed: equal texts are one, and only columns that are compared are typed. An index
that is kept answers the next question without looking at every cell again.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import overload

import numpy as np

from rag.tables.cells.cell_values import Date, Kind, Value
from rag.tables.cells.column_words import ColumnWords, Ints
from rag.tables.cells.table import Table
from rag.tables.cells.units import unit_in

# Years are counted by 12 months of 31 days: it grows with time, and is no count of days.
_MONTH, _YEAR = 31, 372
Place = tuple[int, int]
"""A row and a column, both from 0."""
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Bools = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


class ColumnIndex:
    """The cells of a column.

    Attributes:
        values: What each row's cell says; each is read when it is asked for.
        codes: Of each row the number of its text; equal texts, but for case, have the same.
        texts: Each text once, as first written.
        words: The words of the texts.
    """

    def __init__(self, texts: Sequence[str], value_at: Callable[[int], Value]) -> None:
        """Looks at each text once, and reads no value.

        Args:
            texts: Of each row.
            value_at: From the number of a row to what its cell says.
        """
        self.values: Sequence[Value] = _Cells(len(texts), value_at)
        # Most texts occur again as they are: then they need not be folded again.
        written = {text: text.casefold() for text in texts}
        known: dict[str, int] = {}
        for folded in written.values():
            known.setdefault(folded, len(known))
        code_of = {text: known[folded] for text, folded in written.items()}
        self.codes: Ints = np.fromiter(map(code_of.__getitem__, texts), np.int64, len(texts))
        first: dict[int, str] = {}
        for text, code in code_of.items():
            first.setdefault(code, text)
        self.texts = list(first.values())
        self.words = ColumnWords(self.texts)

    @cached_property
    def filled(self) -> Bools:
        """Of each row whether its cell has a text."""
        filled: Bools = np.array([bool(text) for text in self.texts], np.bool_)[self.codes]
        return filled

    @cached_property
    def units(self) -> tuple[list[str], Ints]:
        """The units in the column, and of each row the number of its own."""
        known: dict[str, int] = {}
        codes = [known.setdefault(value.unit, len(known)) for value in self._once]
        return list(known), np.array(codes, np.int64)[self.codes]

    @cached_property
    def rows_of(self) -> Ints:
        """How many rows have each text."""
        counts: Ints = np.bincount(self.codes, minlength=len(self.texts))
        return counts

    @cached_property
    def numbers(self) -> Floats:
        """The number of each row's cell; NaN where there is none."""
        return self._of_each(lambda value: value.number)

    @cached_property
    def times(self) -> Floats:
        """The date of each row's cell, growing with time; NaN where there is none."""
        return self._of_each(lambda value: time_of(value.date) if value.date else None)

    @cached_property
    def years(self) -> Floats:
        """The year of each row's cell; NaN where none is said."""
        return self._of_each(lambda value: float(value.date.year) if value.date and value.date.year else None)

    @cached_property
    def _once(self) -> list[Value]:
        """What each text says, in their order."""
        _, rows = np.unique(self.codes, return_index=True)
        return [self.values[row] for row in rows.tolist()]

    def _of_each(self, read: Callable[[Value], float | None]) -> Floats:
        """A number of each row, read once for each text; NaN where there is none."""
        read_once = [np.nan if (number := read(value)) is None else number for value in self._once]
        of_rows: Floats = np.array(read_once, np.float64)[self.codes]
        return of_rows


class _Cells(Sequence[Value]):
    """What the cells of a column say, each read when it is asked for."""

    def __init__(self, count: int, value_at: Callable[[int], Value]) -> None:
        self._count, self._value_at = count, value_at

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        if isinstance(at, slice):
            return [self._value_at(row) for row in range(*at.indices(self._count))]
        return self._value_at(range(self._count)[at])


class TableIndex:
    """A table and the indexes of its columns.

    Attributes:
        table: The table.
        at: The number of each column, from 0, by its name.
    """

    def __init__(self, table: Table) -> None:
        """Looks nothing up yet."""
        self.table = table
        self.at = {name: number for number, name in enumerate(table.names)}
        self._columns: dict[int, ColumnIndex] = {}

    def column(self, at: int) -> ColumnIndex:
        """The index of a column, made when it is first asked for."""
        if at not in self._columns:
            self._columns[at] = ColumnIndex(self.table.clean_texts(at), partial(self.table.value_at, at))
        return self._columns[at]

    def value(self, place: Place) -> Value:
        """What a cell says."""
        return self.table.value_at(place[1], place[0])

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that do not sum up others."""
        return tuple(n for n in range(len(self.table.rows)) if n not in self.table.totals)

    @cached_property
    def row_array(self) -> Ints:
        """The same as an array."""
        return np.array(self.rows, np.int64)

    def kind(self, at: int) -> Kind:
        """What most cells of a column are."""
        return self.table.kinds[at]

    def unit(self, at: int) -> str:
        """The unit that the name of a column or the caption of the table says."""
        return unit_in(self.table.names[at], self.table.title) if self.kind(at) == "number" else ""

    def keys(self, at: int) -> Floats:
        """What the cells of a column are compared by: dates in a column of dates, else numbers; NaN where there is none."""
        return self.column(at).times if self.kind(at) == "date" else self.column(at).numbers


def time_of(date: Date) -> float:
    """Grows with time; no count of days."""
    return date.year * _YEAR + date.month * _MONTH + date.day
