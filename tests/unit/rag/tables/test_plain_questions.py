"""Plain questions about a column are read by rules, and only where each word is understood."""

import pytest

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.rules.plain_questions import plain_reading
from rag.tables.shown import shown_values

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


STAFF = TableIndex(
    Table.of_texts(
        ["Name", "Department", "Salary (EUR)", "Start year", "City"],
        [
            ["Ann Ode", "Sales", "52,000", "2019", "Oslo"],
            ["Bo Lind", "Sales", "48,500", "2021", "Bergen"],
            ["Cy Tran", "IT", "61,000", "2017", "Oslo"],
            ["Di Marsh", "IT", "58,250", "2022", "Oslo"],
            ["Ed Vale", "Support", "39,900", "2019", "Bergen"],
        ],
        "Staff",
    )
)
ORDERS = TableIndex(
    Table.of_texts(
        ["Order", "Customer of the order", "Item", "Quantity", "Price"],
        [
            ["A-1", "Mill Ltd", "Lamp", "3", "40.00"],
            ["A-2", "Harbour Inc", "Desk", "1", "320.00"],
            ["A-3", "Mill Ltd", "Chair", "6", "85.50"],
            ["A-4", "Quay GmbH", "Lamp", "10", "38.00"],
            ["Total", "", "", "20", ""],
        ],
        "Orders",
    )
)


@pytest.mark.parametrize(
    ("index", "question", "said"),
    [
        # Rows that are named one by one.
        (STAFF, "What is the total salary of Sales and IT?", "219,750 EUR"),
        (STAFF, "What is the salary of Ann Ode and Bo Lind together?", "100,500 EUR"),
        (STAFF, "What is the salary of Ann Ode and Bo Lind?", None),
        (STAFF, "What is the average salary of the IT department?", "59,625 EUR"),
        # A difference.
        (STAFF, "What is the difference in salary between Bo Lind and Ann Ode?", "3,500 EUR"),
        (STAFF, "How much more salary does Cy Tran get than Di Marsh?", "2,750 EUR"),
        (STAFF, "How much less salary does Di Marsh get than Cy Tran?", "2,750 EUR"),
        (STAFF, "How much more salary does Di Marsh get than Cy Tran?", None),
        (STAFF, "Does Cy Tran get more salary than Di Marsh?", None),
        # A cell.
        (STAFF, "What is the salary of Cy Tran?", "61,000"),
        (STAFF, "In which city is Bo Lind?", "Bergen"),
        (ORDERS, "Which customer is order A-2 from?", "Harbour Inc"),
        (STAFF, "What is the salary of Ann?", None),
        (STAFF, "What is the salary?", None),
        # Rows below or above a limit.
        (ORDERS, "Which orders have a price under 50?", "A-1; A-4"),
        (ORDERS, "What is the total price of items with a quantity over 2?", "163.5"),
        (ORDERS, "How many orders have a quantity of at least 3?", "3"),
        # How many.
        (STAFF, "How many names are in Oslo?", "3"),
        (STAFF, "How many departments are there?", "3"),
        (STAFF, "How many departments are in Oslo?", None),
        # What most rows have.
        (ORDERS, "Which customer has the most orders?", "Mill Ltd"),
        (ORDERS, "Which customer has the most lamp orders?", None),  # each has one
        (ORDERS, "Which item has the most customers?", None),
        (ORDERS, "How many orders are from Mill Ltd?", "2"),
        # What orders, or is one of several, is not added up.
        (STAFF, "What is the total of the start years?", None),
        (STAFF, "What is the salary of the 5 names?", None),
        (STAFF, "What is the highest salary in Oslo?", "61,000"),
        (STAFF, "Which has the highest salary?", None),
    ],
)
def test_rows_limits_and_differences_are_understood_too(index, question, said):
    reading = plain_reading(question, index)
    assert said == (reading and shown_values(question, reading.formula, reading.result))


def test_a_column_may_be_called_amount():
    invoices = TableIndex(
        Table.of_texts(["Invoice", "City", "Amount (EUR)"], [["INV-1", "Bonn", "5"], ["INV-2", "Ulm", "7"]])
    )
    for question, said in [
        ("What is the total amount of invoices?", 12),
        ("What is the amount of INV-2?", 7),
    ]:
        assert plain_reading(question, invoices).result.values[0].number == said


def test_a_figure_for_each_year_is_no_year():
    plots = TableIndex(
        Table.of_texts(["Plot", "Size (m²)", "Fee a year"], [["Oak", "120", "84"], ["Birch", "95", "66.50"]])
    )
    for question, said in [
        ("Which plot has the highest fee?", "Oak"),
        ("What is the total fee of Oak and Birch?", "150.5"),
        ("How much more is the fee of Oak than Birch?", "17.5"),
    ]:
        assert plain_reading(question, plots).result.values[0].text == said


def test_what_stands_in_two_columns_is_not_understood():
    ships = TableIndex(
        Table.of_texts(
            ["Ship", "Class", "Crew"], [["Arktika", "Arktika", "189"], ["Sibir", "Arktika", "130"]]
        )
    )
    assert plain_reading("What is the crew of the Arktika?", ships) is None
    assert plain_reading("What is the crew of the Sibir?", ships).result.values[0].text == "130"
