"""A look into an index that is not opened: in some milliseconds, for a command that has to be quick. Nothing is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

FILE_NAME = "pincite.sqlite3"
"""The name of the file in an index folder that holds everything."""


def collections_in(folder: Path) -> list[str]:
    """The names of the collections of the index in `folder`; none if it can't be read now."""
    return [name for (name,) in _rows(folder, "SELECT DISTINCT name FROM collections ORDER BY name")]


def embedder_in(folder: Path) -> str | None:
    """The name of the embedding model of the index in `folder`; None if it can't be read now."""
    return next((name for (name,) in _rows(folder, "SELECT value FROM meta WHERE key = 'embedder'")), None)


def _rows(folder: Path, query: str) -> list[tuple[str]]:
    try:
        address = f"file:{quote(str(folder.absolute() / FILE_NAME))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=1.0)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.Error:
        return []
