"""A look into an index that is not opened: in some milliseconds, for a command that has to be quick. Nothing is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

FILE_NAME = "pincite.sqlite3"
"""The name of the file in an index folder that holds everything."""


def collections_in(folder: Path) -> list[str]:
    """The names of the collections of the index in `folder`; none if it can't be read now."""
    return [name for (name,) in _rows(folder, "SELECT DISTINCT name FROM collections ORDER BY name")]


def embedder_in(folder: Path) -> str | None:
    """The name of the embedding model of the index in `folder`; None if it can't be read now."""
    return next((name for (name,) in _rows(folder, "SELECT value FROM meta WHERE key = 'embedder'")), None)


def documents_below(folder: Path, below: str) -> int:
    """How many documents of the index in `folder` have a source below a folder or archive; 0 if it can't be read now."""
    name = below.rstrip("/\\")
    # As a filter by folder has it: "0" is the character after "/", and "]" that after "\\".
    query = "SELECT count(*) FROM documents WHERE source > ? AND source < ? OR source > ? AND source < ?"
    return next(
        (many for (many,) in _rows(folder, query, f"{name}/", f"{name}0", f"{name}\\", f"{name}]")), 0
    )


def _rows(folder: Path, query: str, *values: str) -> list[tuple[Any]]:
    try:
        address = f"file:{quote(str(folder.absolute() / FILE_NAME))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=1.0)) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.Error:
        return []
