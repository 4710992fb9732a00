"""What people read of the searches that were made for one question."""

import pytest

from rag import Answer, Step
from ui.answer_steps import found_line, further_searches, searches_line, step_line


def a_step(passages=1, titles=("A",), missing="", search="dams", by="rules"):
    return Step(search=search, by=by, passages=passages, titles=tuple(titles), missing=missing)


def an_answer(*steps):
    return Answer(
        question="Q?", status="not_found", text="", short=None, statements=(), citations=(), hits=(),
        confidence=0.0, standalone_question="Q?", steps=steps,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (a_step(0, ()), "nothing new"),
        (a_step(1), "1 passage in A"),
        (a_step(5, "AB"), "5 passages in A, B"),
        (a_step(5, "ABCD"), "5 passages in A, B, C and 1 more document"),
        (a_step(9, "ABCDE"), "9 passages in A, B, C and 2 more documents"),
    ],
)
def test_what_a_search_added_is_counted_and_named(step, line):
    assert found_line(step) == line


def test_a_step_says_what_is_missing_after_it():
    assert step_line(a_step()) == "Searched for: dams (1 passage in A)"
    assert step_line(a_step(missing="who built them")).endswith("; still missing: who built them)")


def test_only_searches_behind_the_usual_one_are_told():
    assert searches_line(an_answer()) == "" and further_searches(an_answer()) == []
    two = an_answer(a_step(search="Q?", by="question"), a_step())
    assert searches_line(two) == "Searched 2 times" and further_searches(two) == ["dams"]
    assert searches_line(an_answer(a_step())) == "Searched once"
