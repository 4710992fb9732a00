"""When times differ."""

import pytest

from rag.questions.dates import date_of, differ


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1979", "1981"),
        ("4 May 2024", "4 June 2024"),
        ("4 May", "May 9"),
        ("4th of May", "May 5th, 2024"),
        ("2024-05-04", "4 June 2024"),
        ("Monday", "on Tuesdays"),
        ("9:00", "10:00"),
        ("6:30 pm", "6:30"),
        ("9 am", "9 pm"),
    ],
)
def test_times_with_another_year_month_day_or_hour_differ(first, second):
    assert differ(first, second) and differ(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1981", "4 May 1981"),
        ("May 1981", "4 May 1981"),
        ("4 May", "1981"),
        ("Sept. 4, 2024", "4 September 2024"),
        ("2024-05-04", "4 May 2024"),
        ("6:30 pm", "18:30"),
        ("9 a.m.", "9:00"),
        ("from 1979 to 1981", "1981"),
        ("Monday", "Mondays"),
        ("they may march on", "4 June"),
        ("", "1981"),
    ],
)
def test_times_that_can_be_the_same_do_not_differ(first, second):
    assert not differ(first, second)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Minutes, 21 February 2025", (2025, 2, 21)),
        ("minutes-2025-02-21", (2025, 2, 21)),
        ("Report, May 2024", (2024, 5)),
        ("Budget 2026", (2026,)),
        ("Minutes of March", ()),
        ("Budgets 2025 and 2026", ()),
        ("March and April 2025", ()),
    ],
)
def test_the_one_date_of_a_text_is_told_as_far_as_it_goes(text, date):
    assert date_of(text) == date
