"""Which columns the heads of accounts are above."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.formats.pdf.structure.accounts.rows import Atom
from index.formats.pdf.structure.gutters import Interval
from index.formats.tables.figures import is_year, names_period

# How far the middle of a head may be off that of its columns: in sizes of the letters, and in parts of the columns'
# distance. A column further left or right moves the middle by half of it.
_OFF, _OFF_PITCH = 1.0, 0.24
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OVER = 0.25  # of a head's width must be above each of its columns
# Lines of one head are nearer than this, in sizes of the letters; points by which another head begins lower.
_TIGHT, _LOWER = 1.3, 2.0
_MARGIN = 2.0  # sizes of the letters
_ALIGNED = 0.6  # sizes of the letters by which the ends of a head and of its column differ at most


class Areas:
    """The columns of a table with the heads that were found for them, from the lowest line up.

    Attributes:
        columns: Where the figures of each column begin and end, from left to right.
        left: Where the area of the first column begins.
    """

    def __init__(self, columns: Sequence[Interval], size: float) -> None:
        """Columns without heads; letters have that size."""
        self.columns = list(columns)
        middles = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
        gaps = [other[0] - one[1] for one, other in pairwise(columns)]
        margin = max(median(gaps) / 2 if gaps else 0.0, _MARGIN * size)
        edges = [columns[0][0] - margin, *middles, columns[-1][1] + margin]
        self.left = edges[0]
        self._areas = list(pairwise(edges))
        self._below: list[list[Atom]] = [[] for _ in columns]
        pitch = (sum(columns[-1]) - sum(columns[0])) / 2 / max(1, len(columns) - 1)
        self._off = max(_OFF * size, _OFF_PITCH * pitch)
        self._size = size

    def placed(
        self, atoms: Sequence[Atom], ruled: Sequence[Sequence[int]] = (), *, lined: bool = False
    ) -> list[list[int]]:
        """The numbers of the columns that each head of a line is above.

        Args:
            atoms: The heads.
            ruled: For each head the columns that a line drawn below it tells; none where no line does.
            lined: Whether the table draws lines below heads that are above several columns.
        """
        if any(ruled):
            return self._placed_beside(atoms, ruled)
        blocks = self._right_aligned(atoms)
        if blocks is None and (not lined or any(names_period(atom.text) for atom in atoms)):
            blocks = self._centred(atoms)
        if blocks is not None:
            return blocks
        claims = [self._claimed(atom) for atom in atoms]
        claimed = {at for own in claims for at in own}
        placed = [self._under(atom, claimed.difference(own)) for atom, own in zip(atoms, claims, strict=True)]
        for number, atom in enumerate(atoms):
            taken = {at for other, over in enumerate(placed) if other != number for at in over}
            placed[number] = self._widened(atom, placed[number], taken)
        if len(atoms) == 1 and len(placed[0]) > 1 and self._has_other_years():
            return [list(range(len(self.columns)))]
        return placed

    def _placed_beside(self, atoms: Sequence[Atom], ruled: Sequence[Sequence[int]]) -> list[list[int]]:
        """The same where lines are drawn below some heads: the others are above what these leave."""
        known = {at for own in ruled for at in own}
        rest = [atom for atom, own in zip(atoms, ruled, strict=True) if not own]
        found = iter(self.placed(rest) if rest else [])
        return [list(own) or [at for at in next(found) if at not in known] for own in ruled]

    def add(self, atoms: Sequence[Atom], placed: Sequence[Sequence[int]]) -> None:
        """Adds the heads of the next line, as they were placed; from right to left, as lines are from the lowest up."""
        for atom, over in reversed(list(zip(atoms, placed, strict=False))):
            for number in over:
                self._below[number].append(atom)

    def heads(self) -> list[list[Atom]]:
        """The heads of each column, from the lowest up; one between two columns is that of both."""
        found = list(self._below)
        for number, own in enumerate(found):
            for other in (number - 1, number + 1):
                if (
                    not own
                    and 0 <= other < len(found)
                    and self._is_between(self._below[other], number, other)
                ):
                    found[number] = self._below[other]
        return found

    def is_over_all(self, atom: Atom) -> bool:
        """Whether a text is above all columns, or in the middle of them."""
        low, high = self.columns[0][0], self.columns[-1][1]
        covers = all(atom.left < right and left < atom.right for left, right in self.columns)
        return covers or abs((low + high) / 2 - middle(atom)) < self._off

    def _right_aligned(self, atoms: Sequence[Atom]) -> list[list[int]] | None:
        """The columns of periods, or of heads above periods, that end where the last of as many columns each ends; None if they do not."""
        count, rest = divmod(len(self.columns), max(1, len(atoms)))
        if count < 2 or rest or len(atoms) < 2 or not all(self._below):
            return None
        blocks = [list(range(start, start + count)) for start in range(0, len(self.columns), count)]
        # What is above years is above all years of its own.
        periods = all(names_period(own[0].text) for own in self._below)
        for atom, block in zip(atoms, blocks, strict=True):
            ends = (self.columns[block[-1]][1], self._below[block[-1]][0].right)
            near = min(abs(end - atom.right) for end in ends) < _ALIGNED * self._size
            period = periods or names_period(atom.text)
            if not near or not period or self._is_in_the_middle(atom, block[0], block[-1]):
                return None
        return blocks

    def _centred(self, atoms: Sequence[Atom]) -> list[list[int]] | None:
        """As many columns for each head, if all have heads of their own and each stands in the middle of its columns."""
        count, rest = divmod(len(self.columns), max(1, len(atoms)))
        if count < 2 or rest or len(atoms) < 2 or not self.complete:
            return None
        blocks = [list(range(start, start + count)) for start in range(0, len(self.columns), count)]
        middle_of = list(zip(atoms, blocks, strict=True))
        if any(self._is_first_line(atom, own) for atom, own in middle_of):
            return None
        return (
            blocks if all(self._is_in_the_middle(atom, own[0], own[-1]) for atom, own in middle_of) else None
        )

    def _is_first_line(self, atom: Atom, block: Sequence[int]) -> bool:
        """Whether a head in the middle of columns is only the first line of the head of the one below it."""
        if len(block) % 2 == 0 or not all(self._below[number] for number in block):
            return False
        tops = {number: self._below[number][-1].words[0].baseline for number in block}
        own = tops.pop(block[len(block) // 2])
        near = atom.words[0].baseline - own < _TIGHT * self._size
        return near and all(own - top > _LOWER for top in tops.values())

    @property
    def complete(self) -> bool:
        """Whether each column has a head so far."""
        return all(self._below)

    def _has_other_years(self) -> bool:
        """Whether each column has a year for its only head so far, and no two have the same."""
        years = {own[0].text for own in self._below if len(own) == 1 and is_year(own[0].text)}
        return len(years) == len(self.columns)

    def _is_between(self, heads: Sequence[Atom], number: int, other: int) -> bool:
        """Whether the head of a column stands in the middle of it and the one beside it."""
        if not heads:
            return False
        low, high = sorted((self.columns[number], self.columns[other]))
        return abs((low[0] + high[1]) / 2 - middle(heads[0])) < self._size

    def _claimed(self, atom: Atom) -> set[int]:
        """The columns in whose middle a head stands."""
        return {
            number
            for number, (low, high) in enumerate(self.columns)
            if atom.left <= (low + high) / 2 <= atom.right
        }

    def _under(self, atom: Atom, others: set[int]) -> list[int]:
        """The columns that a head is above, without those in whose middle another of its line stands."""
        width = atom.right - atom.left
        over = [
            number
            for number, area in enumerate(self._areas)
            if number not in others and min(atom.right, area[1]) - max(atom.left, area[0]) > _OVER * width
        ]
        over = sorted({*over, *self._claimed(atom)})
        if over:
            return over
        distances = [abs(middle(atom) - sum(column) / 2) for column in self.columns]
        return [distances.index(min(distances))]

    def _widened(self, atom: Atom, over: list[int], taken: set[int]) -> list[int]:
        """More columns, if a head stands in the middle above them and heads of their own are below."""
        best = over
        for first in range(over[0], -1, -1):
            if first in taken or not self._may_share(atom, first, over):
                break
            for last in range(over[-1], len(self.columns)):
                if last in taken or not self._may_share(atom, last, over):
                    break
                block = list(range(first, last + 1))
                if self._is_in_the_middle(atom, first, last) and len(block) > len(best):
                    best = block if not self._is_first_line(atom, block) else best
        return best

    def _is_in_the_middle(self, atom: Atom, first: int, last: int) -> bool:
        """Whether a head stands in the middle of columns, or of their heads: figures are short and at one side."""
        edges = [(self.columns[first][0], self.columns[last][1])]
        if self._below[first] and self._below[last]:
            edges.append((self._below[first][0].left, self._below[last][0].right))
        return any(abs((low + high) / 2 - middle(atom)) < self._off for low, high in edges)

    def _may_share(self, atom: Atom, number: int, over: list[int]) -> bool:
        """Whether a column may have a head over several columns: one is a period, or it has one of its own."""
        own = self._below[number]
        if number not in over and _YEAR.search(atom.text) and any(_YEAR.search(other.text) for other in own):
            return False  # "Fiscal 2023 vs. 2022" between "Fiscal 2023" and "Fiscal 2022"
        return number in over or (bool(own) and any(names_period(other.text) for other in (atom, *own)))


def middle(atom: Atom) -> float:
    """The middle of a text, from left to right."""
    return (atom.left + atom.right) / 2
