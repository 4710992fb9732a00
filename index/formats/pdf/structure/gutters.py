"""Gutters: stripes from top to bottom of a stretch of a page that are free of ink, as between columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from index.formats.pdf.structure.lines import Line

Interval: TypeAlias = tuple[float, float]

# So much of a gutter is left when lines beside it join.
_KEPT = 0.5
# One of many rows may reach into their gutter, as a dash at its end does.
_MANY, _NARROWED = 4, 0.6
_LEFT_END, _RIGHT_END = float("-inf"), float("inf")


@dataclass(slots=True)
class Band:
    """A stretch of a page, and what is free in it from side to side."""

    rows: list[list[Line]]  # its pieces of lines, in groups that overlap in height, from the top down
    min_gutter: float  # the least width of a gutter
    free: list[Interval]  # what no piece covers, from left to right; the first and the last are margins
    closed: bool = False  # whether nothing may be added to it
    columns: Interval | None = None  # the only gutter that it may have; None if it may have any
    gutters_before: list[Interval] = field(
        default_factory=list
    )  # the gutters that it had before its last row

    @classmethod
    def of_row(cls, pieces: list[Line], min_gutter: float) -> "Band":
        """A single row."""
        return cls([pieces], min_gutter, complement(sorted((piece.left, piece.right) for piece in pieces)))

    @property
    def pieces(self) -> list[Line]:
        """All of its pieces."""
        return [piece for row in self.rows for piece in row]

    @property
    def gutters(self) -> list[Interval]:
        """What is free between two pieces, and wide enough."""
        return [
            gap
            for gap in self.free[1:-1]
            if (gap[1] - gap[0] >= self.min_gutter or self._is_narrowed(gap))
            and (self.columns is None or overlap(gap, self.columns) > 0)
        ]

    def _is_narrowed(self, gap: Interval) -> bool:
        """Whether it is what one row left of a gutter that many rows have."""
        known = any(low <= gap[0] and gap[1] <= high for low, high in self.gutters_before)
        return known and len(self.rows) > _MANY and gap[1] - gap[0] >= _NARROWED * self.min_gutter

    def with_next(self, other: "Band") -> "Band | None":
        """Both as one, if they share a gutter or have none; else None.

        Where one of them has none, its lines must keep out of the other's: beside a gutter, not at one's border.
        """
        if self.closed or other.closed:
            return None
        before, following = self.gutters, other.gutters
        both = Band(self.rows + other.rows, self.min_gutter, _intersection(self.free, other.free))
        both.columns, both.gutters_before = self.columns or other.columns, before
        shared = both.gutters
        if before and following:
            return both if shared else None
        return both if all(_is_kept(gap, shared) for gap in before or following) else None


def parts_of(band: Band) -> list[list[Line]]:
    """What lies beside the gutters, from left to right."""
    edges = [_LEFT_END, *((low + high) / 2 for low, high in sorted(band.gutters)), _RIGHT_END]
    parts = [
        [piece for piece in band.pieces if low < (piece.left + piece.right) / 2 <= high]
        for low, high in pairwise(edges)
    ]
    return [part for part in parts if part]


def rows_of(pieces: list[Line]) -> list[list[Line]]:
    """Pieces that overlap in height, directly or by others, from the top down."""
    rows: list[list[Line]] = []
    floor = float("inf")
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if rows and piece.top > floor:
            rows[-1].append(piece)
            floor = min(floor, piece.bottom)
        else:
            rows.append([piece])
            floor = piece.bottom
    return rows


def complement(covered: Sequence[Interval]) -> list[Interval]:
    """What sorted intervals leave free, from side to side."""
    free, end = [], _LEFT_END
    for low, high in covered:
        if low > end:
            free.append((end, low))
        end = max(end, high)
    return [*free, (end, _RIGHT_END)]


def _is_kept(gutter: Interval, gutters: Sequence[Interval]) -> bool:
    """Whether enough of a gutter is in one of the others."""
    return any(overlap(gutter, other) >= _KEPT * (gutter[1] - gutter[0]) for other in gutters)


def overlap(one: Interval, other: Interval) -> float:
    """How wide the part is that both have; 0 or less if there is none."""
    return min(one[1], other[1]) - max(one[0], other[0])


def _intersection(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    both = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return [(low, high) for low, high in both if low < high]
