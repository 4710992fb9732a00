"""The formulas that a question may mean: everything that its words, numbers and cells allow, none of it judged yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product

from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call, Column, Constant
from rag.tables.language.results import EvaluationError, Result, Rows
from rag.tables.ranking.linking import Linked, Number, Phrase
from rag.tables.ranking.question_patterns import (
    ALIKE,
    ALL_BESIDE,
    BESIDE,
    COMPARED,
    COUNT,
    DIFFERENCE,
    EXTREME,
    MEAN,
    NOT,
    RATIO,
    SUM,
)

_ROWS = Call("rows")
# Formulas of one question; a table of forty columns allows thousands.
_MOST = 1_500
# Of a table of a hundred thousand rows fewer are tried: so many rows together, but some in any case.
_MOST_ROWS, _FEWEST = 30_000_000, 200
_MOST_COLUMNS = 14
# Cells that are an answer together; more are no answer, and take long in a large table.
_MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A formula that a question may mean.

    Attributes:
        formula: The formula.
        result: Its value.
        used: The phrases that it rests on.
        numbers: The places, among the question's words, of the numbers that it uses.
    """

    formula: Call
    result: Result
    used: tuple[Phrase, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Base:
    """Rows that some words of the question choose."""

    formula: Call
    used: tuple[Phrase, ...] = ()
    numbers: tuple[int, ...] = ()


def candidates(linked: Linked) -> list[Candidate]:
    """Every formula over the table that has a value, each once, at most `_MOST`."""
    return _Candidates(linked).all()


class _Candidates:
    def __init__(self, linked: Linked) -> None:
        self._linked, self._index = linked, linked.index
        self._evaluator = Evaluator(self._index)
        self._question = " ".join(linked.words)
        table = self._index.table
        # Of many columns those that the question names come first.
        order = sorted(range(len(table.names)), key=lambda at: (-linked.named[at], at))[:_MOST_COLUMNS]
        self._columns = sorted(order)
        self._ordered = [at for at in self._columns if table.kinds[at] != "text"]
        self._numeric = [at for at in self._columns if table.kinds[at] == "number"]
        self._most = max(_FEWEST, min(_MOST, _MOST_ROWS // max(1, len(table.rows))))
        self._found: dict[Call, Candidate] = {}

    def all(self) -> list[Candidate]:
        single = self._conditions()
        bases = [_Base(_ROWS), *single, *self._pairs(single), *self._compared([_Base(_ROWS), *single])]
        if self._says(NOT):
            bases += [
                _Base(Call("lacks", base.formula.arguments), base.used)
                for base in single
                if len(base.used) == 1
            ]
            bases += self._without(single)
        if self._says(ALIKE):
            bases += self._alike(single)
        if self._says(ALL_BESIDE):
            bases += [
                _Base(Call(name, (base.formula,)), base.used)
                for base in single[:6]
                for name in ("above", "below")
            ]
        eithers = list(self._eithers(single))
        for base in [*bases, *eithers]:
            self._values(base)
            if len(self._found) >= self._most:
                break
        self._two(single)
        self._across(bases)
        return list(self._found.values())[: self._most]

    def _says(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self._question) is not None

    def _column(self, at: int) -> Column:
        return Column(self._index.table.names[at])

    def _add(self, formula: Call, base: _Base) -> None:
        if formula in self._found:
            return
        try:
            result = self._evaluator.evaluate(formula)
        except EvaluationError:
            return
        self._found[formula] = Candidate(formula, result, base.used, base.numbers)

    def _conditions(self) -> list[_Base]:
        return [self._has(_Base(_ROWS), phrase) for phrase in self._linked.phrases]

    def _has(self, base: _Base, phrase: Phrase) -> _Base:
        formula = Call("has", (base.formula, self._column(phrase.column), Constant(phrase.text)))
        return _Base(formula, (*base.used, phrase), base.numbers)

    def _pairs(self, single: list[_Base]) -> Iterator[_Base]:
        """Rows that two phrases choose together, which stand in different words of the question."""
        for one, other in combinations(single[:8], 2):
            if _are_apart(one.used[0], other.used[0]):
                yield from self._if_any(self._has(one, other.used[0]))

    def _size(self, formula: Call) -> int:
        """How many rows a formula chooses; none if it has no value."""
        try:
            result = self._evaluator.evaluate(formula)
        except EvaluationError:
            return 0
        return len(result.array) if isinstance(result, Rows) else 0

    def _if_any(self, base: _Base) -> Iterator[_Base]:
        """The rows, if there are any."""
        try:
            result = self._evaluator.evaluate(base.formula)
        except EvaluationError:
            return
        if isinstance(result, Rows) and len(result.array):
            yield base

    def _without(self, single: list[_Base]) -> Iterator[_Base]:
        """Rows that one phrase chooses and another does not: "which other losses"."""
        for one, other in permutations(single[:6], 2):
            if _are_apart(one.used[0], other.used[0]):
                phrase = other.used[0]
                formula = Call("lacks", (one.formula, self._column(phrase.column), Constant(phrase.text)))
                yield from self._if_any(_Base(formula, (*one.used, phrase)))

    def _alike(self, single: list[_Base]) -> Iterator[_Base]:
        """The other rows that have a cell in common with those of a phrase."""
        for base, at in product(single[:6], self._columns):
            if at != base.used[0].column or base.used[0].whole < 1:
                yield from self._if_any(_Base(Call("alike", (base.formula, self._column(at))), base.used))

    def _compared(self, bases: list[_Base]) -> Iterator[_Base]:
        """Rows whose number is more or less than one of the question, or between two."""
        tests = ("equal", "over", "under", "at_least", "at_most") if self._says(COMPARED) else ("equal",)
        numbers = self._linked.numbers[:3]
        for number, base in product(numbers, bases[:5]):
            if any(phrase.start <= number.at < phrase.end for phrase in base.used):
                continue
            for at, test in product(self._ordered[:8], tests):
                formula = Call(test, (base.formula, self._column(at), Constant(number.value)))
                yield from self._if_any(_Base(formula, base.used, (number.at,)))
        if len(numbers) >= 2 and self._says(COMPARED):
            yield from self._between(*sorted(numbers[:2], key=lambda number: number.value))

    def _between(self, low: Number, high: Number) -> Iterator[_Base]:
        for at, (lower, upper) in product(self._ordered[:8], (("at_least", "at_most"), ("over", "under"))):
            above = Call(lower, (_ROWS, self._column(at), Constant(low.value)))
            formula = Call(upper, (above, self._column(at), Constant(high.value)))
            yield from self._if_any(_Base(formula, (), (low.at, high.at)))

    def _eithers(self, single: list[_Base]) -> Iterator[_Base]:
        """Rows that one of two phrases chooses, both in one column: "A or B"."""
        for one, other in combinations(single, 2):
            if _are_sides(one.used[0], other.used[0]):
                yield _Base(Call("either", (one.formula, other.formula)), (one.used[0], other.used[0]))

    def _picked(self, base: _Base) -> Iterator[Call]:
        if self._says(EXTREME):
            yield Call("first", (base.formula,))
            yield Call("last", (base.formula,))
            for at in self._ordered:
                yield Call("most", (base.formula, self._column(at)))
                yield Call("least", (base.formula, self._column(at)))
            yield from self._commonest(base)
        if self._says(BESIDE) and base.used:
            yield Call("after", (base.formula,))
            yield Call("before", (base.formula,))

    def _commonest(self, base: _Base) -> Iterator[Call]:
        """The rows with the commonest cell; of "A or B" those of the one that has more."""
        either = base.formula.name == "either"
        for at in {phrase.column for phrase in base.used} if either else self._columns:
            if either or at not in self._numeric:
                yield Call("commonest", (base.formula, self._column(at)))

    def _values(self, base: _Base) -> None:
        used = {phrase.column for phrase in base.used}
        self._selected(base, used)
        if self._says(COUNT):
            self._counted(base, used)
        for name in self._aggregates():
            for at in self._numeric:
                self._add(Call(name, (base.formula, self._column(at))), base)

    def _selected(self, base: _Base, used: set[int]) -> None:
        """Cells of the rows, and of those among or beside them that the question may pick."""
        both_sides = base.formula.name in ("either", "lacks", "alike", "above", "below")
        listed = base.formula != _ROWS and self._size(base.formula) <= _MOST_LISTED
        for at in self._columns if listed else ():
            if at not in used or both_sides:
                self._add(Call("select", (base.formula, self._column(at))), base)
        for picked in self._picked(base):
            if picked.name == "commonest":
                self._add(Call("distinct", (picked, picked.arguments[1])), base)
                continue
            beside = both_sides or picked.name in ("after", "before")
            for at in self._columns:
                if (at not in used or beside) and self._size(picked) <= _MOST_LISTED:
                    self._add(Call("select", (picked, self._column(at))), base)

    def _counted(self, base: _Base, used: set[int]) -> None:
        self._add(Call("count", (base.formula,)), base)
        for at in self._columns:
            if at not in used:
                values = Call("distinct", (base.formula, self._column(at)))
                self._add(Call("count_values", (values,)), base)

    def _aggregates(self) -> list[str]:
        """The names of what may be computed from a column."""
        asked = (
            (SUM, ("sum",)),
            (MEAN, ("mean",)),
            (EXTREME, ("highest", "lowest")),
            (DIFFERENCE, ("range",)),
        )
        return [name for pattern, names in asked if self._says(pattern) for name in names]

    def _two(self, single: list[_Base]) -> None:
        """Differences, totals and ratios of two values."""
        asked = ((DIFFERENCE, ("difference",)), (SUM, ("total",)), (RATIO, ("ratio", "change")))
        names = [name for pattern, group in asked if self._says(pattern) for name in group]
        for one, other in combinations(single, 2) if names else ():
            if not _are_sides(one.used[0], other.used[0]):
                continue
            used = _Base(_ROWS, (one.used[0], other.used[0]))
            for left, right in self._sides(one, other):
                for name in names:
                    for pair in ((left, right), (right, left)) if name != "total" else ((left, right),):
                        if name != "difference" or self._rises(pair):
                            self._add(Call(name, pair), used)

    def _across(self, bases: list[_Base]) -> None:
        """Differences and totals of two cells of one row, in columns that the question names."""
        asked = ((DIFFERENCE, "difference"), (SUM, "total"), (RATIO, "ratio"))
        names = [name for pattern, name in asked if self._says(pattern)]
        columns = [at for at in self._numeric if self._linked.named[at] > 0][:5] if names else []
        for base, (left, right) in product(bases[1:8], permutations(columns, 2)):
            pair = tuple(Call("select", (base.formula, self._column(at))) for at in (left, right))
            for name in names:
                if (name == "total" and left > right) or (name == "difference" and not self._rises(pair)):
                    continue
                self._add(Call(name, pair), base)

    def _sides(self, one: _Base, other: _Base) -> Iterator[tuple[Call, Call]]:
        """The values of two sides that can be compared: cells of each column of figures, and how many rows they have."""
        for at in self._ordered:
            column = self._column(at)
            yield Call("select", (one.formula, column)), Call("select", (other.formula, column))
        yield Call("count", (one.formula,)), Call("count", (other.formula,))

    def _rises(self, pair: tuple[Call, ...]) -> bool:
        """Whether the first value is not below the second: a question asks by how much, not with which sign."""
        try:
            result = self._evaluator.evaluate(Call("difference", pair))
        except EvaluationError:
            return False
        return not isinstance(result, Rows) and (result.values[0].number or 0) >= 0


def _are_apart(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are different words of the question."""
    return one.end <= other.start or other.end <= one.start


def _are_sides(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are the sides of a comparison: different words, in one column."""
    return _are_apart(one, other) and one.column == other.column
