"""What a line says that it is."""

import pytest

from index.formats.kinds.items import items
from index.formats.kinds.lines import could_be_heading, is_caption, is_page_number, states_value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Figure 3: The bridge in spring", True),
        ("Table 2. Rivers by length", True),
        ("Table 2-1 FUNCTION_USAGE view", True),
        ("Abb. 4 – Die Brücke", True),
        ("Fig. 12", True),
        ("Table 2 shows that rivers are long.", False),
        ("Figure 3 and Table 4 are about rivers", False),
        ("Tablets are sold in boxes of 12", False),
        ("Map: the north", False),
    ],
)
def test_a_caption_has_a_number_and_is_no_sentence(text, expected):
    assert is_caption(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Page 3-4", True),
        ("Page 3 of 7", True),
        ("Seite 12", True),
        ("- 12 -", True),
        ("12", False),
        ("Page turner", False),
        ("Pages 3 to 7 were lost", False),
    ],
)
def test_the_number_of_a_page_is_told_from_a_figure(text, expected):
    assert is_page_number(text) is expected


@pytest.mark.parametrize(
    "text", ["How to apply", "Practice Tips:", "Chapter 3: Fees and costs", "4. RECEIPTS", "Report of 2019"]
)
def test_a_short_line_may_be_a_heading(text):
    assert could_be_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "Total: 12",
        "TOTAL $821.14",
        "Name: Kim",
        "Members 1,204",
        "The fee is paid in May.",
        "Is it paid?",
        "(Exact name of the issuer)",
        "Figure 3: The bridge",
        "word " * 30,
        "***",
    ],
)
def test_a_value_a_sentence_and_a_caption_are_no_headings(text):
    assert not could_be_heading(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOTAL $821.14", True),
        ("*TXN98765202411231432*", True),
        ("Net pay: 2,300", True),
        ("Chapter 3: 12 fees", False),
        ("AutoGen: enabling conversations", False),
        ("Current state of IBM i 7", False),
    ],
)
def test_a_value_is_told_from_a_name_with_a_number(text, expected):
    assert states_value(text) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["• one", "– two", "* three", "-- no"], [True, True, True, False]),
        (["1. one", "2. two", "1868. No one came.", "3.5 million people"], [True, True, False, False]),
        (["a) one", "b) two", "(c) three", "A. J. Kim came.", "12. May"], [True, True, True, False, False]),
        (["i. one", "ii. two", "J. Kim came.", "K. Lee came."], [True, True, True, True]),
        (["2.1 The fee", "text", "2.2 The rent", "7.4 percent more"], [True, False, True, False]),
        (["", "text"], [False, False]),
    ],
)
def test_an_item_has_a_bullet_or_counts_with_the_next(texts, expected):
    assert items(texts) == expected
