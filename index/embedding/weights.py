"""Verifies the weights that Pincite ships or pins, before they are loaded."""

import hashlib
from pathlib import Path

from index.errors import ModelError


def check_sha256(path: Path, expected: str, *, restore: str) -> None:
    """Makes sure that a file of weights has the expected checksum.

    Raises:
        ModelError: It is missing or different. The message names the file and the command that can `restore` it.
    """
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror}); run: {restore}") from error
    if actual != expected:
        raise ModelError(f"{path}: is not the expected file (its sha256 is {actual}); run: {restore}")
