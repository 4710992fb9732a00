"""Compares the tables that are searched with those of the store, for `pincite check`."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import numpy as np

from index.errors import DatabaseError
from index.search.postgres.codes import load
from index.search.postgres.tables import SCHEMA
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import SCHEMA as STORE
from index.store.rows import Rows

_HEADER = 4  # bytes before the numbers of a vector, as PostgreSQL sends it
_DIFFERENT = f"""
SELECT row, passage, halfvec_send(vector) FROM {STORE}.embeddings LEFT JOIN {SCHEMA}.vectors USING (row) ORDER BY row"""
_WRONG_RANGES = f"""
WITH own AS (SELECT document_id, min(row) AS first, max(row) AS last FROM {SCHEMA}.vectors GROUP BY document_id)
SELECT coalesce(source, document_id) FROM own FULL JOIN {SCHEMA}.ranges USING (document_id)
LEFT JOIN {STORE}.documents ON documents.id = document_id
WHERE (own.first, own.last) IS DISTINCT FROM (ranges.first, ranges.last) ORDER BY 1"""
_WRONGLY_GONE = f"""
SELECT first, last FROM {SCHEMA}.gone
WHERE EXISTS (SELECT 1 FROM {SCHEMA}.vectors WHERE row BETWEEN gone.first AND gone.last) ORDER BY 1"""

Problem = Callable[[str], None]


def check_tables(connection: PostgresConnection, problem: Problem) -> None:
    """Looks whether each passage is found as it should be; for a transaction that sees everything.

    `problem`: Called for each that is not.
    """
    _check_parts(connection, problem)
    for (source,) in connection.execute(_WRONG_RANGES).fetchall():
        problem(f"{SCHEMA}.ranges: {source} can't be found with a filter; run: pincite rebuild")
    for first, last in connection.execute(_WRONGLY_GONE).fetchall():
        problem(f"{SCHEMA}.gone: of the passages {first} to {last} some are there; run: pincite rebuild")
    _check_vectors(connection, problem)


def _check_vectors(connection: PostgresConnection, problem: Problem) -> None:
    with connection.raw.cursor("pincite_check", binary=True) as cursor:
        cursor.execute(_DIFFERENT.encode())
        for row, stored, searched in cursor:
            same = searched is not None and np.array_equal(
                np.frombuffer(stored, dtype="<f2"), np.frombuffer(searched[_HEADER:], dtype=">f2")
            )
            if not same:
                what = "differs from the store" if searched is not None else "can't be found"
                problem(f"{SCHEMA}.vectors: passage {row} {what}; run: pincite rebuild")


def _check_parts(connection: PostgresConnection, problem: Problem) -> None:
    parts = connection.execute(f"SELECT token FROM {SCHEMA}.codes").fetchall()
    coded = np.sort(np.concatenate([np.empty(0, np.int64), *_checked(connection, parts, problem)]))
    found = connection.execute(f"SELECT row FROM {SCHEMA}.vectors").fetchall()
    rows = np.array([row for (row,) in found], dtype=np.int64)
    for row in np.setdiff1d(rows, coded).tolist():
        problem(f"{SCHEMA}.codes: passage {row} can't be found; run: pincite rebuild")
    for row in np.intersect1d(rows, coded[1:][coded[1:] == coded[:-1]]).tolist():
        problem(f"{SCHEMA}.codes: passage {row} is there twice; run: pincite rebuild")


def _checked(
    connection: PostgresConnection, tokens: Sequence[tuple[UUID]], problem: Problem
) -> Iterator[Rows]:
    for (token,) in tokens:
        try:
            yield load(connection, [token])[token].rows
        except DatabaseError as error:
            problem(str(error))
