"""Which lines above a table's figures are its heads, and which are the labels between these and the figures."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.formats.pdf.structure.accounts.labels import begins_label
from index.formats.pdf.structure.accounts.places import middle
from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.accounts.units import is_mostly_unit
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.lines import LARGE
from index.formats.tables.figures import names_period, unit_in

# In sizes of the letters: how far labels and what is above them begin left of the other labels at most.
OUTDENTED = 5.0
# So many lines are heads at most, and so many labels, of one or more lines, stand between them and the figures.
_MOST_ROWS = 14
_MOST_LABELS, _MOST_LABEL_LINES = 6, 12
# In sizes of the letters: how far heads are above one another, and how far the last one is above what follows.
_FAR, _FAR_ABOVE = 2.7, 4.2
_LARGER = 1.25  # heads side by side are at most so many times as large as the figures
_BETWEEN = 1.1  # a line above the labels and the line of heads below it, of which it is a part
_LONGEST_HEAD = 60
_LONGEST_LABEL, _SENTENCE_WORDS = (
    16,
    8,
)  # words; more with a full stop are a sentence above the table
_SAYS_WHERE = re.compile(
    r"\b(?:follow(?:s|ing)?|below|are|is|was|were|folgende\w?|suivante?s?|siguientes?)\b", re.I
)
_COUNTED = re.compile(r"\d{1,2}")


class Frame(NamedTuple):
    """Where the columns of a table are."""

    columns: Sequence[Interval]  # where those of figures, or the lines below their heads, begin and end
    left: float  # where the labels begin
    size: float  # of the letters


def head_lines(rows: Sequence[Row], begin: int, first: int, frame: Frame) -> tuple[int, int]:
    """The numbers of the first line of heads, and of the one behind the last; twice the same if there are none.

    Args:
        rows: All rows, from the top down.
        begin: The number of the first row that belongs to no other table.
        first: The number of the table's first row of figures.
        frame: Where its columns are.
    """
    number = _last(rows, begin, first, frame)
    if number is None:
        return first, first
    top = number
    while top > begin and number - top < _MOST_ROWS and _gap(rows, top - 1) <= _FAR:
        above = rows[top - 1]
        # A unit below the heads may be in smaller letters.
        size = frame.size if is_mostly_unit(rows[number].text) else rows[number].size
        if not _is_in_heads(rows, top - 1, frame) or above.size > LARGE * size:
            break
        top -= 1
    return top, number + 1


def first_label(rows: Sequence[Row], begin: int, first: int, frame: Frame) -> int:
    """The number of the first of the labels right above a table without heads, "Assets acquired:"; else of its first row."""
    number = first
    while number > begin and _gap(rows, number - 1) <= _FAR:
        label = rows[number - 1]
        short = len(label.text.split()) <= _SENTENCE_WORDS and not _SAYS_WHERE.search(label.text)
        if not (short and label.text.endswith(":") and _is_label(label, frame)):
            break
        number -= 1
    return number


def _last(rows: Sequence[Row], begin: int, first: int, frame: Frame) -> int | None:
    """The number of the last line of heads: above the labels, if any, that are above the first figures."""
    labels = 0
    for number in range(first - 1, max(begin, first - 1 - _MOST_LABEL_LINES) - 1, -1):
        if _gap(rows, number) > _FAR_ABOVE:
            return None
        if _is_heads(rows, number, frame):
            return number
        if not _is_label(rows[number], frame):
            return None
        labels += begins_label(rows, number)
        if labels > _MOST_LABELS:
            return None
    return None


def _is_in_heads(rows: Sequence[Row], number: int, frame: Frame) -> bool:
    """Whether a line above others has heads, or is the first line of what stands above the labels beside them."""
    if _is_heads(rows, number, frame):
        return True
    near = number > 0 and _gap(rows, number) < _BETWEEN and _gap(rows, number - 1) <= _FAR
    return near and _is_label(rows[number], frame) and _is_heads(rows, number - 1, frame)


def _gap(rows: Sequence[Row], number: int) -> float:
    """How far a row is above the next one, in sizes of the letters."""
    row, below = rows[number], rows[number + 1]
    return (row.baseline - below.baseline) / max(row.size, below.size)


def _is_label(row: Row, frame: Frame) -> bool:
    columns, words = frame.columns, len(row.text.split())
    if words > _LONGEST_LABEL or (words > _SENTENCE_WORDS and row.text.endswith(".")):
        return False
    inside = row.right < columns[-1][0] and row.left < columns[0][0]
    return len(row.atoms) == 1 and inside and row.left >= frame.left - OUTDENTED * row.size


def _is_heads(rows: Sequence[Row], number: int, frame: Frame) -> bool:
    """Whether a line has heads of columns, with or without a text above the labels."""
    row = rows[number]
    if row.size > _LARGER * frame.size or row.left < frame.left - OUTDENTED * row.size:
        return False
    if row.has_figures and not row.has_marks_only and not _has_last_words(rows, number):
        return False
    edge = frame.columns[0][0] - 4 * row.size
    heads = [atom for atom in row.atoms if middle(atom) > edge and atom.left > frame.left + row.size]
    rest = len(row.atoms) - len(heads)
    years = len(heads) > 1 and all(atom.year for atom in heads)
    if not heads or rest > 1 + years or not all(map(_could_be_head, heads)):
        return False
    if len(heads) == 1 and row.size > LARGE * frame.size:
        return False
    return row.right < frame.columns[-1][1] + 6 * row.size


def _has_last_words(rows: Sequence[Row], number: int) -> bool:
    """Whether the figures of a line are the last words of heads that begin on the line above: "Level" above "3"."""
    row = rows[number]
    if not number or _gap(rows, number - 1) > _FAR:
        return False
    above = [atom for atom in rows[number - 1].atoms if not atom.figure]
    figures = [atom for atom in row.atoms if atom.figure and not atom.year]
    return 2 * len(figures) <= len(row.atoms) and all(
        _COUNTED.fullmatch(atom.text) and any(head.left < middle(atom) < head.right for head in above)
        for atom in figures
    )


def _could_be_head(atom: Atom) -> bool:
    """Whether a text is short, and not the end of a sentence."""
    ends = len(atom.words) > 2 and atom.text.endswith((".", ";")) and not names_period(atom.text)
    return len(atom.text) <= _LONGEST_HEAD + 20 * (unit_in(atom.text) is not None) and not ends
