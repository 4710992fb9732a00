"""Keeps an index to its owner: it holds the text of documents, also of those that are encrypted elsewhere."""

import contextlib
import os
from pathlib import Path

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
_OTHERS = 0o077


def make_file(path: Path) -> None:
    """Makes an empty file that only this user can read.

    Raises:
        FileExistsError: There is such a file.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def keep_private(folder: Path) -> None:
    """Takes a folder and all that is in it from other users, as far as it belongs to this one.

    Indexes of earlier versions could be read by everybody, and the libraries make files as they like.
    """
    # Windows has no such permissions, but lists, which begin as those of the folder above.
    if os.name == "nt":
        return
    _take(folder)
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            _take(Path(place) / name)


def _take(path: Path) -> None:
    # A file may have just gone, and may belong to another user, who then decides.
    with contextlib.suppress(OSError):
        mode = path.lstat().st_mode
        if mode & _OTHERS and not path.is_symlink():
            path.chmod(mode & ~_OTHERS & 0o7777)
