"""A formula that is proposed counts only if it says what the question says, and if the ranker holds it for likely."""

import pytest

from rag.tables.answer import answer_table, proposed_answer
from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.parse import parse
from rag.tables.ranking.linking import Linked
from rag.tables.ranking.proposed import proposed_candidates

TRAILS = TableIndex(Table.of_texts(["Trail", "Region", "Length (km)", "Opened", "Rating"], [
    ["Fox Loop", "North", "12.5", "2011", "easy"], ["Heron Path", "Coast", "8.0", "2009", "easy"],
    ["Otter Way", "North", "21.3", "2015", "hard"], ["Badger Ridge", "Hills", "17.9", "2013", "hard"],
    ["Swift Round", "Coast", "9.4", "2018", "medium"], ["Elk Track", "Hills", "30.2", "2016", "hard"],
]))  # fmt: skip
HILLS = "Of the hard trails, how many lie in the Hills?"
RIGHT = 'count(has(has(rows, [Rating], "hard"), [Region], "Hills"))'
UNTIL_2013 = "How many trails did the park have until 2013?"


def accepted(question, *formulas):
    found = proposed_candidates(Linked(question, TRAILS), list(map(parse, formulas)))
    return [str(candidate.formula) for candidate in found]


def test_the_words_of_the_question_take_the_place_of_those_that_were_proposed():
    (formula,) = accepted("Which region is the fox in?", 'select(has(rows, [Trail], "Fox Loop"), [Region])')
    assert formula == 'select(has(rows, [Trail], "fox"), [Region])'


@pytest.mark.parametrize(
    "formula",
    [
        'count(has(rows, [Rating], "hard"))',  # of which the question says nothing
        "count(at_most(rows, [Opened], 2015))",
        'count(lacks(at_most(rows, [Opened], 2013), [Opened], "2013"))',  # it does not say "not"
        "count(rows)",  # without the year that it says
        "sum(at_most(rows, [Opened], 2013), [Trail])",  # without a value
        'select(has(rows, [Opened], "2013"), [Price])',
    ],
)
def test_a_formula_that_says_more_or_less_than_the_question_is_none_of_its_candidates(formula):
    assert accepted(UNTIL_2013, formula) == []


def test_the_name_of_a_column_that_is_asked_for_must_be_used():
    assert accepted("Which region has the longest trail?", "select(most(rows, [Length (km)]), [Trail])") == []
    assert accepted("Which region has the longest?", "select(most(rows, [Length (km)]), [Region])")


def test_all_words_of_a_cell_must_be_used():
    question = "How many hard trails lie in the Hills?"
    assert accepted(question, 'count(has(rows, [Rating], "hard"))') == []
    assert accepted(question, 'count(has(has(rows, [Rating], "hard"), [Region], "Hills"))')


def test_a_proposal_makes_a_right_formula_sure_that_was_not():
    alone = answer_table(HILLS, TRAILS)
    assert alone is not None and not alone.sure
    answer = proposed_answer(HILLS, TRAILS, [parse(RIGHT)])
    assert answer.sure and [value.text for value in answer.result.values] == ["2"]


def test_what_the_ranker_holds_for_improbable_is_not_the_answer_whoever_proposes_it():
    for formula in (
        "highest(rows, [Length (km)])",
        'select(has(has(rows, [Rating], "hard"), [Region], "Hills"), [Opened])',
    ):
        answer = proposed_answer(HILLS, TRAILS, [parse(formula)])
        assert answer is None or not answer.sure


def test_without_a_formula_that_may_be_meant_there_is_no_answer():
    assert proposed_answer(UNTIL_2013, TRAILS, []) is None
    assert proposed_answer(UNTIL_2013, TRAILS, [parse("count(rows)")]) is None


@pytest.mark.parametrize(("formula", "allowed"), [
    ('count(lacks(rows, [Region], "Hills"))', False), ('count(below(has(rows, [Region], "Hills")))', False),
    ('sum(has(rows, [Region], "Hills"), [Length (km)])', True), ('ratio(count(rows), count(has(rows, [Region], "Hills")))', False),
])  # fmt: skip
def test_a_formula_does_nothing_that_the_question_has_no_words_for(formula, allowed):
    assert bool(accepted("How many are in the Hills?", formula)) == allowed
