"""What the queries of the store need of a database: SQLite gives it, and PostgreSQL through an adapter.

The queries are written once, in SQL that both take, with the marks of SQLite (`?` and `:name`). Where the two differ, they
say it in words that the adapter of PostgreSQL translates (`index.store.postgres.dialect`): `GLOB`, `LIKE` for which small and
large letters are the same, and `main.` before the name of a table that is changed. Rows of documents have the column `rowid`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

Values: TypeAlias = Sequence[Any] | Mapping[str, Any]


class Cursor(Protocol):
    """The rows of a query."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    @property
    def description(self) -> Any:  # noqa: ANN401 - the two libraries have types of their own
        """For each column a sequence that begins with its name."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row of any values
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one by one."""


class Connection(Protocol):
    """A connection to a database; one thread at a time uses it."""

    def execute(self, sql: str, values: Values = (), /) -> Cursor:
        """Runs one statement."""

    def executemany(self, sql: str, values: Iterable[Values], /) -> Any:  # noqa: ANN401 - nobody reads it
        """Runs a statement for each of many values."""

    def close(self) -> None:
        """Closes it; a transaction that is open is rolled back."""


class StoreConnection(Connection, Protocol):
    """A connection to the tables of an index, which also gives passages their rows."""

    def take_rows(self, count: int, /) -> int:
        """The first of `count` new rows for passages, one behind another; in a write transaction."""

    def last_row(self) -> int:
        """The highest row of a passage that was ever used; 0 if there was none."""
