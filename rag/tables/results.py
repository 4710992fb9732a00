"""What a formula gives over a table: rows or values, with the cells that they rest on."""

from dataclasses import dataclass
from typing import TypeAlias

from rag.tables.table_index import Place
from rag.tables.values import Value


class EvaluationError(ValueError):
    """A formula has no value over this table: a column that is not there, no row, a division by zero."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the table.

    Attributes:
        numbers: Of the rows, from 0, in their order.
        cells: The cells that they were chosen by.
    """

    numbers: tuple[int, ...]
    cells: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """Values that were selected or computed.

    Attributes:
        values: In the order of the rows.
        cells: The cells that they are read from, or were computed from, and those that the rows were chosen by.
        computed: Whether they stand in no cell.
    """

    values: tuple[Value, ...]
    cells: tuple[Place, ...]
    computed: bool = False


Result: TypeAlias = Rows | Values
