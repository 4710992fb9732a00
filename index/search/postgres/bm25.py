"""BM25 over packed postings, with the numbers of tantivy: the same passages give the same scores.

The formula is that of Lucene and tantivy (k1 1.2, b 0.75): idf * (k1 + 1) * tf / (tf + k1 * (1 - b + b * length / average)). A
length is one byte: up to 39 words it is exact, and then the nearest lower one that has four significant bits
(https://github.com/quickwit-oss/tantivy/blob/main/src/fieldnorm/code.rs).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.store.rows import Rows

Postings = npt.NDArray[np.void]
Scores = npt.NDArray[np.float64]
_Word = tuple[np.float32, Postings]  # what it weighs (idf), and where it is

_K1, _B = 1.2, 0.75
_EXACT_LENGTHS = 24
_MOST_COUNTED = 255  # occurrences: from there on a further one changes the score by less than a hundredth
# A row takes 8 bytes of the table in which scores are added up; where it would be larger, or most of it empty, rows are sorted.
_WIDEST, _SPARSE = 16_000_000, 8

POSTING = np.dtype([("row", "<u4"), ("count", "u1"), ("length", "u1")])
"""A passage that has a word: its row, how often it has the word, and its length as one byte."""

MOST_ROWS = 1 << 32
"""Rows of passages are below this, in all of a database."""


def _length_of(code: int) -> int:
    if code < _EXACT_LENGTHS:
        return code
    bits, shift = (code - _EXACT_LENGTHS) & 7, (code - _EXACT_LENGTHS) // 8 - 1
    return _EXACT_LENGTHS + (bits if shift < 0 else (bits | 8) << shift)


_LENGTHS = np.array([_length_of(code) for code in range(256)], dtype=np.int64)


def pack(rows: npt.ArrayLike, counts: npt.ArrayLike, lengths: npt.ArrayLike) -> Postings:
    """Postings of one word.

    Args:
        rows: Of the passages; shape (n).
        counts: How often each has the word.
        lengths: How many words each has, without stop words.
    """
    packed = np.empty(len(np.asarray(rows)), dtype=POSTING)
    packed["row"] = rows
    packed["count"] = np.minimum(counts, _MOST_COUNTED)
    packed["length"] = np.searchsorted(_LENGTHS, np.asarray(lengths), side="right") - 1
    return packed


def unpack(packed: bytes) -> Postings:
    """The postings whose bytes these are."""
    return np.frombuffer(packed, dtype=POSTING)


def rows_of(postings: Postings) -> Rows:
    """The rows of postings."""
    return postings["row"].astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What BM25 needs of all passages.

    Attributes:
        passages: How many there are.
        words: How many words they have together, without stop words.
        having: For each word of the question how many passages have it, if these are not those of its postings alone.
    """

    passages: int
    words: int
    having: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Statistics") -> "Statistics":
        """Those of the passages of both."""
        having = Counter(self.having)
        having.update(other.having)
        return Statistics(
            passages=self.passages + other.passages, words=self.words + other.words, having=dict(having)
        )


def best(
    words: Mapping[str, Postings],
    statistics: Statistics,
    k: int,
    keep: Callable[[Rows], npt.NDArray[np.bool_]],
    only: Rows | None = None,
) -> list[tuple[int, float]]:
    """The `k` rows with the highest BM25 scores that `keep` is true for, highest first; equal scores by row.

    Args:
        words: The postings of each word of a question; no row is in the same one twice.
        statistics: Of all passages.
        k: How many.
        keep: Says which rows may be found. It is asked for the best rows only, in one call or a few.
        only: A few rows beside which none may be found, ascending.
    """
    scorer = _Scorer(words, statistics)
    count = 2 * k
    while True:
        rows, scored = scorer.highest(count) if only is None else scorer.of(only, count)
        # Of equal scores the lower row first.
        order = np.lexsort((rows, -scored))
        kept = order[keep(rows[order])]
        if len(kept) >= k or len(rows) < count:
            return list(zip(rows[kept[:k]].tolist(), scored[kept[:k]].tolist(), strict=True))
        count *= 8


