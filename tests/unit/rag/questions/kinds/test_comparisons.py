"""What a question compares."""

import pytest

from rag.questions.kinds import question_kinds
from rag.questions.kinds.comparisons import comparison


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("How do oak and pine differ?", ("oak", "pine")),
        ("What is the difference between a lease and a licence?", ("lease", "licence")),
        ("How does RailNote compare with Deep Diary?", ("RailNote", "Deep Diary")),
        ("rsync vs scp", ("rsync", "scp")),
        ("Is tar better than zip?", ("tar", "zip")),
        ("Which is better, tar or zip?", ("tar", "zip")),
        ("Compare direct and indirect costs", ("direct costs", "indirect costs")),
        ("What are the differences between gold, silver and tin?", ("gold", "silver", "tin")),
        ("Worin unterscheiden sich Eiche und Kiefer?", ("Eiche", "Kiefer")),
    ],
)
def test_the_sides_are_what_the_question_calls_them(question, sides):
    assert comparison(question).sides == sides
    assert question_kinds(question)[0] == "comparison"


def test_in_what_they_are_compared_is_told_apart_from_the_sides():
    found = comparison("What is the difference in price between the HX-20 and the HX-30?")
    assert (found.sides, found.aspect) == (("HX-20", "HX-30"), "price")


@pytest.mark.parametrize(
    "question",
    ["What is the difference between 2019 and 2020?", "Did revenue grow from 2019 to 2020?", "What differs?"],
)
def test_years_and_a_single_thing_are_not_compared_here(question):
    assert comparison(question) is None
