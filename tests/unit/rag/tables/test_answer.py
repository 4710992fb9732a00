"""Answers from a table by the shipped model."""

import numpy as np
import pytest
from safetensors.numpy import save_file

from index import ModelError
from rag.tables.answer import answer_table
from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.ranking.asked import asks_for_what_is_not_there
from rag.tables.ranking.candidates import candidates
from rag.tables.ranking.confidence import guesses_its_column
from rag.tables.ranking.features import DIMENSIONS
from rag.tables.ranking.linking import Linked
from rag.tables.ranking.ranker import Ranker, said_by

BAKERIES = Table.of_texts(
    ["Bakery", "Town", "Opened", "Loaves a day"],
    [
        ["Kornblume", "Imsdorf", "1962", "480"],
        ["Roggenhof", "Altwies", "1987", "310"],
        ["Sonnenbrot", "Altwies", "2004", "125"],
        ["Mühlrad", "Imsdorf", "1949", "760"],
        ["Total", "", "", "1,675"],
    ],
)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Which bakery has the most loaves a day?", ["Mühlrad"]),
        ("Which bakery opened first?", ["Mühlrad"]),
        ("When was Roggenhof opened?", ["1987"]),
        ("How many bakeries are in Altwies?", ["2"]),
        ("In which town is Sonnenbrot?", ["Altwies"]),
    ],
)
def test_a_plain_question_is_answered_from_the_right_cells(question, values):
    answer = answer_table(question, BAKERIES)
    assert [value.text for value in answer.result.values] == values


def test_an_answer_says_how_it_came_about_and_which_rows_it_rests_on():
    answer = answer_table("How many bakeries are in Altwies?", BAKERIES)
    assert answer.words == "the number of all rows whose Town has “altwies”"
    assert answer.rows == (1, 2)
    assert 0 < answer.probability < 1


def test_a_question_that_has_nothing_to_do_with_the_table_has_no_answer():
    answer = answer_table("Who painted the ceiling?", BAKERIES)
    assert answer is None or not answer.sure


@pytest.mark.parametrize(
    "question",
    [
        "What is the phone number of Roggenhof?",
        "What was the favourite colour of Kornblume?",
        "Wie ist das Wetter?",
        "Who owns Kornblume?",
        "What is the email address for Sonnenbrot?",
    ],
)
def test_what_no_column_says_is_not_answered(question):
    answer = answer_table(question, BAKERIES)
    assert answer is None or not answer.sure


def test_a_time_is_told_by_its_kind_whatever_its_column_is_called():
    rows = [["Kornblume", "Imsdorf", "4 May 1962"], ["Roggenhof", "Altwies", "1 June 1987"]]
    linked = Linked(
        "When was Roggenhof founded?", TableIndex(Table.of_texts(["Bakery", "Town", "Start"], rows))
    )
    found = {str(one.formula): one for one in candidates(linked)}
    start, town = (found[f'select(has(rows, [Bakery], "roggenhof"), [{name}])'] for name in ("Start", "Town"))
    assert (guesses_its_column(linked, start), guesses_its_column(linked, town)) == (False, True)


def test_what_a_column_says_is_not_taken_for_missing():
    for question in (
        "What is the town of Roggenhof?",
        "What was the total of loaves?",
        "What is the most loaves in Altwies?",
    ):
        assert not asks_for_what_is_not_there(Linked(question, TableIndex(BAKERIES)))


@pytest.fixture
def knows_nothing(tmp_path):
    """A model for which all formulas are equally probable."""
    save_file({"weights": np.zeros(DIMENSIONS, np.float16)}, tmp_path / "weights.safetensors")
    return Ranker(tmp_path / "weights.safetensors")


def test_of_two_results_that_are_equally_probable_neither_is_the_answer(knows_nothing):
    answer = answer_table("Which bakery has the most loaves a day?", BAKERIES, knows_nothing)
    assert not answer.sure
    assert answer.rival is not None
    assert answer.rival.values != answer.result.values


def test_formulas_with_the_same_result_are_one_reading(knows_nothing):
    single = Table.of_texts(["Town", "Opened"], [["Imsdorf", "1962"]])
    readings = knows_nothing.readings(Linked("When was the first opened in Imsdorf?", TableIndex(single)))
    assert len({said_by(reading.result) for reading in readings}) == len(readings)
    assert sum(reading.share for reading in readings) == pytest.approx(1)


def test_a_question_without_a_word_of_the_table_has_no_reading(knows_nothing):
    assert knows_nothing.readings(Linked("Hello there", TableIndex(BAKERIES))) == []
    assert answer_table("", BAKERIES) is None


def test_a_question_that_stands_in_a_cell_word_for_word_is_read(knows_nothing):
    question = "Are nested loops supported?"
    asked = TableIndex(Table.of_texts(["Number", "Question"], [["1", question], ["2", "Who built it?"]]))
    assert knows_nothing.readings(Linked(question, asked))


def test_weights_that_are_damaged_are_named(tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="can't be read"):
        answer_table("Which bakery opened first?", BAKERIES, Ranker(tmp_path / "weights.safetensors"))


def test_an_answer_of_all_rows_rests_on_all_but_their_total():
    answer = answer_table("How many bakeries are there?", BAKERIES)
    assert ([value.text for value in answer.result.values], answer.rows) == (["4"], (0, 1, 2, 3))
