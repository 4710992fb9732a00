"""Questions with one thing changed."""

import pytest

from rag.evaluation.changed_questions import changed_questions

TEXT = (
    "In 1804 General Moreau attacked Bern. The city surrendered to Moreau in 1806, after Marshal Ney had left the northern gate. "
    "In 1811 the council of Basel built the oldest bridge."
)


def made(question, answer, change, names=()):
    place = TEXT.index(answer)
    found = changed_questions(question, TEXT, [(place, place + len(answer))], names=names)
    return [one.question for one in found if one.change == change]


def test_another_name_of_the_text_stands_in_place_of_the_question_s_own():
    assert "When did Bern surrender to Marshal Ney?" in made(
        "When did Bern surrender to Moreau?", "1806", "name"
    )


def test_the_answer_and_a_word_that_only_begins_a_sentence_are_no_other_names():
    changed = made("Who attacked Bern in 1804?", "General Moreau", "name")
    assert changed and not any("Moreau" in one or "The" in one.split()[1:] for one in changed)


def test_names_that_are_given_may_stand_in_too():
    assert "When did Bern surrender to Blucher?" in made(
        "When did Bern surrender to Moreau?", "1806", "name", names=["Blucher"]
    )


def test_a_year_stands_in_for_a_year():
    assert made("Who attacked Bern in 1804?", "General Moreau", "number") == [
        "Who attacked Bern in 1806?",
        "Who attacked Bern in 1811?",
    ]


@pytest.mark.parametrize(
    ("question", "turned"),
    [
        ("Who attacked Bern in 1804?", "Who did Bern attack in 1804?"),
        ("Who did General Moreau attack?", "Who attacked General Moreau?"),
    ],
)
def test_who_did_it_is_turned_into_whom_it_was_done_to(question, turned):
    assert turned in made(question, "1804", "relation")


def test_two_names_change_places():
    assert "When did Moreau surrender to Bern?" in made(
        "When did Bern surrender to Moreau?", "1806", "relation"
    )


def test_a_word_becomes_its_opposite():
    assert made("Which gate was the northern one?", "Marshal Ney", "opposite") == [
        "Which gate was the southern one?"
    ]
    assert made("What is the oldest bridge in Basel?", "1811", "opposite") == [
        "What is the youngest bridge in Basel?",
        "What is the newest bridge in Basel?",
    ]


def test_each_change_is_another_question_and_equal_calls_give_equal_changes():
    question = "When did Bern surrender to Moreau?"
    first = changed_questions(question, TEXT, [(80, 84)])
    assert first == changed_questions(question, TEXT, [(80, 84)])
    assert question not in [one.question for one in first]
