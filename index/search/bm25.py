"""BM25 over packed postings, with the numbers of tantivy: the same passages give the same scores.

The formula is that of Lucene and tantivy (k1 1.2, b 0.75): idf * (k1 + 1) * tf / (tf + k1 * (1 - b + b * length / average)). A
length is one byte: up to 39 words it is exact, and then the nearest lower one that has four significant bits
(https://github.com/quickwit-oss/tantivy/blob/main/src/fieldnorm/code.rs).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index.store.rows import Rows

Postings = npt.NDArray[np.void]
Scores = npt.NDArray[np.float64]

_K1, _B = 1.2, 0.75
_EXACT_LENGTHS = 24
_MOST_COUNTED = 255  # occurrences: from there on a further one changes the score by less than a hundredth
# A row takes 8 bytes of the table in which scores are added up; beyond this, rows are sorted.
_WIDEST = 16_000_000

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


def scores(words: Mapping[str, Postings], statistics: Statistics) -> tuple[Rows, Scores]:
    """The rows that have any of the words, ascending, and the BM25 score of each.

    Args:
        words: The postings of each word of a question; no row is in the same one twice.
        statistics: Of all passages.
    """
    if not words:
        return np.empty(0, dtype=np.int64), np.empty(0)
    share = _shares(statistics)
    weights = np.concatenate(
        [
            _weights(postings, share, statistics.passages, statistics.having.get(word, len(postings)))
            for word, postings in words.items()
        ]
    )
    rows = np.concatenate([rows_of(postings) for postings in words.values()])
    first, last = int(rows.min()), int(rows.max())
    if last - first < _WIDEST:
        sums = np.bincount(rows - first, weights=weights)
        present = np.flatnonzero(sums)
        return (present + first).astype(np.int64), sums[present].astype(np.float64)
    distinct, places = np.unique(rows, return_inverse=True)
    return distinct, np.bincount(places, weights=weights).astype(np.float64)


def best(
    rows: Rows, scored: Scores, k: int, keep: Callable[[Rows], npt.NDArray[np.bool_]]
) -> list[tuple[int, float]]:
    """The `k` rows with the highest scores that `keep` is true for, highest first; equal scores by row.

    `keep` is asked for the best rows only, in one call or a few.
    """
    count = 2 * k
    while True:
        places = _highest(scored, count)
        # Of equal scores the lower row first.
        places = places[np.lexsort((rows[places], -scored[places]))]
        kept = places[keep(rows[places])]
        if len(kept) >= k or len(places) == len(rows):
            return list(zip(rows[kept[:k]].tolist(), scored[kept[:k]].tolist(), strict=True))
        count *= 8


def _highest(scored: Scores, count: int) -> Rows:
    """The places of the `count` highest scores, and of those that are equal to the last of them."""
    if len(scored) <= count:
        return np.arange(len(scored))
    last = np.partition(scored, len(scored) - count)[len(scored) - count]
    return np.flatnonzero(scored >= last)


def _shares(statistics: Statistics) -> npt.NDArray[np.float32]:
    """What of its idf a word adds, by its count and by the byte of the length; shape (256 * 256)."""
    average = statistics.words / max(1, statistics.passages)
    norms = _K1 * (1 - _B + _B * _LENGTHS / max(average, 1e-9))
    counts = np.arange(256)[:, None]
    return ((_K1 + 1) * counts / (counts + norms)).astype(np.float32).ravel()


def _weights(
    postings: Postings, share: npt.NDArray[np.float32], passages: int, having: int
) -> npt.NDArray[np.float32]:
    idf = np.float32(np.log(1 + (max(passages, having) - having + 0.5) / (having + 0.5)))
    places = postings["count"].astype(np.uint16) * np.uint16(256) + postings["length"]
    return np.asarray(idf * share[places], dtype=np.float32)
