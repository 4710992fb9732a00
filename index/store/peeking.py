"""A look into an index that is not opened: in some milliseconds, for a command that has to be quick. Nothing is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from index.store.places import addresses_in, is_address

FILE_NAME = "pincite.sqlite3"
"""The name of the file in an index folder that holds everything."""


def collections_in(place: str | Path) -> list[str]:
    """The names of the collections of the index in a folder or database; none if it can't be read now."""
    return sorted({name for (name,) in _rows(place, "SELECT DISTINCT name FROM collections")})


def embedder_in(place: str | Path) -> str | None:
    """The name of the embedding model of the index in a folder or database; None if it can't be read now."""
    return next((name for (name,) in _rows(place, "SELECT value FROM meta WHERE key = 'embedder'")), None)


def documents_below(place: str | Path, below: str) -> int:
    """How many documents of the index in a folder or database have a source below a folder or archive; 0 if it can't be read now."""
    name = below.rstrip("/\\")
    # As a filter by folder has it: "0" is the character after "/", and "]" that after "\\".
    query = "SELECT count(*) FROM documents WHERE source > ? AND source < ? OR source > ? AND source < ?"
    return sum(many for (many,) in _rows(place, query, f"{name}/", f"{name}0", f"{name}\\", f"{name}]"))


def _rows(place: str | Path, query: str, *values: str) -> list[tuple[Any]]:
    if is_address(place):
        try:
            from index.store.postgres.peeking import rows_of
        except ImportError:
            return []
        return [row for address in addresses_in(place) for row in rows_of(address, query, values)]
    try:
        address = f"file:{quote(str(Path(place).absolute() / FILE_NAME))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=1.0)) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.Error:
        return []
