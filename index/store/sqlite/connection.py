"""SQLite's connections, as the store's queries use them."""

import sqlite3
from typing import Any


class SqliteConnection(sqlite3.Connection):
    """A connection to an index in a file; see `Connection`.

    Attributes:
        is_restricted: Whether it shows only some documents (`index.store.sqlite.walls`).
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - those of sqlite3
        super().__init__(*arguments, **options)
        self.is_restricted = False
        # Made once: a function that is made again has all statements prepared again.
        spaces = self._spaces = [""]
        # Not a method of this object, which would then keep itself alive.
        self.create_function("space", 0, lambda: spaces[0])

    def write_to(self, space: str) -> None:
        """Says which space the function `space` names from now on."""
        self._spaces[0] = space

    def take_rows(self, count: int) -> int:
        """The first of `count` new rows for passages, in a write transaction."""
        # SQLite notes the highest row when one is inserted, and nobody else writes meanwhile.
        return self.last_row() + 1

    def last_row(self) -> int:
        """The highest row of a passage that was ever used: search files may still have the row of a removed one."""
        row = self.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        # The table has no line for passages before the first one is saved.
        return int(row[0]) if row else 0
