"""Questions about accounts are read by rules: which item, which years, and what is computed."""

import pytest

from rag.tables.cells.table import Table
from rag.tables.rules.account_questions import account_reading
from rag.tables.rules.accounts import accounts_of

NAMES = ["(in millions)", "Year ended June 30, 2019", "Year ended June 30, 2018", "Year ended July 1, 2017"]
ROWS = [
    ["Sales", "$440.0", "$400.0", "$380.0"],
    ["Other", "44.1", "56.7", "50.0"],
    ["Total sales", "484.1", "456.7", "430.0"],
    ["Earnings per share:", "", "", ""],
    ["Basic", "2.0", "1.6", "1.0"],
    ["Diluted", "1.9", "1.5", "0.9"],
]
ACCOUNT = Table.of_texts(NAMES, ROWS, "Results (in millions)")


def said(question, table=ACCOUNT):
    reading = account_reading(question, table)
    return reading and ([value.text for value in reading.result.values], reading.sure)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("What were the sales in 2019?", ["$440.0"]),
        ("What were total sales in 2018?", ["456.7"]),
        ("What was the change in total sales from 2018 to 2019?", ["27.4"]),
        ("What is the change in Other in 2019 from 2018?", ["-12.6"]),
        ("By how much did sales increase between 2017 and 2018?", ["20"]),
        ("What was the average of Basic earnings per share in 2018 and 2019?", ["1.8"]),
        ("What was the average Basic earnings per share for 2017 to 2019?", ["1.5333333333"]),
        ("What were the sales in 2017 and 2019, respectively?", ["$380.0", "$440.0"]),
    ],
)
def test_what_is_asked_is_looked_up_or_computed(question, values):
    assert said(question) == (values, True)


def test_a_percentage_change_is_one_of_the_earlier_year():
    reading = account_reading("What was the percentage change in sales between 2018 and 2019?", ACCOUNT)
    assert str(reading.formula.name) == "change" and reading.result.values[0].number == pytest.approx(0.1)


def test_of_figures_that_are_per_cents_an_absolute_change_is_a_difference():
    rates = Table.of_texts(
        ["", "2019", "2018"], [["Interest rate", "2.0%", "1.2%"], ["Volatility", "30%", "35%"]]
    )
    reading = account_reading("What was the absolute percentage change in the interest rate?", rates)
    assert reading.formula.name == "difference"


def test_a_share_of_another_item_is_divided_in_the_way_it_is_said():
    for question, share in (
        ("What was the ratio of Other to total sales in 2019?", 44.1 / 484.1),
        ("What percentage of total sales was represented by sales in 2018?", 400 / 456.7),
    ):
        assert account_reading(question, ACCOUNT).result.values[0].number == pytest.approx(share)


@pytest.mark.parametrize(
    "question",
    [
        "Why did sales increase in 2019?",
        "In which year were costs the largest?",
        "What were the sales in 2014?",
        "What were the costs in 2019?",
        "How many years did sales exceed the plan?",
        "What was the change in sales?",
    ],
)
def test_what_the_rules_do_not_read_is_left_to_others(question):
    assert account_reading(question, ACCOUNT) is None


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("In which year were sales the largest?", ["2019"]),
        ("Which year has the lowest total sales?", ["2017"]),
        ("How many years did sales exceed $390 million?", ["2"]),
        ("How many years did sales exceed 390,000 thousand?", ["2"]),
        ("Which years were total sales less than 470?", ["2017", "2018"]),
        ("In which years were the total sales calculated?", ["2017", "2018", "2019"]),
        ("In welchem Jahr war Total sales am höchsten?", ["2019"]),
        ("En quelle année Total sales était la plus élevée ?", ["2019"]),
        ("¿En qué año fue más alto Total sales?", ["2019"]),
        ("What were the sales for fiscal years 2019 to 2017, respectively?", ["$440.0", "$400.0", "$380.0"]),
    ],
)
def test_years_are_told_by_what_an_item_was_in_them(question, values):
    assert said(question) == (values, True)


def test_two_years_that_have_as_much_are_not_the_answer():
    table = Table.of_texts(["", "2019", "2018"], [["Land", "672", "672"], ["Plant", "5", "4"]])
    assert said("In which year was Land larger?", table)[1] is False


def test_a_limit_in_units_that_the_table_does_not_say_is_not_compared():
    table = Table.of_texts(["", "2019", "2018"], [["Land", "672", "600"], ["Plant", "5", "4"]])
    assert said("How many years did Land exceed 650 million?", table) is None
    assert said("How many years did Land exceed 650?", table) == (["1"], True)


def test_years_of_two_halves_are_told_apart():
    table = Table.of_texts(["EUR", "2017/2018", "2018/2019"], [["Sales", "713", "828"], ["Costs", "5", "4"]])
    assert said("What was the change in Sales in 2018/2019 from 2017/2018?", table) == (["115"], True)
    assert said("In which year were Sales higher?", table) == (["2018/2019"], True)


def test_marks_of_notes_and_words_that_one_column_has_alone_do_not_matter():
    names = ["", "Year ended June 30, 2019", "Pension plan Year ended June 30, 2018", "Change 2019 vs 2018"]
    table = Table.of_texts(names, [["Audit fees (1)", "66", "58", "8"], ["Order intake2", "9", "7", "2"]])
    assert said("What were the audit fees in 2019?", table) == (["66"], True)
    assert said("What was the change in order intake from 2018 to 2019?", table) == (["2"], True)


def test_a_row_without_a_label_that_adds_up_is_the_total_of_its_group():
    rows = [
        ["Amounts due within one year:", "", ""], ["Taxes", "5", "4"], ["Debtors", "9", "7"], ["", "14", "11"],
    ]  # fmt: skip
    table = Table.of_texts(["", "2019", "2018"], rows)
    assert said("What were the total amounts due within one year in 2019?", table) == (["14"], True)


def test_a_question_that_says_more_than_the_account_is_not_sure():
    reading = said("What were the sales of frozen pizza to schools in Norway in 2019?")
    assert reading is not None and not reading[1]


def test_of_two_rows_with_one_label_the_group_tells_which_is_meant():
    rows = [
        ["Europe:", "", ""], ["Sales", "5", "4"], ["Asia:", "", ""], ["Sales", "9", "7"],
    ]  # fmt: skip
    table = Table.of_texts(["", "2019", "2018"], rows)
    assert said("What were the sales in Asia in 2019?", table) == (["9"], True)
    assert said("What were the sales in 2019?", table)[1] is False


def test_columns_of_several_kinds_are_told_apart_by_the_question():
    names = ["Region", "2019 Net sales", "2019 Staff", "2018 Net sales", "2018 Staff"]
    table = Table.of_texts(names, [["North", "90", "3", "80", "2"], ["South", "70", "5", "60", "4"]])
    assert said("What was the change in net sales in the North from 2018 to 2019?", table)[0] == ["10"]
    assert said("What was the change in staff in the South from 2018 to 2019?", table)[0] == ["1"]
    assert said("What was the change in the North from 2018 to 2019?", table) is None


def test_quarters_of_one_year_and_other_tables_are_no_accounts():
    quarters = Table.of_texts(["", "June 2019", "March 2019"], [["Sales", "5", "4"], ["Costs", "2", "1"]])
    assert accounts_of(quarters) == []
    assert accounts_of(Table.of_texts(["Team", "Cups"], [["Oslo", "13"], ["Alta", "2"]])) == []
    words = Table.of_texts(["", "2019", "2018"], [["Chair", "Kim", "Lee"], ["Auditor", "A", "B"]])
    assert accounts_of(words) == []
