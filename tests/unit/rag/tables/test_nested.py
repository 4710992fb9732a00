"""Formulas as nested lists: what is one is read, everything else is refused, and a schema holds a model to their form."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.tables.language.formula import OPERATIONS
from rag.tables.language.nested import from_nested, nested_schema
from rag.tables.language.parse import FormulaError, parse

COLUMNS = {"Year": "Year", "Team": "Team", "Cups (won)": "Cups [won]"}


@pytest.mark.parametrize(
    ("nested", "formula"),
    [
        (["count", "rows"], "count(rows)"),
        (["count", ["over", "rows", "Year", 1990]], "count(over(rows, [Year], 1990))"),
        (["select", ["most", "rows", "Cups (won)"], "Team"], "select(most(rows, [Cups [won]]]), [Team])"),
        (["count_values", ["distinct", "rows", "Team"]], "count_values(distinct(rows, [Team]))"),
        (
            ["difference", ["highest", "rows", "Year"], ["lowest", ["has", "rows", "Team", "Oslo"], "Year"]],
            'difference(highest(rows, [Year]), lowest(has(rows, [Team], "Oslo"), [Year]))',
        ),
    ],
)
def test_nested_lists_are_the_formula_that_the_parser_reads_from_text(nested, formula):
    assert from_nested(nested, COLUMNS) == parse(formula)


@pytest.mark.parametrize(
    "value",
    [
        "rows", [], None, 7, {"count": "rows"}, ["count"], ["count", "rows", "rows"], ["drop", "rows"], [["count"], "rows"],
        ["has", "rows", "Team", "Oslo"], ["sum", "rows", "Price"], ["sum", "rows", ["Year"]], ["count", ["count", "rows"]],
        ["count", ["over", "rows", "Year", True]], ["count", ["over", "rows", "Year", None]], ["count", ["has", "rows", "Team", " "]],
        ["count", ["has", "rows", "Team", "x" * 200]], ["total", ["count", "rows"], "rows"],
    ],
)  # fmt: skip
def test_what_is_no_formula_of_values_is_refused(value):
    with pytest.raises(FormulaError):
        from_nested(value, COLUMNS)


def test_a_formula_that_is_nested_too_deep_is_refused():
    rows = "rows"
    for _ in range(500):
        rows = ["first", rows]
    with pytest.raises(FormulaError):
        from_nested(["count", rows], COLUMNS)


@given(
    st.recursive(
        st.one_of(st.none(), st.integers(), st.text(), st.sampled_from([*OPERATIONS, *COLUMNS])), st.lists
    )
)
def test_whatever_a_model_says_is_a_formula_or_refused(value):
    try:
        formula = from_nested(value, COLUMNS)
    except FormulaError:
        return
    assert parse(str(formula)) == formula


def test_the_schema_names_every_operation_and_only_the_columns_of_the_table():
    schema = nested_schema(["Year", "Team"])
    text = json.dumps(schema)
    assert all(f'"{name}"' in text for name in OPERATIONS)
    assert schema["$defs"]["column"] == {"enum": ["Year", "Team"]}


def test_no_part_of_the_schema_holds_itself_so_that_a_model_comes_to_an_end():
    parts = nested_schema(["Year"])["$defs"]

    def depth(name):
        inner = [other for other in parts if f'"#/$defs/{other}"' in json.dumps(parts[name])]
        return 1 + max(map(depth, inner), default=0)

    assert max(map(depth, parts)) < 9


def test_the_schema_compares_with_numbers_and_looks_for_words():
    forms = nested_schema(["Year"])["$defs"]["rows1"]["anyOf"]
    last = {
        name: form["prefixItems"][-1]["$ref"] for form in forms[1:] for name in form["prefixItems"][0]["enum"]
    }
    assert last["has"].endswith("/words") and last["over"].endswith("/number")
