"""The database that accounts are kept in, as far as they need it, and its tables.

The statements are understood by SQLite and by PostgreSQL.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from rag import Index

Values: TypeAlias = Sequence[Any] | Mapping[str, Any]


class Cursor(Protocol):
    """What a statement gives."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row has values of any kind
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one after another."""


class Connection(Protocol):
    """Runs statements of one transaction."""

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:  # noqa: ANN401 - of any kind
        """Runs one; `?` stands for each of the values."""


class Database(Protocol):
    """What the program keeps beside the index; any thread and any process may use it at once."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Reads one state."""

    def writing(self, of: str = "") -> AbstractContextManager[Connection]:
        """One transaction: all of the block is kept, or nothing; who writes with the same `of` waits."""

    def forget_deleted(self) -> None:
        """Makes sure that what was deleted does not lie in a log any more."""


NAME = "accounts"
"""What the database is called."""

STEPS = {
    1: """
CREATE TABLE accounts (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    password TEXT, issuer TEXT, subject TEXT, made REAL NOT NULL, closed REAL,
    UNIQUE (issuer, subject)
) STRICT;
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, account TEXT NOT NULL, began REAL NOT NULL, expires REAL NOT NULL
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account);
CREATE TABLE teams (id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, made REAL NOT NULL) STRICT;
CREATE TABLE members (
    team TEXT NOT NULL, account TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (team, account)
) STRICT;
CREATE INDEX members_of_account ON members (account);
CREATE TABLE audit (
    id TEXT PRIMARY KEY, at REAL NOT NULL, account TEXT, name TEXT NOT NULL, what TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_of_account ON audit (account, at);
CREATE TABLE quotas (space TEXT PRIMARY KEY, documents INTEGER, bytes INTEGER) STRICT;
CREATE TABLE choices (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
}
"""The statements that lead to each version of the tables from the one before. Groups are called `teams`, since `groups` is a
word of SQL."""


class DatabaseOfIndex:
    """The database beside an index. It is opened, and so made, when it is first used."""

    def __init__(self, index: Index) -> None:
        """Opens nothing."""
        self._index = index

    @property
    def exists(self) -> bool:
        """Whether it was ever used."""
        return self._index.has_app_database(NAME)

    @cached_property
    def _opened(self) -> Database:
        return self._index.app_database(NAME, STEPS)

    def reading(self) -> AbstractContextManager[Connection]:
        """As `Database.reading`."""
        return self._opened.reading()

    def writing(self, of: str = "") -> AbstractContextManager[Connection]:
        """As `Database.writing`."""
        return self._opened.writing(of)

    def forget_deleted(self) -> None:
        """As `Database.forget_deleted`."""
        self._opened.forget_deleted()
