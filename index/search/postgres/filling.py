"""Fills what is searched from the tables of the store."""

from collections.abc import Sequence

import numpy as np
from pgvector import HalfVector
from pgvector.psycopg import register_vector

from index.search.postgres import tables
from index.search.postgres.batches import Batch
from index.search.postgres.codes import MOST_BY_CODES, write_parts
from index.search.postgres.tables import SCHEMA
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import KEEP_OTHERS_OUT
from index.store.postgres.dialect import SCHEMA as STORE
from index.store.transaction import ReadTransaction

# Passages whose texts and vectors are in memory at once; and those whose words make up one batch.
_CHUNK, _BATCH = 1_000, 20_000
_NEW = f"{SCHEMA}_new"
# While a graph is made, that many kilobytes for each vector: one that fits into memory is made many times as fast.
_KILOBYTES, _MOST_MEMORY = 3, 4_000_000

_PENDING = f"""
SELECT row FROM {SCHEMA}.pending JOIN {STORE}.passages USING (row) JOIN {STORE}.embeddings USING (row)
ORDER BY row FOR UPDATE OF pending SKIP LOCKED"""
_VECTORS = f"""
SELECT row, document_id, space, passage FROM {STORE}.passages JOIN {STORE}.embeddings USING (row)
JOIN {STORE}.documents ON documents.id = document_id WHERE row = ANY(?) ORDER BY row"""

# Of all rows of a document, whoever else is adding some of them.
_RANGES = f"""
INSERT INTO {{schema}}.ranges SELECT document_id, space, min(row), max(row)
FROM {STORE}.passages JOIN {STORE}.documents ON documents.id = document_id
WHERE document_id IN (SELECT document_id FROM {{schema}}.vectors WHERE {{rows}}) GROUP BY document_id, space ON CONFLICT DO NOTHING"""


def fill(connection: PostgresConnection, embedder: str, place: str) -> None:
    """Adds what is pending and may be seen, in a write transaction; others add theirs at the same time.

    Raises:
        EmbedderChangedError: Another process has embedded everything again since what is added was embedded.
        DatabaseError: The tables are those of another version.
    """
    rows = [row for (row,) in connection.execute(_PENDING).fetchall()]
    if not rows:
        return
    ReadTransaction(connection, place).check_embedder(embedder)
    state = tables.state(connection)
    tables.check_format(state["format"], place)
    if "embedder" not in state:
        _create_vectors(connection, rows[0], embedder)
    for space, own in _add(connection, rows, SCHEMA).items():
        write_parts(connection, space, own)
    connection.execute(_RANGES.format(schema=SCHEMA, rows="row = ANY(?)"), (rows,))
    connection.execute(f"DELETE FROM {SCHEMA}.pending WHERE row = ANY(?)", (rows,))


def remake(connection: PostgresConnection) -> None:
    """Makes all tables anew, in a write transaction that sees everything. Changes of others wait, questions do not."""
    tables.keep_others_out(connection)
    tables.create(connection, _NEW)
    rows = [
        row for (row,) in connection.execute(f"SELECT row FROM {STORE}.embeddings ORDER BY row").fetchall()
    ]
    if rows:
        # Whatever model the caller has: another process may have embedded everything again.
        embedder = ReadTransaction(connection, "").embedder
        tables.create_vectors(connection, _NEW, _dimensions(connection, rows[0]), embedder)
        for first in range(0, len(rows), _BATCH):
            _add(connection, rows[first : first + _BATCH], _NEW)
        tables.create_indexes(connection, _NEW)
        connection.execute(_RANGES.format(schema=_NEW, rows="true"))
        for (space,) in connection.execute(f"SELECT DISTINCT space FROM {_NEW}.batches").fetchall():
            write_parts(connection, space, _rows_of(connection, space, _NEW), _NEW)
        if len(rows) > MOST_BY_CODES:
            kilobytes = min(_MOST_MEMORY, max(64_000, _KILOBYTES * len(rows)))
            connection.execute("SELECT set_config('maintenance_work_mem', ?, true)", (f"{kilobytes}kB",))
            tables.create_graph(connection, _NEW)
        connection.raw.execute(
            f"ANALYZE {_NEW}.vectors, {_NEW}.words, {_NEW}.batches, {_NEW}.codes, {_NEW}.ranges".encode()
        )
    tables.use(connection, _NEW)


def refill(connection: PostgresConnection, space: str) -> None:
    """Writes the words and codes of a space again, without those of passages that are gone. Changes of others wait."""
    connection.execute(KEEP_OTHERS_OUT)
    for table in ("batches", "words", "spellings", "codes", "gone"):
        connection.execute(f"DELETE FROM {SCHEMA}.{table} WHERE space = ?", (space,))
    rows = _rows_of(connection, space, SCHEMA)
    for first in range(0, len(rows), _BATCH):
        batch = Batch(space)
        for part in _chunks(rows[first : first + _BATCH]):
            for row, text in ReadTransaction(connection, "").texts_of(part):
                batch.add(row, text)
        batch.write(connection)
    write_parts(connection, space, rows)


def _rows_of(connection: PostgresConnection, space: str, schema: str) -> list[int]:
    found = connection.execute(f"SELECT row FROM {schema}.vectors WHERE space = ? ORDER BY row", (space,))
    return [row for (row,) in found.fetchall()]


def _create_vectors(connection: PostgresConnection, row: int, embedder: str) -> None:
    """Makes the table of vectors, with the first passage of all."""
    connection.execute("SELECT pg_advisory_xact_lock(?)", (tables.CREATING,))
    if "embedder" not in tables.state(connection):  # else another one has made it meanwhile
        tables.create_vectors(connection, SCHEMA, _dimensions(connection, row), embedder)
        tables.create_indexes(connection, SCHEMA)


def _dimensions(connection: PostgresConnection, row: int) -> int:
    query = f"SELECT length(passage) / 2 FROM {STORE}.embeddings WHERE row = ?"
    return int(connection.execute(query, (row,)).fetchone()[0])


def _add(connection: PostgresConnection, rows: Sequence[int], schema: str) -> dict[str, list[int]]:
    """Adds the vectors and words of passages; their words make up one batch for each space. Returns the rows of each."""
    know_vectors(connection)
    batches: dict[str, Batch] = {}
    own: dict[str, list[int]] = {}
    for part in _chunks(rows):
        spaces = _add_vectors(connection, part, schema)
        for row, text in ReadTransaction(connection, "").texts_of(part):
            space = spaces[row]
            batches.setdefault(space, Batch(space)).add(row, text)
            own.setdefault(space, []).append(row)
    for batch in batches.values():
        batch.write(connection, schema)
    return own


def _add_vectors(connection: PostgresConnection, rows: Sequence[int], schema: str) -> dict[int, str]:
    """Adds vectors; returns the space of each row."""
    found = connection.execute(_VECTORS, (list(rows),)).fetchall()
    # Not COPY, which PostgreSQL does not have for tables with row-level security.
    with connection.raw.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {schema}.vectors VALUES (%s, %s, %s, %s)".encode(),
            [
                (row, document, space, HalfVector(np.frombuffer(vector, dtype="<f2")))
                for row, document, space, vector in found
            ],
        )
    return {row: space for row, _, space, _ in found}


def _chunks(rows: Sequence[int]) -> list[Sequence[int]]:
    return [rows[first : first + _CHUNK] for first in range(0, len(rows), _CHUNK)]


def know_vectors(connection: PostgresConnection) -> None:
    """Lets psycopg send and read vectors on this connection."""
    if connection.raw.adapters.types.get("halfvec") is None:
        register_vector(connection.raw)
