"""Nearest neighbours with pgvector: exactly where few passages are asked for, else by codes, or by the graph (HNSW) where there are too many."""

from collections.abc import Callable, Sequence
from functools import partial
from math import sqrt
from typing import NamedTuple

import numpy as np
from pgvector import HalfVector

from index.embedding.embedder import Vectors
from index.search.postgres.codes import CodePart, nearest
from index.search.postgres.filling import know_vectors
from index.search.postgres.tables import SCHEMA, Seen
from index.store.catalogue import Condition
from index.store.connection import Cursor
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import SCHEMA as STORE
from index.store.rows import RowRanges, Rows, RowSet

# How many vectors are kept while the graph is followed, up to so many passages; with more it grows with the root of their number, up to
# what pgvector takes. Recall@10 by it is in docs/evidence.md.
EF_SEARCH, _GROWS_FROM, _MOST_KEPT = 250, 100_000, 1_000
# Up to so many passages are compared one by one, which takes about as long; of a filter up to `MAX_LISTED`, if they are few of all.
MAX_EXACT, MAX_LISTED = 5_000, 20_000
# The order of a sum is none that the graph has, so that all vectors are compared.
_COMPARED = "(vector <#> ?) + 0"
# With a filter the graph is followed until enough passages match; but no further than this.
_MOST_LOOKED_AT = 40_000

SETTINGS = {
    # With a filter: on, until there are enough. The order is ours.
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.max_scan_tuples": str(_MOST_LOOKED_AT),
    # All that a question reads has an index; a guess that few rows are there must not lead round it.
    "enable_seqscan": "off",
    # Takes longer than the query.
    "jit": "off",
    # A plan for any limit and any rows, which PostgreSQL makes of a query that comes often, passes the graph over.
    "plan_cache_mode": "force_custom_plan",
}
"""What PostgreSQL is told for the transaction of a question."""


class Among(NamedTuple):
    """The passages of documents that match a filter.

    Attributes:
        where: What a document meets.
        rows: Of the passages.
    """

    where: Condition
    rows: RowRanges


class PostgresVectors:
    """The vectors of what one transaction may see."""

    def __init__(
        self,
        connection: PostgresConnection,
        passages: int,
        seen: Seen,
        live: RowSet,
        parts: Callable[[], Sequence[CodePart]] | None,
    ) -> None:
        """Takes a read transaction.

        Args:
            connection: That of the transaction.
            passages: How many it sees.
            seen: What rows meet that it sees.
            live: All rows but those that are still in a part although their passages were removed.
            parts: Gives the codes of what it sees; None to follow the graph.
        """
        know_vectors(connection)
        self._connection = connection
        self._seen = seen
        self._passages = passages
        self._live = live
        self._parts = parts

    def among(self, where: Condition) -> Among:
        """The passages whose documents meet a condition."""
        found = self._connection.execute(
            f"SELECT first, last FROM {SCHEMA}.ranges WHERE {self._seen.sql} AND document_id IN "
            f"(SELECT id FROM {STORE}.documents WHERE {where.sql}) ORDER BY first",
            (*self._seen.values, *where.values),
        )
        ranges = np.array(found.fetchall(), dtype=np.int64).reshape(-1, 2)
        return Among(where, RowRanges(ranges[:, 0], ranges[:, 1]))

    def search(self, query: Vectors, k: int, among: Among | None = None) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) as (row, cosine), highest first; equal cosines by row.

        Args:
            query: A unit vector.
            k: How many.
            among: Where to look; None for all that is seen.
        """
        return self.asked(query, k, among)()

    def asked(
        self, query: Vectors, k: int, among: Among | None = None
    ) -> Callable[[], list[tuple[int, float]]]:
        """As `search`, but in a pipeline of the connection it does not wait: what it returns does."""
        vector = HalfVector(query)
        count = self._passages if among is None else among.rows.count
        if count <= MAX_EXACT or (among is not None and count <= min(MAX_LISTED, self._passages // 50)):
            return partial(_in_order, self._exactly(vector, k, among))
        if self._parts is not None:
            live = self._live.contains if among is None else among.rows.contains
            near = nearest(self._parts(), query, k, live, count / self._passages)
            return partial(_in_order, self._compared(vector, k, near))
        followed = self._by_graph(vector, k, among)

        def found() -> list[tuple[int, float]]:
            rows = _in_order(followed)
            # The graph gives up where hardly any passage near the question matches.
            return rows if len(rows) == k else _in_order(self._exactly(vector, k, among))

        return found

    def cosines(self, query: Vectors, rows: Sequence[int]) -> dict[int, float]:
        """The cosine of `query` with the vector of each of `rows`; those that are not there are left out."""
        if not rows:
            return {}
        return dict(
            self._connection.execute(
                f"SELECT row, -(vector <#> ?) FROM {SCHEMA}.vectors WHERE row = ANY(?)",
                (HalfVector(query), list(rows)),
            )
        )

    def _by_graph(self, vector: HalfVector, k: int, among: Among | None) -> Cursor:
        # In a pipeline this waits for nothing.
        self._connection.execute(
            "SELECT set_config('hnsw.ef_search', ?, true)",
            (str(max(kept(self._passages), min(k, _MOST_KEPT))),),
        )
        if among is None:
            return self._nearest("vector <#> ?", vector, k, "true", ())
        # It is looked up for each vector that is looked at, since these are few.
        document = (
            f"(SELECT true FROM {STORE}.documents WHERE id = vectors.document_id AND ({among.where.sql}))"
        )
        return self._nearest("vector <#> ?", vector, k, document, among.where.values)

    def _exactly(self, vector: HalfVector, k: int, among: Among | None) -> Cursor:
        if among is not None:
            return self._compared(vector, k, among.rows.rows())
        return self._nearest(_COMPARED, vector, k, self._seen.sql, self._seen.values)

    def _compared(self, vector: HalfVector, k: int, rows: Rows) -> Cursor:
        return self._nearest(_COMPARED, vector, k, "row = ANY(?)", (rows.tolist(),))

    def _nearest(
        self, order: str, vector: HalfVector, k: int, condition: str, values: Sequence[object]
    ) -> Cursor:
        return self._connection.execute(
            f"SELECT row, -(vector <#> ?) FROM {SCHEMA}.vectors WHERE {condition} ORDER BY {order} LIMIT ?",
            (vector, *values, vector, k),
        )


def _in_order(nearest: Cursor) -> list[tuple[int, float]]:
    return sorted(nearest.fetchall(), key=lambda pair: (-pair[1], pair[0]))


def kept(passages: int) -> int:
    """How many vectors are kept while the graph of so many passages is followed."""
    return min(_MOST_KEPT, round(EF_SEARCH * sqrt(max(1.0, passages / _GROWS_FROM))))
