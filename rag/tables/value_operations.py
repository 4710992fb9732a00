"""The operations that give values. Each gets rows and the number of a column, or values; `formula` lists them."""

from collections.abc import Callable, Iterable, Sequence

from rag.tables.results import EvaluationError, Rows, Values
from rag.tables.table_index import TableIndex
from rag.tables.values import Value


def _select(index: TableIndex, among: Rows, at: int) -> Values:
    places = [(n, at) for n in among.numbers if index.value((n, at)).text]
    if not places:
        raise EvaluationError("the cells are empty")
    return Values(tuple(map(index.value, places)), (*places, *among.cells))


def _distinct(index: TableIndex, among: Rows, at: int) -> Values:
    selected = _select(index, among, at)
    once: dict[str, Value] = {}
    for value in selected.values:
        once.setdefault(value.text.casefold(), value)
    return Values(tuple(once.values()), selected.cells)


def _count(_: TableIndex, among: Rows) -> Values:
    return Values((_number(len(among.numbers)),), among.cells, computed=True)


def _count_values(_: TableIndex, found: Values) -> Values:
    return Values((_number(len(found.values)),), found.cells, computed=True)


def _aggregate(compute: Callable[[Sequence[float]], float]) -> "Compute":
    def aggregate(index: TableIndex, among: Rows, at: int) -> Values:
        numbers = {
            n: value.number for n in among.numbers if (value := index.value((n, at))).number is not None
        }
        if not numbers:
            raise EvaluationError("the column has no numbers")
        unit = _common_unit(index.value((n, at)) for n in numbers)
        result = _number(compute(list(numbers.values())), unit)
        return Values((result,), (*((n, at) for n in numbers), *among.cells), computed=True)

    return aggregate


def _arithmetic(compute: Callable[[float, float], float], *, keeps_unit: bool = True) -> "Compute":
    def arithmetic(_: TableIndex, one: Values, other: Values) -> Values:
        unit = _common_unit((*one.values, *other.values)) if keeps_unit else ""
        result = _number(compute(_single(one), _single(other)), unit)
        return Values((result,), (*one.cells, *other.cells), computed=True)

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


def _common_unit(values: Iterable[Value]) -> str:
    units = {value.unit for value in values}
    return units.pop() if len(units) == 1 else ""


Compute = Callable[..., Values]
VALUE_OPERATIONS: dict[str, Compute] = {
    "select": _select,
    "distinct": _distinct,
    "count": _count,
    "count_values": _count_values,
    "sum": _aggregate(sum),
    "mean": _aggregate(lambda numbers: sum(numbers) / len(numbers)),
    "highest": _aggregate(max),
    "lowest": _aggregate(min),
    "range": _aggregate(lambda numbers: max(numbers) - min(numbers)),
    "difference": _arithmetic(lambda a, b: a - b),
    "total": _arithmetic(lambda a, b: a + b),
    "ratio": _arithmetic(_divided, keeps_unit=False),
    "change": _arithmetic(lambda a, b: _divided(a - b, b), keeps_unit=False),
}
