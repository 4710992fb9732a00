"""Saves documents, passages and their embeddings in SQLite, which is the source of truth on disk."""

import os
import queue
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexFolderError, IndexLockedError, NoIndexError, UnknownDocumentError
from index.store import schema
from index.store.creation import create_store, explained_errors
from index.store.peeking import FILE_NAME
from index.store.permissions import PRIVATE_FILE, keep_private
from index.store.saving import (
    Container,
    NewDocument,
    SourceNote,
    add_to_collection,
    delete_document,
    remember_removed,
    replace_document,
    save_container,
    save_note,
)
from index.store.transaction import ReadTransaction

# How long SQLite waits for another writer.
_BUSY_SECONDS = 60.0
# How long a change waits for another process: long enough for a small change to end.
LOCK_SECONDS = 5.0
# Connections that stay open for reuse: a new one has to read the schema again.
_IDLE_CONNECTIONS = 8


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


class Store:
    """Saves and loads. Any number of threads and processes may read while one writes."""

    def __init__(
        self, folder: Path, *, embedder: str, check_embedder: bool = True, create: bool = True
    ) -> None:
        """Opens the store in `folder`, or creates one in an empty or new folder.

        Args:
            folder: The index folder.
            embedder: The name of the embedding model, which belongs to the index until `reembed` changes it.
            check_embedder: Whether an index with the vectors of another model is an error.
            create: Whether a folder without an index gets one; else that is an error.

        Raises:
            IndexFolderError: The folder contains something else, or can't be written; or the index is damaged,
                from a newer version, or was made with another embedding model.
        """
        self.folder = folder
        self._path = folder / FILE_NAME
        # Several threads must not take or release the file lock at once.
        self._acquiring = threading.Lock()
        self._lock = FileLock(
            folder / f".{FILE_NAME}.lock", timeout=LOCK_SECONDS, mode=PRIVATE_FILE, thread_local=False
        )
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue(_IDLE_CONNECTIONS)
        if not has_store(folder):
            if not create:
                raise NoIndexError(self.folder)
            create_store(self._path, embedder)
        if self._writable:
            keep_private(self.folder)
        with self.reading() as transaction:
            version = transaction.version()
        if version < schema.VERSION:
            self._migrate()
        if check_embedder:
            with self.reading() as transaction:
                transaction.check_embedder(embedder)

    @contextmanager
    def reading(self) -> Iterator[ReadTransaction]:
        """A transaction that sees one state of the index until the block ends."""
        with explained_errors(self._path):
            connection = self._connection()
            try:
                connection.execute("BEGIN")
                yield ReadTransaction(connection, self._path)
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
    def writing(self, *, passages: bool = True) -> Iterator[sqlite3.Connection]:
        """One write transaction; it makes a new generation if it changes `passages`."""
        with self.locked(), explained_errors(self._path):
            connection = self._writing_connection()
            try:
                # Takes the write lock at once: taken later, it fails if somebody has written meanwhile.
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                if passages:
                    schema.new_generation(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.close()  # which rolls back
                raise
            self._give_back(connection)

    def save(self, new: Sequence[NewDocument], containers: Sequence[Container] = ()) -> None:
        """Saves documents and containers in one transaction, in place of earlier ones with the same source."""
        with self.writing() as connection:
            for document in new:
                replace_document(connection, document)
            for container in containers:
                save_container(connection, container)

    def save_notes(self, notes: Sequence[SourceNote], collection: str | None = None) -> None:
        """Saves notes about sources that gave no new document; see `save_note`."""
        with self.writing(passages=False) as connection:
            for note in notes:
                save_note(connection, note, collection)

    def add_to_collection(self, sources: Sequence[str], collection: str) -> None:
        """Adds the documents of some sources to a collection."""
        with self.writing(passages=False) as connection:
            add_to_collection(connection, sources, collection)

    def forget_sources(self, sources: Iterable[str]) -> None:
        """Deletes the records of sources that are gone and have no document of their own."""
        with self.writing(passages=False) as connection:
            connection.executemany("DELETE FROM sources WHERE source = ?", [(source,) for source in sources])

    def remove(self, document_ids: Iterable[str], *, remembered: Iterable[str] = ()) -> None:
        """Removes documents and their passages in one transaction.

        Args:
            document_ids: The documents.
            remembered: The sources of files that a sync must not bring back.

        Raises:
            UnknownDocumentError: There is no document with one of the ids. Nothing is removed then.
        """
        with self.writing() as connection:
            for source in remembered:
                remember_removed(connection, source)
            for document_id in document_ids:
                if not delete_document(connection, "id = ?", document_id):
                    raise UnknownDocumentError(f"no document has the id {document_id!r}")

    def close(self) -> None:
        """Closes the files. A later call opens them again."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    @property
    def _writable(self) -> bool:
        return os.access(self.folder, os.W_OK) and os.access(self._path, os.W_OK)

    def _connection(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._connect()

    def _writing_connection(self) -> sqlite3.Connection:
        """A connection that can write. Those opened while the file could only be read, after a fault, are closed."""
        connection = self._connection()
        try:
            # Deletes nothing, but fails where nothing can be written.
            connection.execute("DELETE FROM meta WHERE 0")
        except sqlite3.OperationalError:
            connection.close()
            self.close()
            return self._connect()
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        try:
            self._idle.put_nowait(connection)
        except queue.Full:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        # Not "rwc": if the file has vanished, SQLite must not make an empty one.
        mode = "rw" if self._writable else "ro"
        log = self._path.with_name(f"{FILE_NAME}-wal")
        # `immutable` makes SQLite ignore the log, which is right only while the log is empty.
        if mode == "ro" and not (log.exists() and log.stat().st_size):
            mode = "ro&immutable=1"  # otherwise SQLite needs to create files beside it
        connection = sqlite3.connect(
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
        return connection

    def _migrate(self) -> None:
        with self.locked(), explained_errors(self._path), closing(self._connect()) as connection:
            schema.migrate(connection)
