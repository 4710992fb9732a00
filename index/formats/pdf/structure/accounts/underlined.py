"""Which columns heads are above, as the lines say that are drawn below them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.accounts.widths import covers
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.rules import Rule
from index.formats.tables.figures import names_period

# In sizes of the letters: how far above its baseline the letters of a row of figures reach, and how far below its own
# baseline the line below a head is at least.
_CAPITALS, _DESCENT = 0.8, 0.1
_INDENTED = 2.0  # a line further in than the labels by so many sizes of the letters is not below them, too
_SIDE = 2.0  # points by which a line may be shorter than what it is below
_LEVEL = 1.0  # points by which lines on one height differ
_OFF = 8.0  # points by which a head is beside the middle of its columns, at most
_ASIDE = 30.0  # points by which the lines of one head are beside one another, at most
_UNDERLINE = 2.5  # points by which a line that only marks words is longer than they are


class Underlined:
    """The lines between the heads of a table and its figures, each with the heads right above it."""

    def __init__(
        self, heads: Sequence[Row], first: Row, columns: Sequence[Interval], rules: Sequence[Rule]
    ) -> None:
        """Looks at the lines below heads.

        Args:
            heads: The lines of heads, from the top down.
            first: The first row of figures.
            columns: Where its columns begin and end.
            rules: All lines drawn on the page, from the top down.
        """
        self._columns = columns
        self._over: dict[int, list[int]] = {}  # by the id of a head
        self._whole: set[int] = set()
        low = first.baseline + _CAPITALS * first.size
        high = heads[0].baseline if heads else low
        self._rules = [rule for rule in rules if low < rule.height < high]
        self._look(heads, first)

    def _look(self, heads: Sequence[Row], first: Row) -> None:
        upper: dict[int, list[tuple[Atom, Rule]]] = {}
        stacks = _stacks(heads, self._rules)
        for rule, every in stacks.items():
            if self._is_in_parts(rule, every, stacks, first):
                self._over[id(every[0][1])] = list(range(len(self._columns)))
                self._whole.add(id(every[0][1]))
                continue
            stack = _of_one([(number, atom) for number, atom in every if _is_under(rule, atom)])
            over = self._covered(rule)
            # Two heads side by side above one line: it is below all heads of the table.
            if not over or not stack or len({number for number, _ in stack}) < len(stack):
                continue
            inner = rule.left > first.left + _INDENTED * first.size
            if len(over) == 1 and self._is_beside_bare(rule, stacks):
                continue
            self._over.update((id(atom), over) for _, atom in stack)
            for number, atom in _above_another(stack) if len(over) == 1 else []:
                upper.setdefault(number, []).append((atom, rule))
            if 1 < len(over) == len(self._columns) and inner:
                self._whole.add(id(stack[-1][1]))
        for line in upper.values():
            self._widen(line)

    def _is_beside_bare(self, rule: Rule, stacks: Mapping[Rule, object]) -> bool:
        """Whether lines on its height have no head: the line of a head over several columns is in parts, too."""
        return any(other not in stacks and self._covered(other) for other in self._level(rule))

    def _is_in_parts(
        self, rule: Rule, stack: Sequence[tuple[int, Atom]], stacks: Mapping[Rule, object], first: Row
    ) -> bool:
        """Whether all columns have a part of a line, whose only head is in the middle above all of them."""
        level = [other for other in self._level(rule) if self._covered(other)]
        covered = sorted(number for other in level for number in self._covered(other))
        if covered != list(range(len(self._columns))) or sum(other in stacks for other in level) > 1:
            return False
        low, high = min(other.left for other in level), max(other.right for other in level)
        head, inner = stack[0][1], low > first.left + _INDENTED * first.size
        central = abs((low + high) - (head.left + head.right)) < 2 * _OFF
        return len(level) > 1 and len(stack) == 1 and inner and central

    def _level(self, rule: Rule) -> list[Rule]:
        """The lines on the height of one."""
        return [other for other in self._rules if abs(other.height - rule.height) < _LEVEL]

    def is_above_all(self, head: Atom) -> bool:
        """Whether the line below a head spans all columns of figures, and not the labels beside them."""
        return id(head) in self._whole

    @property
    def found(self) -> bool:
        """Whether a line tells the columns of some head."""
        return bool(self._over)

    @property
    def tells_spans(self) -> bool:
        """Whether lines tell the columns of heads that are above several of them, but not above all."""
        return any(1 < len(over) < len(self._columns) for over in self._over.values())

    def columns(self, head: Atom) -> list[int]:
        """The numbers of the columns that a line below a head spans; none if no line tells."""
        return self._over.get(id(head), [])

    def _widen(self, line: Sequence[tuple[Atom, Rule]]) -> None:
        """Heads of a line without lines of their own: each is above as many columns left of its middle as right of it."""
        if len(line) == 1 and not names_period(line[0][0].text):
            return  # the first line of a name that is longer than those beside it
        level = [rule for rule in self._level(line[0][1]) if self._covered(rule)]
        places = [level.index(rule) for _, rule in line if rule in level]
        reach = 0
        while len(places) == len(line) and _is_partition(line, places, level, reach + 1):
            reach += 1
        for (atom, _), at in zip(line, places, strict=False):
            block = level[at - reach : at + reach + 1]
            self._over[id(atom)] = [number for rule in block for number in self._covered(rule)]

    def _covered(self, rule: Rule) -> list[int]:
        return [number for number, column in enumerate(self._columns) if covers(rule, column)]


def _stacks(heads: Sequence[Row], rules: Sequence[Rule]) -> dict[Rule, list[tuple[int, Atom]]]:
    """The heads right above each line, with the numbers of their own lines."""
    stacks: dict[Rule, list[tuple[int, Atom]]] = {}
    for number, row in enumerate(heads):
        for atom in row.atoms:
            if (rule := _first_below(atom, row, rules)) is not None:
                stacks.setdefault(rule, []).append((number, atom))
    return stacks


def _is_partition(
    line: Sequence[tuple[Atom, Rule]], places: Sequence[int], level: Sequence[Rule], reach: int
) -> bool:
    """Whether each head is in the middle of the lines up to so far beside its own, and none of these is another's."""
    if places[0] < reach or places[-1] + reach >= len(level):
        return False
    if any(other - one <= 2 * reach for one, other in pairwise(places)):
        return False
    return all(
        abs((level[at - reach].left + level[at + reach].right) - (atom.left + atom.right)) < 2 * _OFF
        for (atom, _), at in zip(line, places, strict=True)
    )


