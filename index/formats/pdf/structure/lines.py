"""Words to pieces of lines: words side by side on one baseline with no more than spaces between.

How most lines of a document are set tells what is large, and whether bold means anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.formats.pdf.words.word import Word, is_right_to_left

# In parts of the size of the letters: how far apart the words of one piece are at most, how far the next one may reach
# back into it (kerning, accents), how far its baseline may be off (raised numbers; more if it is small), and the same
# for pieces that the file does not write one after the other.
_APART = 1.0
_BACK = 0.3
_RAISED = 0.5
_RAISED_SMALL = 0.6
_APART_OUT_OF_ORDER = 0.6
_RAISED_OUT_OF_ORDER = 0.2
# Size of raised numbers, in parts of the largest letters of the piece.
_SMALLEST, _SMALL = 0.5, 0.85
# The mark of a note at its beginning.
_MARK = re.compile(r"[\d*†‡§¶∗]+$")
LARGE = 1.12  # times the usual size
_USUALLY_BOLD = 0.35
# Among so many pieces before it, the rest of a line is looked for.
_NEAR = 8


class Line:
    """Words on one baseline; a piece of a line until the columns are known.

    Attributes:
        words: In reading order.
        page: The page they are on, counted from 1.
        left: Where the first one begins, along the direction of the text.
        right: Where the last one ends.
        baseline: The height of the baseline.
        max_size: The size of its largest letters, in points.
    """

    def __init__(self, words: Sequence[Word], page: int) -> None:
        """A line of words in reading order; there is at least one."""
        self.words = list(words)
        self.page = page
        self.left = min(word.left for word in words)
        self.right = max(word.right for word in words)
        self.baseline = max(words, key=lambda word: (round(word.style.size), len(word.text))).baseline
        self.max_size = max(word.style.size for word in words)

    def append(self, word: Word) -> None:
        """Adds the next word."""
        self.words.append(word)
        self.left = min(self.left, word.left)
        self.right = max(self.right, word.right)
        if word.style.size > self.max_size * 1.05:
            self.baseline, self.max_size = word.baseline, word.style.size

    def rewrite(self, words: Sequence[Word]) -> None:
        """Replaces its words by others in the same place."""
        self.words = list(words)
        for cached in ("size", "bold", "mono", "text", "right_to_left"):
            self.__dict__.pop(cached, None)

    @property
    def top(self) -> float:
        """About the height of its small letters' upper ends: less than its ink, so that lines stay apart."""
        return self.baseline + 0.6 * self.max_size

    @property
    def bottom(self) -> float:
        """About its lower end."""
        return self.baseline - 0.15 * self.max_size

    @cached_property
    def size(self) -> float:
        """The size of most of its letters, in points; a raised or lowered word counts as the one beside it."""
        sizes: Counter[float] = Counter()
        beside = 0.0
        for word in self.words:
            if not (word.glued and word.style.size < _SMALL * beside):
                beside = word.style.size
            sizes[round(beside, 1)] += len(word.text)
        return sizes.most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        """Whether all of its words that have letters are bold."""
        lettered = [word for word in self.words if any(map(str.isalpha, word.text))]
        return bool(lettered) and all(word.style.bold for word in lettered)

    @cached_property
    def mono(self) -> bool:
        """Whether all of its words are set in a face whose characters are equally wide."""
        return all(word.style.mono for word in self.words)

    @cached_property
    def text(self) -> str:
        """Its words with spaces between."""
        first, *rest = self.words
        return first.text + "".join(word.text if word.glued else f" {word.text}" for word in rest)

    @property
    def filled(self) -> bool:
        """Whether it has what is filled in a form: then it is a statement of its own."""
        return any(word.filled for word in self.words)

    @property
    def hyphenated(self) -> bool:
        """Whether it ends with a hyphen."""
        return self.words[-1].hyphenated

    @cached_property
    def right_to_left(self) -> bool:
        """Whether most of its words run from right to left."""
        return 2 * sum(is_right_to_left(word.text) for word in self.words) > len(self.words)


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """How most of a document's text is set."""

    size: float  # size of most letters, in points
    bold: bool  # whether so much is bold that it means nothing
    mono: bool = False  # the same of faces whose characters are equally wide

    def is_large(self, line: Line) -> bool:
        """Whether a line is clearly larger than most."""
        return line.size > LARGE * self.size


