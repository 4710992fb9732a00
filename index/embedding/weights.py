"""Verifies the weights that Pincite ships or pins, before they are loaded."""

import hashlib
from functools import cache
from pathlib import Path

from index.errors import ModelError


def check_sha256(path: Path, expected: str, *, restore: str) -> None:
    """Makes sure that a file of weights has the expected checksum.

    Raises:
        ModelError: It is missing or different. The message names the file and the command that can `restore` it.
    """
    try:
        state = path.stat()
        actual = _sha256(path, state.st_size, state.st_mtime_ns, state.st_ino)
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror}); run: {restore}") from error
    if actual != expected:
        raise ModelError(f"{path}: is not the expected file (its sha256 is {actual}); run: {restore}")


@cache
def _sha256(path: Path, size: int, changed: int, number: int) -> str:
    # Three models share the file of MiniLM, whose 91 MB take a twentieth of a second.
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
