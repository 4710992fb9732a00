"""Gutters: stripes from top to bottom of a stretch of a page that are free of ink, as between columns."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from index.formats.pdf.structure.lines import Line

Interval: TypeAlias = tuple[float, float]

# So much of a gutter is left when lines beside it join.
_KEPT = 0.5
# One of many rows may reach into their gutter, as a dash at its end does.
_MANY, _NARROWED = 4, 0.6
_EVERYWHERE = (float("-inf"), float("inf"))


class Band:
    """A stretch of a page, and what is free in it from side to side.

    Attributes:
        rows: What stands there, in groups that overlap in height, from the top down.
        gutter: The least width of a gutter.
        left: Where the first piece begins.
        right: Where the last piece ends.
        free: What no piece covers, from left to right.
        closed: Whether nothing is to be added to it.
        columns: The only gutter that it may have; None if it may have any.
    """

    def __init__(self, pieces: list[Line], gutter: float) -> None:
        """A single row."""
        self.gutter = gutter
        self.rows = [pieces]
        self.closed = False
        self._before: list[Interval] = []
        self.columns: Interval | None = None
        self.left = min(piece.left for piece in pieces)
        self.right = max(piece.right for piece in pieces)
        self.free = complement(sorted((piece.left, piece.right) for piece in pieces))

    @property
    def pieces(self) -> list[Line]:
        """What stands there."""
        return [piece for row in self.rows for piece in row]

    @property
    def gutters(self) -> list[Interval]:
        """What is free between two pieces, and wide enough."""
        return [
            it
            for it in self.free
            if self.left < it[1] < self.right
            and (it[1] - it[0] >= self.gutter or self._is_narrowed(it))
            and (self.columns is None or overlap(it, self.columns) > 0)
        ]

    def _is_narrowed(self, free: Interval) -> bool:
        """Whether it is what a row reached into of a gutter that many have."""
        known = any(low <= free[0] and free[1] <= high for low, high in self._before)
        return known and len(self.rows) > _MANY and free[1] - free[0] >= _NARROWED * self.gutter

    def with_next(self, other: "Band") -> "Band | None":
        """Both as one, if they share a gutter or have none; else None.

        Where one of them has none, its lines must keep out of the other's: beside a gutter, not at one's border.
        """
        if self.closed or other.closed:
            return None
        both = Band.__new__(Band)
        both.closed = False
        both.rows = self.rows + other.rows
        both.gutter = self.gutter
        both.left, both.right = min(self.left, other.left), max(self.right, other.right)
        both.free = _intersection(self.free, other.free)
        both._before, both.columns = self.gutters, self.columns or other.columns
        if not self.gutters or not other.gutters:
            kept = all(_is_kept(gutter, both.gutters) for gutter in self.gutters or other.gutters)
            return both if kept else None
        return both if both.gutters else None


def parts_of(band: Band) -> list[list[Line]]:
    """What lies beside the gutters, from left to right."""
    edges = [_EVERYWHERE[0], *((low + high) / 2 for low, high in sorted(band.gutters)), _EVERYWHERE[1]]
    parts = [
        [piece for piece in band.pieces if low < (piece.left + piece.right) / 2 <= high]
        for low, high in pairwise(edges)
    ]
    return [part for part in parts if part]


def rows_of(pieces: list[Line]) -> list[list[Line]]:
    """Pieces that overlap in height, directly or by others, from the top down."""
    rows: list[list[Line]] = []
    floor = float("inf")
    for piece in sorted(pieces, key=lambda it: -it.top):
        if piece.top > floor and rows:
            rows[-1].append(piece)
            floor = min(floor, piece.bottom)
        else:
            rows.append([piece])
            floor = piece.bottom
    return rows


def complement(covered: Sequence[Interval]) -> list[Interval]:
    """What sorted intervals leave free, from side to side."""
    free, end = [], _EVERYWHERE[0]
    for low, high in covered:
        if low > end:
            free.append((end, low))
        end = max(end, high)
    return [*free, (end, _EVERYWHERE[1])]


def _is_kept(gutter: Interval, gutters: Sequence[Interval]) -> bool:
    """Whether enough of a gutter is in one of the others."""
    return max((overlap(gutter, it) for it in gutters), default=0.0) >= _KEPT * (gutter[1] - gutter[0])


def overlap(one: Interval, other: Interval) -> float:
    """How wide the part is that both have; 0 or less if there is none."""
    return min(one[1], other[1]) - max(one[0], other[0])


def _intersection(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    both = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return [it for it in both if it[0] < it[1]]
