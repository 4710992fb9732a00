"""Writes the words of passages as a batch."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import numpy as np

from index.errors import DatabaseError
from index.search.postgres.bm25 import MOST_ROWS, Postings, pack
from index.search.postgres.tables import SCHEMA
from index.search.vocabulary import MIN_LETTERS, folded, letters_of
from index.search.words import indexed
from index.store.postgres.connection import PostgresConnection

_TOGETHER = 5_000  # rows in one statement


class Batch:
    """The words of passages of one space, before they are written."""

    def __init__(self, space: str) -> None:
        """`space`: that of the documents."""
        self.space = space
        self.passages = self.words = 0
        self._numbers: dict[str, int] = {}
        # One place for each word of each passage.
        self._words: list[int] = []
        self._rows: list[int] = []
        self._counts: list[int] = []
        self._lengths: list[int] = []
        self._spellings: Counter[str] = Counter()

    def add(self, row: int, text: str) -> None:
        """Adds a passage by its text for word search."""
        if row >= MOST_ROWS:
            raise DatabaseError(
                f"an index in PostgreSQL can have {MOST_ROWS:,} passages in all its life; begin a new one"
            )
        stems, spellings = indexed(text)
        self.passages += 1
        self.words += len(stems)
        counts = Counter(stems)
        self._words += [self._numbers.setdefault(word, len(self._numbers)) for word in counts]
        self._counts += counts.values()
        self._rows += [row] * len(counts)
        self._lengths += [len(stems)] * len(counts)
        self._spellings.update(spellings)

    def write(self, connection: PostgresConnection, schema: str = SCHEMA) -> None:
        """Writes it into the tables."""
        (number,) = connection.execute(
            f"INSERT INTO {schema}.batches (space, passages, words) VALUES (?, ?, ?) RETURNING batch",
            (self.space, self.passages, self.words),
        ).fetchone()
        # Many in one statement. Not COPY, which PostgreSQL does not have for tables with row-level security.
        for part in _parts(((word, len(found), found.tobytes()) for word, found in self._postings())):
            connection.raw.execute(
                f"INSERT INTO {schema}.words (batch, space, word, passages, postings) "
                "SELECT %s, %s, * FROM unnest(%b::text[], %b::bigint[], %b::bytea[])".encode(),
                (number, self.space, *part),
            )
        for part in _parts(_signed(self._spellings)):
            connection.raw.execute(
                f"INSERT INTO {schema}.spellings (batch, space, word, passages, length, letters) "
                "SELECT %s, %s, word, passages, length, CAST(letters AS bit(64)) "
                "FROM unnest(%b::text[], %b::bigint[], %b::smallint[], %b::bigint[]) AS new (word, passages, length, letters)".encode(),
                (number, self.space, *part),
            )

    def _postings(self) -> Iterator[tuple[str, Postings]]:
        """Each word with its postings, by row."""
        words = np.array(self._words, dtype=np.int64)
        order = np.argsort(words, kind="stable")
        packed = pack(self._rows, self._counts, self._lengths)[order]
        ends = np.cumsum(np.bincount(words, minlength=len(self._numbers)))
        for word, start, end in zip(self._numbers, [0, *ends], ends, strict=False):
            yield word, packed[start:end]


def signature(word: str) -> tuple[int, int]:
    """How long a word is without accents, and which letters it has, as 64 bits; similar words differ little in both."""
    plain = folded(word)
    return len(plain), int(letters_of([plain]).view(np.int64)[0])


def _parts(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[list[object], ...]]:
    """The columns of some thousand rows at a time."""
    while part := list(islice(rows, _TOGETHER)):
        yield tuple(list(column) for column in zip(*part, strict=True))


def _signed(words: Counter[str]) -> Iterator[tuple[str, int, int, int]]:
    kept = [word for word in words if len(word) >= MIN_LETTERS]
    plain = [folded(word) for word in kept]
    for word, one, letters in zip(kept, plain, letters_of(plain).view(np.int64).tolist(), strict=True):
        yield word, words[word], len(one), letters
