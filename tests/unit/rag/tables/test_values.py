import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.tables.cells.cell_values import Date, column_kind, decimal_mark, plain_number, read_date, read_value


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1,234.50", 1234.5, ""),
        ("1234", 1234, ""),
        ("$ 79,268", 79268, "$"),
        ("US$5", 5, "US$"),
        ("EUR 1,250", 1250, "EUR"),
        ("(1,234)", -1234, ""),
        ("(12.5%)", -12.5, "%"),
        ("−3.5", -3.5, ""),
        ("- 7", -7, ""),
        ("12 %", 12, "%"),
        ("4th", 4, ""),
        ("12[3]", 12, ""),
        ("1,234 *", 1234, ""),
        ("3.4 million", 3_400_000, ""),
        ("$2.5 bn", 2_500_000_000, "$"),
        ("42 km", 42, "km"),
        ("1\u202f234,5", 1234.5, ""),
        ("1'234.88", 1234.88, ""),
        ("12,34,567", 1234567, ""),
        (".5", 0.5, ""),
        ("1:46.30", 106.3, "s"),
        ("2:03:04", 7384, "s"),
    ],
)
def test_a_cell_is_read_as_a_number_with_its_unit(text, number, unit):
    value = read_value(text)
    assert (value.number, value.unit) == (pytest.approx(number), unit)


@pytest.mark.parametrize("text", ["Rome", "", "—", "n/a", "A-17", "May 4, 2024", "x" * 1000])
def test_words_and_dates_are_no_numbers(text):
    assert read_value(text).number is None


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234", "12,5"], ","),
        (["1,234", "12.5"], "."),
        (["3.412,88"], ","),
        (["1.234.567"], ","),
        (["1,234"], "."),
        (["words"], "."),
    ],
)
def test_the_decimal_mark_is_that_of_the_column(cells, mark):
    assert decimal_mark(cells) == mark


def test_the_same_figure_differs_by_the_mark_of_its_column():
    assert plain_number("1.234", ",") == 1234
    assert plain_number("1.234", ".") == 1.234


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-04", Date(2024, 5, 4)),
        ("2024-05", Date(2024, 5)),
        ("13/05/2024", Date(2024, 5, 13)),
        ("05/13/2024", Date(2024, 5, 13)),
        ("4.5.99", Date(1999, 5, 4)),
        ("May 4, 2024", Date(2024, 5, 4)),
        ("4. Mai 2024", Date(2024, 5, 4)),
        ("September 29", Date(0, 9, 29)),
        ("1987", Date(1987)),
        ("31/31/2024", None),
        ("in 1987 and later", None),
        ("Rome", None),
    ],
)
def test_dates_are_read_in_many_forms(text, date):
    assert read_date(text) == date


def test_the_kind_of_a_column_is_that_of_most_of_its_cells():
    def kind(*cells):
        return column_kind([read_value(cell) for cell in cells])

    assert kind("1", "2", "–", "n/a") == "number"
    assert kind("May 1, 2001", "June 2001", "") == "date"
    assert kind("Rome", "Paris", "7") == "text"
    assert kind() == "text"


@given(st.text(max_size=90))
def test_any_text_has_a_value(text):
    value = read_value(text)
    assert value.number is None or value.number == value.number
