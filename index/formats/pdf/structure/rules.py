"""Lines that are drawn below heads: each as wide as the columns that its head is above."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.formats.pdf.words.pdfium_calls import Rect
from index.formats.pdf.words.word import across, along

_THIN, _LEAST = 3.0, 6.0  # points: how high a line is at most, and how long at least
_LEVEL = 1.0  # points by which the parts of one line differ in height
_TOUCHING = 0.6  # points between the parts of one line; between two lines there are more
_MOST = 4_000  # more are a drawing


class Rule(NamedTuple):
    """A line below something, in the direction of the page's text."""

    left: float
    right: float
    height: float  # that of its middle


def rules_of(rects: Sequence[Rect], rotation: int) -> list[Rule]:
    """Lines that run along the text, whole: each cell of a row may have drawn its part.

    Args:
        rects: Where lines are drawn, in points on the page.
        rotation: The direction of the page's text, as `Style.rotation` has it.

    Returns:
        From the top down, and from left to right.
    """
    if not 0 < len(rects) <= _MOST or rotation < 0:
        return []
    parts = sorted(_along_text(rects, rotation), key=lambda rule: -rule.height)
    ends = [number for number, (one, other) in enumerate(pairwise(parts), 1) if _is_below(one, other)]
    rules: list[Rule] = []
    for start, end in pairwise([0, *ends, len(parts)]):
        rules += _joined(sorted(parts[start:end]))
    return rules


def _along_text(rects: Iterable[Rect], rotation: int) -> Iterable[Rule]:
    for rect in rects:
        left, right = along(rect, rotation)
        low, high = sorted((across(*rect[:2], rotation), across(*rect[2:], rotation)))
        if high - low <= _THIN < right - left:
            yield Rule(left, right, (low + high) / 2)


def _is_below(one: Rule, other: Rule) -> bool:
    return one.height - other.height > _LEVEL


def _joined(parts: Sequence[Rule]) -> list[Rule]:
    """Parts on one height as whole lines."""
    rules: list[Rule] = []
    for part in parts:
        if rules and part.left - rules[-1].right < _TOUCHING:
            rules[-1] = rules[-1]._replace(right=max(rules[-1].right, part.right))
        else:
            rules.append(part)
    return [rule for rule in rules if rule.right - rule.left >= _LEAST]
