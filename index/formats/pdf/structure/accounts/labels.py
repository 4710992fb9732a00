"""Labels of rows on several lines: which lines go on with the one above."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.formats.pdf.structure.accounts.rows import Row
from index.formats.pdf.structure.cells import Cell

# Lines of one label are nearer than this, in sizes of the letters.
CLOSE = 1.9
# ... and nearer than these, in sizes of the letters and in parts of the distance of rows, where no word tells.
_TIGHT, _CLOSER = 1.3, 0.8
_ALIGNED = 2.0  # points by which the second line may begin left of the first
_FURTHER_IN = 1.0  # points by which the second line of a label hangs at least, where nothing else tells
_MOST_LINES = 12
# No label ends with one of these.
_OPEN_WORDS = frozenset(
    "& and or of to for from in by with the a an und oder der die das von für aus et ou de des du la le les y o del el"
    .split()
)  # fmt: skip


def begins_label(rows: Sequence[Row], number: int) -> bool:
    """Whether a line without figures begins a label; the lines of a long label hang below its first one.

    Args:
        rows: All rows, from the top down.
        number: That of the line.
    """
    left = rows[number].left
    for at in range(number, max(0, number - _MOST_LINES), -1):
        above = rows[at - 1]
        if len(above.atoms) > 1 or above.has_figures or above.text.endswith(":"):
            return True
        if above.baseline - rows[at].baseline > _TIGHT * rows[at].size or above.left > left + _FURTHER_IN:
            return True
        if above.left < left - _FURTHER_IN:
            return False
    return True


def is_one_label(above: Row, row: Row, cells: Sequence[Cell], own: Sequence[Cell]) -> bool:
    """Whether a row goes on with the label above: with the figures in the last line, or in the first.

    Args:
        above: The row above.
        row: The row.
        cells: Those above, with what was added to them.
        own: Those of the row.
    """
    if not row.atoms or _begins_with_figure(row, own) or above.atoms[0].figure:
        return False
    near = above.baseline - row.baseline < CLOSE * row.size
    if not near or (any(cells[1:]) and row.has_figures):
        return False
    last = above.atoms[0].words[-1]
    goes_on = row.text[0].islower() or (row.text[0] == "(" and not any(cells[1:]))
    return (
        goes_on or last.hyphenated or last.text.endswith((",", "—", "–")) or last.text.lower() in _OPEN_WORDS
    )


def pitch_of(rows: Sequence[Row]) -> float:
    """How far rows of figures stand below one another, mostly; 0 if that is unknown."""
    steps = [
        above.baseline - row.baseline
        for above, row in pairwise(rows)
        if above.has_figures and row.has_figures
    ]
    return median(steps) if steps else 0.0


def _begins_with_figure(row: Row, cells: Sequence[Cell]) -> bool:
    """Whether a row begins with a year, or with a figure that is no last word of a label."""
    return row.atoms[0].figure and (row.atoms[0].year or not cells[0])


def is_tight(above: Row, row: Row, cells: Sequence[Cell], pitch: float) -> bool:
    """Whether a row stands closer below a label without figures than other rows do: it goes on with that label."""
    if len(above.atoms) != 1 or above.has_figures or not row.atoms or _begins_with_figure(row, cells):
        return False
    step = above.baseline - row.baseline
    hanging = row.left > above.left - _ALIGNED
    return hanging and step < _TIGHT * row.size and step < _CLOSER * pitch and not above.text.endswith(":")


def is_without_label(above: Row, row: Row, cells: Sequence[Cell], *, figured: bool) -> bool:
    """Whether a row goes on with the one above because it has no label: with a text, or with the figures of the label.

    Args:
        above: The row above.
        row: The row.
        cells: Those of the row.
        figured: Whether what it would go on with has figures.
    """
    if cells[0] or above.baseline - row.baseline > CLOSE * row.size or above.text.endswith(":"):
        return False
    if not row.has_figures:
        return not any(atom.figure for atom in row.atoms)
    return not figured and not above.atoms[0].figure and all(atom.figure for atom in row.atoms)
