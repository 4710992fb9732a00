"""What a formula gives over a table: rows or values, with the cells that they rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias, overload

from rag.tables.cells.cell_values import Value
from rag.tables.cells.column_words import Ints
from rag.tables.cells.table_index import Place


class EvaluationError(ValueError):
    """A formula has no value over this table: a column that is not there, no row, a division by zero."""


@dataclass(frozen=True, eq=False)
class Seen:
    """Cells of one column that a result rests on; they are listed only when they are asked for.

    Attributes:
        rows: Their rows.
        column: Its number.
    """

    rows: Ints
    column: int

    def places(self) -> Iterator[Place]:
        """The cells."""
        return ((row, self.column) for row in self.rows.tolist())


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of the table.

    Attributes:
        array: Their numbers, from 0, in their order.
        seen: The cells that they were chosen by.
    """

    array: Ints
    seen: tuple[Seen, ...] = ()

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the rows, from 0, in their order."""
        return tuple(self.array.tolist())

    @property
    def cells(self) -> tuple[Place, ...]:
        """The cells that they were chosen by."""
        return _places(self.seen)


class CellValues(Sequence[Value]):
    """The values of cells, each read when it is asked for: thousands of them are often only counted."""

    def __init__(self, column: Sequence[Value], rows: Ints) -> None:
        """Reads none yet."""
        self._column, self._rows = column, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        if isinstance(at, slice):
            return CellValues(self._column, self._rows[at])
        return self._column[int(self._rows[at])]


@dataclass(frozen=True, eq=False)
class Values:
    """Values that were selected or computed.

    Attributes:
        values: In the order of the rows.
        seen: The cells that they are read from, or were computed from, and those that the rows were chosen by.
        computed: Whether they stand in no cell.
    """

    values: Sequence[Value]
    seen: tuple[Seen, ...] = field(default=())
    computed: bool = False

    @property
    def cells(self) -> tuple[Place, ...]:
        """The cells that they rest on, each once."""
        return _places(self.seen)


def _places(seen: tuple[Seen, ...]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for part in seen for place in part.places()))


Result: TypeAlias = Rows | Values
