"""Shows an answer while it grows, and then as `pincite ask` prints it."""

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text

from ui.cli.answer_text import show_answer
from ui.cli.console import out, plain

if TYPE_CHECKING:
    from rag import Answer

_A_SECOND = 8  # pictures of a growing answer


def shown_answer(answers: "Generator[Answer, None, None]") -> "tuple[Answer | None, bool]":
    """Prints the last of the answers, and gives it, with whether Ctrl-C stopped it before its end.

    A terminal shows meanwhile what is there already. After Ctrl-C it is the newest one that has statements, if any.
    """
    newest, stopped = None, False
    try:
        newest = _followed(answers)
    except _StoppedError as error:
        newest, stopped = error.newest, True
    if newest:
        show_answer(newest)
    return newest, stopped


class _StoppedError(Exception):
    def __init__(self, newest: "Answer | None") -> None:
        super().__init__()
        self.newest = newest


def _followed(answers: "Generator[Answer, None, None]") -> "Answer | None":
    newest: Answer | None = None
    # On the stream for progress; what stays is printed on the other one. A terminal that can't move back gets the end only.
    # Not `err`, whose lines are as long as they are: what is taken back must be counted in lines of the screen.
    screen = Console(stderr=True, highlight=False, markup=False)
    moving = screen.is_terminal and out.is_terminal and not screen.is_dumb_terminal
    try:
        with Live(console=screen, transient=True, auto_refresh=moving, refresh_per_second=_A_SECOND) as live:
            if moving:
                live.update(Text("searching ...", style="dim"))
            # Closed at once after Ctrl-C, which ends the work of whoever answers.
            with closing(answers):
                for newest in answers:
                    if moving:
                        live.update(_growing(newest, screen))
    except KeyboardInterrupt:
        raise _StoppedError(newest if newest and newest.statements else None) from None
    return newest


def _growing(answer: "Answer", screen: Console) -> Text:
    """What is there already, as it will be printed, and what is being done."""
    with out.capture() as captured:
        if answer.status != "reading":
            show_answer(answer)
    lines = Text.from_ansi(captured.get()).wrap(screen, screen.width)
    # No more than fits: lines that left the screen can't be taken back.
    shown = lines[-max(4, screen.height - 2) :]
    activity = Text(plain(f"{answer.activity or 'reading'} ... Ctrl-C stops it"), style="dim")
    return Text("\n").join([*shown, activity])
