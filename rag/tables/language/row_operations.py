"""The operations that choose rows. Each gets rows, at least one, and the number of a column; `formula` lists them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from rag.tables.cells.cell_values import read_value
from rag.tables.cells.column_words import Ints, words_of
from rag.tables.cells.table_index import Floats, TableIndex, time_of
from rag.tables.language.formula import Constant
from rag.tables.language.results import EvaluationError, Rows, Seen


def _chosen(among: Rows, at: int, found: Ints) -> Rows:
    """Rows that their cells in a column were looked at for."""
    return Rows(found, (*among.seen, Seen(found, at)))


def _holding(index: TableIndex, among: Ints, at: int, words: Constant) -> Any:  # noqa: ANN401 - an array of truths
    """Of each row whether its cell holds the words."""
    column = index.column(at)
    held = np.zeros(len(column.texts), np.bool_)
    held[column.words.holding(words_of(str(words.value)))] = True
    return held[column.codes[among]]


def _has(index: TableIndex, among: Rows, at: int, words: Constant) -> Rows:
    found = among.array[_holding(index, among.array, at, words)]
    if not len(found) and not among.seen:  # a row that sums up is found by its own name only
        totals = np.array(sorted(index.table.totals), np.int64)
        found = totals[_holding(index, totals, at, words)] if len(totals) else totals
    return _chosen(among, at, found)


def _lacks(index: TableIndex, among: Rows, at: int, words: Constant) -> Rows:
    # An empty cell does not say that it is something else.
    filled = index.column(at).filled[among.array]
    return _chosen(among, at, among.array[filled & ~_holding(index, among.array, at, words)])


def _compared(test: Callable[[Floats, float], Any]) -> "Choose":
    def choose(index: TableIndex, among: Rows, at: int, limit: Constant) -> Rows:
        keys, number = _comparable(index, at, limit)
        # A cell without a number is NaN, and no comparison with that is true.
        return _chosen(among, at, among.array[test(keys[among.array], number)])

    return choose


def _comparable(index: TableIndex, at: int, limit: Constant) -> tuple[Floats, float]:
    """The cells and a limit as numbers; dates by their day if the limit has a month, else by their year."""
    is_date, column = index.kind(at) == "date", index.column(at)
    if isinstance(limit.value, float):
        return (column.years if is_date else column.numbers), limit.value
    value = read_value(limit.value)
    if is_date:
        return column.times, time_of(value.date) if value.date else np.nan
    return column.numbers, np.nan if value.number is None else value.number


def _extreme(choose: Callable[[Floats], float]) -> "Choose":
    def pick(index: TableIndex, among: Rows, at: int) -> Rows:
        keys = index.keys(at)[among.array]
        if np.isnan(keys).all():
            raise EvaluationError("the column has nothing to compare")
        return _chosen(among, at, among.array[keys == choose(keys)])

    return pick


def _commonest(index: TableIndex, among: Rows, at: int) -> Rows:
    column = index.column(at)
    rows = among.array[column.filled[among.array]]
    codes = column.codes[rows]
    counts = np.bincount(codes, minlength=1)
    if counts.max() < 2:
        raise EvaluationError("nothing occurs twice")
    return _chosen(among, at, rows[counts[codes] == counts.max()])


def _beside(step: int) -> "Choose":
    def pick(index: TableIndex, among: Rows) -> Rows:
        number = int(among.array[-1] if step > 0 else among.array[0]) + step
        if not 0 <= number < len(index.table.rows) or number in index.table.totals:
            raise EvaluationError("there is no row beside it")
        return Rows(np.array([number], np.int64), among.seen)

    return pick


def _all_beside(sign: int) -> "Choose":
    def pick(index: TableIndex, among: Rows) -> Rows:
        edge = among.array[-1] if sign > 0 else among.array[0]
        found = index.row_array[(index.row_array - edge) * sign > 0]
        if not len(found):
            raise EvaluationError("there is no row beside it")
        return Rows(found, among.seen)

    return pick


def _alike(index: TableIndex, among: Rows, at: int) -> Rows:
    column = index.column(at)
    codes = column.codes[among.array[column.filled[among.array]]]
    others = np.setdiff1d(index.row_array, among.array)
    found = others[np.isin(column.codes[others], codes)]
    return Rows(found, (*among.seen, Seen(among.array, at), Seen(found, at)))


def _either(_: TableIndex, one: Rows, other: Rows) -> Rows:
    return Rows(np.union1d(one.array, other.array), (*one.seen, *other.seen))


Choose = Callable[..., Rows]
ROW_OPERATIONS: dict[str, Choose] = {
    "rows": lambda index: Rows(index.row_array),
    "has": _has,
    "lacks": _lacks,
    "equal": _compared(lambda a, b: a == b),
    "over": _compared(lambda a, b: a > b),
    "under": _compared(lambda a, b: a < b),
    "at_least": _compared(lambda a, b: a >= b),
    "at_most": _compared(lambda a, b: a <= b),
    "most": _extreme(np.nanmax),
    "least": _extreme(np.nanmin),
    "commonest": _commonest,
    "first": lambda _, among: Rows(among.array[:1], among.seen),
    "last": lambda _, among: Rows(among.array[-1:], among.seen),
    "after": _beside(1),
    "before": _beside(-1),
    "above": _all_beside(-1),
    "below": _all_beside(1),
    "either": _either,
    "alike": _alike,
}
