"""Words to pieces of lines: what stands side by side on one base line with no more than spaces between."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from index.formats.pdf.words.word import Word, is_right_to_left

# In parts of the size of the letters: the most that words of one piece stand apart, that the next one may reach back
# into it (kerning, accents), that its base may be off (raised numbers; more if it is small), and the same for pieces
# that the file does not write one after the other.
_APART = 1.0
_BACK = 0.3
_RAISED = 0.5
_RAISED_SMALL = 0.6
_APART_OUT_OF_ORDER = 0.6
_RAISED_OUT_OF_ORDER = 0.2
# Of numbers that are raised, times the largest letters of the piece.
_SMALLEST, _SMALL = 0.5, 0.85
# The mark of a note at its beginning.
_MARK = re.compile(r"[\d*†‡§¶∗]+$")


class Line:
    """Words on one base line; a piece of a line until the columns are known.

    Attributes:
        words: In reading order.
        page: The one they are on, counted from 1.
        left: Where the first one begins, along the direction of the text.
        right: Where the last one ends.
        base: The height of the base line.
    """

    def __init__(self, words: Sequence[Word], page: int) -> None:
        """A line of words in reading order; there is at least one."""
        self.words = list(words)
        self.page = page
        self.left = min(word.left for word in words)
        self.right = max(word.right for word in words)
        largest = max(words, key=lambda word: (round(word.style.size), len(word.text)))
        self.base = largest.base
        self.peak = max(word.style.size for word in words)

    def append(self, word: Word) -> None:
        """Adds the next word."""
        self.words.append(word)
        self.left = min(self.left, word.left)
        self.right = max(self.right, word.right)
        if word.style.size > self.peak * 1.05:
            self.base, self.peak = word.base, word.style.size

    @property
    def top(self) -> float:
        """About the height of its small letters' upper ends: less than its ink, so that lines stay apart."""
        return self.base + 0.6 * self.peak

    @property
    def bottom(self) -> float:
        """About its lower end."""
        return self.base - 0.15 * self.peak

    @cached_property
    def size(self) -> float:
        """The size that most of its letters have, in points; what is raised or lowered beside others has their size."""
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
        return bool(lettered) and all(it.style.bold for it in lettered)

    @cached_property
    def text(self) -> str:
        """Its words with spaces between."""
        return "".join(
            word.text if word.glued or not number else f" {word.text}"
            for number, word in enumerate(self.words)
        )

    @cached_property
    def right_to_left(self) -> bool:
        """Whether most of its words run from right to left."""
        return 2 * sum(is_right_to_left(word.text) for word in self.words) > len(self.words)


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
    """One line of pieces that stand on one base line."""
    pieces = sorted(pieces, key=lambda piece: piece.left)
    if sum(piece.right_to_left for piece in pieces) * 2 > len(pieces):
        pieces.reverse()
    return (
        pieces[0]
        if len(pieces) == 1
        else Line([word for piece in pieces for word in piece.words], pieces[0].page)
    )


def lines_of(pieces: Sequence[Line]) -> list[Line]:
    """Pieces put together to lines, from the top down."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda it: -it.base):
        if rows and rows[-1][0].base - piece.base <= 0.3 * min(rows[-1][0].peak, piece.peak):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [joined(row) for row in rows]


def _follows(piece: Line, word: Word) -> bool:
    size = max(piece.peak, word.style.size)
    small = _SMALLEST * piece.peak < word.style.size < _SMALL * piece.peak
    superscript = _RAISED_SMALL if small else _RAISED
    if abs(word.base - piece.base) > superscript * size:
        return False
    if is_right_to_left(piece.words[-1].text) or is_right_to_left(word.text):
        return max(word.left - piece.right, piece.left - word.right) <= _APART * size
    near = -_BACK * size <= word.left - piece.words[-1].right and word.left - piece.right <= _APART * size
    return near or _is_below(piece, word)


def _is_below(piece: Line, word: Word) -> bool:
    """Whether it is the lower of two small words that stand behind one letter, one raised and one lowered."""
    last = piece.words[-1]
    return (
        max(last.style.size, word.style.size) < _SMALL * piece.peak
        and word.base < piece.base < last.base
        and abs(word.left - last.left) <= _BACK * piece.peak
    )


def _is_behind_mark(piece: Line, word: Word) -> bool:
    """Whether the piece is but the raised mark of a note, which begins with the word."""
    mark = piece.words[0]
    return (
        len(piece.words) == 1
        and mark.style.size < _SMALL * word.style.size
        and mark.base > word.base
        and _MARK.match(mark.text) is not None
    )


def _merged(pieces: list[Line]) -> list[Line]:
    """Joins pieces of one line that the file does not write one after the other."""
    pieces = sorted(pieces, key=lambda it: (-it.base, it.left))
    merged: list[Line] = []
    for piece in pieces:
        places = range(len(merged) - 1, max(-1, len(merged) - 9), -1)
        near = next((place for place in places if _continues(merged[place], piece)), None)
        if near is None:
            merged.append(piece)
        else:
            merged[near] = joined((merged[near], piece))
    return merged


def _continues(one: Line, other: Line) -> bool:
    size = max(one.peak, other.peak)
    gap = max(other.left - one.right, one.left - other.right)
    small, large = sorted((one.peak, other.peak))
    return (
        abs(one.base - other.base) <= _RAISED_OUT_OF_ORDER * size
        and -_BACK * size <= gap <= _APART_OUT_OF_ORDER * size
        and small > 0.5 * large
    )
