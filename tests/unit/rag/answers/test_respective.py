"""Of values that are listed with their years, that of the year of the question answers."""

import pytest

from rag.answers.respective import respective_value

SALES = (
    "Fees were $2.5 million, $2.6 million, and $2.4 million during fiscal 2019, 2018 and 2017, respectively."
)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("What were the fees in 2018?", SALES, "$2.6 million"),
        ("What were the fees in 2017?", SALES, "$2.4 million"),
        (
            "How high was the rate in 2020?",
            "In 2021 and 2020 the rate was 4.1% and 3,9 %, respectively.",
            "3,9 %",
        ),
        ("Wie hoch war der Anteil 2022?", "Er betrug 2022 und 2023 jeweils 12% und 14%.", "12%"),
    ],
)
def test_the_value_at_the_place_of_the_year_is_taken(question, text, value):
    start, end = respective_value(question, text)
    assert text[start:end] == value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What were the fees in 2016?", SALES),
        ("What were the fees in 2018 and 2019?", SALES),
        ("What were the fees?", SALES),
        ("What were the fees in 2018?", SALES.replace(", respectively", "")),
        (
            "What were the fees in 2018?",
            "At 31 December 2018 and 2017 the fees of 12 and 14 people were $3, respectively.",
        ),
    ],
)
def test_where_values_and_years_do_not_match_none_is_taken(question, text):
    assert respective_value(question, text) is None
