"""An index in a database of PostgreSQL, which any number of programs on any number of machines use at once."""

import contextlib
import json
from collections.abc import Collection, Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Literal

from index.errors import DatabaseError, NoIndexError
from index.store.access import Access
from index.store.app_database import AppDatabase, SchemaSteps
from index.store.connection import StoreConnection
from index.store.permissions import PRIVATE_FOLDER
from index.store.places import folder_of
from index.store.postgres.addresses import shown
from index.store.postgres.app_schema import AppSchema, schema_of
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import KEEP_OTHERS_OUT, SCHEMA
from index.store.postgres.explaining import explained_errors, place_for
from index.store.postgres.migrating import migrate, version_of
from index.store.postgres.pool import Pool
from index.store.postgres.schema import VERSION
from index.store.saving import new_generation
from index.store.transaction import ReadTransaction

# A question waits this long for a server, a change for longer: until a standby has become the primary.
_READ_PATIENCE, _WRITE_PATIENCE = 5.0, 60.0
# What only one transaction does at a time (advisory locks have numbers): counting a change.
_COUNTING = 1346981444
# The same: moving documents to other databases.
_MOVING = 1346981448
# Documents are numbered by the clock, in microseconds: those of several databases that are one index together then have one
# order. Only one transaction at a time sets it, and never back, whatever the clock does.
_NUMBERED_BY_THE_CLOCK = (
    "SELECT pg_advisory_lock(1346981447); "
    f"SELECT setval('{SCHEMA}.documents_rowid_seq', greatest("
    f"(SELECT last_value FROM {SCHEMA}.documents_rowid_seq) + 1000, "
    "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint))); "
    "SELECT pg_advisory_unlock(1346981447)"
)
# Locks of `documents`, each taken first of all. To read: tables that are put in place of others (`rebuild`) are empty for a transaction
# whose state is the one before, so that state must be taken when the lock is there. To change: who has read documents and then
# changes some would wait for who keeps changes out, while that one waits until nobody reads.
_TO_READ = f"LOCK TABLE {SCHEMA}.documents IN ACCESS SHARE MODE; "
_TO_CHANGE = f"LOCK TABLE {SCHEMA}.documents IN ROW EXCLUSIVE MODE; "


