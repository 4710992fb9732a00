"""Waits for the last answer of a stream: it says what is being done and searched, and Ctrl-C keeps what was written."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from rich.text import Text

from rag import Answer, Step
from ui.answer_steps import step_line
from ui.cli.console import err, plain


def last_answer(answers: Iterator[Answer], *, with_steps: bool = False) -> Answer:
    """The last answer. After Ctrl-C it is the newest one that has statements: its notes say how far the model came.

    A terminal is told meanwhile what is being done; `with_steps`: each search is told, wherever it is printed.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed before there was an answer.
    """
    newest: Answer | None = None
    told = 0
    with ExitStack() as shown:
        status = None
        try:
            for newest in answers:
                if newest.activity and err.is_terminal:
                    text = Text(plain(newest.activity))
                    status = status or shown.enter_context(err.status(text))
                    status.update(text)
                if with_steps:
                    # What is missing after the last one is known with the next one, or at the end.
                    told += _tell(newest.steps[told:-1])
        except KeyboardInterrupt:
            if newest is None or not newest.statements:
                raise
    assert newest is not None  # noqa: S101  (a stream has at least one answer)
    if with_steps:
        _tell(newest.steps[told:])
    return newest


def _tell(steps: Sequence[Step]) -> int:
    for step in steps:
        err.print(plain(step_line(step)))
    return len(steps)
