"""What a sentence supports in other words, and what it denies."""

import random

import pytest

from training.coordinate_terms import with_coordinate_term
from training.paraphrases import beyond, paraphrases, shortened, with_pronoun


def test_dates_and_amounts_may_be_said_in_less_detail():
    sentence = "On that day 258 boats left for Ulm on 22 November 1968."
    found = paraphrases(sentence, sentence, random.Random(1))
    for other in ("on November 22, 1968", "in November 1968", "in 1968"):
        assert any(other in one for one in found)
    assert any(
        limit in one
        for one in found
        for limit in ("more than 200 boats", "over 200 boats", "at least 200 boats")
    )
    assert not any("300 boats" in one and "than 300" not in one and "under 300" not in one for one in found)


def test_a_year_stands_for_its_decade_and_for_no_other():
    assert "It was built in the 1960s." in paraphrases("It was built in 1968.", "", random.Random(1))
    decades = [one for one in beyond("It was built in 1968.", random.Random(1)) if "0s" in one]
    assert decades and all("1960s" not in one for one in decades)


@pytest.mark.parametrize("seed", range(5))
def test_a_limit_that_the_amount_does_not_reach_is_beyond_it(seed):
    found = beyond("The town has 12,500 people.", random.Random(seed))
    assert found
    for one in found:
        number = int("".join(filter(str.isdigit, one)))
        assert (
            number >= 12500 if any(word in one for word in ("more than", "over", "least")) else number < 12500
        )


def test_a_name_in_front_of_a_verb_may_be_a_pronoun():
    text, name = with_pronoun("Mara Holt wrote it in 1990.", random.Random(1))
    assert name == "Mara Holt" and text.endswith(" wrote it in 1990.") and "Holt" not in text
    assert with_pronoun("In 1990 she left.", random.Random(1)) is None


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("It is a film of 1973.", "It is a painting of 1973."),
        ("He is an actor.", "He is a singer."),
        ("She is a British lawyer.", "She is a French lawyer."),
        ("It opens on Monday.", "It opens on Friday."),
        ("He sold the dogs.", "He sold the cats."),
    ],
)
def test_a_thing_is_of_another_kind(sentence, other):
    assert other in set(with_coordinate_term(sentence))


def test_what_may_be_meant_alike_is_not_exchanged():
    assert not any("movie" in one for one in with_coordinate_term("It is a film."))
    assert not any(
        one == "He is an actor and actor." for one in with_coordinate_term("He is an actor and singer.")
    )


def test_a_shorter_sentence_leaves_out_brackets_clauses_and_what_stands_in_front():
    sentence = "In 1804, the town (now a city) sold the mill, which was old, to Ann Lee."
    assert set(shortened(sentence)) == {
        "In 1804, the town sold the mill, which was old, to Ann Lee.",
        "In 1804, the town (now a city) sold the mill to Ann Lee.",
        "The town (now a city) sold the mill, which was old, to Ann Lee.",
    }


def test_a_sentence_with_nothing_to_leave_out_has_no_shorter_one():
    assert shortened("The town sold the old mill.") == []
