"""Where the rules are in doubt what a question of a conversation means."""

import pytest

from rag.answer import Turn
from rag.questions.followups.doubt import in_doubt


def turns(*questions):
    return [Turn(role="user", text=text) for text in questions]


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("When was Ada Lee born?", ()),
        ("When was he born?", ()),
        ("When was he born?", ("Which club did Iwan Roberts play for?",)),
        ("How high is the Eiffel tower in Paris?", ("Which club did Iwan Roberts play for?",)),
    ],
    ids=["no history", "a pronoun without history", "one noun", "stands alone"],
)
def test_what_has_one_meaning_is_not_in_doubt(question, history):
    assert not in_doubt(question, turns(*history))


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("How does it compare with crowdfunding?", ("What are seed rounds and angel rounds?",)),
        ("What are the symptoms of that addiction?", ("What are the privacy issues of social networks?",)),
    ],
    ids=["two nouns", "a pronoun that stays"],
)
def test_two_rewritings_and_a_pronoun_that_stays_are(question, history):
    assert in_doubt(question, turns(*history))
