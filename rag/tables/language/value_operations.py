"""The operations that give values. Each gets rows and the number of a column, or values; `formula` lists them."""

from collections.abc import Callable, Iterable

import numpy as np

from rag.tables.cells.cell_values import Value
from rag.tables.cells.table_index import Floats, TableIndex
from rag.tables.cells.units import common_unit
from rag.tables.language.results import CellValues, EvaluationError, Rows, Seen, Values

# Values that are compared with one other; more are never all the same figure.
_MOST_COMPARED = 1_000


def _select(index: TableIndex, among: Rows, at: int) -> Values:
    column = index.column(at)
    rows = among.array[column.filled[among.array]]
    if not len(rows):
        raise EvaluationError("the cells are empty")
    return Values(CellValues(column.values, rows), (Seen(rows, at), *among.seen))


def _distinct(index: TableIndex, among: Rows, at: int) -> Values:
    _, first = np.unique(index.column(at).codes[among.array], return_index=True)
    once = _select(index, Rows(among.array[np.sort(first)]), at)
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
        units, codes = index.column(at).units
        unit = _unit_of(units[code] for code in np.unique(codes[rows]).tolist())
        result = _number(float(compute(numbers[~np.isnan(numbers)])), unit or index.unit(at))
        return Values((result,), (Seen(rows, at), *among.seen), computed=True)

    return aggregate


def _arithmetic(
    compute: Callable[[float, float], float], *, checks_unit: bool = True, keeps_unit: bool = True
) -> "Compute":
    def arithmetic(index: TableIndex, one: Values, other: Values) -> Values:
        # What is divided may have two units: dollars for each kilometre.
        both = (one.values[0].unit, other.values[0].unit)
        unit = _unit_of(both) if checks_unit else ""
        # Cells without a unit have that of their column, which is the first that they were read from.
        if checks_unit and not unit and one.seen and not (one.computed or other.computed):
            unit = index.unit(one.seen[0].column)
        result = _number(compute(_single(one), _single(other)), unit if keeps_unit else "")
        return Values((result,), (*one.seen, *other.seen), computed=True)

    return arithmetic


def _single(found: Values) -> float:
    """The number of values that are all the same; of dates their year."""
    if len(found.values) > _MOST_COMPARED:
        raise EvaluationError("it is not one number")
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


def _unit_of(units: Iterable[str]) -> str:
    """The unit of figures that are added or compared, by their own."""
    unit = common_unit(units)
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
