"""The reading order of the shapes of a slide, found from their places, since files keep them in the order of drawing.

The slide is cut where the widest empty strip goes through it, across or down, and so is each part (G. Nagy and S. Seth,
"Hierarchical representation of optically scanned documents", ICPR 1984). What can't be cut is read from top to bottom.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

_Item = TypeVar("_Item")
# Shapes that overlap by less than a tenth of an inch are meant to stand side by side.
_OVERLAP = 91_440
# Each cut sorts all shapes that are left, so that thousands of them would take too long.
_MOST = 300
_LEFT, _TOP = 0, 1  # indexes in an `Area`; the index of the opposite side is two higher


class Area(NamedTuple):
    """A rectangle, in units of 1/914400 inch from the upper left corner."""

    left: int
    top: int
    right: int
    bottom: int


class _Cut(NamedTuple):
    """An empty strip: its width, where it ends, and the side of the areas that it is measured at."""

    width: int
    end: int
    side: int


def in_reading_order(items: Sequence[_Item], area_of: Callable[[_Item], Area]) -> list[_Item]:
    """The items from top to bottom and from left to right; columns one after the other.

    Args:
        items: In the order in which they are drawn, which decides between equals.
        area_of: Where an item stands.
    """
    ordered: list[_Item] = []
    waiting = [[(area_of(item), item) for item in items]]
    while waiting:
        part = waiting.pop()
        cuts = [cut for side in (_TOP, _LEFT) if (cut := _widest_cut([area for area, _ in part], side))]
        if not cuts:
            ordered += [item for _, item in sorted(part, key=lambda pair: (pair[0].top, pair[0].left))]
            continue
        cut = max(cuts, key=lambda cut: cut.width)
        first = [pair for pair in part if pair[0][cut.side] < cut.end]
        # The first part comes last here, since the last is the next to be taken.
        waiting += [[pair for pair in part if pair[0][cut.side] >= cut.end], first]
    return ordered


def _widest_cut(areas: Sequence[Area], side: int) -> _Cut | None:
    """The widest strip that goes through areas without touching one; None if there is none."""
    if not 1 < len(areas) <= _MOST:
        return None
    areas = sorted(areas, key=lambda area: area[side])
    reached, cuts = areas[0][side + 2], []
    for before, area in pairwise(areas):
        # A cut at the beginning of all areas would leave one of its parts empty, and never end.
        if area[side] > max(before[side], reached - _OVERLAP):
            cuts.append(_Cut(area[side] - reached, area[side], side))
        reached = max(reached, area[side + 2])
    return max(cuts, key=lambda cut: cut.width, default=None)
