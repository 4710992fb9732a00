"""The operations that choose rows. Each gets rows, at least one, and the number of a column; `formula` lists them."""

from collections import Counter
from collections.abc import Callable, Iterable

from rag.tables.formula import Constant
from rag.tables.results import EvaluationError, Rows
from rag.tables.table_index import TableIndex, holds, words_of
from rag.tables.values import Date, read_value


def _chosen(among: Rows, at: int, numbers: Iterable[int]) -> Rows:
    """Rows that their cells in a column were looked at for."""
    found = tuple(numbers)
    return Rows(found, (*among.cells, *((n, at) for n in found)))


def _has(index: TableIndex, among: Rows, at: int, words: Constant) -> Rows:
    phrase = words_of(str(words.value))
    found = [n for n in among.numbers if holds(index.words((n, at)), phrase)]
    if not found and not among.cells:  # a row that sums up is found by its own name only
        found = [n for n in sorted(index.table.totals) if holds(index.words((n, at)), phrase)]
    return _chosen(among, at, found)


def _lacks(index: TableIndex, among: Rows, at: int, words: Constant) -> Rows:
    phrase = words_of(str(words.value))
    # An empty cell does not say that it is something else.
    return _chosen(
        among, at, (n for n in among.numbers if (held := index.words((n, at))) and not holds(held, phrase))
    )


def _compared(test: Callable[[float, float], bool]) -> "Choose":
    def choose(index: TableIndex, among: Rows, at: int, limit: Constant) -> Rows:
        pairs = ((n, _comparable(index.key((n, at)), limit)) for n in among.numbers)
        return _chosen(among, at, (n for n, pair in pairs if pair and test(*pair)))

    return choose


def _comparable(key: float | Date | None, limit: Constant) -> tuple[float, float] | None:
    """A cell and a limit as numbers; dates by their day if the limit has a month, else by their year."""
    if isinstance(limit.value, float):
        number = float(key.year) if isinstance(key, Date) and key.year else key
        return (number, limit.value) if isinstance(number, float) else None
    value = read_value(limit.value)
    if isinstance(key, Date):
        return (_time(key), _time(value.date)) if value.date else None
    return None if key is None or value.number is None else (key, value.number)


def _time(date: Date) -> float:
    """Grows with time; no count of days."""
    return date.year * 372 + date.month * 31 + date.day


def _extreme(choose: Callable[[Iterable[float | Date]], float | Date]) -> "Choose":
    def pick(index: TableIndex, among: Rows, at: int) -> Rows:
        keys = {n: key for n in among.numbers if (key := index.key((n, at))) is not None}
        if not keys:
            raise EvaluationError("the column has nothing to compare")
        best = choose(keys.values())
        return _chosen(among, at, (n for n, key in keys.items() if key == best))

    return pick


def _commonest(index: TableIndex, among: Rows, at: int) -> Rows:
    texts = {n: text.casefold() for n in among.numbers if (text := index.value((n, at)).text)}
    counts = Counter(texts.values())
    most = max(counts.values(), default=0)
    if most < 2:
        raise EvaluationError("nothing occurs twice")
    return _chosen(among, at, (n for n, text in texts.items() if counts[text] == most))


def _beside(step: int) -> "Choose":
    def pick(index: TableIndex, among: Rows) -> Rows:
        number = (among.numbers[-1] if step > 0 else among.numbers[0]) + step
        if not 0 <= number < len(index.table.rows) or number in index.table.totals:
            raise EvaluationError("there is no row beside it")
        return Rows((number,), among.cells)

    return pick


def _either(_: TableIndex, one: Rows, other: Rows) -> Rows:
    return Rows(tuple(sorted({*one.numbers, *other.numbers})), (*one.cells, *other.cells))


Choose = Callable[..., Rows]
ROW_OPERATIONS: dict[str, Choose] = {
    "rows": lambda index: Rows(index.rows),
    "has": _has,
    "lacks": _lacks,
    "equal": _compared(lambda a, b: a == b),
    "over": _compared(lambda a, b: a > b),
    "under": _compared(lambda a, b: a < b),
    "at_least": _compared(lambda a, b: a >= b),
    "at_most": _compared(lambda a, b: a <= b),
    "most": _extreme(max),
    "least": _extreme(min),
    "commonest": _commonest,
    "first": lambda _, among: Rows(among.numbers[:1], among.cells),
    "last": lambda _, among: Rows(among.numbers[-1:], among.cells),
    "after": _beside(1),
    "before": _beside(-1),
    "either": _either,
}
