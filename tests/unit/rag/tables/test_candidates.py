import pytest

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.ranking.candidates import candidates
from rag.tables.ranking.features import DIMENSIONS, Features
from rag.tables.ranking.linking import Linked

CUPS = Table.of_texts(
    ["Team", "City", "Founded", "Stanley Cups"],
    [
        ["Maple Leafs", "Toronto", "1917", "13"],
        ["Bruins", "Boston", "1924", "6"],
        ["Rangers", "New York", "1926", "4"],
        ["Islanders", "New York", "1972", "4"],
        ["Total", "", "", "27"],
    ],
)


def linked(question, table=CUPS):
    return Linked(question, TableIndex(table))


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("Which team has the most Stanley Cups?", "select(most(rows, [Stanley Cups]), [Team])"),
        ("How many Stanley Cups have the Bruins won?", 'select(has(rows, [Team], "bruins"), [Stanley Cups])'),
        ("How many teams are from New York?", 'count(has(rows, [City], "new york"))'),
        ("How many Stanley Cups do they have together?", "sum(rows, [Stanley Cups])"),
        ("What is the average of the Stanley Cups?", "mean(rows, [Stanley Cups])"),
        ("Which teams were founded after 1925?", "select(over(rows, [Founded], 1925), [Team])"),
        ("Who was founded between 1920 and 1930?",
         "select(at_most(at_least(rows, [Founded], 1920), [Founded], 1930), [Team])"),
        ("Which team is listed after the Bruins?", 'select(after(has(rows, [Team], "bruins")), [Team])'),
        ("Which is older, the Bruins or the Rangers?",
         'select(least(either(has(rows, [Team], "bruins"), has(rows, [Team], "rangers")), [Founded]), [Team])'),
        ("How many more cups have the Maple Leafs than the Rangers?",
         'difference(select(has(rows, [Team], "maple leafs"), [Stanley Cups]), '
         'select(has(rows, [Team], "rangers"), [Stanley Cups]))'),
        ("Which city has the most teams?", "distinct(commonest(rows, [City]), [City])"),
        ("Which teams are not from New York?", 'select(lacks(rows, [City], "new york"), [Team])'),
        ("Which team is from the same city as the Rangers?",
         'select(alike(has(rows, [Team], "rangers"), [City]), [Team])'),
        ("How many teams were founded before the Rangers?", 'count(above(has(rows, [Team], "rangers")))'),
        ("Who is from New York other than the Rangers?",
         'select(lacks(has(rows, [City], "new york"), [Team], "rangers"), [Team])'),
        ("Are more teams from New York or Boston?",
         'distinct(commonest(either(has(rows, [City], "new york"), has(rows, [City], "boston")), [City]), [City])'),
        ("How many cities are there?", "count_values(distinct(rows, [City]))"),
        ("How many teams have six cups?", "count(equal(rows, [Stanley Cups], 6))"),
    ],
)  # fmt: skip
def test_what_a_question_means_is_among_its_candidates(question, formula):
    assert formula in [str(candidate.formula) for candidate in candidates(linked(question))]


def test_no_candidate_comes_twice():
    found = candidates(linked("How many more cups has the first team of New York than the last?"))
    assert len(found) > 20
    assert len({candidate.formula for candidate in found}) == len(found)


def test_a_phrase_is_the_longest_that_a_cell_holds():
    phrases = linked("When were the New York Rangers of New York founded?").phrases
    assert {(phrase.text, phrase.column) for phrase in phrases} == {("new york", 1), ("rangers", 0)}


def test_a_long_question_and_a_wide_table_stay_within_the_bound():
    names = [f"Name {n}" for n in range(40)]
    wide = Table.of_texts(names, [[str(n * m) for n in range(40)] for m in range(1, 60)])
    question = "how many more than 5 or less than 7 and most 12 " * 20
    assert 0 < len(candidates(linked(question, wide))) <= 1_500


def test_words_of_the_question_meet_operations_and_names_of_columns_in_the_features():
    question = linked("Which team has the most Stanley Cups?")
    best = next(
        c for c in candidates(question) if str(c.formula) == "select(most(rows, [Stanley Cups]), [Team])"
    )
    features = Features(question)
    names = features.names(best)
    assert {
        "shape select(most(rows))",
        "w most most",
        "named extreme 1",
        "noun select True",
        "size 1 which",
    } <= names
    assert 0 <= min(features.ids(best)) <= max(features.ids(best)) < DIMENSIONS