def body_style(pieces: Iterable[Line]) -> BodyStyle:
    """How most of the letters are set."""
    sizes: Counter[float] = Counter()
    bold = mono = 0
    for piece in pieces:
        sizes[round(piece.size * 2) / 2] += len(piece.text)
        bold += len(piece.text) * piece.bold
        mono += len(piece.text) * piece.mono
    usually = _USUALLY_BOLD * sizes.total()
    return BodyStyle(sizes.most_common(1)[0][0] if sizes else 10.0, bold > usually, mono > usually)


def pieces_of(words: Iterable[Word], page: int) -> list[Line]:
    """Pieces of lines, in the order of the file; all words run in one direction."""
    pieces: list[Line] = []
    for word in words:
        if not pieces or not _follows(pieces[-1], word):
            pieces.append(Line([word._replace(glued=False) if word.glued else word], page))
            continue
        glued = _is_below(pieces[-1], word) or (word.glued and not _is_behind_mark(pieces[-1], word))
        pieces[-1].append(word if word.glued == glued else word._replace(glued=glued))
    return _merged(pieces)


def joined(pieces: Iterable[Line]) -> Line:
    """One line of pieces that stand on one baseline."""
    pieces = sorted(pieces, key=lambda piece: piece.left)
    if len(pieces) == 1:
        return pieces[0]
    if 2 * sum(piece.right_to_left for piece in pieces) > len(pieces):
        pieces.reverse()
    return Line([word for piece in pieces for word in piece.words], pieces[0].page)


def lines_of(pieces: Sequence[Line]) -> list[Line]:
    """Pieces put together to lines, from the top down."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        level = rows[-1][0] if rows else None
        if level and level.baseline - piece.baseline <= 0.3 * min(level.max_size, piece.max_size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [joined(row) for row in rows]


def _follows(piece: Line, word: Word) -> bool:
    """Whether a word goes on with a piece."""
    size = max(piece.max_size, word.style.size)
    small = _SMALLEST * piece.max_size < word.style.size < _SMALL * piece.max_size
    if abs(word.baseline - piece.baseline) > (_RAISED_SMALL if small else _RAISED) * size:
        return False
    if is_right_to_left(piece.words[-1].text) or is_right_to_left(word.text):
        return max(word.left - piece.right, piece.left - word.right) <= _APART * size
    near = -_BACK * size <= word.left - piece.words[-1].right and word.left - piece.right <= _APART * size
    return near or _is_below(piece, word)


def _is_below(piece: Line, word: Word) -> bool:
    """Whether it is a subscript, and a superscript stands behind the same letter."""
    last = piece.words[-1]
    return (
        max(last.style.size, word.style.size) < _SMALL * piece.max_size
        and word.baseline < piece.baseline < last.baseline
        and abs(word.left - last.left) <= _BACK * piece.max_size
    )


def _is_behind_mark(piece: Line, word: Word) -> bool:
    """Whether the piece is only the raised mark of a note, and the word is the first of the note."""
    mark = piece.words[0]
    small = mark.style.size < _SMALL * word.style.size and mark.baseline > word.baseline
    return small and len(piece.words) == 1 and _MARK.match(mark.text) is not None


def _merged(pieces: list[Line]) -> list[Line]:
    """Joins pieces of one line that the file does not write one after the other."""
    merged: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.baseline, piece.left)):
        for index in reversed(range(max(0, len(merged) - _NEAR), len(merged))):
            if _continues(merged[index], piece):
                merged[index] = joined((merged[index], piece))
                break
        else:
            merged.append(piece)
    return merged


def _continues(piece: Line, other: Line) -> bool:
    small, large = sorted((piece.max_size, other.max_size))
    gap = max(other.left - piece.right, piece.left - other.right)
    level = abs(piece.baseline - other.baseline) <= _RAISED_OUT_OF_ORDER * large
    return level and -_BACK * large <= gap <= _APART_OUT_OF_ORDER * large and small > 0.5 * large