class _Scorer:
    """Scores the rows of one question, and passes over those that can't be among the best.

    By MaxScore (Turtle and Flood 1995, https://doi.org/10.1016/0306-4573(95)00020-H): rare words weigh most, and are scored first. As
    soon as the words that are left could not lift any other row among the best, they are only looked up for rows that are scored
    already. These are the long ones.
    """

    def __init__(self, words: Mapping[str, Postings], statistics: Statistics) -> None:
        idfs = {word: _idf(statistics, word, len(postings)) for word, postings in words.items()}
        # Equal ones stay in the order of the question, so that equal questions get equal sums.
        self._words = [(idfs[word], words[word]) for word in sorted(words, key=lambda word: -idfs[word])]
        self._share = _shares(statistics.words / max(1, statistics.passages))

    def highest(self, count: int) -> tuple[Rows, Scores]:
        """The `count` rows with the highest scores, all if they are fewer, and those that are equal to the last of them."""
        rows, scored = np.empty(0, dtype=np.int64), np.empty(0)
        done = 0
        while done < len(self._words):
            left = self._words[done:]
            if len(rows) >= count:
                most = (_K1 + 1) * float(sum(idf for idf, _ in left))
                last = np.partition(scored, -count)[-count]
                if most < last:
                    reach = scored + most >= last
                    return _most(*self._looked_up(rows[reach], scored[reach], left), count)
            # Twice as many as are scored already, so that these are not added up again for every word.
            taken = _first(left, max(count, 2 * len(rows)))
            rows, scored = _summed(
                np.concatenate([rows, *(rows_of(postings) for _, postings in taken)]),
                np.concatenate([scored, *(self._weights(idf, postings) for idf, postings in taken)]),
            )
            done += len(taken)
        return _most(rows, scored, count)

    def of(self, rows: Rows, count: int) -> tuple[Rows, Scores]:
        """As `highest`, of these rows only."""
        rows, scored = self._looked_up(rows, np.zeros(len(rows)), self._words)
        return _most(rows[scored > 0], scored[scored > 0], count)

    def _looked_up(self, rows: Rows, scored: Scores, words: Sequence[_Word]) -> tuple[Rows, Scores]:
        """Rows with the scores of some more words added."""
        for idf, postings in words:
            places, there = _places(postings, rows)
            scored[there] += self._weights(idf, postings[places[there]])
        return rows, scored

    def _weights(self, idf: np.float32, postings: Postings) -> npt.NDArray[np.float32]:
        places = postings["count"].astype(np.uint16) * np.uint16(256) + postings["length"]
        return np.asarray(idf * self._share[places], dtype=np.float32)


def _first(words: Sequence[_Word], postings: int) -> Sequence[_Word]:
    """The first words, as many as have so many postings together."""
    together = np.cumsum([len(of_word) for _, of_word in words])
    return words[: int(np.searchsorted(together, postings)) + 1]


def _places(postings: Postings, rows: Rows) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """For each of `rows` where it stands among postings, and whether it does."""
    known = np.ascontiguousarray(postings["row"])
    if (known[1:] < known[:-1]).any():  # those of batches that were written at the same time
        order = np.argsort(known)
        places, there = _places(postings[order], rows)
        return order[places], there
    places = np.minimum(np.searchsorted(known, rows.astype(known.dtype)), len(known) - 1)
    return places, known[places] == rows


def _summed(rows: Rows, weights: Scores) -> tuple[Rows, Scores]:
    """Each row once, ascending, with the sum of its weights."""
    if not len(rows):
        return rows, weights
    first, last = int(rows.min()), int(rows.max())
    if last - first < min(_WIDEST, _SPARSE * len(rows)):
        sums = np.bincount(rows - first, weights=weights)
        present = np.flatnonzero(sums)
        return (present + first).astype(np.int64), sums[present].astype(np.float64)
    # A few ascending lists one behind the other, which this sort only merges.
    order = np.argsort(rows, kind="stable")
    rows, weights = rows[order], weights[order]
    starts = np.flatnonzero(np.concatenate([[True], rows[1:] != rows[:-1]]))
    return rows[starts], np.add.reduceat(weights, starts)


def _most(rows: Rows, scored: Scores, count: int) -> tuple[Rows, Scores]:
    """Those with the `count` highest scores, and those that are equal to the last of them."""
    if len(rows) <= count:
        return rows, scored
    kept = scored >= np.partition(scored, -count)[-count]
    return rows[kept], scored[kept]


def _idf(statistics: Statistics, word: str, postings: int) -> np.float32:
    having = statistics.having.get(word, postings)
    passages = max(statistics.passages, having)
    return np.float32(np.log(1 + (passages - having + 0.5) / (having + 0.5)))


@lru_cache(maxsize=8)
def _shares(average: float) -> npt.NDArray[np.float32]:
    """What of its idf a word adds, by its count and by the byte of the length; shape (256 * 256).

    `average`: Words of a passage.
    """
    norms = _K1 * (1 - _B + _B * _LENGTHS / max(average, 1e-9))
    counts = np.arange(256)[:, None]
    return ((_K1 + 1) * counts / (counts + norms)).astype(np.float32).ravel()
