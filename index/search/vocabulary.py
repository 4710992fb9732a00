"""The words of an index as they are written, to find those that a misspelt word may stand for."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

# Shorter words have a neighbour for nearly every change of a letter.
MIN_LETTERS = 4
# A second wrong letter is only believed in a word longer than this.
_LONGEST_WITH_ONE_ERROR = 7
# Kinds of letters that are told apart before words are compared; and words that are counted at once.
_BITS, _CHUNK = 32, 10_000


class Vocabulary:
    """All words of one state of an index, with the number of passages that each stands in. Never changes."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """`words`: in lower case, with letters only; those of fewer than four letters are left out."""
        kept = [(word, count) for word, count in words if len(word) >= MIN_LETTERS]
        self._words = [word for word, _ in kept]
        self._counts = [count for _, count in kept]
        self._folded = [folded(word) for word in self._words]
        self._lengths = np.array([len(word) for word in self._folded], dtype=np.int64)
        self._letters = letters_of(self._folded)

    def similar(self, word: str) -> Iterator[str]:
        """The other words that are much like `word`: the nearest first, of these the most frequent first.

        Of equally near ones those with the same first letter come first: it is seldom wrong.
        """
        wanted = folded(word.lower())
        if len(wanted) < MIN_LETTERS or not wanted.isalpha():
            return
        most = most_errors(len(wanted))
        found = []
        for place in self._candidates(wanted, most):
            other = self._folded[place]
            if 0 < (distance := _distance(wanted, other, most)) <= most:
                found.append((distance, other[0] != wanted[0], -self._counts[place], self._words[place]))
        yield from (written for *_, written in sorted(found))

    def _candidates(self, wanted: str, most: int) -> Sequence[int]:
        """The places of the words that may be near enough by their length and letters."""
        near = np.abs(self._lengths - len(wanted)) <= most
        # A change takes one letter away and brings one at most, and each is one bit at most.
        differing = np.bitwise_count(self._letters ^ letters_of([wanted])[0])
        places: npt.NDArray[np.intp] = np.flatnonzero(near & (differing <= 2 * most))
        return [int(place) for place in places]


def most_errors(letters: int) -> int:
    """How many errors a word of that many letters is believed to have."""
    return 1 if letters <= _LONGEST_WITH_ONE_ERROR else 2


def folded(word: str) -> str:
    """The word without accents, which search ignores too."""
    if word.isascii():
        return word
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    )


def letters_of(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """For each word a set of bits: which letters it has, and which it has twice."""
    chunks = [_counted(words[first : first + _CHUNK]) for first in range(0, len(words), _CHUNK)]
    return np.concatenate([np.empty(0, dtype=np.uint64), *chunks])


def _counted(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    letters = np.frombuffer("".join(words).encode("utf-32-le"), dtype="<u4") % _BITS
    word = np.repeat(np.arange(len(words)), [len(word) for word in words])
    # A row for each word, a column for each bit: letters of other scripts share the bits of a to z.
    counts = np.bincount(word * _BITS + letters, minlength=len(words) * _BITS).reshape(-1, _BITS)
    bits = np.concatenate([counts > 0, counts > 1], axis=1)
    return np.packbits(bits, axis=1).view(np.uint64).ravel()


def _distance(first: str, second: str, most: int) -> int:
    """How many letters must be added, removed, changed or swapped with their neighbour; `most` + 1 if more.

    This is the distance of Damerau and Levenshtein in which no letter is changed twice (optimal string alignment).
    """
    first, second = _differing(first, second)
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        above, row = row, [i]
        for j, other in enumerate(second, start=1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before = above
    return row[-1]


def _differing(first: str, second: str) -> tuple[str, str]:
    """Both words without the letters at the start and at the end that are the same."""
    start = _shared(first, second)
    first, second = first[start:], second[start:]
    end = _shared(first[::-1], second[::-1])
    return first[: len(first) - end], second[: len(second) - end]


def _shared(first: str, second: str) -> int:
    """How many letters at the start are the same."""
    pairs = zip(first, second, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))
