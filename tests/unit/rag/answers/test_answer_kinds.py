"""Whether words are of the kind that is asked for, and what belongs to an amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answers.answer_kinds import fits, narrowed, trimmed, with_unit
from rag.questions.analysis import analyse


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many?", "12"),
        ("How many?", "three"),
        ("How many?", "1815"),
        ("How much is it?", "free for members"),
        ("What is the number?", "CH93-0076"),
        ("When?", "4 May"),
        ("When?", "end of term"),
        ("Who?", "Ann Lee"),
        ("Who?", "the owner"),
        ("Where?", "room 12"),
        ("Where?", "Ulm"),
        ("What is a mutex?", "a lock that is held by one thread"),
        ("What colour?", "red"),
    ],
)
def test_a_value_of_the_kind_that_is_asked_for_fits(question, value):
    assert fits(analyse(question), value)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many?", "Ann Lee"),
        ("How many?", "4 May 2024"),
        ("How many?", "9:00-17:00"),
        ("When?", "Ann Lee"),
        ("Who?", "4 May 2024"),
        ("Who?", "12 euros"),
        ("Where?", "1979"),
        ("What colour?", "it is red"),
        ("Who?", "I am late"),
    ],
)
def test_a_value_of_another_kind_and_a_clause_do_not_fit(question, value):
    assert not fits(analyse(question), value)


@pytest.mark.parametrize(
    ("text", "number", "whole"),
    [
        ("It costs 40 euros a month.", "40", "40 euros a month"),
        ("It costs CHF 40.", "40", "CHF 40"),
        ("It weighs 6.4kg.", "6.4", "6.4kg"),
        ("A 30-year loan", "30", "30-year"),
        ("It goes 300 km/h.", "300", "300 km/h"),
        ("It has 40 m² of floor.", "40", "40 m²"),
        ("It has 4 mice.", "4", "4"),
        ("It has 4 legs.", "4", "4"),
        ("It costs 40 euros.", "40 euros", "40 euros"),
        ("It is red in May.", "red", "red"),
    ],
)
def test_an_amount_has_its_unit_and_other_words_have_none(text, number, whole):
    start = text.index(number)
    assert text[slice(*with_unit(text, (start, start + len(number))))] == whole


@pytest.mark.parametrize(
    ("text", "left"),
    [("3 metres.", "3 metres"), ("12.", "12"), ("Lenn Inc.", "Lenn Inc."), ("Lenn Corp.", "Lenn Corp."), ("Mia Vogt.", "Mia Vogt"), ("9 a.m.", "9 a.m."), ("'ab'", "ab"), ("'a' 'b'", "'a' 'b'")],
)  # fmt: skip
def test_the_end_of_a_sentence_and_quotation_marks_around_all_are_left_out(text, left):
    assert text[slice(*trimmed(text, (0, len(text))))] == left


@given(st.text(alphabet="aB4 .'\"mkg€%-:,May", max_size=30), st.data())
def test_what_is_cut_or_added_stays_inside_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wider = with_unit(text, (start, end))
    assert 0 <= wider[0] <= start <= end <= wider[1] <= len(text)
    less = trimmed(text, (start, end))
    assert start <= less[0] <= less[1] <= end
    inner = narrowed("time", text)
    assert 0 <= inner[0] <= inner[1] <= len(text)
