"""The command `pincite chat`: reads lines until the end, and carries them out or answers them."""

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.completion import complete_collection
from ui.cli.console import err, out, plain
from ui.cli.options import Data, MaxWrong

if TYPE_CHECKING:
    from ui.cli.chat.answerers import Answerer
    from ui.cli.chat.talk import Talk

_PROMPT = "> "


def chat_command(
    data: Data = None,
    collection: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Ask only the documents of this collection.",
            autocompletion=complete_collection,
        ),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--in", metavar="FOLDER", help="Ask only the documents below this folder.")
    ] = None,
    writer: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="Also answer in prose, as `pincite ask --writer` does."),
    ] = None,
    no_writer: Annotated[
        bool, typer.Option("--no-writer", help="Only quote, whatever model is configured.")
    ] = False,
    max_wrong: MaxWrong = None,
    cold: Annotated[
        bool, typer.Option("--cold", help="Load the models here, even if a server runs over the index.")
    ] = False,
) -> None:
    """Ask one question after another; a number opens a citation, and /help shows the rest.

    Nothing of the chat is kept, unless /export writes it.
    """
    from rag import PinciteError
    from rag.models import chosen_writer
    from ui.cli.chat.answerers import Answerer
    from ui.cli.chat.orders import LeaveError, Orders
    from ui.cli.chat.talk import Talk
    from ui.cli.running import say_where_it_goes

    answerer = Answerer(data, cold=cold)
    talk = Talk(writer=chosen_writer("" if no_writer else writer), max_wrong=max_wrong)
    orders = Orders(talk, answerer)
    if collection:
        orders.carry_out(f"/in collection {collection}")
    if folder:
        orders.carry_out(f"/in {folder}")
    if _is_typed():
        err.print("Ask a question. /help shows what else there is; Ctrl-D ends.")
    say_where_it_goes(answerer.place, talk.writer)
    with contextlib.suppress(LeaveError):
        while (line := _next_line()) is not None:
            try:
                if line and not orders.carry_out(line):
                    _answer(talk, answerer, line)
            except PinciteError as error:
                err.print(plain(f"pincite: {error}"))


def _answer(talk: "Talk", answerer: "Answerer", question: str) -> None:
    from rag import PinciteError
    from ui.cli.chat.showing import shown_answer

    try:
        answer, stopped = shown_answer(answerer.answers(talk.asked(question)))
    except PinciteError as error:
        talk.keep(question, None, state="error", problem=str(error))
        raise
    talk.keep(question, answer, state="stopped" if stopped else "done")
    if stopped:
        err.print("stopped; ask on, or end with Ctrl-D")
    out.print()


def _next_line() -> str | None:
    """The next line without the spaces around it; None at the end. Ctrl-C throws away what was typed."""
    while True:
        try:
            return _read().strip()
        except KeyboardInterrupt:
            err.print()
        except EOFError:
            if sys.stdin.isatty():
                err.print()
            return None


def _is_typed() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _read() -> str:
    if not _is_typed():
        # Piped: lines without a prompt among the answers.
        if line := sys.stdin.readline():
            return line
        raise EOFError
    # Gives `input` the keys to change a line, and those before it by the arrow up; they stay in memory.
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401
    return input(_PROMPT)
