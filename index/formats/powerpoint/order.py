"""In which order the shapes of a slide are read: by where they stand, since they are kept in the order of drawing.

The slide is cut where the widest empty strip goes through it, across or down, and so is each part (G. Nagy and S. Seth,
"Hierarchical representation of optically scanned documents", ICPR 1984). What can't be cut is read from top to bottom.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

_Item = TypeVar("_Item")
# Shapes that overlap by less than a tenth of an inch were meant to stand beside one another.
_OVERLAP = 91_440
_MOST = 300
_LEFT, _TOP = 0, 1  # places in an area; the opposite side is two further on


class Area(NamedTuple):
    """A rectangle, in units of 1/914400 inch from the upper left corner."""

    left: int
    top: int
    right: int
    bottom: int


class _Cut(NamedTuple):
    """A strip: how wide it is, where what is behind it begins, and on which side of an area that is counted."""

    width: int
    at: int
    side: int


def in_reading_order(items: Sequence[_Item], area_of: Callable[[_Item], Area]) -> list[_Item]:
    """The items from top to bottom and from left to right; columns one after the other.

    Args:
        items: In the order in which they are drawn; that decides where nothing else does.
        area_of: Where an item stands.
    """
    ordered: list[_Item] = []
    waiting = [[(area_of(item), item) for item in items]]
    while waiting:
        part = waiting.pop()
        cuts = [cut for side in (_TOP, _LEFT) if (cut := _widest_cut([area for area, _ in part], side))]
        if not cuts:
            ordered += [it for _, it in sorted(part, key=lambda it: (it[0].top, it[0].left))]
            continue
        cut = max(cuts, key=lambda it: it.width)
        first = [it for it in part if it[0][cut.side] < cut.at]
        waiting += [[it for it in part if it[0][cut.side] >= cut.at], first]
    return ordered


def _widest_cut(areas: Sequence[Area], side: int) -> _Cut | None:
    """The widest strip that goes through areas without touching one; None if there is none."""
    if not 1 < len(areas) <= _MOST:
        return None
    areas = sorted(areas, key=lambda it: it[side])
    reached, cuts = areas[0][side + 2], []
    for before, area in pairwise(areas):
        if area[side] > max(before[side], reached - _OVERLAP):
            cuts.append(_Cut(area[side] - reached, area[side], side))
        reached = max(reached, area[side + 2])
    return max(cuts, key=lambda cut: cut.width, default=None)
