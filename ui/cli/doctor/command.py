"""`pincite doctor`: what this machine has for Pincite, what is wrong with it, and what would leave it."""

import platform
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import typer

from rag import NoIndexError, PinciteError
from ui.cli.console import out, plain, print_json
from ui.cli.options import Data, Json

if TYPE_CHECKING:
    from rag import Index
    from rag.models.health import Found

_UNWELL = 1


def doctor_command(data: Data = None, as_json: Json = False) -> None:
    """Look at Python, models, settings and the index, and say what would leave the machine. Nothing is changed.

    The exit code is 1 if something has to be done, which is said.
    """
    rows = []
    for row in _rows(data):
        rows.append(row)
        if not as_json:
            _show(row)
    well = all(row["well"] for row in rows)
    if as_json:
        print_json({"well": well, "found": rows})
    if not well:
        raise typer.Exit(_UNWELL)


def _rows(data: Data) -> Iterator[Mapping[str, object]]:
    for what, look in _looks(data).items():
        try:
            found = look()
        except PinciteError as error:
            yield {"what": what, "found": None, "to_do": str(error), "well": False}
        else:
            yield {"what": what, "found": found.text, "to_do": found.advice or None, "well": True}


def _show(row: Mapping[str, object]) -> None:
    found, to_do = row["found"], row["to_do"]
    for name, text in ((row["what"], found or f"to do: {to_do}"), ("", to_do if found else None)):
        if text:
            out.print(plain(f"{name:<24}{text}"))


def _looks(data: Data) -> dict[str, Callable[[], "Found"]]:
    from rag import local_folder
    from rag.models.health import Found, looks
    from ui.cli.doctor.machine import (
        browser_found,
        disk_found,
        index_found,
        keys_found,
        memory_found,
        reader_found,
        scans_found,
        server_found,
    )

    index, problem = _index(data)

    def look_at_index() -> Found:
        if isinstance(problem, NoIndexError):
            # Nothing is wrong where nothing was added yet.
            return Found(text=str(problem))
        if problem or index is None:
            raise problem or AssertionError
        return index_found(index)

    return {
        "python": lambda: Found(text=f"{platform.python_version()} on {platform.platform()}"),
        "memory": memory_found,
        "reader": reader_found,
        **looks(index.embedder if index else None),
        "index": look_at_index,
        "disk": lambda: disk_found(local_folder(data)),
        "server": lambda: server_found(local_folder(data)),
        "keys": lambda: keys_found(index, local_folder(data)),
        "scans": scans_found,
        "browser": browser_found,
    }


def _index(data: Data) -> "tuple[Index | None, PinciteError | None]":
    """The index, or why it can't be opened."""
    from rag import open_index

    try:
        return open_index(data, create=False), None
    except PinciteError as error:
        return None, error
