"""Nearest neighbours with pgvector: by the graph (HNSW), or exactly where few passages are asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from math import sqrt

import numpy as np
import numpy.typing as npt
from pgvector import HalfVector

from index.embedding.embedder import Vectors
from index.search.postgres.filling import know_vectors
from index.search.postgres.tables import SCHEMA, Seen
from index.store.catalogue import ALL, Condition
from index.store.connection import Cursor
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import SCHEMA as STORE
from index.store.rows import Rows

# How many vectors are kept while the graph is followed, up to so many passages; with more it grows with the root of their number, up to
# what pgvector takes. Recall@10 by it is in docs/evidence.md.
EF_SEARCH, _GROWS_FROM, _MOST_KEPT = 250, 100_000, 1_000
# Up to so many passages are compared one by one, which takes about as long.
MAX_EXACT = 5_000
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


class PostgresVectors:
    """The vectors of what one transaction may see."""

    def __init__(self, connection: PostgresConnection, passages: int, seen: Seen) -> None:
        """Takes a read transaction.

        Args:
            connection: That of the transaction.
            passages: How many it sees.
            seen: What rows meet that it sees.
        """
        know_vectors(connection)
        self._connection = connection
        self._seen = seen
        self._passages = passages

    def few(self, where: Condition) -> list[int] | None:
        """The rows of the passages whose documents meet a condition; None if they are many."""
        found = self._connection.execute(
            f"SELECT row FROM {SCHEMA}.vectors WHERE {self._seen.sql} AND document_id IN "
            f"(SELECT id FROM {STORE}.documents WHERE {where.sql}) LIMIT ?",
            (*self._seen.values, *where.values, MAX_EXACT + 1),
        ).fetchall()
        return sorted(row for (row,) in found) if len(found) <= MAX_EXACT else None

    def search(
        self, query: Vectors, k: int, where: Condition = ALL, few: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) as (row, cosine), highest first; equal cosines by row.

        Args:
            query: A unit vector.
            k: How many.
            where: What a document meets.
            few: The rows whose documents meet it, if they are few.
        """
        return self.asked(query, k, where, few)()

    def asked(
        self, query: Vectors, k: int, where: Condition = ALL, few: Sequence[int] | None = None
    ) -> Callable[[], list[tuple[int, float]]]:
        """As `search`, but in a pipeline of the connection it does not wait: what it returns does."""
        vector = HalfVector(query)
        if few is None and self._passages > MAX_EXACT:
            nearest = self._by_graph(vector, k, where)

            def found() -> list[tuple[int, float]]:
                rows = _in_order(nearest)
                # The graph gives up where hardly any passage near the question matches.
                return rows if len(rows) == k else _in_order(self._exactly(vector, k, where, few))

            return found
        return partial(_in_order, self._exactly(vector, k, where, few))

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

    def are(self, rows: Rows, where: Condition) -> npt.NDArray[np.bool_]:
        """For each of `rows`, whether its document meets a condition."""
        found = self._connection.execute(
            f"SELECT row FROM {SCHEMA}.vectors WHERE row = ANY(?) AND {_of_its_document(where)}",
            (rows.tolist(), *where.values),
        )
        return np.isin(rows, [row for (row,) in found])

    def _by_graph(self, vector: HalfVector, k: int, where: Condition) -> Cursor:
        # In a pipeline this waits for nothing.
        self._connection.execute(
            "SELECT set_config('hnsw.ef_search', ?, true)",
            (str(max(kept(self._passages), min(k, _MOST_KEPT))),),
        )
        condition = "true" if where == ALL else _of_its_document(where)
        return self._nearest("vector <#> ?", vector, k, condition, where.values)

    def _exactly(self, vector: HalfVector, k: int, where: Condition, few: Sequence[int] | None) -> Cursor:
        condition = self._seen.sql
        values: tuple[object, ...] = (*self._seen.values, *where.values)
        if few is not None:
            condition, values = "row = ANY(?)", (list(few),)
        elif where != ALL:
            condition += f" AND document_id IN (SELECT id FROM {STORE}.documents WHERE {where.sql})"
        # The order of a sum is none that the graph has, so that all vectors are compared.
        return self._nearest("(vector <#> ?) + 0", vector, k, condition, values)

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


def _of_its_document(where: Condition) -> str:
    """A condition on vectors. It is looked up for each that is looked at, since these are few."""
    return f"(SELECT true FROM {STORE}.documents WHERE id = vectors.document_id AND ({where.sql}))"
