"""`pincite copy`: an index, with all that is kept beside it, to another folder or database."""

import dataclasses
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import FAILED, STOPPED, Json

if TYPE_CHECKING:
    from rag import SchemaSteps, ShowCopy

_DOING = {"copying": "copying", "comparing": "comparing all with the original"}


def copy_command(
    origin: Annotated[
        str, typer.Argument(metavar="FROM", help="The index: its folder, or postgresql://USER@HOST/DATABASE.")
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="A new folder or an empty database; what is missing is made.")
    ],
    as_json: Json = False,
) -> None:
    """Copy an index to a folder or a database: documents, vectors, chats, accounts. Nothing is embedded again; run it again to go on."""
    from rag import copy_index

    started = time.perf_counter()
    with _bar() as show:
        copied, checked = copy_index(origin, target, beside=_beside(), show=show)
        keys = _copy_keys(origin, target)
    seconds = round(time.perf_counter() - started, 3)
    if as_json:
        kept = {**dataclasses.asdict(copied), "beside": {**copied.beside, "keys": keys}}
        print_json({**kept, "problems": list(checked.problems), "seconds": seconds})
    else:
        for problem in checked.problems:
            err.print(plain(problem))
        beside = "".join(f", {count:,} row(s) of {name}" for name, count in copied.beside.items())
        beside += f", {keys} key(s)" if keys else ""
        out.print(
            f"copied {copied.copied:,} of {copied.documents:,} documents; the copy has {copied.passages:,} passages with their "
            f"vectors{beside}, and the same checksum as the original: {copied.checksum[:16]}; checked: "
            + (f"{len(checked.problems)} problem(s)" if checked.problems else "all is well")
        )
    if checked.problems:
        raise typer.Exit(FAILED)


def _beside() -> "dict[str, SchemaSteps]":
    """What is kept beside the documents and belongs to a copy; jobs do not, which are those of the servers of the original."""
    from ui.accounts import database as accounts
    from ui.chats import schema as chats

    return {chats.NAME: chats.STEPS, accounts.NAME: accounts.STEPS}


def _copy_keys(origin: str, target: str) -> int:
    """Copies the keys of programs; returns how many there are."""
    from rag import open_index
    from ui.api.keys import KeyStore

    with ExitStack() as opened:
        mine, theirs = (
            KeyStore.of(opened.enter_context(closing(open_index(place, create=False))))
            for place in (origin, target)
        )
        keys = mine.keys()
        if keys or theirs.keys():
            theirs.take_over(keys)
    return len(keys)


@contextmanager
def _bar() -> Iterator["ShowCopy"]:
    """Shows on a terminal how far it is. After Ctrl-C it says how to go on.

    Raises:
        typer.Exit: Ctrl-C was pressed.
    """
    with err.status("looking at both") as status:

        def show(stage: str, done: int, total: int) -> None:
            status.update(f"{_DOING[stage]}, {done:,} of {total:,} passages")

        try:
            yield show
        except KeyboardInterrupt:
            status.stop()
            err.print("stopped; the same command goes on from here")
            raise typer.Exit(STOPPED) from None