def _above_another(stack: Sequence[tuple[int, Atom]]) -> Sequence[tuple[int, Atom]]:
    """The lines above the head that a line is drawn below: a period above names, or a name above years."""
    period = names_period(stack[-1][1].text)
    for count in range(1, len(stack)):
        if names_period(stack[-count - 1][1].text) != period:
            return stack[:-count]
    return []


def _of_one(stack: Sequence[tuple[int, Atom]]) -> Sequence[tuple[int, Atom]]:
    """The heads above a line that are lines of one head: below one another in the middle, or at one side."""
    if not stack:
        return stack
    low = stack[-1][1]
    return [
        (number, atom)
        for number, atom in stack
        if abs(atom.left + atom.right - low.left - low.right) < 2 * _ASIDE
        or min(abs(atom.left - low.left), abs(atom.right - low.right)) < _SIDE
        or len({at for at, _ in stack}) < len(stack)
    ]


def _first_below(head: Atom, row: Row, rules: Sequence[Rule]) -> Rule | None:
    """The line right below the middle of a head."""
    middle, low = (head.left + head.right) / 2, row.baseline - _DESCENT * row.size
    return next((rule for rule in rules if rule.height < low and rule.left <= middle <= rule.right), None)


def _is_under(rule: Rule, head: Atom) -> bool:
    """Whether a line is as wide as a head, at least, and does not only mark its words."""
    wide = rule.left - _SIDE <= head.left and head.right <= rule.right + _SIDE
    return wide and rule.right - rule.left >= head.right - head.left + _UNDERLINE
