"""The formulas that a question may mean: everything that its words, numbers and cells allow, none of it judged yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product

from rag.tables.language.formula import Call
from rag.tables.language.results import EvaluationError, Result, Rows
from rag.tables.ranking.chosen_rows import ALL_ROWS, Allowed, Base, ChosenRows, are_sides
from rag.tables.ranking.linking import Linked, Phrase
from rag.tables.ranking.question_patterns import (
    BESIDE,
    COUNT,
    DIFFERENCE,
    EXTREME,
    MEAN,
    RATIO,
    SUM,
)

# Formulas of one question; a table of forty columns allows thousands.
_MOST = 1_500
# Of a table of a hundred thousand rows fewer are tried: so many rows together, but some in any case.
_MOST_ROWS, _FEWEST = 30_000_000, 200
# Cells that are an answer together; more are no answer, and take long in a large table.
MOST_LISTED = 500


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


def candidates(linked: Linked) -> list[Candidate]:
    """Every formula over the table that has a value, each once, at most `_MOST`."""
    return _Candidates(linked).all()


class _Candidates:
    def __init__(self, linked: Linked) -> None:
        self._allowed, self._linked = Allowed(linked), linked
        self._evaluator = self._allowed.evaluator
        self._most = max(_FEWEST, min(_MOST, _MOST_ROWS // max(1, len(linked.index.table.rows))))
        self._found: dict[Call, Candidate] = {}

    def all(self) -> list[Candidate]:
        chosen = ChosenRows(self._allowed)
        bases = chosen.bases()
        for base in [*bases, *chosen.eithers()]:
            self._values(base)
            if len(self._found) >= self._most:
                break
        self._two(chosen.single)
        self._across(bases)
        return list(self._found.values())[: self._most]

    def _add(self, formula: Call, base: Base) -> None:
        if formula in self._found:
            return
        try:
            result = self._evaluator.evaluate(formula)
        except EvaluationError:
            return
        self._found[formula] = Candidate(formula, result, base.used, base.numbers)

    def _size(self, formula: Call) -> int:
        """How many rows a formula chooses; none if it has no value."""
        try:
            result = self._evaluator.evaluate(formula)
        except EvaluationError:
            return 0
        return len(result.array) if isinstance(result, Rows) else 0

    def _picked(self, base: Base) -> Iterator[Call]:
        if self._allowed.says(EXTREME):
            yield Call("first", (base.formula,))
            yield Call("last", (base.formula,))
            for at in self._allowed.ordered:
                yield Call("most", (base.formula, self._allowed.column(at)))
                yield Call("least", (base.formula, self._allowed.column(at)))
            yield from self._commonest(base)
        if self._allowed.says(BESIDE) and base.used:
            yield Call("after", (base.formula,))
            yield Call("before", (base.formula,))

    def _commonest(self, base: Base) -> Iterator[Call]:
        """The rows with the commonest cell; of "A or B" those of the one that has more."""
        either = base.formula.name == "either"
        for at in {phrase.column for phrase in base.used} if either else self._allowed.columns:
            if either or at not in self._allowed.numeric:
                yield Call("commonest", (base.formula, self._allowed.column(at)))

    def _values(self, base: Base) -> None:
        used = {phrase.column for phrase in base.used}
        self._selected(base, used)
        if self._allowed.says(COUNT):
            self._counted(base, used)
        for name in self._aggregates():
            for at in self._allowed.numeric:
                self._add(Call(name, (base.formula, self._allowed.column(at))), base)

    def _selected(self, base: Base, used: set[int]) -> None:
        """Cells of the rows, and of those among or beside them that the question may pick."""
        both_sides = base.formula.name in ("either", "lacks", "alike", "above", "below")
        listed = base.formula != ALL_ROWS and self._size(base.formula) <= MOST_LISTED
        for at in self._allowed.columns if listed else ():
            if at not in used or both_sides:
                self._add(Call("select", (base.formula, self._allowed.column(at))), base)
        for picked in self._picked(base):
            if picked.name == "commonest":
                self._add(Call("distinct", (picked, picked.arguments[1])), base)
                continue
            beside = both_sides or picked.name in ("after", "before")
            for at in self._allowed.columns:
                if (at not in used or beside) and self._size(picked) <= MOST_LISTED:
                    self._add(Call("select", (picked, self._allowed.column(at))), base)

    def _counted(self, base: Base, used: set[int]) -> None:
        self._add(Call("count", (base.formula,)), base)
        for at in self._allowed.columns:
            if at not in used:
                values = Call("distinct", (base.formula, self._allowed.column(at)))
                self._add(Call("count_values", (values,)), base)

    def _aggregates(self) -> list[str]:
        """The names of what may be computed from a column."""
        asked = (
            (SUM, ("sum",)),
            (MEAN, ("mean",)),
            (EXTREME, ("highest", "lowest")),
            (DIFFERENCE, ("range",)),
        )
        return [name for pattern, names in asked if self._allowed.says(pattern) for name in names]

    def _two(self, single: list[Base]) -> None:
        """Differences, totals and ratios of two values."""
        asked = ((DIFFERENCE, ("difference",)), (SUM, ("total",)), (RATIO, ("ratio", "change")))
        names = [name for pattern, group in asked if self._allowed.says(pattern) for name in group]
        for one, other in combinations(single, 2) if names else ():
            if not are_sides(one.used[0], other.used[0]):
                continue
            used = Base(ALL_ROWS, (one.used[0], other.used[0]))
            for left, right in self._sides(one, other):
                for name in names:
                    for pair in ((left, right), (right, left)) if name != "total" else ((left, right),):
                        if name != "difference" or self._rises(pair):
                            self._add(Call(name, pair), used)

    def _across(self, bases: list[Base]) -> None:
        """Differences and totals of two cells of one row, in columns that the question names."""
        asked = ((DIFFERENCE, "difference"), (SUM, "total"), (RATIO, "ratio"))
        names = [name for pattern, name in asked if self._allowed.says(pattern)]
        columns = [at for at in self._allowed.numeric if self._linked.named[at] > 0][:5] if names else []
        for base, (left, right) in product(bases[1:8], permutations(columns, 2)):
            pair = tuple(Call("select", (base.formula, self._allowed.column(at))) for at in (left, right))
            for name in names:
                if (name == "total" and left > right) or (name == "difference" and not self._rises(pair)):
                    continue
                self._add(Call(name, pair), base)

    def _sides(self, one: Base, other: Base) -> Iterator[tuple[Call, Call]]:
        """The values of two sides that can be compared: cells of each column of figures, and how many rows they have."""
        for at in self._allowed.ordered:
            column = self._allowed.column(at)
            yield Call("select", (one.formula, column)), Call("select", (other.formula, column))
        yield Call("count", (one.formula,)), Call("count", (other.formula,))

    def _rises(self, pair: tuple[Call, ...]) -> bool:
        """Whether the first value is not below the second: a question asks by how much, not with which sign."""
        try:
            result = self._evaluator.evaluate(Call("difference", pair))
        except EvaluationError:
            return False
        return not isinstance(result, Rows) and (result.values[0].number or 0) >= 0
