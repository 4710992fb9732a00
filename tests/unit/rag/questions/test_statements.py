"""Statements made of questions and answers."""

import pytest

from rag.questions.statements import polar_statement, statement


@pytest.mark.parametrize(
    ("question", "answer", "sentence", "expected"),
    [
        ("Who built the mill?", "Ann Lee", "Ann Lee built the mill.", "Ann Lee built the mill."),
        (
            "When did the city surrender to Moreau?",
            "1806",
            "The city surrendered to Moreau in 1806.",
            "The city surrendered to Moreau in 1806.",
        ),
        (
            "In what year was the bridge built?",
            "1811",
            "The bridge was built in 1811.",
            "The bridge was built in 1811.",
        ),
        ("Where was Bach born?", "Eisenach", "Bach was born in Eisenach.", "Bach was born in Eisenach."),
        (
            "Which gate was opened first?",
            "the northern gate",
            "First the northern gate was opened.",
            "The northern gate was opened first.",
        ),
        (
            "How many bridges were built?",
            "nine",
            "They say that nine bridges were built.",
            "Nine bridges were built.",
        ),
        (
            "What is the capital of France?",
            "Paris",
            "Paris is the capital of France.",
            "The capital of France is Paris.",
        ),
        (
            "Which firm sued the town?",
            "Lenn Ltd",
            "Lenn Ltd sued the town.",
            "Lenn Ltd sued the town.",
        ),
    ],
)
def test_a_question_and_its_answer_become_a_statement(question, answer, sentence, expected):
    assert statement(question, answer, sentence) == expected


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Beyonce said that who inspired her?", "Oprah"), ("Name the river.", "Oder"), ("", "Oder")],
)
def test_where_no_rule_is_sure_there_is_no_statement(question, answer):
    assert statement(question, answer, f"The sentence names {answer}.") is None


def test_a_long_answer_makes_no_statement():
    assert statement("Who built the mill?", " ".join(["very"] * 13), "They built the mill.") is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Is the shed green?", "The shed is green."),
        ("Was the bridge opened in 1979?", "The bridge was opened in 1979."),
        ("Does the warranty cover water damage?", "The warranty does cover water damage."),
        ("Is there a lift?", "There is a lift."),
        ("Are dogs allowed in the garden?", "Dogs are allowed in the garden."),
        (
            "Is the key of the boathouse kept in the office?",
            "The key of the boathouse is kept in the office.",
        ),
        ("Isn't smoking forbidden?", "Smoking is not forbidden."),
        ("Is Warsaw the capital of Poland?", "Warsaw is the capital of Poland."),
        ("Who built it?", None),
        ("Is it?", None),
        ("", None),
    ],
)
def test_a_question_for_yes_or_no_is_the_statement_that_a_yes_makes(question, expected):
    assert polar_statement(question) == expected
