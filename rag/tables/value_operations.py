"""The operations that give values. Each gets rows and the number of a column, or values; `formula` lists them."""

from collections.abc import Callable, Iterable

import numpy as np

from rag.tables.results import EvaluationError, Rows, Seen, Values
from rag.tables.table_index import Floats, TableIndex
from rag.tables.units import common_unit
from rag.tables.values import Value

# The units of so many cells are looked at.
_MOST_UNITS = 1_000


def _select(index: TableIndex, among: Rows, at: int) -> Values:
    values = [(n, value) for n in among.array.tolist() if (value := index.value((n, at))).text]
    if not values:
        raise EvaluationError("the cells are empty")
    seen = Seen(np.array([n for n, _ in values], np.int64), at)
    return Values(tuple(value for _, value in values), (seen, *among.seen))


def _distinct(index: TableIndex, among: Rows, at: int) -> Values:
    column = index.column(at)
    _, first = np.unique(column.codes[among.array], return_index=True)
    once = _select(index, Rows(among.array[np.sort(first)], among.seen), at)
    return Values(once.values, (Seen(among.array, at), *among.seen))


def _count(_: TableIndex, among: Rows) -> Values:
    return Values((_number(len(among.array)),), among.seen, computed=True)


def _count_values(_: TableIndex, found: Values) -> Values:
    return Values((_number(len(found.values)),), found.seen, computed=True)


def _aggregate(compute: Callable[[Floats], float]) -> "Compute":
    def aggregate(index: TableIndex, among: Rows, at: int) -> Values:
        numbers = index.column(at).numbers[among.array]
        rows = among.array[~np.isnan(numbers)]
        if not len(rows):
            raise EvaluationError("the column has no numbers")
        unit = _unit_of(index.value((n, at)) for n in rows[:_MOST_UNITS].tolist())
        result = _number(float(compute(numbers[~np.isnan(numbers)])), unit or index.unit(at))
        return Values((result,), (Seen(rows, at), *among.seen), computed=True)

    return aggregate


def _arithmetic(
    compute: Callable[[float, float], float], *, checks_unit: bool = True, keeps_unit: bool = True
) -> "Compute":
    def arithmetic(_: TableIndex, one: Values, other: Values) -> Values:
        # What is divided may have two units: dollars for each kilometre.
        unit = _unit_of((*one.values, *other.values)) if checks_unit else ""
        result = _number(compute(_single(one), _single(other)), unit if keeps_unit else "")
        return Values((result,), (*one.seen, *other.seen), computed=True)

    return arithmetic


def _single(found: Values) -> float:
    """The number of values that are all the same; of dates their year."""
    numbers = {
        float(value.date.year) if value.number is None and value.date else value.number
        for value in found.values
    }
    number = numbers.pop()
    if numbers or number is None:
        raise EvaluationError("it is not one number")
    return number


def _divided(left: float, right: float) -> float:
    if right == 0:
        raise EvaluationError("a division by zero")
    return left / right


def _number(number: float, unit: str = "") -> Value:
    # Sums of decimal fractions are not exact: 0.1 + 0.2 is shown as 0.3.
    return Value(text=f"{round(number, 10):.12g}", number=float(number), unit=unit, whole=True)


def _unit_of(values: Iterable[Value]) -> str:
    """The unit of values that are added or compared."""
    unit = common_unit(values)
    if unit is None:
        raise EvaluationError("the figures have different units")
    return unit


Compute = Callable[..., Values]
VALUE_OPERATIONS: dict[str, Compute] = {
    "select": _select,
    "distinct": _distinct,
    "count": _count,
    "count_values": _count_values,
    "sum": _aggregate(np.sum),
    "mean": _aggregate(np.mean),
    "highest": _aggregate(np.max),
    "lowest": _aggregate(np.min),
    "range": _aggregate(np.ptp),
    "difference": _arithmetic(lambda a, b: a - b),
    "total": _arithmetic(lambda a, b: a + b),
    "ratio": _arithmetic(_divided, checks_unit=False, keeps_unit=False),
    "change": _arithmetic(lambda a, b: _divided(a - b, b), keeps_unit=False),
}
