"""The SQLite file of the chats: made, opened, locked, and set aside if it is damaged."""

import logging
import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ui.chats.chat import ChatError
from ui.languages import page_text

_log = logging.getLogger("pincite")

APPLICATION_ID = 0x50494348  # "PICH": marks the file as ours among SQLite files
# Increase it with each change of the tables, and add to `_STEPS` the way from the version before.
VERSION = 2

_WAIT = 10.0  # seconds for another process that writes
_CHECKED = 200_000_000  # bytes of a file that is looked through when it is opened, which takes about a second

# `answer` comes last: SQLite reads a row from its start, and lists and searches need all but the answer.
# `searched` has the words of question and answer in small letters, since SQLite knows only those from A to Z.
_SCHEMA = """
CREATE TABLE chats (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT, created REAL NOT NULL, changed REAL NOT NULL,
    pinned INTEGER NOT NULL DEFAULT 0, deleted REAL, scope TEXT
) STRICT;
CREATE INDEX chats_of_owner ON chats (owner, changed);
CREATE TABLE messages (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
    chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    asked REAL NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, writer TEXT,
    literal INTEGER NOT NULL DEFAULT 0, replaced REAL, replaced_by TEXT, problem TEXT,
    followups TEXT NOT NULL DEFAULT '[]', question TEXT NOT NULL, searched TEXT NOT NULL, answer TEXT,
    UNIQUE (chat, id)
) STRICT;
CREATE INDEX messages_of_chat ON messages (chat, row);
"""

# Since version 2. What people said of an answer goes with it.
_RATINGS = """
CREATE TABLE ratings (
    chat TEXT NOT NULL, message TEXT NOT NULL, rated REAL NOT NULL, rating TEXT NOT NULL,
    PRIMARY KEY (chat, message), FOREIGN KEY (chat, message) REFERENCES messages (chat, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
"""

# The statements that lead to a version from the one before.
_STEPS = {1: _SCHEMA, 2: _RATINGS}


class ChatDatabase:
    """The file. Any thread may use it; one at a time does.

    Attributes:
        notice: What users should know of it, a sentence: that a damaged file was set aside, or that nothing is kept.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes it.

        A damaged one gets another name and a new one takes its place. Where nothing can be written, the chats are kept in
        memory until the program ends.
        """
        self._path = path
        self._lock = threading.RLock()
        self.notice: str | None = None
        self._opened: list[sqlite3.Connection] = []
        self._connection = self._open()
        # Also when the program ends, so that what lies in the log is in the file.
        self._closed = weakref.finalize(self, _close_newest, self._opened)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._closed()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Reads one state of the chats.

        Raises:
            ChatError: The disk does not work, or the file was damaged and has just been set aside.
        """
        with self._lock:
            try:
                yield self._connection
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise ChatError(
                        page_text("The chats can't be read or kept: {why}. Check the disk.", why=error)
                    ) from error
                self._connection.close()
                self._set_aside()
                self._connection = self._open()
                raise ChatError(self.notice or "") from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of the block is kept, or nothing.

        Raises:
            ChatError: As for `reading`.
        """
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite may have ended the transaction itself
                    connection.execute("ROLLBACK")
                raise

    def _open(self) -> sqlite3.Connection:
        connection = self._first_that_works()
        self._opened[:] = [connection]
        return connection

    def _first_that_works(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                _make_private(self._path)
                return _connected(self._path)
            except OSError as error:
                return self._in_memory(
                    page_text("the index folder can't be written ({why})", why=error.strerror)
                )
            except _NewerError:
                return self._in_memory(page_text("its file is of a newer Pincite"))
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    return self._in_memory(str(error))
                self._set_aside()
        return self._in_memory(page_text("the damaged file can't be set aside"))

    def _in_memory(self, reason: str) -> sqlite3.Connection:
        self.notice = page_text("Chats are not kept: {reason}.", reason=reason)
        _log.warning("%s: %s", self._path, self.notice)
        return _connected(None)

    def _set_aside(self) -> None:
        """Gives the damaged file, with what SQLite has beside it, a name of its own."""
        stem = f"{self._path.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                found = self._path.with_name(self._path.name + suffix)
                found.rename(self._path.with_name(stem + self._path.suffix + suffix))
        self.notice = page_text(
            "The file of your chats was damaged. It is set aside as {name} in the index folder, "
            "and new chats are kept in a new file.",
            name=f"{stem}{self._path.suffix}",
        )
        _log.warning("%s: %s", self._path, self.notice)


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


def _make_private(path: Path) -> None:
    """Makes the file for this user alone; SQLite gives the files beside it the same permissions."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied")


def _connected(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path or ":memory:", timeout=_WAIT, isolation_level=None, check_same_thread=False
    )
    try:
        # What is deleted does not stay in the free pages of the file.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        _prepare(connection)
        # Before anybody relies on it: a damaged page might be found only in a year, by the search that needs it.
        if path and path.stat().st_size <= _CHECKED:
            _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        connection.execute("ROLLBACK")
        raise _NewerError
    for step in range(version + 1, VERSION + 1):
        # Not `executescript`, which would end the transaction.
        for statement in filter(str.strip, _STEPS[step].split(";")):
            connection.execute(statement)
    if version < VERSION:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")
