"""`pincite doctor`: what this machine has for Pincite, what is wrong with it, and what would leave it."""

import platform
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from rag import NoIndexError, PinciteError
from ui.cli.console import out, plain
from ui.cli.options import Data

if TYPE_CHECKING:
    from rag import Embedder

_UNWELL = 1


def doctor_command(data: Data = None) -> None:
    """Look at Python, models, settings and the index, and say what would leave the machine. Nothing is changed.

    The exit code is 1 if something has to be done, which is said.
    """
    from rag.models.health import looks

    _say("python", f"{platform.python_version()} on {platform.platform()}")
    unwell = False
    looking: dict[str, Callable[[], str]] = {**looks(_embedder(data)), "index": lambda: _index(data)}
    for what, look in looking.items():
        try:
            _say(what, look())
        except PinciteError as error:
            _say(what, f"to do: {error}")
            unwell = True
    if unwell:
        raise typer.Exit(_UNWELL)


def _say(what: str, found: str) -> None:
    out.print(plain(f"{what:<24}{found}"))


def _embedder(data: Data) -> "Embedder | None":
    """The embedding model of the index; None if there is no index, or it says itself that it can't be opened."""
    from rag import open_index

    try:
        return open_index(data, create=False).embedder
    except PinciteError:
        return None


def _index(data: Data) -> str:
    from rag import open_index

    try:
        index = open_index(data, create=False)
    except NoIndexError as error:
        # Nothing is wrong where nothing was added yet.
        return str(error)
    return f"{len(index.documents()):,} documents in {index.folder}; pincite check verifies them"
