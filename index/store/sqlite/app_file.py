"""An `AppDatabase` in an SQLite file: made, opened, locked, and set aside if it is damaged."""

import logging
import os
import re
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import AppDatabaseError
from index.store.app_database import AppNotice, NoticeKind, SchemaSteps
from index.store.connection import Connection
from index.store.permissions import make_file

_log = logging.getLogger("pincite")

_WAIT = 10.0  # seconds for another process that writes
_CHECKED = 200_000_000  # bytes of a file that is looked through when it is opened, which takes about a second

_POLICY = re.compile(r"\s*(CREATE POLICY|ALTER TABLE \w+ (ENABLE|FORCE) ROW LEVEL SECURITY)\b")
_DISK = "check the disk and the folder's permissions"
_DAMAGED = "bring it back from a backup, or move it away to begin with an empty one"


class AppFile:
    """The file `NAME.sqlite`. One thread at a time uses it.

    Attributes:
        notice: What users should know of it, or None.
    """

    def __init__(self, path: Path, steps: SchemaSteps, *, replaceable: bool = False) -> None:
        """Opens the file, or makes it.

        Args:
            path: The file; its name names the database.
            steps: Those of its tables.
            replaceable: Whether work goes on without what is in it. A damaged one then gets another name and a new one takes its
                place, and where nothing can be written, the tables are kept in memory until the program ends: see `notice`.

        Raises:
            AppDatabaseError: It can't be used, and it is not replaceable.
        """
        self._path, self._steps, self._replaceable = path, steps, replaceable
        self._lock = threading.RLock()
        self.notice: AppNotice | None = None
        self._opened: list[sqlite3.Connection] = []
        self._connection = self._open()
        # Also when the program ends, so that what lies in the log is in the file.
        self._closed = weakref.finalize(self, _close_newest, self._opened)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._closed()

    @contextmanager
    def reading(self, of: str = "") -> Iterator[Connection]:
        """As `AppDatabase.reading`."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self, of: str = "") -> Iterator[Connection]:
        """As `AppDatabase.writing`; one at a time writes, whatever `of` says."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def tables(self) -> Sequence[str]:
        """As `AppDatabase.tables`."""
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid"
        )
        with self.reading() as connection:
            return [name for (name,) in connection.execute(query)]

    def count_on(self, connection: Connection) -> None:
        """As `AppDatabase.count_on`: SQLite notes the highest number by itself."""

    def forget_deleted(self) -> None:
        """As `AppDatabase.forget_deleted`."""
        # The log has the old pages until it is emptied.
        with self._using() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._using() as connection:
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite may have ended the transaction itself
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._connection
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise AppDatabaseError(str(self._path), str(error), _DISK) from error
                if not self._replaceable:
                    raise self._damaged(error) from error
                self._connection.close()
                self._set_aside()
                self._connection = self._open()
                raise AppDatabaseError(
                    str(self._path), "was damaged", "it was set aside; try again"
                ) from error

    def _open(self) -> sqlite3.Connection:
        connection = self._first_that_works() if self._replaceable else self._only()
        self._opened[:] = [connection]
        return connection

    def _only(self) -> sqlite3.Connection:
        try:
            return _connected(self._path, self._steps)
        except OSError as error:
            raise AppDatabaseError(str(self._path), f"can't be written ({error.strerror})", _DISK) from error
        except _NewerError as error:
            raise AppDatabaseError(
                str(self._path), "was made by a newer Pincite", "update this one to use it"
            ) from error
        except sqlite3.DatabaseError as error:
            if _is_damage(error):
                raise self._damaged(error) from error
            raise AppDatabaseError(str(self._path), str(error), _DISK) from error

    def _damaged(self, error: sqlite3.DatabaseError) -> AppDatabaseError:
        return AppDatabaseError(str(self._path), f"is damaged ({error})", _DAMAGED)

    def _first_that_works(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                return _connected(self._path, self._steps)
            except OSError as error:
                return self._in_memory("unwritable", error.strerror or str(error))
            except _NewerError:
                return self._in_memory("newer")
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    return self._in_memory("unusable", str(error))
                self._set_aside()
        return self._in_memory("stuck")

    def _in_memory(self, kind: NoticeKind, reason: str = "") -> sqlite3.Connection:
        self.notice = AppNotice(kind=kind, detail=reason)
        _log.warning("%s: is not kept (%s %s)", self._path, kind, reason)
        return _connected(None, self._steps)

    def _set_aside(self) -> None:
        """Gives the damaged file, with what SQLite has beside it, a name of its own."""
        stem = f"{self._path.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                found = self._path.with_name(self._path.name + suffix)
                found.rename(self._path.with_name(stem + self._path.suffix + suffix))
        self.notice = AppNotice(kind="set_aside", detail=f"{stem}{self._path.suffix}")
        _log.warning("%s: was damaged, and is set aside as %s", self._path, self.notice.detail)


def _close_newest(opened: list[sqlite3.Connection]) -> None:
    for connection in opened:
        connection.close()


class _NewerError(Exception):
    """The file was made by a newer version."""


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    # The low byte is the kind of the error (https://www.sqlite.org/rescode.html).
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    )


def _connected(path: Path | None, steps: SchemaSteps) -> sqlite3.Connection:
    if path:
        # For this user alone; SQLite gives the files beside it the same permissions.
        with suppress(FileExistsError):
            make_file(path)
        if not os.access(path, os.W_OK):
            raise PermissionError(13, "Permission denied")
    connection = sqlite3.connect(
        path or ":memory:", timeout=_WAIT, isolation_level=None, check_same_thread=False
    )
    try:
        _use_log(connection)
        # What is deleted does not stay in the free pages of the file.
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        _prepare(connection, steps, _application_id(path.stem) if path else 0)
        # Before anybody relies on it: a damaged page might be found only in a year, by the search that needs it.
        if path and path.stat().st_size <= _CHECKED:
            _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_log(connection: sqlite3.Connection) -> None:
    """With a log, readers and the writer do not wait for each other."""
    end = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            # For this change alone SQLite does not wait when another process makes it at the same moment.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _application_id(name: str) -> int:
    """Marks the file as ours among SQLite files: "PICH" for chats."""
    return int.from_bytes(f"PI{name[:2].upper()}".encode("ascii", "replace"))


def _check(connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _prepare(connection: sqlite3.Connection, steps: SchemaSteps, application: int) -> None:
    newest = max(steps)
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > newest:
        connection.execute("ROLLBACK")
        raise _NewerError
    for number in range(version + 1, newest + 1):
        step = steps[number]
        if callable(step):
            step(connection)
            continue
        # Not `executescript`, which would end the transaction.
        for statement in filter(str.strip, step.split(";")):
            if not _POLICY.match(statement):
                connection.execute(statement)
    if version < newest:
        connection.execute(f"PRAGMA application_id={application}")
        connection.execute(f"PRAGMA user_version={newest}")
    connection.execute("COMMIT")
