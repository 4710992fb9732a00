"""Folders whose names are safe on disk: after a power failure a new name may be gone until its folder is flushed."""

import errno
import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it, and waits until their names are on disk.

    Raises:
        OSError: It can't be made, or its name can't be written.
    """
    missing = [above for above in folder.absolute().parents if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    # Its own name too if it exists already: who made it may have been killed before this.
    for above in [*reversed(missing), folder.absolute()]:
        sync_folder(above.parent)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on disk. Windows can't do it, and does not need it.

    Raises:
        OSError: They can't be written.
    """
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that may be entered and not listed
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems can't do it.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
