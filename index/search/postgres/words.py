"""Word search in PostgreSQL: BM25 over packed postings, which come from the tables and are scored here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
import numpy.typing as npt

from index.search.postgres.batches import signature
from index.search.postgres.bm25 import Postings, Statistics, best, rows_of, unpack
from index.search.postgres.tables import SCHEMA, Seen
from index.search.vocabulary import Vocabulary, most_errors
from index.search.words import stems
from index.store.postgres.connection import PostgresConnection
from index.store.rows import Rows, RowSet

Keep = Callable[[Rows], npt.NDArray[np.bool_]]


class PostgresWords:
    """The words of what one transaction may see."""

    def __init__(
        self, connection: PostgresConnection, statistics: Statistics, live: RowSet, seen: Seen
    ) -> None:
        """Takes a read transaction.

        Args:
            connection: That of the transaction.
            statistics: Of the batches that it sees.
            live: All rows but those that are still in a batch although their passages were removed.
            seen: What rows meet that it sees.
        """
        self._connection = connection
        self._statistics = statistics
        self._live = live
        self._seen = seen

    def search(
        self, text: str, k: int, keep: Keep | None = None, statistics: Statistics | None = None
    ) -> list[tuple[int, float]]:
        """The `k` best passages for the words of `text` as (row, BM25 score), highest first; equal scores by row.

        Args:
            text: The words.
            k: How many.
            keep: Says for the best rows, until there are enough, which may be found.
            statistics: Those of more passages than are here, and of the words in them.
        """
        return self.best(self.postings(text), k, keep, statistics)

    def postings(self, text: str) -> dict[str, Postings]:
        """Where each word of `text` stands."""
        return self._postings(_distinct(text))

    def best(
        self,
        postings: dict[str, Postings],
        k: int,
        keep: Keep | None = None,
        statistics: Statistics | None = None,
        only: Rows | None = None,
    ) -> list[tuple[int, float]]:
        """As `search`, of words that were looked up before: in memory. `only`: a few rows beside which none may be found."""
        return best(
            postings, statistics or self._statistics, k, lambda found: self._are_kept(found, keep), only
        )

    def statistics(self, text: str) -> Statistics:
        """What the words of `text` weigh here, to be added to the same of other databases."""
        return replace(self._statistics, having=self._counts(_distinct(text)))

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages all of its stems stand; all passages if it has no stem."""
        of_words = [_distinct(word) for word in words]
        # Where nothing is gone, the tables have the numbers, but for words of several stems.
        single = [parts[0] for parts in of_words if len(parts) == 1 and self._live.is_all]
        counts = self._counts(single)
        postings = self._postings([part for parts in of_words for part in parts if part not in single])
        return [
            counts.get(parts[0], 0)
            if len(parts) == 1 and parts[0] in single
            else self._count(parts, postings)
            for parts in of_words
        ]

    def similar_words(self, word: str, k: int) -> list[str]:
        """The best `k` words of the passages that are much like `word`; see `Vocabulary`."""
        length, letters = signature(word.lower())
        most = most_errors(length)
        near = self._connection.execute(
            f"SELECT word, CAST(sum(passages) AS bigint) FROM {SCHEMA}.spellings "
            f"WHERE {self._seen.sql} AND length BETWEEN ? AND ? "
            "AND bit_count(letters # CAST(CAST(? AS bigint) AS bit(64))) <= ? GROUP BY word",
            (*self._seen.values, length - most, length + most, letters, 2 * most),
        )
        similar = Vocabulary(near).similar(word)
        if self._live.is_all:
            return list(islice(similar, k))
        # The list still has words of passages that are gone.
        return list(islice((other for other in similar if self.passage_counts([other])[0]), k))

    def has(self, row: int, text: str) -> bool:
        """Whether a passage is among those of the rarest word of `text`, its own."""
        counts = self._counts(_distinct(text))
        if not counts:
            return False
        rarest = min(counts, key=lambda word: (counts[word], word))
        return row in rows_of(self._postings([rarest])[rarest])

    def _counts(self, words: Sequence[str]) -> dict[str, int]:
        """The number of passages of each word that there is, those that are gone included."""
        if not words:
            return {}
        query = (
            f"SELECT word, CAST(sum(passages) AS bigint) FROM {SCHEMA}.words "
            f"WHERE word = ANY(?) AND {self._seen.sql} GROUP BY word"
        )
        return dict(self._connection.execute(query, (list(words), *self._seen.values)).fetchall())

    def _count(self, parts: Sequence[str], postings: dict[str, Postings]) -> int:
        """How many passages have all of these stems."""
        if not parts:
            return self._statistics.passages - _length(self._live.removed)
        found = [rows_of(postings[part]) if part in postings else np.empty(0, np.int64) for part in parts]
        both = found[0]
        for rows in found[1:]:
            both = np.intersect1d(both, rows, assume_unique=True)
        return int(np.count_nonzero(self._live.contains(both)))

    def _postings(self, words: Sequence[str]) -> dict[str, Postings]:
        """The postings of each word that there is."""
        if not words:
            return {}
        query = f"SELECT word, postings FROM {SCHEMA}.words WHERE word = ANY(?) AND {self._seen.sql}"
        found = self._connection.execute(query, (list(words), *self._seen.values))
        parts: dict[str, list[bytes]] = {}
        for word, packed in found:
            parts.setdefault(word, []).append(packed)
        # In the order of the question, so that equal questions get equal sums.
        return {word: unpack(b"".join(parts[word])) for word in words if word in parts}

    def _are_kept(self, rows: Rows, keep: Keep | None) -> npt.NDArray[np.bool_]:
        live = self._live.contains(rows)
        return live if keep is None else live & keep(rows)


def _distinct(text: str) -> list[str]:
    """The stems of a text, each once, in order."""
    return list(dict.fromkeys(stems(text)))


def _length(ranges: Rows) -> int:
    return int((ranges[:, 1] - ranges[:, 0] + 1).sum())
