"""Copies a database beside an index to another one, and compares the two."""

import hashlib
from collections.abc import Sequence

from index.errors import CopyError
from index.store.app_database import AppDatabase
from index.store.connection import Connection


def copy_app_database(origin: AppDatabase, target: AppDatabase, place: str, *, replace: bool) -> int:
    """Makes the rows of `target` those of `origin`, in one transaction; returns how many there are.

    Args:
        origin: What is copied.
        target: Of the same steps.
        place: Names the target in messages.
        replace: Whether other rows in the target are of an earlier run; else it must be empty, or the same.

    Raises:
        CopyError: The target has rows of its own, or what was copied differs.
        AppDatabaseError: One of the two can't be used.
    """
    tables = origin.tables()
    with origin.reading() as mine, target.writing() as theirs:
        wanted = _fingerprint(mine, tables)
        there = _fingerprint(theirs, tables)
        if there != wanted:
            if there[0] and not replace:
                raise CopyError(place, "has rows of its own; copy to an empty place")
            for table in reversed(tables):
                theirs.execute(f"DELETE FROM {table}")
            for table in tables:
                _copy(mine, theirs, table)
            target.count_on(theirs)
            if _fingerprint(theirs, tables) != wanted:
                raise CopyError(place, "is not the same after it was copied")
    return wanted[0]


def _copy(origin: Connection, target: Connection, table: str) -> None:
    rows = origin.execute(f"SELECT * FROM {table}")
    names = [column for column, *_ in rows.description]
    marks = ", ".join("?" * len(names))
    target.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def _fingerprint(connection: Connection, tables: Sequence[str]) -> tuple[int, int]:
    """How many rows tables have, and a number that changes with each of them, whatever their order."""
    count, total = 0, 0
    for table in tables:
        rows = connection.execute(f"SELECT * FROM {table}")
        names = [column for column, *_ in rows.description]
        for row in rows:
            values = sorted(zip(names, row, strict=True))
            digest = hashlib.sha256(repr((table, values)).encode("utf-8", "surrogatepass")).digest()
            count, total = count + 1, total + int.from_bytes(digest)
    return count, total
