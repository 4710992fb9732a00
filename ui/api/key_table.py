"""Keys of programs in the database of an index, for the servers of all machines."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property

from rag import AppDatabase, Connection, Index, PinciteError, SchemaSteps
from ui.api.keys import Key, KeyFileError, key_from, key_row

NAME = "keys"
"""Of their database."""

STEPS: SchemaSteps = {
    1: "CREATE TABLE keys (number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, key TEXT NOT NULL) STRICT;"
}
"""Never change one that was released."""


class KeyTable:
    """The table. It is made with the first key."""

    def __init__(self, index: Index) -> None:
        """Opens nothing."""
        self._index = index

    def keys(self) -> list[Key]:
        """As `KeyPlace.keys`."""
        with self._explained():
            if not self._is_there:
                return []
            with self._opened.reading() as connection:
                return _keys(connection)

    def find(self, hashed: str) -> Key | None:
        """As `KeyPlace.find`."""
        with self._explained():
            if not self._is_there:
                return None
            with self._opened.reading() as connection:
                row = connection.execute("SELECT key FROM keys WHERE hash = ?", (hashed,)).fetchone()
            return key_from(json.loads(row[0])) if row else None

    def change(self, change: Callable[[Sequence[Key]], Sequence[Key]]) -> None:
        """As `KeyPlace.change`."""
        with self._explained(), self._opened.writing() as connection:
            before = _keys(connection)
            after = change(before)
            for key in before:
                if key not in after:
                    connection.execute("DELETE FROM keys WHERE hash = ?", (key.hash,))
            for key in after:
                if key not in before:
                    connection.execute(
                        "INSERT INTO keys (hash, key) VALUES (?, ?)", (key.hash, json.dumps(key_row(key)))
                    )

    @property
    def _is_there(self) -> bool:
        return "_opened" in self.__dict__ or self._index.has_app_database(NAME)

    @cached_property
    def _opened(self) -> AppDatabase:
        return self._index.app_database(NAME, STEPS)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except KeyFileError:
            raise
        except PinciteError as error:
            raise KeyFileError(f"The keys can't be used: {error}") from error
        except (ValueError, LookupError, TypeError) as error:
            raise KeyFileError(
                f"A key in {self._index.place} is damaged. Bring the database back from a backup."
            ) from error


def _keys(connection: Connection) -> list[Key]:
    rows = connection.execute("SELECT key FROM keys ORDER BY number")
    return [key_from(json.loads(text)) for (text,) in rows]
