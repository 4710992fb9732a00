"""The folders that are used where the user names none."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from index import IndexFolderError


def default_folder() -> Path:
    """The default folder of the index: the variable PINCITE_DATA, else the user's data folder.

    Raises:
        IndexFolderError: The user has no home folder.
    """
    named = os.environ.get("PINCITE_DATA")
    with _explained():
        return Path(named).expanduser() if named else user_data_path("pincite")


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
