"""The columns of accounts: those of figures, those of texts between them, and none for the marks of notes."""

from collections.abc import Sequence

from index.formats.pdf.structure.accounts.growth import overlaps
from index.formats.pdf.structure.accounts.marks import is_letter_mark
from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.gutters import Interval
from index.formats.tables.figures import is_note_mark

_NEAR = 2.0  # sizes of the letters between figures and the marks of their notes, at most


def with_texts(columns: Sequence[Interval], rows: Sequence[Row]) -> list[Interval]:
    """The columns with those of texts between the labels and the figures."""
    texts: list[Interval] = []
    for row in rows:
        for atom in row.atoms[1:]:
            if atom.figure or is_letter_mark(atom.text):
                continue
            if any(overlaps(atom, column) for column in columns):
                continue
            near = [text for text in texts if overlaps(atom, text)]
            low = min([atom.left, *(text[0] for text in near)])
            high = max([atom.right, *(text[1] for text in near)])
            texts = sorted([*(text for text in texts if text not in near), (low, high)])
    return sorted([*columns, *texts])


def without_marks(columns: Sequence[Interval], rows: Sequence[Row]) -> list[Interval]:
    """The columns without those that hold only marks of notes, "(1)" and "(2)", close behind the figures of another."""
    return [
        column
        for number, column in enumerate(columns)
        if not number or not _are_marks(rows, columns[number - 1], column)
    ]


def _are_marks(rows: Sequence[Row], before: Interval, column: Interval) -> bool:
    if column[0] - before[1] > _NEAR * rows[0].size:
        return False
    atoms: list[Atom] = []
    for row in rows:
        own = [atom for atom in row.atoms[1:] if overlaps(atom, column)]
        if own and not any(atom.figure and overlaps(atom, before) for atom in row.atoms):
            return False
        atoms += own
    texts = [atom.text for atom in atoms]
    # Notes are counted: figures that happen to look like marks are not.
    return all(map(is_note_mark, texts)) and texts == sorted(set(texts))
