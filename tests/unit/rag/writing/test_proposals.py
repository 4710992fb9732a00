"""What a model proposes to search for asks for nothing that people did not ask for."""

import pytest

from rag.writing.proposals import MOST_CHARACTERS, may_be_searched, proposed, stands_alone

SAID = "Who built the Vera bridge? The Vera bridge was built by Anton Holl in 1931 and is paid for by the city. How long is it?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("And when was it closed?", "When was the Vera bridge closed?"),
        ("When did he die?", "When did Anton Holl die?"),
        ("Is it long?", "Is the Vera bridge long?"),
    ],
)
def test_a_question_may_get_words_of_the_conversation(question, text):
    assert stands_alone(text, question, SAID)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("And when was it closed?", "When was the Ada bridge closed?"),
        ("And when was it closed?", "When was the Vera bridge closed in 1932?"),
        ("And when was it closed?", "Where was the Vera bridge closed?"),
        ("And when was it closed?", "Was the Vera bridge closed?"),
        ("And when was it closed?", "When was the Vera bridge built?"),
        ("And when was it closed?", "When was the unsafe Vera bridge closed?"),
        ("And when was it closed?", "When was it?"),
        ("And when was it closed?", ""),
    ],
    ids=[
        "a name",
        "a number",
        "another kind",
        "yes or no",
        "another thing",
        "a new word",
        "nothing",
        "empty",
    ],
)
def test_a_question_that_asks_for_something_else_is_not_searched(question, text):
    assert not stands_alone(text, question, SAID)


def test_a_search_may_have_new_words_but_no_new_names_and_numbers():
    said = "How much do I get back if I leave the gym in May?"
    assert (
        may_be_searched("Refund when a membership is cancelled early", said) is False
    )  # a name, as far as one can see
    assert may_be_searched("refund when a membership is cancelled early", said)
    assert may_be_searched("refund in May", said)
    assert not may_be_searched("refund of Fitness United", said)
    assert not may_be_searched("refund within 14 days", said)
    assert not may_be_searched("the of and", said)


@pytest.mark.parametrize(
    "text", ["**the** [refund](https://x.example)\n\n", "“the refund”", "the \u200brefund "]
)
def test_a_proposal_is_one_plain_line(text):
    assert proposed(text) == "the refund"
    assert len(proposed(text * 400)) <= MOST_CHARACTERS
