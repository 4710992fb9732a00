"""The language of what is computed from a table.

    select(most(rows, [Stanley Cups]), [Team])        the cells of Team in the row with the most Stanley Cups
    count(over(rows, [Year], 1990))                   how many rows have a Year over 1990
    difference(select(has(rows, [City], "Imabari"), [Temples]), select(has(rows, [City], "Matsuyama"), [Temples]))

A formula is a call of an operation with formulas, names of columns, and words or numbers of the question. `OPERATIONS` is the whole
language; `evaluate` says what each operation means, `in_words` how it is said.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["rows", "values", "column", "constant"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, by its name."""

    name: str

    def __str__(self) -> str:
        return f"[{self.name.replace(']', ']]')}]"


@dataclass(frozen=True, slots=True)
class Constant:
    """Words or a number of the question."""

    value: str | float

    def __str__(self) -> str:
        return (
            f"{self.value:.15g}"
            if isinstance(self.value, float)
            else '"{}"'.format(self.value.replace('"', '""'))
        )


@dataclass(frozen=True, slots=True)
class Call:
    """An operation and what it is applied to."""

    name: str
    arguments: "tuple[Formula, ...]" = ()

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.arguments))})" if self.arguments else self.name


Formula: TypeAlias = Call | Column | Constant


@dataclass(frozen=True, slots=True)
class Operation:
    """What an operation takes, and what it gives."""

    takes: tuple[Sort, ...]
    gives: Sort


_TEST = Operation(("rows", "column", "constant"), "rows")
_PICK = Operation(("rows", "column"), "rows")
_VALUE = Operation(("rows", "column"), "values")
_TWO = Operation(("values", "values"), "values")
OPERATIONS: dict[str, Operation] = {
    "rows": Operation((), "rows"),  # all of them, without those that sum up others
    "has": _TEST,  # whose cell is or holds these words
    "lacks": _TEST,
    "equal": _TEST,  # whose cell is this number
    "over": _TEST,
    "under": _TEST,
    "at_least": _TEST,
    "at_most": _TEST,
    "most": _PICK,  # the rows with the greatest number or latest date
    "least": _PICK,
    "commonest": _PICK,  # the rows whose cell occurs most often
    "first": Operation(("rows",), "rows"),
    "last": Operation(("rows",), "rows"),
    "after": Operation(("rows",), "rows"),  # the row below the last one
    "before": Operation(("rows",), "rows"),  # the row above the first one
    "above": Operation(("rows",), "rows"),  # all rows above the first one
    "below": Operation(("rows",), "rows"),  # all rows below the last one
    "either": Operation(("rows", "rows"), "rows"),
    "alike": _PICK,  # the other rows that have the same cell in the column
    "select": _VALUE,
    "distinct": _VALUE,  # each value once
    "count": Operation(("rows",), "values"),
    "count_values": Operation(("values",), "values"),
    "sum": _VALUE,
    "mean": _VALUE,
    "highest": _VALUE,
    "lowest": _VALUE,
    "range": _VALUE,  # the highest less the lowest
    "difference": _TWO,
    "total": _TWO,
    "ratio": _TWO,
    "change": _TWO,  # from the second to the first, of the second
}
