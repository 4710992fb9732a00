"""Superlatives that name no column are read as the column that they measure."""

import pytest

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.rules.measures import with_measure
from rag.tables.rules.plain_questions import plain_reading

BOATS = Table.of_texts(
    ["Boat", "Type", "Built", "Weight (kg)", "Rent"],
    [["Amsel", "scull", "2016", "14", "9"], ["Falke", "eight", "2004", "96", "30"], ["Elster", "four", "2018", "52", "24"]],
    "Boats",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("which is the heaviest boat", "Falke"),
        ("Which boat weighs the most?", "Falke"),
        ("What is the oldest boat?", "Falke"),
        ("Which boat is the newest?", "Elster"),
        ("Which boat is the cheapest?", "Amsel"),
        ("What is the most expensive boat?", "Falke"),
        ("Welches ist die schwerste boat?", "Falke"),
        # Nothing measures this, or not in this table.
        ("Which boat is the prettiest?", None),
        ("Which boat is the fastest?", None),
        # Of two nobody knows which counts.
        ("Which boat is the heaviest and the oldest?", None),
    ],
)
def test_a_superlative_picks_by_the_column_that_it_measures(question, said):
    reading = plain_reading(question, TableIndex(BOATS))
    assert (reading and reading.result.values[0].text) == said


def test_of_two_columns_that_fit_none_is_guessed():
    prices = Table.of_texts(["Item", "Price old", "Price new"], [["A", "1", "3"], ["B", "2", "2"]], "Items")
    assert with_measure("Which item is the cheapest?", TableIndex(prices)) is None


def test_years_are_still_not_picked_where_nothing_says_that_they_measure_age():
    assert plain_reading("Which boat has the highest built?", TableIndex(BOATS)) is None
