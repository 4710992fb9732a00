"""The places that are used where the user names none."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from index import IndexFolderError, folder_of, is_address


def default_place() -> str | Path:
    """Where the index is by default: the folder or the address in the variable PINCITE_DATA, else the user's data folder.

    Raises:
        IndexFolderError: The user has no home folder.
    """
    named = os.environ.get("PINCITE_DATA")
    with _explained():
        if named:
            return named if is_address(named) else Path(named).expanduser()
        return user_data_path("pincite")


def local_folder(place: str | Path | None = None) -> Path:
    """The folder of this machine for what belongs to one server of an index: of an index in a folder, that folder.

    Args:
        place: The folder or the address of the index; by default the usual one.

    Raises:
        IndexFolderError: The user has no home folder, or the address can't be read.
    """
    place = place or default_place()
    with _explained():
        return folder_of(place) if is_address(place) else Path(place)


def default_cache() -> Path:
    """The default folder for what can be made again.

    Raises:
        IndexFolderError: The user has no home folder.
    """
    with _explained():
        return user_cache_path("pincite")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    # As in a container whose user has no account.
    except RuntimeError as error:
        raise IndexFolderError(
            "this user has no home folder; name a folder with --data or the variable PINCITE_DATA"
        ) from error
