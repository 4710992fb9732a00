"""From a row of figures down: the rows that keep to its columns, with the labels between them."""

from bisect import insort
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.formats.pdf.structure.accounts.head_lines import OUTDENTED
from index.formats.pdf.structure.accounts.labels import CLOSE, begins_label
from index.formats.pdf.structure.accounts.marks import is_letter_mark
from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.gutters import Interval
from index.formats.tables.figures import is_note_mark

# What is more above one another than this, in sizes of the letters, is not one table.
_FAR = 4.4
_FAR_PITCH = 2.6  # the same in usual distances of the rows so far, where these are set wide
# So many labels without figures may follow one another, on so many lines; a longer text is no label.
_MOST_LABELS, _MOST_LABEL_LINES = 4, 12
_LONGEST_LABEL = 14
_LOOKED_AT = 60  # rows, for where labels begin
_INDENTED = 12.0  # sizes of the letters; labels begin further left
_FAR_SUM = 3.0  # sizes of the letters from a row to its sum, at most
_LABEL_APART = 4.0  # sizes of the letters between a figure in a label and the columns, at least
_HANGING = 2.0  # points by which a dash may be beside the figures of its column


def is_data(row: Row) -> bool:
    """Whether a row has a label, if any, and figures that are not only years."""
    atoms = row.atoms
    if len(atoms) < 2 or not row.has_figures:
        return False
    behind = [atom for atom in atoms[1:] if not is_letter_mark(atom.text)]
    return 2 * sum(atom.figure for atom in behind) >= len(behind)


class GrownRows:
    """Rows of figures from a first one on, as far as they keep to the same columns.

    Attributes:
        first: The number of the first row.
        end: The number behind the last row.
        columns: From where to where the figures of each column reach, from left to right.
        left: Where the labels begin.
    """

    def __init__(self, rows: Sequence[Row], first: int) -> None:
        """Grows from a row of figures."""
        self.first = first
        self.end = first + 1
        self.columns: list[Interval] = []
        self._edge = float("inf")  # where the first figures begin
        self.left = _label_left(rows, first)
        self._add(rows[first], _figures(rows[first]))
        number, labels = first + 1, 0
        while number < len(rows) and labels <= _MOST_LABELS and number - self.end <= _MOST_LABEL_LINES:
            row, above = rows[number], rows[number - 1]
            if self._is_far(rows, number):
                break
            if is_data(row) or self._is_sum(above, row):
                figures = self._figures(row)
                if not self._fits(figures) and not (number == self.end and self._is_between(above, row)):
                    break
                self._add(row, figures)
                self.end, labels = number + 1, 0
            elif self._is_label(row):
                labels += begins_label(rows, number)
                if number == self.end and _goes_on(above, row):
                    self.end = number + 1
            elif not self._is_text_row(row) and any(map(str.isalnum, row.text)):
                break
            number += 1

    def _is_far(self, rows: Sequence[Row], number: int) -> bool:
        """Whether a row is too far below the one above to be of the same table."""
        above, row = rows[number - 1 : number + 1]
        gap = above.baseline - row.baseline
        if gap <= _FAR * max(row.size, above.size):
            return False
        steps = [one.baseline - other.baseline for one, other in pairwise(rows[self.first : number])]
        return not steps or gap > _FAR_PITCH * median(steps)

    def _add(self, row: Row, figures: list[Atom]) -> None:
        for atom in figures:
            self._edge = min(self._edge, atom.left)
            near = [column for column in self.columns if overlaps(atom, column)]
            low = min([atom.left, *(column[0] for column in near)])
            high = max([atom.right, *(column[1] for column in near)])
            self.columns = [column for column in self.columns if column not in near]
            insort(self.columns, (low, high))

    def _fits(self, figures: list[Atom]) -> bool:
        """Whether no figure reaches over two columns, and no two are in one."""
        taken: set[Interval] = set()
        for atom in figures:
            near = [column for column in self.columns if overlaps(atom, column)]
            if len(near) > 1 or (near and near[0] in taken):
                return False
            taken.update(near)
        known = len(taken)
        return known > 0 or len(figures) < 2

    def _is_between(self, above: Row, row: Row) -> bool:
        """Whether the next row has figures only between the columns: those that the rows so far leave empty."""
        low, high = self.columns[0][0], self.columns[-1][1]
        figures = self._figures(row)
        free = not any(overlaps(atom, column) for atom in figures for column in self.columns)
        near = above.baseline - row.baseline < CLOSE * row.size and not row.atoms[0].figure
        return free and near and low < figures[0].left and figures[-1].right < high

    def _is_sum(self, above: Row, row: Row) -> bool:
        """Whether it has only figures, which stand in the columns; a page number is further below."""
        near = above.baseline - row.baseline < _FAR_SUM * row.size
        figures = all(atom.figure and not atom.year for atom in row.atoms)
        return near and figures and row.left > self._edge - row.size

    def _figures(self, row: Row) -> list[Atom]:
        """The figures of a row; one far left of all columns so far is the last word of a label, or a mark behind it."""
        figures = _figures(row)
        if len(figures) > 1 and (figures[0] is row.atoms[0] or is_note_mark(figures[0].text)):
            return figures[1:] if figures[0].right < self._edge - _LABEL_APART * row.size else figures
        return figures

    def _is_label(self, row: Row) -> bool:
        """Whether it is a label without figures."""
        if (
            row.left >= self._edge - row.size
            or (len(row.atoms) > 1 and row.right > self._edge)
            or row.left < self.left - OUTDENTED * row.size
        ):
            return False
        short = all(len(atom.words) <= _LONGEST_LABEL for atom in row.atoms)
        return row.right < self.columns[0][1] or (short and row.right < self.columns[-1][0])

    def _begins_as_label(self, row: Row) -> bool:
        """Whether a row begins where labels do."""
        far = self.left + _INDENTED * row.size
        return self.left - OUTDENTED * row.size <= row.left < min(far, self._edge - row.size)

    def _is_text_row(self, row: Row) -> bool:
        """Whether it is a label with texts in the columns of figures."""
        rest = row.atoms[1:]
        if not rest or not self._begins_as_label(row) or any(atom.year for atom in rest):
            return False
        return all(any(overlaps(atom, column) for column in self.columns) for atom in rest)


def _label_left(rows: Sequence[Row], first: int) -> float:
    """Where the labels of rows from a first one on begin: what is above them may be indented, or without a label."""
    figures, left = _figures(rows[first]), rows[first].left
    for above, row in pairwise(rows[first : first + _LOOKED_AT]):
        if above.baseline - row.baseline > _FAR * max(row.size, above.size):
            break
        if not is_data(row) or row.atoms[0].figure:
            continue
        if not any(
            overlaps(atom, (figure.left, figure.right)) for atom in _figures(row) for figure in figures
        ):
            break
        left = min(left, row.left)
    return left


def _figures(row: Row) -> list[Atom]:
    """The figures of a row of figures, without a label that is one."""
    first, *rest = row.atoms
    return [atom for atom in (rest if not first.figure or first.year else row.atoms) if atom.figure]


def overlaps(atom: Atom, column: Interval) -> bool:
    """Whether a text or figure stands, in part, in a column; a dash may hang out of it, as a closing bracket does."""
    slack = 0.0 if any(map(str.isalnum, atom.text)) else _HANGING
    return atom.left < column[1] + slack and column[0] - slack < atom.right


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a line without figures is the second line of the label above."""
    near = above.baseline - row.baseline < CLOSE * row.size
    return near and (row.text[0].islower() or above.atoms[0].words[-1].hyphenated)
