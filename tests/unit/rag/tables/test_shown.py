"""The values of a result as people read them."""

import pytest

from rag.tables.cells.cell_values import Value, read_value
from rag.tables.language.formula import Call
from rag.tables.language.results import Values
from rag.tables.shown import shown_values


def computed(number, unit=""):
    return Values((Value(text=str(number), number=number, unit=unit, whole=True),), computed=True)


@pytest.mark.parametrize(
    ("name", "result", "unit", "text"),
    [
        ("sum", computed(14.0), "", "14"),
        ("difference", computed(-12.6), "in millions", "−12.6 (in millions)"),
        ("mean", computed(1234.5678, "$"), "(in thousands)", "$1,234.57 (in thousands)"),
        ("difference", computed(-5.0, "$"), "", "−$5"),
        ("mean", computed(134.0, "thousands"), "(in thousands)", "134 (in thousands)"),
        ("difference", computed(0.8, "%"), "in millions", "0.8%"),
        ("change", computed(-0.22222), "in millions", "−22.22%"),
        ("count", computed(1200.0), "in millions", "1,200"),
        ("ratio", computed(0.012345), "", "0.0123"),
        ("difference", computed(-0.000001), "", "0"),
        ("total", computed(7.0, "km"), "", "7 km"),
    ],
)
def test_a_figure_has_its_unit_and_no_more_digits_than_count(name, result, unit, text):
    assert shown_values("How much?", Call(name), result, unit) == text


def test_a_ratio_is_said_in_per_cent_if_that_is_asked_for():
    assert shown_values("What percentage of it?", Call("ratio"), computed(0.5)) == "50%"


def test_cells_are_shown_as_written_each_once_and_ten_at_most():
    found = Values(tuple(map(read_value, ["$1,496.5", "1,400", "$1,496.5"])))
    assert shown_values("?", Call("select"), found, "in millions") == "$1,496.5; 1,400"
    many = Values(tuple(read_value(f"part {n}") for n in range(12)))
    assert shown_values("?", Call("select"), many).endswith("part 9; and 2 more")


def test_equal_values_are_said_once_or_for_each_where_each_is_asked_for():
    found = Values((Value(text="$672"), Value(text="$672")))
    assert shown_values("What was the land worth?", Call("select"), found) == "$672"
    assert shown_values("... in 2018 and 2019, respectively?", Call("select"), found) == "$672; $672"
