"""Plain questions about a column are read by rules, and only where each word is understood."""

import pytest

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.rules.plain_questions import plain_reading

LOAVES = Table.of_texts(
    ["Bakery", "Loaves", "Unit price", "Town"],
    [
        ["Kringle", "13", "4.50", "Oslo"],
        ["Rye & Co", "24", "3.20", "Bergen"],
        ["Oven", "11", "5.00", "Oslo"],
        ["Total", "48", "", ""],
    ],
    "Loaves of a day",
)
ASKED = [
    ("Which bakery has the most loaves?", "Rye & Co"),
    ("What bakery has the lowest unit price?", "Rye & Co"),
    ("Who has the most loaves?", None),
    ("How many loaves do the three bakeries have together?", "48"),
    ("How many loaves do the four bakeries have together?", None),
    ("What is the total number of loaves?", "48"),
    ("What is the average unit price?", "4.2333"),
    ("What is the highest unit price in Oslo?", "5"),
    ("How many loaves are there in Oslo in total?", "24"),
    ("What is the total number of loaves of all bakeries?", "48"),
    ("What is the total number of loaves of each bakery?", None),
    ("What is the highest salary?", None),
    ("Which team has the most Stanley Cups?", None),
    ("What is the average number of burnt loaves?", None),
    ("Which bakery has the most loaves per oven in winter?", None),
    ("Wie hoch ist die Summe der Loaves?", None),
]


@pytest.mark.parametrize(("question", "said"), ASKED)
def test_a_plain_question_is_computed_if_every_word_is_understood(question, said):
    reading = plain_reading(question, TableIndex(LOAVES))
    if said is None:
        assert reading is None
    else:
        (value,) = reading.result.values
        number = "" if value.number is None else f"{value.number:.5g}"
        assert said in (value.text, number)


def test_the_name_of_the_document_may_stand_in_the_question():
    orders = TableIndex(Table.of_texts(["Item", "Amount"], [["Lamp", "3"], ["Desk", "9"]]))
    assert (
        plain_reading("What is the lowest amount of all orders?", orders, "Orders").result.values[0].number
        == 3
    )
    assert plain_reading("What is the lowest amount of all invoices?", orders, "Orders") is None
