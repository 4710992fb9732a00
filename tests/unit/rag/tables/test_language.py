from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.evaluate import Evaluator, evaluate
from rag.tables.language.formula import OPERATIONS, Call, Column, Constant
from rag.tables.language.parse import FormulaError, parse
from rag.tables.language.results import EvaluationError, Rows
from rag.tables.language.words import in_figures, in_words

CUPS = Table.of_texts(
    ["Team", "City", "Year", "Cups"],
    [
        ["Bears", "Rome", "1990", "13"],
        ["Lions", "Paris, France", "1985", "1"],
        ["Cats", "Rome", "2003", "2"],
        ["Owls", "Oslo", "2010", ""],
        ["Total", "", "", "16"],
    ],
)


def value_of(text, table=CUPS):
    return [value.text for value in evaluate(parse(text), table).values]


@pytest.mark.parametrize(
    ("formula", "values"),
    [
        ("select(most(rows, [Cups]), [Team])", ["Bears"]),
        ("select(least(rows, [Cups]), [Team])", ["Lions"]),
        ("sum(rows, [Cups])", ["16"]),
        ("mean(has(rows, [City], \"rome\"), [Cups])", ["7.5"]),
        ("count(rows)", ["4"]),
        ("count(has(rows, [City], \"Oslo\"))", ["1"]),
        ("count(over(rows, [Cups], 99))", ["0"]),
        ("select(over(rows, [Year], 2000), [Team])", ["Cats", "Owls"]),
        ("select(at_most(rows, [Year], 1990), [Team])", ["Bears", "Lions"]),
        ("select(lacks(rows, [City], \"Rome\"), [Team])", ["Lions", "Owls"]),
        ("select(first(rows), [Team])", ["Bears"]),
        ("select(last(rows), [Team])", ["Owls"]),
        ("select(after(has(rows, [Team], \"Bears\")), [Team])", ["Lions"]),
        ("select(before(has(rows, [Team], \"cats\")), [Team])", ["Lions"]),
        ("distinct(commonest(rows, [City]), [City])", ["Rome"]),
        ("count_values(distinct(rows, [City]))", ["3"]),
        ("range(rows, [Cups])", ["12"]),
        ("highest(rows, [Cups])", ["13"]),
        ("select(either(has(rows, [Team], \"Cats\"), has(rows, [Team], \"Lions\")), [Cups])", ["1", "2"]),
        (
            "difference(select(has(rows, [Team], \"Bears\"), [Cups]), select(has(rows, [Team], \"Cats\"), [Cups]))",
            ["11"],
        ),
        ("change(select(has(rows, [Team], \"Cats\"), [Cups]), select(has(rows, [Team], \"Lions\"), [Cups]))", ["1"]),
        ("select(has(rows, [Team], \"Total\"), [Cups])", ["16"]),
    ],
)  # fmt: skip
def test_a_formula_gives_the_values_that_people_read_off_the_table(formula, values):
    assert value_of(formula) == values


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("sum(rows, [Goals])", "no column Goals"),
        ('select(has(rows, [Team], "Wolves"), [Cups])', "no row"),
        ("most(rows, [City])", "nothing to compare"),
        ('select(has(rows, [Team], "Owls"), [Cups])', "empty"),
        ("commonest(rows, [Team])", "nothing occurs twice"),
        ("before(first(rows))", "no row beside it"),
        ("after(last(rows))", "no row beside it"),
        ("difference(select(rows, [Cups]), count(rows))", "not one number"),
        (
            'ratio(count(rows), count(has(rows, [City], "Bonn")))',
            "division by zero",
        ),
    ],
)
def test_a_formula_without_a_value_says_why(formula, reason):
    with pytest.raises(EvaluationError, match=reason):
        evaluate(parse(formula), CUPS)


def test_the_cells_that_a_result_rests_on_are_kept():
    assert evaluate(parse('sum(has(rows, [City], "Rome"), [Cups])'), CUPS).cells == (
        (0, 3),
        (2, 3),
        (0, 1),
        (2, 1),
    )


def test_rows_that_sum_up_are_never_counted_with_the_others():
    assert isinstance(rows := evaluate(parse("rows"), CUPS), Rows)
    assert rows.numbers == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a formula is missing"),
        ("sum(rows", ", is missing|missing or not closed"),
        ("sum(rows, [Cups]) and more", "behind the formula"),
        ("delete(rows)", "delete is no operation"),
        ("sum([Cups], rows)", "sum takes rows, column"),
        ("has(rows, [Cups], rows)", "has takes rows, column, constant"),
        ("[Cups]", "begins with an operation"),
        ("first(" * 40 + "rows" + ")" * 40, "nested too deep"),
    ],
)
def test_a_text_that_is_no_formula_is_refused_with_a_reason(text, reason):
    with pytest.raises(FormulaError, match=reason):
        parse(text)


def formulas(depth=3):
    column = st.text(max_size=6).map(Column)
    literal = st.one_of(
        st.text(max_size=6).map(Constant), st.integers(-99, 99).map(lambda number: Constant(float(number)))
    )

    def of(sort, depth):
        if sort == "column":
            return column
        if sort == "constant":
            return literal
        names = [
            name
            for name, operation in OPERATIONS.items()
            if operation.gives == sort and (depth or not {"rows", "values"} & set(operation.takes))
        ]
        if not names:
            return st.just(Call("count", (Call("rows"),)))
        return st.sampled_from(sorted(names)).flatmap(
            lambda name: st.tuples(*(of(kind, max(depth - 1, 0)) for kind in OPERATIONS[name].takes)).map(
                lambda arguments: Call(name, arguments)
            )
        )

    return of("values", depth)


@given(formulas())
def test_what_is_written_is_parsed_as_the_same_formula(formula):
    assert parse(str(formula)) == formula


@given(st.text(max_size=60))
def test_any_other_text_is_a_reason_and_no_crash(text):
    with suppress(FormulaError):
        parse(text)


@pytest.mark.parametrize(
    ("formula", "words", "figures"),
    [
        ("sum(rows, [Cups])", "the sum of Cups over all rows", "13 + 1 + 2"),
        ("mean(rows, [Cups])", "the mean of Cups over all rows", "(13 + 1 + 2) ÷ 3"),
        ("select(most(rows, [Cups]), [Team])", "Team of the row with the greatest Cups of all rows", None),
        ("range(rows, [Cups])", "the greatest Cups less the smallest, of all rows", "13 − 1"),
        ("ratio(count(rows), count(first(rows)))", "the number of all rows, divided by the number of the first of all rows", "4 ÷ 1"),
    ],
)  # fmt: skip
def test_a_formula_is_said_in_words_and_figures(formula, words, figures):
    assert in_words(parse(formula)) == words
    assert in_figures(parse(formula), Evaluator(TableIndex(CUPS))) == figures


def test_columns_of_equal_or_no_names_are_told_apart():
    table = Table.of_texts(["Year", "Year", "", "Year (2)"], [["1", "2", "3", "4"]])
    assert table.names == ("Year", "Year (2)", "column 3", "Year (2) (2)")
    assert [value_of(f"select(rows, [{name}])", table) for name in table.names] == [
        ["1"],
        ["2"],
        ["3"],
        ["4"],
    ]


def test_ragged_rows_are_filled_with_empty_cells():
    table = Table.of_texts(["A", "B"], [["1"], ["2", "3", "4"]])
    assert table.names == ("A", "B", "column 3")
    assert value_of("sum(rows, [A])", table) == ["3"]
