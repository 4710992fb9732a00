"""Tables that do not say what is asked: another one with the same words, or the own one without what answers."""

from rag.tables.cells.table import Table
from rag.tables.language.parse import parse
from training.table_wrong import Others, without_answer

TEAMS = Table.of_texts(
    ["Team", "City", "Cups"], [["Elks", "Oslo", "3"], ["Owls", "Bergen", "5"], ["Cats", "Oslo", "1"]]
)


def test_the_column_that_answers_is_left_out_and_then_the_rows_that_are_looked_for():
    formula = parse('select(has(rows, [City], "oslo"), [Cups])')
    more = Table.of_texts(
        TEAMS.names, [[cell.value.text for cell in row] for row in TEAMS.rows] + [["Rams", "Bodø", "2"]]
    )
    column, rows = without_answer(more, formula)
    assert column.names == ("Team", "City") and len(column.rows) == 4
    assert [value.text for value in rows.column(0)] == ["Owls", "Rams"] and rows.names == TEAMS.names


def test_a_table_that_would_be_empty_without_is_none():
    small = Table.of_texts(["Team", "City"], [["Elks", "Oslo"], ["Owls", "Oslo"]])
    assert list(without_answer(small, parse('select(has(rows, [City], "oslo"), [Team])'))) == []
    assert [one.names for one in without_answer(small, parse("count(rows)"))] == []


def test_another_table_has_the_rare_words_of_the_question_and_is_never_its_own():
    lakes = Table.of_texts(["Lake", "City"], [["Blue", "Oslo"], ["Long", "Bergen"]])
    birds = Table.of_texts(["Bird", "Colour"], [["Owl", "brown"], ["Robin", "red"]])
    others = Others({"teams": TEAMS, "lakes": lakes, "birds": birds})
    question = "Which city has the lake that is called Blue?"
    assert others.nearest(question, "teams", 0) is lakes
    assert others.nearest(question, "lakes", 0) is TEAMS
