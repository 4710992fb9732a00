"""Labels with their values, told from prose with a colon."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.labels import is_row, labelled


def pairs(text):
    return [(text[slice(*row.label)], text[slice(*row.value)]) for row in labelled(text)]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Warranty ....... 3 years", "Warranty", "3 years"),
        ("Warranty.......3 years", "Warranty", "3 years"),
        ("Warranty . . . . . 3 years", "Warranty", "3 years"),
        ("Weight ... 6.4 kg", "Weight", "6.4 kg"),
        ("IP rating: IPX4", "IP rating", "IPX4"),
        ("Weight (net): 6.4 kg", "Weight (net)", "6.4 kg"),
        ("VAT 7.7%: 3.20", "VAT 7.7%", "3.20"),
        ("Dose:: 75 mcg", "Dose", "75 mcg"),
        ("Price\t12", "Price", "12"),
        ("Weight      6.4 kg", "Weight", "6.4 kg"),
        ("- Weight: 6.4 kg", "Weight", "6.4 kg"),
        ("1. Weight: 6.4 kg", "Weight", "6.4 kg"),
        ("**Weight:** 6.4 kg", "Weight", "6.4 kg"),
        ("Opening hours: 9:00-17:00", "Opening hours", "9:00-17:00"),
        ("09:00: Breakfast", "09:00", "Breakfast"),
        ("Home page: https://example.com/a", "Home page", "https://example.com/a"),
        ("What is included: a lid", "What is included", "a lid"),
        ("Monday, 4 May: lessons begin", "Monday, 4 May", "lessons begin"),
        ("Days left: 3", "Days left", "3"),
        ("Release notes: see below", "Release notes", "see below"),
        ("Prix : 12 euros", "Prix", "12 euros"),
        ("Öffnungszeiten: 9 bis 17 Uhr", "Öffnungszeiten", "9 bis 17 Uhr"),
        ("价格：12元", "价格", "12元"),
        ("weight = 6.4", "weight", "6.4"),
        ("max_retries=4", "max_retries", "4"),
        ("--max-wrong=0.1", "max-wrong", "0.1"),
        ("MAX_RETRIES = 4  # for each request", "MAX_RETRIES", "4"),
        ("const LIMIT = 4;", "const LIMIT", "4"),
        ('"timeout": 30,', "timeout", "30"),
        ("url=http://x.y/z", "url", "http://x.y/z"),
    ],
)
def test_a_label_is_told_from_its_value(text, label, value):
    assert pairs(text) == [(label, value)]


def test_every_cell_of_a_row_and_every_line_of_code_has_its_label():
    assert pairs("Team: Ajax | Points: 32") == [("Team", "Ajax"), ("Points", "32")]
    assert pairs("port = 80\n\nhost = 'a'") == [("port", "80"), ("host", "'a'")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The bridge was opened in 1979.",
        "He said: I will come.",
        "Lee added: The bridge is old.",
        "This is what she told me: never go there.",
        "The plan has three goals: speed, safety and price.",
        "They voted as follows: Ann for, Bo against.",
        "In 2019 the firm had the following costs: 4 million for rent.",
        "Psalm 23:4 says so: be calm.",
        "When all the many members of the old board had gone home: silence.",
        "He left ... and came back.",
        "Wait... what is this?",
        "The train leaves at 18:30.",
        "18:30",
        "The ratio is 4:3 here.",
        "https://example.com/weight",
        "See http://example.com for more.",
        "Weight:",
        "if x == 4: return 3",
        "total += 3",
        "def read(path: str) -> int:",
    ],
)
def test_prose_times_addresses_and_code_without_a_value_have_no_label(text):
    assert labelled(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Note: the office is closed.",
        "NB: closed on Monday",
        "P.S.: call me",
        "Tip: use a sharp knife",
        "Warning: do not open",
        "Example: 4 + 4",
        "Q: What is the fee?",
        "A: The fee is 4 euros.",
        "Question: What is the fee?",
        "Answer: The fee is 4 euros.",
        "Frage: Was kostet es?",
        "Antwort: Es kostet 4 Euro.",
        "Q: What is the fee? A: 4 euros.",
    ],
)
def test_who_speaks_and_remarks_are_no_labels(text):
    assert labelled(text) == ()


@pytest.mark.parametrize(
    "piece",
    [".", ":", " ", "\t", " .", ". ", "a ", "a:", "a  ", " | ", "=", "a = ", " #", "*", "-", "1:", "："],
)
@pytest.mark.parametrize("before", ["", "Weight", "Weight: 4"])
def test_long_runs_take_no_time(piece, before):
    text = before + (piece * 50_000)[:50_000] + "\n"
    started = time.process_time()
    labelled(text)
    # Linear: some milliseconds. What grows with the square takes minutes.
    assert time.process_time() - started < 1


def test_a_long_sentence_is_read_in_well_under_a_millisecond():
    text = ("The bridge over the river, old as it was, stood until 1979. " * 17)[:1000]
    started = time.process_time()
    for _ in range(200):
        labelled(text)
    assert (time.process_time() - started) / 200 < 0.0005


@given(st.text(alphabet="aB1 .:=|#*-\t\n\"'：é(", max_size=60))
def test_labels_and_values_are_inside_the_text_in_order_and_not_empty(text):
    ends = [0]
    for label, value in labelled(text):
        ends += [*label, *value]
        assert text[slice(*label)].strip() and text[slice(*value)].strip()
        assert text[slice(*value)] == text[slice(*value)].strip()
    assert ends == sorted(ends) and ends[-1] <= len(text)


def test_only_cells_with_bars_between_them_are_a_row():
    assert is_row("Team: Ajax | Points: 32") and not is_row("a|b")