class PostgresDatabase:
    """The database; see `Database`. Questions are read from standbys where the address names some.

    An address may name several servers, with commas between them: what changes something goes to the one that can be
    written, and questions to one of the others, if it has all that this process has written, or to the same.
    """

    def __init__(self, address: str, *, embedder: str, create: bool = True) -> None:
        """Connects, and makes the tables where there are none.

        Args:
            address: As libpq takes it: postgresql://user@host,host/database.
            embedder: The name of the embedding model of a new index.
            create: Whether a database without an index gets one; else that is an error.

        Raises:
            NoIndexError: There is no index, and none was to be made.
            DatabaseError: No server answers or lets us in, pgvector is missing, or the tables are of a newer version.
        """
        self.folder = _folder_of(address)
        self.place = shown(address)
        self.address: str | None = address
        several = "," in str(psycopg.conninfo.conninfo_to_dict(address).get("host") or "")
        self._writers = Pool(lambda: self._connected("read-write" if several else "any"))
        self._readers = Pool(lambda: self._connected("prefer-standby")) if several else self._writers
        # The place in the log up to which this process has written: what it asks afterwards must show that.
        self._written = ""
        self._checked = False
        with explained_errors(self.place), self._readers.connection(patience=0) as connection:
            version = version_of(connection, self.place)
        if version == 0 and not create:
            self.close()
            raise NoIndexError(self.place)
        if version < VERSION:
            with explained_errors(self.place), self._writers.connection(patience=0) as connection:
                migrate(connection, self.place, embedder)
                self._wrote(connection)

    @contextlib.contextmanager
    def reading(self, access: Access | None) -> Iterator[ReadTransaction]:
        """A transaction that sees one state of the index until the block ends."""
        with explained_errors(self.place, access), self._reader() as connection:
            self._begin(connection, "ISOLATION LEVEL REPEATABLE READ READ ONLY", access, _TO_READ)
            yield ReadTransaction(connection, place_for(self.place, access), access)
            connection.raw.execute("COMMIT")

    @contextlib.contextmanager
    def writing(
        self, access: Access | None, *, passages: bool, documents: bool = True
    ) -> Iterator[StoreConnection]:
        """One write transaction, beside those of others."""
        writer = self._writers.connection(patience=_WRITE_PATIENCE)
        with explained_errors(self.place, access), writer as connection:
            self._begin(connection, "", access, _TO_CHANGE if documents else "", to_change=True)
            if passages:
                connection.raw.execute(_NUMBERED_BY_THE_CLOCK.encode())
            yield connection
            if passages:
                # From here on nobody else counts, so that a later generation is committed later.
                connection.execute("SELECT pg_advisory_xact_lock(?)", (_COUNTING,))
                new_generation(connection)
            connection.raw.execute("COMMIT")
            self._wrote(connection)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps nobody out: what others change at the same time are other documents, or they wait (`claim`)."""
        yield

    @contextlib.contextmanager
    def moving(self) -> Iterator[None]:
        """As `Database.moving`; who is killed gives it back."""
        with explained_errors(self.place), self._writers.connection(patience=_WRITE_PATIENCE) as connection:
            connection.execute("SELECT pg_advisory_lock(?)", (_MOVING,))
            # After an error the connection is closed, and the lock ends with it.
            yield
            connection.execute("SELECT pg_advisory_unlock(?)", (_MOVING,))

    def claim(self, connection: StoreConnection, sources: list[str]) -> None:
        """Makes others that save one of these sources wait until the transaction ends."""
        # In the order of the sources, so that no two wait for each other.
        for source in sources:
            connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(CAST(? AS TEXT), 24))", (source,)
            )

    def keep_others_out(self, connection: StoreConnection) -> None:
        """As `Database.keep_others_out`; questions go on."""
        connection.execute(KEEP_OTHERS_OUT)

    def forget_deleted(self) -> None:
        """As `Database.forget_deleted`: nothing, since the server vacuums."""

    def app_database(self, name: str, steps: SchemaSteps, *, replaceable: bool) -> AppDatabase:
        """Opens the schema of that name, or makes it. It can be used, or is an error: `replaceable` counts for files."""
        return AppSchema(self._writers, name, steps)

    def has_app_database(self, name: str) -> bool:
        """Whether there is such a schema."""
        with explained_errors(self.place), self._writers.connection(patience=_READ_PATIENCE) as connection:
            (there,) = connection.execute(
                "SELECT to_regnamespace(?) IS NOT NULL", (schema_of(name),)
            ).fetchone()
            return bool(there)

    def problems(self, connection: StoreConnection) -> list[str]:
        """Nothing: PostgreSQL has commands of its own for that, which only its administrator may run."""
        return []

    def close(self) -> None:
        """Closes the connections. A later call opens others."""
        self._readers.close()
        self._writers.close()

    @contextlib.contextmanager
    def _reader(self) -> Iterator[PostgresConnection]:
        """A connection to read from: to a standby only if that has all that this process has written."""
        if self._readers is not self._writers:
            with self._readers.connection(patience=_READ_PATIENCE) as connection:
                if self._has_written(connection):
                    yield connection
                    return
        with self._writers.connection(patience=_READ_PATIENCE) as connection:
            yield connection

    def _has_written(self, connection: PostgresConnection) -> bool:
        if not self._written:
            return True
        query = "SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= CAST(? AS pg_lsn)"
        return bool(connection.execute(query, (self._written,)).fetchone()[0])

    def _wrote(self, connection: PostgresConnection) -> None:
        if self._readers is not self._writers:
            self._written = connection.execute("SELECT CAST(pg_current_wal_insert_lsn() AS TEXT)").fetchone()[
                0
            ]

    def _begin(
        self,
        connection: PostgresConnection,
        mode: str,
        access: Access | None,
        lock: str,
        *,
        to_change: bool = False,
    ) -> None:
        """Begins a transaction, and tells the walls of the tables (row-level security) who it is, until it ends."""
        if access is not None:
            self._check_walls(connection)
        spaces = None if access is None else {access.writes} if to_change else access.reads
        reads = "*" if spaces is None else _array(spaces)
        # Together, so that a question waits for the server once.
        connection.raw.execute(
            SQL(
                "BEGIN {}; {}SELECT set_config('pincite.reads', {}, true), set_config('pincite.space', {}, true)"
            ).format(SQL(mode), SQL(lock), Literal(reads), Literal(access.writes if access else "")),
            prepare=False,
        )

    def _check_walls(self, connection: PostgresConnection) -> None:
        """Makes sure that row-level security counts for the user that we connect as.

        Raises:
            DatabaseError: It is one that PostgreSQL shows everything.
        """
        if self._checked:
            return
        query = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        if connection.execute(query).fetchone()[0]:
            raise DatabaseError(
                f"{self.place}: people can't be kept apart, since this user of the database sees everything; connect "
                "as one that is no superuser and has no BYPASSRLS"
            )
        self._checked = True

    def _connected(self, kind: str) -> PostgresConnection:
        return PostgresConnection.to(make_conninfo(self.address or "", target_session_attrs=kind))


def _folder_of(address: str) -> Path:
    """The folder of this machine for what belongs to one server of that index, such as files on their way to it.

    Raises:
        DatabaseError: It can't be made.
    """
    try:
        folder = folder_of(address)
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        raise DatabaseError(f"the folder for what belongs to this server can't be made ({error})") from error
    return folder


def _array(spaces: Collection[str]) -> str:
    """Names as PostgreSQL writes an array of text."""
    quoted = (json.dumps(space, ensure_ascii=False) for space in sorted(spaces))
    return f"{{{','.join(quoted)}}}"
