"""The search in PostgreSQL, as the protocol has it: what one read transaction sees of the tables."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import NamedTuple

from index.embedding.embedder import Vectors
from index.search.candidates import MIN_CANDIDATES, Candidate, joined
from index.search.filters import Filter
from index.search.postgres.bm25 import Statistics
from index.search.postgres.codes import MOST_BY_CODES, KeptCodes
from index.search.postgres.tables import SCHEMA, seen_by
from index.search.postgres.vectors import MAX_LISTED, SETTINGS, PostgresVectors
from index.search.postgres.words import PostgresWords
from index.store.access import Access
from index.store.members import KEY as MEMBERS
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import SCHEMA as STORE
from index.store.rows import RowSet

# All in one query. `documents` comes first: see `tables.use`.
_STATE = f"""
SELECT EXISTS (SELECT 1 FROM {STORE}.documents), {", ".join("set_config(?, ?, true)" for _ in SETTINGS)},
    (SELECT value FROM {STORE}.meta WHERE key = '{MEMBERS}'), (SELECT value FROM {STORE}.meta WHERE key = 'embedder'),
    (SELECT value FROM {SCHEMA}.state WHERE key = 'format'), (SELECT value FROM {SCHEMA}.state WHERE key = 'embedder'),
    (SELECT CAST(coalesce(sum(passages), 0) AS bigint) FROM {SCHEMA}.batches WHERE {{seen}}),
    (SELECT CAST(coalesce(sum(words), 0) AS bigint) FROM {SCHEMA}.batches WHERE {{seen}}),
    (SELECT coalesce(array_agg(token), '{{{{}}}}') FROM {SCHEMA}.codes WHERE {{seen}}),
    EXISTS (SELECT 1 FROM {SCHEMA}.state WHERE key = 'graph'),
    (SELECT coalesce(array_agg(first ORDER BY first), '{{{{}}}}') FROM {SCHEMA}.gone WHERE {{seen}}),
    (SELECT coalesce(array_agg(last ORDER BY first), '{{{{}}}}') FROM {SCHEMA}.gone WHERE {{seen}})"""


class Sides(NamedTuple):
    """What both sides of a search found.

    Attributes:
        dense: The cosine of each passage by its row.
        words: The BM25 score of those that have a word of the question, by row.
    """

    dense: dict[int, float]
    words: dict[int, float]


class PostgresState:
    """A `SearchedState` in tables.

    Attributes:
        format: That of the tables.
        model: The name of the embedding model of the store's vectors.
        embedder: The name of that of the vectors that are searched; None if there are none yet.
        members: The databases that are one index together, as they are saved (`index.store.members`); None if this is all of it.
    """

    def __init__(self, connection: PostgresConnection, access: Access | None, kept: KeptCodes) -> None:
        """Takes the connection of a read transaction, who reads, and the codes that this process has."""
        self._connection = connection
        self._seen = seen = seen_by(access)
        values = [value for pair in SETTINGS.items() for value in pair]
        row = connection.execute(_STATE.format(seen=seen.sql), [*values, *5 * seen.values]).fetchone()
        self.members, self.model, self.format, self.embedder, *row = row[1 + len(SETTINGS) :]
        passages, words, tokens, self._has_graph, first, last = row
        self._parts = partial(kept.parts, connection, tokens)
        self._statistics = Statistics(passages=passages, words=words)
        self._live = RowSet().without(list(zip(first, last, strict=True)))
        self._gone = sum(last) - sum(first) + len(first)

    def __len__(self) -> int:
        """How many passages can be found by their words."""
        return self._statistics.passages - int(self._gone)

    def search(
        self, question: str, embedding: Vectors, k: int, where: Filter | None = None
    ) -> list[Candidate]:
        """The best `k` passages by their words and their vectors together, highest first."""
        dense, words = self.sides(question, embedding, max(MIN_CANDIDATES, k), where)
        return joined(dense, words, k)

    def sides(
        self,
        question: str,
        embedding: Vectors,
        n: int,
        where: Filter | None = None,
        statistics: Statistics | None = None,
    ) -> Sides:
        """The best `n` passages of each side, with the cosines of all.

        `statistics`: Those of several databases together (`words.statistics`), of which this is one.
        """
        if not len(self):
            return Sides({}, {})
        among = self.vectors.among(where.condition()) if where else None
        if among is not None and not among.rows.count:
            return Sides({}, {})
        keep = None if among is None else among.rows.contains
        only = among.rows.rows() if among is not None and among.rows.count <= MAX_LISTED else None
        postings = self.words.postings(question)
        # While the server looks for vectors, this process scores words.
        with self._connection.raw.pipeline():
            nearest = self.vectors.asked(embedding, n, among)
            words = dict(self.words.best(postings, n, keep, statistics, only))
            dense = dict(nearest())
        # Fusion needs the cosine of every candidate, also of those found only by words.
        dense |= self.vectors.cosines(embedding, sorted(words.keys() - dense.keys()))
        return Sides(dense, words)

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages all of its stems stand."""
        return self.words.passage_counts(words)

    def similar_words(self, word: str, k: int) -> list[str]:
        """The best `k` words of the passages that a misspelt `word` may stand for."""
        return self.words.similar_words(word, k)

    def is_found(self, row: int, text: str) -> bool:
        """Whether the passage in `row` is found by the rarest word of `text`."""
        return self.words.has(row, text)

    def cosines(self, embedding: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `embedding` with the vector of each of `rows`."""
        found = self.vectors.cosines(embedding, rows)
        return [found[row] for row in rows]

    @cached_property
    def words(self) -> PostgresWords:
        """The words' side."""
        return PostgresWords(self._connection, self._statistics, self._live, self._seen)

    @cached_property
    def vectors(self) -> PostgresVectors:
        """The vectors' side."""
        by_graph = self._has_graph and len(self) > MOST_BY_CODES
        return PostgresVectors(
            self._connection, len(self), self._seen, self._live, None if by_graph else self._parts
        )
