"""Makes the tables of an index in PostgreSQL, or those of the newest version out of earlier ones. Safe to run twice, and at once."""

import secrets
from collections.abc import Mapping

import psycopg

from index.errors import DatabaseError
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import SCHEMA
from index.store.postgres.schema import STEPS, VERSION

_MIGRATING = 1346981442  # advisory locks have numbers


def version_of(connection: PostgresConnection, place: str) -> int:
    """The version of the tables; 0 if there are none.

    Raises:
        DatabaseError: They are of a newer version.
    """
    # Not by `to_regclass`: what it has once looked for in vain, it does not see in a transaction that has begun before.
    (there,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'meta')", (SCHEMA,)
    ).fetchone()
    if not there:
        return 0
    row = connection.execute(f"SELECT value FROM {SCHEMA}.meta WHERE key = 'version'").fetchone()
    version = int(row[0]) if row else 0
    if version > VERSION:
        raise DatabaseError(f"{place}: was made by a newer Pincite; update this one to use it")
    return version


def migrate(
    connection: PostgresConnection, place: str, embedder: str, steps: Mapping[int, str] = STEPS
) -> None:
    """Makes the tables, or changes those of an earlier version, in one transaction; another process waits for it.

    Args:
        connection: To the server that can be written.
        place: For messages.
        embedder: The name of the embedding model of a new index.
        steps: What leads to each version.

    Raises:
        DatabaseError: pgvector is missing and can't be installed by this user.
    """
    with connection.raw.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(?)", (_MIGRATING,))
        version = version_of(connection, place)
        if version == 0:
            _need_vectors(connection, place)
        for step in range(version + 1, VERSION + 1):
            # As it stands: it has no values, and several statements.
            connection.raw.execute(steps[step].encode())
        if version == 0:
            connection.execute("INSERT INTO meta VALUES ('embedder', ?)", (embedder,))
        if version < VERSION:
            connection.execute(
                "INSERT INTO meta VALUES ('version', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (str(VERSION),),
            )
            connection.execute(
                "INSERT INTO changes SELECT coalesce(max(generation) + 1, 0), ? FROM changes",
                (secrets.token_hex(8),),
            )


def _need_vectors(connection: PostgresConnection, place: str) -> None:
    if connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone():
        return
    try:
        with connection.raw.transaction():
            connection.execute("CREATE EXTENSION vector")
    except psycopg.Error as error:
        raise DatabaseError(
            f"{place}: has no pgvector ({error.diag.message_primary or error}); "
            "install it on the server, and let an administrator run: CREATE EXTENSION vector"
        ) from error
