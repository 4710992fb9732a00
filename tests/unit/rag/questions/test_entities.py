import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.entities import disagree, entities, numbers


def words(text, kind):
    return [text[entity.start : entity.end] for entity in entities(text, kind)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("more than 6,000 soldiers", ["more than 6,000"]),
        ("placed at around 3,800 to 4,000.", ["around 3,800 to 4,000"]),
        (
            "six thousand of twenty-one men paid $3.5 million or 12%",
            ["six thousand", "twenty-one", "$3.5 million", "12%"],
        ),
        ("a man in a hundred", ["a hundred"]),
        ("on June 15, 2024, in the late 1990s", []),
        ("version 3.5.1 of x86", []),
    ],
)
def test_amounts_are_found_with_what_qualifies_them(text, found):
    assert words(text, "number") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on June 15 it said", ["June 15"]),
        ("on 3 May 2021 and Wednesday", ["3 May 2021", "Wednesday"]),
        ("in the late 1990s", ["late 1990s"]),
        ("6,000 men may march", []),
    ],
)
def test_times_are_found(text, found):
    assert words(text, "time") == found


def test_names_are_found_whole():
    assert "U.K. Defense Ministry" in words("The U.K. Defense Ministry and Sergei Shoigu", "name")[0]
    assert words("said Sergei Shoigu.", "name") == ["Sergei Shoigu"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("more than 6,000", "around 3,800 to 4,000", True),
        ("more than 6,000", "12,000", False),
        ("up to 15,000", "12,000", False),
        ("six thousand", "6,000", False),
        ("three thousand million", "3 billion", False),
        ("120", "135", True),
        ("120", "none", False),
    ],
)
def test_numbers_disagree_where_no_value_of_one_can_be_one_of_the_other(one, other, expected):
    assert disagree(numbers(one), numbers(other)) is expected
    assert disagree(numbers(other), numbers(one)) is expected


@given(st.text(max_size=200))
def test_entities_lie_inside_any_text(text):
    for kind in ("number", "time", "name"):
        assert all(0 <= entity.start < entity.end <= len(text) for entity in entities(text, kind))
