"""What an answer shows of the readings."""

import pytest

from rag.answers.decide import MAX_STATEMENTS
from readings import decided, passage_of, reading, reading_of


def test_below_the_threshold_nothing_is_shown_and_the_notes_stay():
    decision = decided("How many?", [reading("It has 5 wheels.")], confidence=0.2)
    assert (decision.status, decision.readings, decision.confidence) == ("not_found", (), 0.2)
    assert decision.notes == ("Note.",)


def test_the_threshold_decides_whether_something_is_shown_never_what():
    readings = [reading("It has 5 wheels.", span="5"), reading("It is red.", 0.6)]
    assert decided("How many?", readings, threshold=0.0).readings == decided("How many?", readings).readings


def test_only_likely_sentences_are_shown_beside_the_best_and_at_most_three():
    readings = [reading(f"Word {'x' * n} is here.", 0.9 - n / 100) for n in range(5)]
    unlikely = reading("Unlikely.", 0.1)
    assert decided("Why?", [unlikely, *readings]).readings == (
        unlikely,
        *readings[: MAX_STATEMENTS - 1],
    )
    assert decided("Why?", [readings[0], unlikely]).readings == (readings[0],)


def test_a_sentence_that_only_repeats_another_is_not_shown():
    readings = [
        reading("The old bridge over the Lenn fell in 1979."),
        reading("The bridge over the Lenn fell."),
    ]
    assert decided("What happened?", readings).readings == (readings[0],)


def test_the_sentence_that_answers_best_comes_first_and_the_others_in_the_order_of_the_document():
    held = passage_of("It rose.", "It fell.", "It rests.")
    first, second, third = (reading_of(held, number) for number in range(3))
    assert decided("Why did it rise?", [third, second, first]).readings == (third, first, second)


def test_beside_a_short_answer_only_a_surely_belonging_sentence_is_shown():
    best = reading("The car has 4 wheels.", span="4")
    readings = [best, reading("It is red.", 0.55), reading("Two of them are spare.", 0.7)]
    decision = decided("How many wheels has the car?", readings)
    assert [shown.text for shown in decision.readings] == [best.text, "Two of them are spare."]


ROWS = [
    "Country: Austria | Capital: Vienna | Language: German",
    "Country: Belgium | Capital: Brussels | Language: Dutch, French, German",
    "Country: Finland | Language: Finnish, Swedish",
]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("What is the capital of Belgium?", [1]),
        ("Which country has German as a language?", [0, 1]),
        ("Which country speaks a language?", [0, 1, 2]),
    ],
)
def test_rows_of_a_table_are_shown_if_their_cells_have_the_words_of_the_question(question, shown):
    found = decided(question, [reading(row) for row in ROWS])

    assert {reading.text for reading in found.readings} == {ROWS[number] for number in shown}


def test_rows_of_other_tables_and_sentences_are_shown_beside_a_row():
    others = ["Team: Ajax | Capital: 3 million", "The capital is a large city."]

    found = decided(
        "What about the capital of Belgium and why?", [reading(text) for text in [*ROWS, *others]]
    )

    assert {reading.text for reading in found.readings} == {ROWS[1], *others}


def test_nothing_is_found_without_sentences():
    assert decided("Why?", []).status == "not_found"


def test_a_sentence_that_only_announces_a_list_is_quoted_with_the_list():
    held = passage_of(
        "The lease ends if:", "(a) rent is unpaid;", "(b) the roof falls.", "Rent is due in May."
    )
    (shown,) = decided("When does the lease end?", [reading_of(held)]).readings
    assert shown.text == "The lease ends if: (a) rent is unpaid; (b) the roof falls."


def test_an_item_of_a_list_that_is_quoted_whole_is_not_shown_again():
    held = passage_of("The lease ends if:", "(a) rent is unpaid;", "(b) the roof falls.")
    found = decided("When does the lease end?", [reading_of(held, number) for number in range(3)])
    assert [shown.sentence for shown in found.readings] == [(held.start, held.end)]


def test_a_value_below_its_label_leads_and_is_quoted_with_it():
    found = decided("How heavy is it?", [reading_of(passage_of("Weight:", "6.4 kg"))])
    assert (found.short, found.readings[0].text) == ("6.4 kg", "Weight: 6.4 kg")


def test_what_leads_is_what_is_marked():
    found = decided("What is the fee?", [reading("Fee: 40 euros", span="Fee")])
    (shown,) = found.readings
    assert found.short == "40 euros" == shown.hit.passage.quote(shown.span)


def test_the_same_sentence_of_another_document_is_cited_however_unlikely():
    readings = [reading("It was old.", 0.9, id_="a-1"), reading("It  was old.", 0.1, id_="b-1")]
    assert decided("Why did it fall?", readings).readings == tuple(readings)
