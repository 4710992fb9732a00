"""What tables of real documents are like: units in many places, totals among the rows, notes, gaps, decimals of other countries."""

import pytest

from rag.tables.cells.table import Table
from rag.tables.language.evaluate import evaluate
from rag.tables.language.parse import parse
from rag.tables.language.results import EvaluationError


def figure(formula, table):
    (value,) = evaluate(parse(formula), table).values
    return value.number, value.unit


def test_the_unit_of_a_sum_is_that_of_the_cells_or_of_the_name_of_the_column_or_of_the_caption():
    cells = Table.of_texts(["Route", "Length"], [["A", "5 km"], ["B", "7 km"]])
    named = Table.of_texts(["Route", "Length (km)"], [["A", "5"], ["B", "7"]])
    caption = Table.of_texts(
        ["Firm", "Sales"], [["A", "5"], ["B", "7"]], title="Sales by firm (in millions of euros)"
    )
    assert figure("sum(rows, [Length])", cells) == (12, "km")
    assert figure("sum(rows, [Length (km)])", named) == (12, "km")
    assert figure("sum(rows, [Sales])", caption) == (12, "millions of euros")


def test_figures_of_different_units_are_not_added():
    table = Table.of_texts(["Shop", "Price"], [["A", "5 €"], ["B", "7 $"]])
    with pytest.raises(EvaluationError, match="different units"):
        evaluate(parse("sum(rows, [Price])"), table)


def test_words_behind_figures_are_no_units_that_forbid_a_sum():
    table = Table.of_texts(["Player", "Scored"], [["A", "1 goal"], ["B", "2 goals"]])
    assert figure("sum(rows, [Scored])", table) == (3, "")


def test_a_currency_at_the_first_figure_is_that_of_the_others():
    table = Table.of_texts(["Item", "Cost"], [["A", "$ 500"], ["B", "250"]])
    assert figure("sum(rows, [Cost])", table) == (750, "$")


def test_subtotals_that_add_up_are_not_counted_again_and_a_name_that_begins_so_is():
    rows = [
        ["Rent", "900"],
        ["Heating", "120"],
        ["Total housing", "1,020"],
        ["Food", "300"],
        ["Total Fitness", "40"],
    ]
    table = Table.of_texts(["What", "Paid"], rows)
    assert table.totals == {2}
    assert figure("sum(rows, [Paid])", table) == (1360, "")
    assert figure('select(has(rows, [What], "total housing"), [Paid])', table) == (1020, "")


def test_notes_gaps_brackets_and_decimal_commas_do_not_spoil_a_sum():
    table = Table.of_texts(
        ["Jahr", "Gewinn"], [["2019", "1.234,5*"], ["2020", "—"], ["2021", "(34,5)"], ["2022", ""]]
    )
    assert figure("sum(rows, [Gewinn])", table) == (1200, "")


def test_a_change_is_told_in_parts_of_the_earlier_figure():
    table = Table.of_texts(["Year", "Sold"], [["2001", "80"], ["2002", "100"], ["2003", "0"]])
    later, earlier = 'select(has(rows, [Year], "2002"), [Sold])', 'select(has(rows, [Year], "2001"), [Sold])'
    assert figure(f"change({later}, {earlier})", table) == (0.25, "")
    with pytest.raises(EvaluationError, match="division by zero"):
        evaluate(parse(f'ratio({later}, select(has(rows, [Year], "2003"), [Sold]))'), table)
