"""PostgreSQL's connections, as the store's queries use them."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.types.string import TextBinaryLoader

from index.store.connection import Cursor, Values
from index.store.postgres.dialect import SCHEMA, translated

# How often a server looks whether we are still there while it works: what a killed process had asked for, such as an index of many
# vectors, would go on for minutes, and others would wait for its locks.
_LOOK_FOR_CLIENT = "2s"


class PostgresConnection:
    """A connection with the interface of `Connection`. Transactions are begun and ended by the caller.

    Attributes:
        raw: The connection of psycopg, for what only PostgreSQL has.
    """

    def __init__(self, raw: "psycopg.Connection[Any]") -> None:
        self.raw = raw

    @classmethod
    def to(cls, dsn: str, *, schema: str = SCHEMA, seconds: float = 10.0) -> "PostgresConnection":
        """Connects.

        Args:
            dsn: The address of the database, as libpq takes it.
            schema: Whose tables are found without a name before them.
            seconds: How long to wait for the server.

        Raises:
            psycopg.OperationalError: The server does not answer, or refuses.
        """
        raw = psycopg.connect(
            dsn,
            autocommit=True,
            connect_timeout=max(2, round(seconds)),
            application_name="pincite",
            # A server that is gone is noticed in seconds, not after the two hours of the system.
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=15_000,
        )
        # JSON as its text, as SQLite gives it.
        raw.adapters.register_loader("json", TextBinaryLoader)
        raw.adapters.register_loader("jsonb", _JsonbLoader)
        raw.execute("SELECT set_config('search_path', %s, false)", (f"{schema}, public",))
        # Not every system can tell; without it a server notices when it has a result for somebody who is gone.
        with suppress(psycopg.errors.DataException):
            raw.execute(f"SET client_connection_check_interval = '{_LOOK_FOR_CLIENT}'")
        return cls(raw)

    def execute(self, sql: str, values: Values = (), /) -> Cursor:
        """Runs one statement."""
        # Without values, psycopg takes a percent sign for what it is. Results in binary: as text, bytes would be twice as long.
        return self.raw.execute(translated(sql).encode(), values, binary=True)

    def executemany(self, sql: str, values: Iterable[Values], /) -> None:
        """Runs a statement for each of many values, sent together."""
        with self.raw.cursor() as cursor:
            cursor.executemany(translated(sql).encode(), values)

    def take_rows(self, count: int, /) -> int:
        """The first of `count` new rows for passages; others take theirs at the same time."""
        return int(self.execute("SELECT take_rows(?)", (count,)).fetchone()[0])

    def last_row(self) -> int:
        """The highest row of a passage that was ever used; 0 if there was none."""
        query = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM passage_rows"
        return int(self.execute(query).fetchone()[0])

    def close(self) -> None:
        """Closes it; a transaction that is open is rolled back."""
        self.raw.close()


class _JsonbLoader(TextBinaryLoader):
    """JSON as its text."""

    def load(self, data: Buffer) -> str:
        # Behind the version of the format, which is 1 since there is one.
        return str(super().load(data[1:]))
