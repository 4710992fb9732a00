"""Dates of programs are compared as text with those of documents, so each has one form."""

import pytest

from ui.api.dates import as_compared


@pytest.mark.parametrize(
    ("sent", "compared"),
    [
        ("2024-05-31", "2024-05-31"),
        ("20240531", "2024-05-31"),
        ("2024-W22-5", "2024-05-31"),
        ("2024-05-31T01:30:00+02:00", "2024-05-30T23:30:00+00:00"),
        ("2024-05-31T01:30", "2024-05-31T01:30:00+00:00"),
    ],
)
def test_a_date_gets_the_form_of_those_in_the_index(sent, compared):
    assert as_compared(sent) == compared


@pytest.mark.parametrize("sent", ["", "yesterday", "2024-02-30", "9999-12-31T23:59:59-23:59"])
def test_what_is_no_date_or_of_no_year_says_so(sent):
    with pytest.raises(ValueError, match="is not a date such as"):
        as_compared(sent)
