"""Opens Zotero's database: a copy of it, since Zotero keeps the file locked, and nothing may be written into its folder."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import SourceError

FILE = "zotero.sqlite"
STORAGE = "storage"
# What SQLite has not yet put into the file itself: without it the copy would be older, or torn.
_BESIDE = ("-wal", "-journal")
# Zotero writes while it is copied; between two of its changes there is time for a copy.
_TRIES = 8
_VERSION = "SELECT version FROM version WHERE schema = 'userdata'"

NEWEST_KNOWN = 129
"""The newest schema of user data that this was written for (zotero/zotero, resource/schema/userdata.sql, August 2026)."""


def is_library(folder: Path) -> bool:
    """Whether a folder is Zotero's: its database is in it."""
    return (folder / FILE).is_file()


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the database, from which nothing can be written; the copy is removed at the end.

    Raises:
        SourceError: It can't be copied, is damaged, or was made by a Zotero before version 5.
    """
    source = folder / FILE
    # Only its owner can look into a folder that `mkdtemp` has made.
    with tempfile.TemporaryDirectory(prefix="pincite-zotero-", ignore_cleanup_errors=True) as temporary:
        copy = Path(temporary) / FILE
        try:
            _copy(source, copy)
        except OSError as error:
            raise SourceError(str(source), f"it can't be copied ({error.strerror})") from error
        try:
            with closing(sqlite3.connect(copy)) as connection:
                # After the changes in the files beside it, which reading the first page has put in.
                version(connection)
                connection.execute("PRAGMA query_only = ON")
                yield connection
        except sqlite3.DatabaseError as error:
            raise SourceError(str(source), f"it is damaged, or no database of Zotero ({error})") from error


def version(connection: sqlite3.Connection) -> int:
    """The version of its schema of user data.

    Raises:
        sqlite3.DatabaseError: It is no database of Zotero.
    """
    row = connection.execute(_VERSION).fetchone()
    if row is None:
        raise sqlite3.DatabaseError("it states no version")
    return int(row[0])


def _copy(source: Path, copy: Path) -> None:
    """Copies the file and those beside it, again if one of them has changed meanwhile."""
    parts = [source, *(source.with_name(source.name + end) for end in _BESIDE)]
    for _ in range(_TRIES):
        before = [_state(part) for part in parts]
        for part in parts:
            target = copy.with_name(part.name)
            target.unlink(missing_ok=True)
            try:
                shutil.copyfile(part, target)
            except FileNotFoundError:
                if part == source:
                    raise
        if [_state(part) for part in parts] == before:
            return


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
