"""The one truth on disk: documents, passages and their embeddings in SQLite."""

import os
import queue
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexFolderError, IndexLockedError, UnknownDocumentError
from index.store import schema
from index.store.saving import (
    Container,
    NewDocument,
    SourceNote,
    delete_document,
    keep_container,
    note_source,
    put_into_collection,
    replace_document,
)
from index.store.transaction import ReadTransaction

FILE_NAME = "pincite.sqlite3"
_BUSY_SECONDS = 60.0
# How long a change waits for that of another process: long enough for a small one to end.
LOCK_SECONDS = 5.0
_IDLE_CONNECTIONS = 8


class Store:
    """Saves and loads. Any number of threads and processes may read while one writes."""

    def __init__(self, folder: Path, *, embedder: str, check_embedder: bool = True) -> None:
        """Opens the store in `folder`, or makes one where there is nothing yet.

        Args:
            folder: The index folder.
            embedder: The name of the embedding model, which an index keeps until it is embedded anew.
            check_embedder: Whether an index made with another model is refused.

        Raises:
            IndexFolderError: The folder holds something else, is damaged, from a newer version,
                made with another embedding model, or can't be written.
        """
        self.folder = folder
        self._path = folder / FILE_NAME
        self._turn = threading.Lock()
        self._lock = FileLock(folder / f".{FILE_NAME}.lock", timeout=LOCK_SECONDS, thread_local=False)
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue(_IDLE_CONNECTIONS)
        if not self._path.exists():
            self._create(embedder)
        with self.reading() as state:
            version = state.version()
        if version < schema.VERSION:
            self._migrate()
        if check_embedder:
            with self.reading() as state:
                state.check_embedder(embedder)

    @contextmanager
    def reading(self) -> Iterator[ReadTransaction]:
        """One unchanging state of the index, for as long as the block runs."""
        with self._speaking():
            connection = self._connection()
            try:
                connection.execute("BEGIN")
                yield ReadTransaction(connection, self._path)
                connection.execute("COMMIT")
            except BaseException:
                connection.close()
                raise
            self._keep(connection)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Keeps other processes from changing anything meanwhile; other threads of this one may.

        The operating system gives the lock back when a process ends, however it ends.

        Raises:
            IndexLockedError: Another process is changing the index.
            IndexFolderError: The folder can't be written.
        """
        if not self._writable:
            raise IndexFolderError(f"{self.folder}: is read-only; the index can be asked, but not changed")
        with self._turn:
            try:
                self._lock.acquire()  # counts, where another thread has it already
            except Timeout as error:
                raise IndexLockedError(
                    f"{self.folder}: another process is changing this index; questions go on, "
                    "but wait until it has finished to change anything"
                ) from error
            except OSError as error:
                raise IndexFolderError(f"{self.folder}: can't be written ({error.strerror})") from error
        try:
            yield
        finally:
            with self._turn:
                self._lock.release()

    @contextmanager
    def writing(self, *, passages: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction; each that changes `passages` makes a new generation."""
        with self.changing(), self._speaking():
            connection = self._connection()
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                if passages:
                    schema.new_generation(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.close()  # which rolls back
                raise
            self._keep(connection)

    def save(self, new: Sequence[NewDocument], holdings: Sequence[Container] = ()) -> None:
        """Saves documents, each in place of what had its source before, in one transaction."""
        with self.writing() as connection:
            for item in new:
                replace_document(connection, item)
            for holding in holdings:
                keep_container(connection, holding)

    def note(self, notes: Sequence[SourceNote], collection: str | None = None) -> None:
        """Keeps what was seen of sources that gave no new document; see `note_source`."""
        with self.writing(passages=False) as connection:
            for note in notes:
                note_source(connection, note, collection)

    def note_collection(self, sources: Sequence[str], collection: str) -> None:
        """Puts documents into a collection beside those that they are in."""
        with self.writing(passages=False) as connection:
            put_into_collection(connection, sources, collection)

    def forget(self, sources: Iterable[str]) -> None:
        """Forgets sources that are gone and gave no document of their own."""
        with self.writing(passages=False) as connection:
            connection.executemany("DELETE FROM sources WHERE source = ?", [(source,) for source in sources])

    def remove(self, document_ids: Iterable[str]) -> None:
        """Removes documents and their passages in one transaction.

        Raises:
            UnknownDocumentError: There is none with one of the ids; nothing is removed then.
        """
        with self.writing() as connection:
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

    def _keep(self, connection: sqlite3.Connection) -> None:
        try:
            self._idle.put_nowait(connection)
        except queue.Full:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        mode = "rw" if self._writable else "ro"
        log = self._path.with_name(f"{FILE_NAME}-wal")
        if mode == "ro" and not (log.exists() and log.stat().st_size):
            mode = "ro&immutable=1"  # without it SQLite would want to make files beside it
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # used by one thread at a time
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _migrate(self) -> None:
        with self.changing(), self._speaking(), closing(self._connect()) as connection:
            schema.migrate(connection)

    def _create(self, embedder: str) -> None:
        """Makes the file under another name first, so that it appears whole or not at all."""
        unfinished = self.folder / f".{FILE_NAME}.{uuid.uuid4().hex}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            others = [path for path in self.folder.iterdir() if not path.name.startswith(f".{FILE_NAME}")]
            if others and not self._path.exists():  # or another process was first
                raise IndexFolderError(
                    f"{self.folder}: holds other files and no Pincite index; name an empty or a new folder"
                )
            with self._speaking(), closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
                schema.initialise(connection, embedder)
            _move_unless_there(unfinished, self._path)
        except OSError as error:
            raise IndexFolderError(f"{self.folder}: no index can be made there ({error.strerror})") from error
        finally:
            unfinished.unlink(missing_ok=True)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turns what SQLite raises into an error that says what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise IndexFolderError(
                f"{self._path}: {error}; check the disk and the folder's permissions"
            ) from error
        except sqlite3.DatabaseError as error:
            raise IndexFolderError(
                f"{self._path}: is damaged or not a Pincite index ({error}); move the folder away and add the documents again"
            ) from error


def _move_unless_there(unfinished: Path, path: Path) -> None:
    """Gives the file its name, unless another process was first: its index is kept."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            unfinished.rename(path)
