"""Makes the file of a new index, and says what SQLite's errors mean."""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from index.errors import IndexFolderError
from index.store.folders import make_folder, sync_folder
from index.store.permissions import make_file
from index.store.sqlite import schema
from index.store.sqlite.walls import NOT_YOURS


def create_store(path: Path, embedder: str) -> None:
    """Makes an empty index. The file gets another name first, so that it is never seen half-made.

    Args:
        path: The file, in an empty or new folder.
        embedder: The name of the embedding model.

    Raises:
        IndexFolderError: The folder contains something else, or can't be written.
    """
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        make_folder(path.parent)
        _check_empty(path)
        # SQLite gives its other files the permissions of this one.
        make_file(unfinished)
        with explained_errors(path), closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            schema.initialise(connection, embedder)
            # By name, because closing does the same and says nothing if it fails: without its log, the file
            # would be damaged under its final name.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _rename_unless_exists(unfinished, path)
        sync_folder(path.parent)
    except OSError as error:
        raise IndexFolderError(f"{path.parent}: can't create an index there ({error.strerror})") from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)


@contextmanager
def explained_errors(path: Path) -> Iterator[None]:
    """Turns an error of SQLite into one that tells the user what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise IndexFolderError(f"{path}: {error}; check the disk and the folder's permissions") from error
    except sqlite3.DatabaseError as error:
        if str(error) == NOT_YOURS:
            raise IndexFolderError(f"{path}: {error}, and can't be changed") from error
        raise IndexFolderError(
            f"{path}: is damaged or not a Pincite index ({error}); move the folder away and add the documents again"
        ) from error


def _check_empty(path: Path) -> None:
    # Such names are our own: the lock, and the unfinished files of other processes.
    others = [other for other in path.parent.iterdir() if not other.name.startswith(f".{path.name}")]
    if others and not path.exists():  # another process may just have made it
        raise IndexFolderError(
            f"{path.parent}: holds other files and no Pincite index; choose an empty or new folder"
        )


def _rename_unless_exists(unfinished: Path, path: Path) -> None:
    """Gives the file its final name, unless another process has just made an index there: that one stays."""
    try:
        # A link fails if the name exists; a rename would replace the other index.
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            unfinished.rename(path)
