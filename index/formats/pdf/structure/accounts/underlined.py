"""Which columns heads are above, as the lines say that are drawn below them."""

from collections.abc import Sequence

from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.rules import Rule

# In sizes of the letters: how far above its baseline the letters of a row of figures reach, and how far below its own
# baseline the line below a head is at least.
_CAPITALS, _DESCENT = 0.8, 0.1
_SIDE = 2.0  # points by which a line may be shorter than what it is below
_COVERED = 0.6  # of a column
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
        low = first.baseline + _CAPITALS * first.size
        high = heads[0].baseline if heads else low
        below = [rule for rule in rules if low < rule.height < high]
        if not below:
            return
        stacks: dict[Rule, list[tuple[int, Atom]]] = {}
        for number, row in enumerate(heads):
            for atom in row.atoms:
                if (rule := _first_below(atom, row, below)) is not None:
                    stacks.setdefault(rule, []).append((number, atom))
        for rule, stack in stacks.items():
            # Two heads side by side above one line: it is below all heads of the table.
            if len({number for number, _ in stack}) == len(stack) and (over := self._covered(rule)):
                for _, atom in stack:
                    self._over[id(atom)] = over

    @property
    def found(self) -> bool:
        """Whether a line tells the columns of some head."""
        return bool(self._over)

    def columns(self, head: Atom) -> list[int]:
        """The numbers of the columns that a line below a head spans; none if no line tells."""
        return self._over.get(id(head), [])

    def _covered(self, rule: Rule) -> list[int]:
        return [
            number
            for number, (left, right) in enumerate(self._columns)
            if min(right, rule.right) - max(left, rule.left) > _COVERED * (right - left)
        ]


def _first_below(head: Atom, row: Row, rules: Sequence[Rule]) -> Rule | None:
    """The line right below a head that is as wide as it is, at least; None for one that only marks its words."""
    middle = (head.left + head.right) / 2
    for rule in rules:
        if rule.height < row.baseline - _DESCENT * row.size and rule.left <= middle <= rule.right:
            marks = rule.right - rule.left < head.right - head.left + _UNDERLINE
            wide = rule.left - _SIDE <= head.left and head.right <= rule.right + _SIDE
            return rule if wide and not marks else None
    return None
