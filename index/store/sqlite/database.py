"""An index in a file of SQLite, in a folder of this machine."""

import os
import queue
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexFolderError, IndexLockedError, NoIndexError
from index.store.access import Access
from index.store.app_database import AppDatabase, SchemaSteps
from index.store.connection import StoreConnection
from index.store.peeking import FILE_NAME
from index.store.permissions import PRIVATE_FILE, keep_private
from index.store.saving import new_generation
from index.store.sqlite import schema
from index.store.sqlite.app_file import AppFile
from index.store.sqlite.connection import SqliteConnection
from index.store.sqlite.creation import create_store, explained_errors
from index.store.sqlite.walls import show_only
from index.store.transaction import ReadTransaction

# How long SQLite waits for another writer.
_BUSY_SECONDS = 60.0
# How long a change waits for another process: long enough for a small change to end.
LOCK_SECONDS = 5.0
# Connections that stay open for reuse: a new one has to read the schema again.
_IDLE_CONNECTIONS = 8
_MOST_PROBLEMS = 100


def has_store(folder: Path) -> bool:
    """Whether there is an index in `folder`.

    Raises:
        IndexFolderError: That can't be seen, or something else than a folder has the name.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise IndexFolderError(f"{folder}: is a file; an index needs a folder, so name another one")
        return (folder / FILE_NAME).exists()
    except OSError as error:
        raise IndexFolderError(f"{folder}: can't be opened ({error.strerror})") from error


class SqliteDatabase:
    """The file. Any number of threads and processes may read while one writes; see `Database`."""

    address: str | None = None

    def __init__(self, folder: Path, *, embedder: str, create: bool = True) -> None:
        """Opens the index in `folder`, or creates one in an empty or new folder.

        Args:
            folder: The index folder.
            embedder: The name of the embedding model of a new index.
            create: Whether a folder without an index gets one; else that is an error.

        Raises:
            IndexFolderError: The folder contains something else, or can't be written; or the index is damaged,
                or from a newer version.
        """
        self.folder = folder
        self._path = folder / FILE_NAME
        self.place = str(folder)
        # Several threads must not take or release the file lock at once.
        self._acquiring = threading.Lock()
        self._lock = FileLock(
            folder / f".{FILE_NAME}.lock", timeout=LOCK_SECONDS, mode=PRIVATE_FILE, thread_local=False
        )
        self._idle: queue.LifoQueue[SqliteConnection] = queue.LifoQueue(_IDLE_CONNECTIONS)
        # Who forgets to close an index leaves nothing open all the same.
        weakref.finalize(self, _close_all, self._idle)
        if not has_store(folder):
            if not create:
                raise NoIndexError(self.folder)
            create_store(self._path, embedder)
        if self._writable:
            keep_private(self.folder)
        with explained_errors(self._path), closing(self._connect()) as connection:
            version = self._version(connection)
        if version < schema.VERSION:
            self._migrate()

    @contextmanager
    def reading(self, access: Access | None) -> Iterator[ReadTransaction]:
        """A transaction that sees one state of the index until the block ends."""
        with explained_errors(self._path):
            connection = self._connection()
            try:
                connection.execute("BEGIN")
                show_only(connection, access)
                yield ReadTransaction(connection, self.place, access)
                connection.execute("COMMIT")
            except BaseException:
                # Its transaction is still open, so that nobody else may get it.
                connection.close()
                raise
            self._give_back(connection)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other processes from changing the index meanwhile; other threads of this process may.

        The operating system releases the lock when the process ends, even if it is killed.

        Raises:
            IndexLockedError: Another process is changing the index.
            IndexFolderError: The folder can't be written.
        """
        if not self._writable:
            raise IndexFolderError(f"{self.folder}: is read-only; the index can be asked, but not changed")
        with self._acquiring:
            try:
                self._lock.acquire()  # only counts if another thread has the lock
            except Timeout as error:
                raise IndexLockedError(
                    f"{self.folder}: another process is changing this index; you can still ask questions, "
                    "but wait until it has finished before you change anything"
                ) from error
            except OSError as error:
                raise IndexFolderError(f"{self.folder}: can't be written ({error.strerror})") from error
        try:
            yield
        finally:
            with self._acquiring:
                self._lock.release()

    @contextmanager
    def writing(
        self, access: Access | None, *, passages: bool, documents: bool = True
    ) -> Iterator[StoreConnection]:
        """One write transaction, at a time; it makes a new generation if it changes `passages`."""
        with self.locked(), explained_errors(self._path):
            connection = self._writing_connection()
            try:
                # Takes the write lock at once: taken later, it fails if somebody has written meanwhile.
                connection.execute("BEGIN IMMEDIATE")
                show_only(connection, access, to_change=True)
                yield connection
                if passages:
                    new_generation(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.close()  # which rolls back
                raise
            self._give_back(connection)

    def claim(self, connection: StoreConnection, sources: list[str]) -> None:
        """Nothing is to be done: only one transaction writes at a time."""

    def forget_deleted(self) -> None:
        """As `Database.forget_deleted`: the log has the old pages until it is emptied."""
        with explained_errors(self._path), closing(self._connect()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def app_database(self, name: str, steps: SchemaSteps, *, replaceable: bool) -> AppDatabase:
        """Opens the file of that name in the folder, or makes it."""
        return AppFile(self.folder / f"{name}.sqlite", steps, replaceable=replaceable)

    def has_app_database(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / f"{name}.sqlite").exists()

    def moving(self) -> AbstractContextManager[None]:
        """As `Database.moving`: as long as nobody else changes anything."""
        return self.locked()

    def keep_others_out(self, connection: StoreConnection) -> None:
        """As `Database.keep_others_out`: nothing, since there is one write transaction at a time."""

    def problems(self, connection: StoreConnection) -> list[str]:
        """What SQLite finds wrong with its structures, at most 100 lines."""
        # SQLite verifies its own structures only; changed texts and vectors are found by our checksums.
        found = [result for (result,) in connection.execute(f"PRAGMA integrity_check({_MOST_PROBLEMS})")]
        return [
            *(
                f"{self._path}: {line}; restore it, or add the documents again"
                for line in found
                if line != "ok"
            ),
            *(
                f"{self._path}: row {row} of {table} has lost its {parent}; run: pincite rebuild"
                for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
            ),
        ]

    def close(self) -> None:
        """Closes the files. A later call opens them again."""
        _close_all(self._idle)

    @property
    def _writable(self) -> bool:
        return os.access(self.folder, os.W_OK) and os.access(self._path, os.W_OK)

    def _connection(self) -> SqliteConnection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._connect()

    def _writing_connection(self) -> SqliteConnection:
        """A connection that can write. Those opened while the file could only be read, after a fault, are closed."""
        connection = self._connection()
        try:
            # Deletes nothing, but fails where nothing can be written.
            connection.execute("DELETE FROM main.meta WHERE false")
        except sqlite3.OperationalError:
            connection.close()
            self.close()
            return self._connect()
        return connection

    def _give_back(self, connection: SqliteConnection) -> None:
        try:
            self._idle.put_nowait(connection)
        except queue.Full:
            connection.close()

    def _connect(self) -> SqliteConnection:
        # Not "rwc": if the file has vanished, SQLite must not make an empty one.
        mode = "rw" if self._writable else "ro"
        log = self._path.with_name(f"{FILE_NAME}-wal")
        # `immutable` makes SQLite ignore the log, which is right only while the log is empty.
        if mode == "ro" and not (log.exists() and log.stat().st_size):
            mode = "ro&immutable=1"  # otherwise SQLite needs to create files beside it
        connection = SqliteConnection(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            # Python must not begin and commit by itself: the transactions are ours.
            isolation_level=None,
            check_same_thread=False,  # used by one thread at a time
        )
        connection.execute("PRAGMA foreign_keys = ON")
        # A commit returns when it is on disk, so that it survives a power failure.
        connection.execute("PRAGMA synchronous = FULL")
        # What was removed is overwritten. Debian's SQLite does so by itself.
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _version(self, connection: SqliteConnection) -> int:
        """The version of its tables."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != schema.APPLICATION_ID:
            raise IndexFolderError(f"{self._path}: is not a Pincite index; choose another folder")
        if version > schema.VERSION:
            raise IndexFolderError(f"{self._path}: was made by a newer Pincite; update this one to use it")
        return int(version)

    def _migrate(self) -> None:
        with self.locked(), explained_errors(self._path), closing(self._connect()) as connection:
            schema.migrate(connection)


def _close_all(idle: "queue.LifoQueue[SqliteConnection]") -> None:
    while not idle.empty():
        idle.get_nowait().close()
