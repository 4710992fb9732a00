"""How wide the columns of accounts are: as wide as the lines drawn below their heads.

Figures stand at the right side of a wide column, its head in the middle: only the line below the head joins the two.
"""

from collections.abc import Sequence

from index.formats.pdf.structure.accounts.rows import Row
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.rules import Rule

# In sizes of the letters: how far above the baseline of a row its letters reach, how far above the first figures the
# lines below heads are at most, and how far in from where labels begin.
_CAPITALS, _FAR_ABOVE, _INDENTED = 0.8, 6.0, 2.0
_COVERED = 0.6  # of a column


def as_wide_as_lines(
    columns: Sequence[Interval], first: Row, rules: Sequence[Rule], top: float
) -> list[Interval]:
    """The columns, each with the line that is drawn right above its figures and above no other column.

    Args:
        columns: Where the figures of each column begin and end, from left to right.
        first: The first row of figures.
        rules: All lines drawn on the page, from the top down.
        top: The height of the first line that may belong to the table.
    """
    low = first.baseline + _CAPITALS * first.size
    high = min(top, first.baseline + _FAR_ABOVE * first.size)
    near = [rule for rule in reversed(rules) if low < rule.height < high]
    wide: list[Interval] = []
    for number, (left, right) in enumerate(columns):
        start = columns[number - 1][1] if number else first.left + _INDENTED * first.size
        end = columns[number + 1][0] if number + 1 < len(columns) else float("inf")
        own = (rule for rule in near if start < rule.left + 1 and rule.right - 1 < end)
        line = next((rule for rule in own if covers(rule, (left, right))), None)
        wide.append((left, right) if line is None else (min(left, line.left), max(right, line.right)))
    return wide


def covers(rule: Rule, column: Interval) -> bool:
    """Whether a line is above most of a column."""
    left, right = column
    return min(right, rule.right) - max(left, rule.left) > _COVERED * (right - left)
