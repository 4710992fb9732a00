"""The rows of the passages that a search may find."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]


def _no_ranges() -> Rows:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """All rows, or those in `only`, without those in `removed`.

    Attributes:
        only: Ascending, shape (n), or None for all.
        removed: Ranges of rows as (first, last), ascending and without overlaps, shape (n, 2).
    """

    only: Rows | None = None
    # Ranges, since a removed document is one range, however many passages it had.
    removed: Rows = field(default_factory=_no_ranges)

    @property
    def is_all(self) -> bool:
        """Whether every row is in the set."""
        return self.only is None and not len(self.removed)

    def without(self, ranges: Sequence[tuple[int, int]]) -> "RowSet":
        """The same set without further ranges of rows."""
        more = np.array(ranges, dtype=np.int64).reshape(-1, 2)
        removed = np.concatenate([self.removed, more])
        return RowSet(only=self.only, removed=removed[np.argsort(removed[:, 0])])

    def contains(self, rows: Rows) -> npt.NDArray[np.bool_]:
        """For each of `rows`, whether it is in the set."""
        is_contained = np.ones(len(rows), dtype=np.bool_)
        if self.only is not None:
            position = np.searchsorted(self.only, rows)
            # The position can be after the last row; -1 is never a row.
            is_contained = np.append(self.only, -1)[position] == rows
        if len(self.removed):
            # Only the last range that begins at or before a row can contain it.
            position = np.searchsorted(self.removed[:, 0], rows, side="right") - 1
            is_contained &= (position < 0) | (rows > self.removed[position, 1])
        return is_contained


ALL_ROWS = RowSet()


@dataclass(frozen=True, slots=True)
class RowRanges:
    """Rows as ranges, ascending and without overlaps.

    Attributes:
        first: Where each begins, shape (n).
        last: Where each ends, itself included, shape (n).
    """

    first: Rows
    last: Rows

    @property
    def count(self) -> int:
        """How many rows there are."""
        return int((self.last - self.first + 1).sum())

    def rows(self) -> Rows:
        """All of them, ascending."""
        ranges = [np.arange(first, last + 1) for first, last in zip(self.first, self.last, strict=True)]
        return np.concatenate([np.empty(0, dtype=np.int64), *ranges])

    def contains(self, rows: Rows) -> npt.NDArray[np.bool_]:
        """For each of `rows`, whether it is in one."""
        # Only the last range that begins at or before a row can contain it; before the first there is none.
        position = np.searchsorted(self.first, rows, side="right") - 1
        return (position >= 0) & (rows <= np.append(self.last, -1)[position])
