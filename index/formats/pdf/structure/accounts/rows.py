"""Rows of accounts: what stands on one baseline, as texts and whole figures.

A currency, a bracket or a per cent sign that is set in a column of its own is a part of its figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

from index.formats.pdf.structure.accounts.marks import is_raised_mark, with_raised
from index.formats.pdf.structure.lines import Line
from index.formats.pdf.words.word import Word
from index.formats.tables.figures import (
    TRAILING_CURRENCIES,
    closes_figure,
    continues_figure,
    is_figure,
    is_note_mark,
    is_year,
    opens_figure,
)

# In parts of the size of the letters: what is further apart are two texts; two figures;
# a number and what it counts; a figure and its sign.
_APART = 0.6
_FIGURES_APART, _COUNTED_APART = 0.3, 0.45
_SIGN = 3.0
# By so much a space is wider in a face whose characters are equally wide: there words of one text stand far apart.
_MONO_SPACE = 0.4
# The mark of a note stands close to its figure; further off it is a small negative figure.
_MARK_APART = 1.2
# How far baselines on one row may differ; that of a raised mark more.
_LEVEL, _RAISED, _SMALL = 0.3, 0.6, 0.85
_BESIDE = 0.85
# "11.3 years" is a figure, "1 year" may be a head.
_SPANS = frozenset("years yrs months".split())
_DASHES = frozenset("-–—")
_LONGEST_MARKER, _MARKER_APART = 3, 2.5


@dataclass(slots=True)
class Atom:
    """Words that are a text, or one figure."""

    words: list[Word]
    figure: bool  # whether it is one, with its signs
    opened: bool = False  # whether it is only what stands before a figure
    range: bool = False  # whether the second figure of a range follows

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        """Its words with spaces between."""
        first, *rest = self.words
        return first.text + "".join(word.text if word.glued else f" {word.text}" for word in rest)

    @property
    def year(self) -> bool:
        """Whether it is only a year, or years: "2018 - 2043"."""
        return is_year(self.text.replace(" ", ""))

    @property
    def cut(self) -> bool:
        """Whether it only closes a bracket that is opened on the line above: "1)" of "(Level 1)"."""
        return ")" in self.text and "(" not in self.text

    def line(self, page: int) -> Line:
        """It as a line of a cell."""
        return Line([self.words[0]._replace(glued=False), *self.words[1:]], page)


class Row:
    """What stands on one baseline.

    Attributes:
        pieces: Its pieces, from left to right.
        atoms: Its texts and figures, from left to right.
        baseline: Its height.
        size: The size of its letters, in points.
    """

    def __init__(self, pieces: Sequence[Line]) -> None:
        """A row of pieces that stand on one baseline."""
        self.pieces = sorted(pieces, key=lambda piece: piece.left)
        main = max(pieces, key=lambda piece: (round(piece.max_size), len(piece.words)))
        self.baseline, self.size = main.baseline, main.size
        self.page = main.page

    @cached_property
    def atoms(self) -> list[Atom]:
        """Its texts and figures."""
        words = sorted((word for piece in self.pieces for word in piece.words), key=lambda word: word.left)
        return _without_marker(atoms_of(with_raised(words, self.size), self.size), self.size)

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(piece.bold for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.right for piece in self.pieces)

    @cached_property
    def has_figures(self) -> bool:
        """Whether it has a figure that is no year, besides what it begins with."""
        first, *rest = self.atoms
        return any(atom.figure and not atom.year and not atom.cut for atom in (rest or [first]))

    @cached_property
    def has_marks_only(self) -> bool:
        """Whether its figures besides years are the marks of notes between texts, as in heads on several lines."""
        figures = [atom for atom in self.atoms if atom.figure and not atom.year]
        return 2 * len(figures) < len(self.atoms) and all(is_note_mark(atom.text) for atom in figures)

    @cached_property
    def text(self) -> str:
        """Its words with spaces between."""
        return " ".join(piece.text for piece in self.pieces)


def rows_of(pieces: Sequence[Line]) -> list[Row]:
    """Pieces by their baselines, from the top down."""
    groups: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if groups and _is_level(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    rows: list[Row] = []
    for row in map(Row, _with_marks_beside(groups)):
        if rows and _is_beside(rows[-1], row):
            rows[-1] = Row([*rows[-1].pieces, *row.pieces])
        else:
            rows.append(row)
    return rows


def _with_marks_beside(groups: Sequence[list[Line]]) -> Sequence[list[Line]]:
    """Small raised marks that stand behind a figure of the line below go to that line."""
    for row, below in pairwise(groups):
        for piece in [piece for piece in row if is_raised_mark(piece.text) and len(row) > 1]:
            figures = [other for other in below if other.left < piece.left]
            last = max(figures, key=lambda other: other.right, default=None)
            if last is None or piece.max_size >= _SMALL * last.max_size:
                continue
            high = piece.baseline - last.baseline <= _RAISED * last.max_size
            gap = piece.left - last.right
            behind = min((piece.left - other.right for other in row if other.left < piece.left), default=gap)
            if high and gap < _MARK_APART * last.max_size < behind:
                row.remove(piece)
                below.append(piece)
    return groups


def _is_beside(row: Row, other: Row) -> bool:
    """Whether two rows are one: figures that stand a bit lower than their label, or in the middle of its lines."""
    if row.baseline - other.baseline > _BESIDE * min(row.size, other.size):
        return False
    if row.left > other.left:
        row, other = other, row
    return row.right < other.left and not row.has_figures and all(atom.figure for atom in other.atoms)


def _without_marker(atoms: list[Atom], size: float) -> list[Atom]:
    """The atoms of a row; a number at its beginning with words close behind is a part of the label: "(1) Rent"."""
    if len(atoms) < 2 or not atoms[0].figure:
        return atoms
    for end in range(1, min(len(atoms), _LONGEST_MARKER + 1)):
        if atoms[end].left - atoms[end - 1].right > _MARKER_APART * size:
            break
        if not atoms[end].figure:
            label = [word for atom in atoms[: end + 1] for word in atom.words]
            return [Atom(label, figure=False), *atoms[end + 1 :]]
    return atoms


def _is_level(row: list[Line], piece: Line) -> bool:
    main = max(row, key=lambda other: other.max_size)
    difference = abs(main.baseline - piece.baseline)
    small, large = sorted((main.max_size, piece.max_size))
    return difference <= (_RAISED * large if small < _SMALL * large else _LEVEL * small)


def atoms_of(words: Sequence[Word], size: float) -> list[Atom]:
    """Words on one baseline as texts and whole figures."""
    atoms: list[Atom] = []
    for word, following in zip_longest(words, words[1:]):
        last = atoms[-1] if atoms else None
        gap = word.left - last.words[-1].right if last else 0.0
        wider = _MONO_SPACE if word.style.mono else 0.0
        apart = last is not None and not last.figure and _is_sign_apart(word, following, size)
        if last is not None and last.figure and _is_range(last, word, following, size):
            _append(last, word, glued=False)
            last.range = True
            continue
        if last is None or apart or not _added(last, word, gap / size - wider):
            figure = is_figure(word.text)
            opened = not figure and opens_figure(word.text)
            atoms.append(Atom([word._replace(glued=False)], figure, opened=opened))
    return atoms


def _added(last: Atom, word: Word, gap: float) -> bool:
    """Adds a word to a text or figure if it goes on with it; `gap` is in sizes of the letters."""
    figure = is_figure(word.text)
    if last.opened and (figure or opens_figure(word.text)):
        _append(last, word, glued=True)
        last.figure, last.opened = figure, not figure
        return True
    if last.range and figure:
        _append(last, word, glued=False)
        last.range = False
        return True
    if last.figure and _goes_on(last, word, gap):
        _append(last, word, glued=word.glued)
        return True
    if last.figure and closes_figure(word.text) and gap < (_MARK_APART if is_note_mark(word.text) else _SIGN):
        _append(last, word, glued=True)
        return True
    opens = opens_figure(word.text) and not figure
    # Between words of one text are spaces; what opens a figure is no part of the one before.
    limit = _APART if not last.figure else 0.0 if opens else _FIGURES_APART if figure else _COUNTED_APART
    if gap > limit and not word.glued:
        return False
    _append(last, word, glued=word.glued)
    last.figure, last.opened = last.figure and word.glued and is_figure(last.text), False
    return True


def _is_sign_apart(word: Word, following: Word | None, size: float) -> bool:
    """Whether a word is the sign of a currency in a column of its own, before a figure that is further off."""
    if word.glued or following is None or not opens_figure(word.text) or word.text[-1] not in "$€£¥":
        return False
    return is_figure(following.text) and following.left - word.right > _APART * size


def _is_range(figure: Atom, word: Word, following: Word | None, size: float) -> bool:
    """Whether a word is the dash of a range, "2018 - 2043", whose figures are on both sides of it."""
    if following is None or word.text not in _DASHES or not is_figure(following.text):
        return False
    if not any(map(str.isdigit, figure.text)) or not following.text[-1:].strip("-–—"):
        return False
    near = max(word.left - figure.words[-1].right, following.left - word.right)
    return near < _COUNTED_APART * size


def _goes_on(figure: Atom, word: Word, gap: float) -> bool:
    """Whether a word is the next three digits of a figure, "1 234,5", its currency, "1.234 €", or what it counts."""
    if gap > _COUNTED_APART:
        return False
    if word.text in _SPANS:
        return "." in figure.text
    return word.text in TRAILING_CURRENCIES or continues_figure(figure.text, word.text)


def _append(atom: Atom, word: Word, *, glued: bool) -> None:
    atom.words.append(word if word.glued == glued else word._replace(glued=glued))
