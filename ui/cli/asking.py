"""Waits for the last answer of a stream: on a terminal it says what a model is doing, and Ctrl-C keeps what was written."""

from collections.abc import Iterator
from contextlib import ExitStack

from rich.text import Text

from rag import Answer
from ui.cli.progress import err, plain


def last_answer(answers: Iterator[Answer]) -> Answer:
    """The last answer. After Ctrl-C it is the newest one that has statements: its notes say how far the model came.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed before there was an answer.
    """
    newest: Answer | None = None
    with ExitStack() as shown:
        status = None
        try:
            for newest in answers:
                if newest.activity and err.is_terminal:
                    text = Text(plain(newest.activity))
                    status = status or shown.enter_context(err.status(text))
                    status.update(text)
        except KeyboardInterrupt:
            if newest is None or not newest.statements:
                raise
    assert newest is not None  # noqa: S101  (a stream has at least one answer)
    return newest
