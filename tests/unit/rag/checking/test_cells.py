"""A number of a row is that of its column, and of no other that the sentence names."""

import pytest

from rag.checking.cells import number_of_another_column

BUS = "Kind: Bus | Seats: 12 | Price: 7 euros"
YEARS = "Item: Revenue | 2019: 12 | 2018: 10"


@pytest.mark.parametrize(
    ("sentence", "text", "found"),
    [
        ("The price of the bus is 12 euros.", BUS, ("12", "Seats")),
        ("Revenue in 2019 was 10.", YEARS, ("10", "2018")),
        ("The weight is 40 tons.", "Article: Crane | Lifting capacity: 40 t | Weight: 12 t", ("40", "Lifting capacity")),
        ("The price is 12 euros.", f"Prices of all vehicles.\n{BUS}", ("12", "Seats")),
    ],
)  # fmt: skip
def test_a_number_of_another_column_than_the_one_that_is_named_is_found(sentence, text, found):
    assert number_of_another_column(sentence, text) == found


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The bus costs 7 euros.", BUS),
        ("The bus has 12 seats.", BUS),
        ("The price of the bus is 7 euros and it has 12 seats.", BUS),
        ("Revenue rose from 10 in 2018 to 12 in 2019.", YEARS),
        ("Revenue in 2019 was 12, 20% more.", YEARS),
        # The number has another source.
        ("The price of the ferry is 12 euros.", f"The ferry costs 12 euros.\n{BUS}"),
        ("The price is 12 euros.", "The price is 12 euros and there are 3 seats."),
        ("The price is not known.", BUS),
    ],
)
def test_numbers_of_the_named_columns_and_of_other_sources_pass(sentence, text):
    assert number_of_another_column(sentence, text) is None
