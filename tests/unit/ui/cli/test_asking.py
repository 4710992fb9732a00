"""`pincite ask` shows the last answer of a stream, or after Ctrl-C what was written until then."""

import pytest

from rag import Answer, Statement
from ui.cli.asking import last_answer

READING = Answer(
    question="q", status="reading", text="", short=None, statements=(), citations=(), hits=(), confidence=0.0,
    standalone_question="q",
)  # fmt: skip
ANSWERED = Answer(
    question="q", status="answered", text="x", short=None, statements=(Statement(text="x", citations=()),), citations=(),
    hits=(), confidence=0.9, standalone_question="q", activity="Reading part 2 of 3",
)  # fmt: skip


def interrupted(*answers):
    yield from answers
    raise KeyboardInterrupt


def test_the_last_answer_of_a_stream_is_shown():
    assert last_answer(iter([READING, ANSWERED])) is ANSWERED


def test_ctrl_c_keeps_what_was_written_until_then():
    assert last_answer(interrupted(READING, ANSWERED)) is ANSWERED


def test_ctrl_c_before_there_is_an_answer_ends_the_command():
    with pytest.raises(KeyboardInterrupt):
        last_answer(interrupted(READING))
