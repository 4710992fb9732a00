"""The same question in other words."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import rewordings
from training.rewordings import reworded

TEXT = "Mara Holt joined the World Health Organization (WHO) in 1990. In 1995 Holt left it for the U.K. government."


def ways(way, question):
    return set(way(question, TEXT, random.Random(1)))


@pytest.mark.parametrize(
    ("way", "question", "other"),
    [
        (rewordings._with_other_name, "When did Holt leave?", "When did Mara Holt leave?"),
        (rewordings._with_other_name, "When did Mara Holt leave?", "When did Holt leave?"),
        (rewordings._with_other_name, "When did Mara Holt leave?", "When did M. Holt leave?"),
        (rewordings._with_other_name, "Who joined the World Health Organization?", "Who joined the WHO?"),
        (rewordings._with_other_name, "Who joined the WHO?", "Who joined the World Health Organization?"),
        (
            rewordings._with_country,
            "What did the British government want?",
            "What did the UK government want?",
        ),
        (rewordings._with_country, "Where is the United States embassy?", "Where is the U.S. embassy?"),
        (rewordings._with_other_word, "Who founded the firm?", "Who set up the firm?"),
        (rewordings._with_other_number, "Which town has 12,500 people?", "Which town has 12500 people?"),
        (rewordings._with_other_number, "Who has 3 ships?", "Who has three ships?"),
        (rewordings._with_other_number, "Who has three ships?", "Who has 3 ships?"),
        (rewordings._with_other_spelling, "What colour is it?", "What color is it?"),
    ],
)
def test_a_thing_has_other_names(way, question, other):
    assert other in ways(way, question)


def test_a_common_noun_is_no_short_name():
    question, text = "Who leads the Uniting Church?", "The Uniting Church is a church. A Church may be large."
    assert not [
        other
        for other in rewordings._with_other_name(question, text, random.Random(1))
        if "the Church" in other
    ]


@given(
    st.integers(0, 200),
    st.sampled_from(["Who built it?", "When did Mara Holt leave the WHO?", "", "?", "Wer?", "3"]),
)
def test_equal_seeds_give_equal_words(seed, question):
    assert reworded(question, TEXT, random.Random(seed)) == reworded(question, TEXT, random.Random(seed))


def test_most_questions_have_other_words():
    question = "When did Mara Holt begin her work for the British government?"
    found = {reworded(question, TEXT, random.Random(seed)) for seed in range(60)}
    assert len(found) > 20 and question not in found
