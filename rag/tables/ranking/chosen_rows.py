"""The rows that a question may mean: all, those with its words or numbers, and what is left without others or beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product

from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call, Column, Constant
from rag.tables.language.results import EvaluationError, Rows
from rag.tables.ranking.linking import Linked, Number, Phrase
from rag.tables.ranking.question_patterns import ALIKE, ALL_BESIDE, COMPARED, NOT

ALL_ROWS = Call("rows")
_MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Base:
    """Rows that some words of the question choose.

    Attributes:
        formula: It gives the rows.
        used: The phrases that it rests on.
        numbers: The places, among the question's words, of the numbers that it uses.
    """

    formula: Call
    used: tuple[Phrase, ...] = ()
    numbers: tuple[int, ...] = ()


class Allowed:
    """What a question allows to be done with a table.

    Attributes:
        linked: The question beside the table.
        evaluator: Of formulas over the table.
        columns: The numbers of the columns that are looked at.
        ordered: Those that can be compared.
        numeric: Those with numbers.
    """

    def __init__(self, linked: Linked) -> None:
        """Evaluates nothing yet."""
        self.linked, index = linked, linked.index
        self.evaluator = Evaluator(index)
        self._question, self._names = " ".join(linked.words), index.table.names
        # Of many columns those that the question names come first.
        order = sorted(range(len(self._names)), key=lambda at: (-linked.named[at], at))[:_MOST_COLUMNS]
        self.columns = sorted(order)
        self.ordered = [at for at in self.columns if index.table.kinds[at] != "text"]
        self.numeric = [at for at in self.columns if index.table.kinds[at] == "number"]

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the question has words of a pattern."""
        return pattern.search(self._question) is not None

    def column(self, at: int) -> Column:
        """A column by its number."""
        return Column(self._names[at])


class ChosenRows:
    """The formulas for the rows that a question may mean.

    Attributes:
        single: Those with one phrase of the question, as the phrases are in order.
    """

    def __init__(self, allowed: Allowed) -> None:
        """Looks at the phrases only."""
        self._allowed, self._linked = allowed, allowed.linked
        self.single = self._conditions()

    def bases(self) -> list[Base]:
        """All of them, those for "A or B" last."""
        single = self.single
        bases = [Base(ALL_ROWS), *single, *self._pairs(single), *self._compared([Base(ALL_ROWS), *single])]
        if self._allowed.says(NOT):
            bases += [
                Base(Call("lacks", base.formula.arguments), base.used)
                for base in single
                if len(base.used) == 1
            ]
            bases += self._without(single)
        if self._allowed.says(ALIKE):
            bases += self._alike(single)
        if self._allowed.says(ALL_BESIDE):
            bases += [
                Base(Call(name, (base.formula,)), base.used)
                for base in single[:6]
                for name in ("above", "below")
            ]
        return bases

    def eithers(self) -> Iterator[Base]:
        """Rows that one of two phrases chooses, both in one column: "A or B"."""
        for one, other in combinations(self.single, 2):
            if are_sides(one.used[0], other.used[0]):
                yield Base(Call("either", (one.formula, other.formula)), (one.used[0], other.used[0]))

    def _conditions(self) -> list[Base]:
        return [self._has(Base(ALL_ROWS), phrase) for phrase in self._linked.phrases]

    def _has(self, base: Base, phrase: Phrase) -> Base:
        formula = Call("has", (base.formula, self._allowed.column(phrase.column), Constant(phrase.text)))
        return Base(formula, (*base.used, phrase), base.numbers)

    def _pairs(self, single: list[Base]) -> Iterator[Base]:
        """Rows that two phrases choose together, which stand in different words of the question."""
        for one, other in combinations(single[:8], 2):
            if _are_apart(one.used[0], other.used[0]):
                yield from self._if_any(self._has(one, other.used[0]))

    def _if_any(self, base: Base) -> Iterator[Base]:
        """The rows, if there are any."""
        try:
            result = self._allowed.evaluator.evaluate(base.formula)
        except EvaluationError:
            return
        if isinstance(result, Rows) and len(result.array):
            yield base

    def _without(self, single: list[Base]) -> Iterator[Base]:
        """Rows that one phrase chooses and another does not: "which other losses"."""
        for one, other in permutations(single[:6], 2):
            if _are_apart(one.used[0], other.used[0]):
                phrase = other.used[0]
                formula = Call(
                    "lacks", (one.formula, self._allowed.column(phrase.column), Constant(phrase.text))
                )
                yield from self._if_any(Base(formula, (*one.used, phrase)))

    def _alike(self, single: list[Base]) -> Iterator[Base]:
        """The other rows that have a cell in common with those of a phrase."""
        for base, at in product(single[:6], self._allowed.columns):
            if at != base.used[0].column or base.used[0].whole < 1:
                yield from self._if_any(
                    Base(Call("alike", (base.formula, self._allowed.column(at))), base.used)
                )

    def _compared(self, bases: list[Base]) -> Iterator[Base]:
        """Rows whose number is more or less than one of the question, or between two."""
        tests = (
            ("equal", "over", "under", "at_least", "at_most") if self._allowed.says(COMPARED) else ("equal",)
        )
        numbers = self._linked.numbers[:3]
        for number, base in product(numbers, bases[:5]):
            if any(phrase.start <= number.at < phrase.end for phrase in base.used):
                continue
            for at, test in product(self._allowed.ordered[:8], tests):
                formula = Call(test, (base.formula, self._allowed.column(at), Constant(number.value)))
                yield from self._if_any(Base(formula, base.used, (number.at,)))
        if len(numbers) >= 2 and self._allowed.says(COMPARED):
            yield from self._between(*sorted(numbers[:2], key=lambda number: number.value))

    def _between(self, low: Number, high: Number) -> Iterator[Base]:
        for at, (lower, upper) in product(
            self._allowed.ordered[:8], (("at_least", "at_most"), ("over", "under"))
        ):
            above = Call(lower, (ALL_ROWS, self._allowed.column(at), Constant(low.value)))
            formula = Call(upper, (above, self._allowed.column(at), Constant(high.value)))
            yield from self._if_any(Base(formula, (), (low.at, high.at)))


def _are_apart(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are different words of the question."""
    return one.end <= other.start or other.end <= one.start


def are_sides(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are the sides of a comparison: different words, in one column."""
    return _are_apart(one, other) and one.column == other.column
