import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.search.terms import searchable
from index.search.words import WordIndex, stems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("退款政策", ["退款", "款政", "政策"]),
        ("水", ["水"]),
        ("iPhone15的价格", ["iphone15", "的价", "价格"]),
        ("東京タワー。赤い", ["東京", "京タ", "タワ", "ワー", "赤い"]),
        ("서울에서 집", ["서울에서", "서울", "울에", "에서", "집"]),
        ("ราคาเท่าไร", ["รา", "าค", "คา", "าเ", "เท", "ทา", "าไ", "ไร"]),
    ],
)
def test_scripts_without_spaces_are_pairs_of_characters(text, words):
    assert stems(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.K. and", "UK"),
        ("in the U.S.A.", "USA"),
        ("J.R.R.", "JRR"),
        ("6,000 soldiers", "6000 soldier"),
        ("MAX_RETRIES", "max retries"),
        ("maxRetries", "max_retries"),
        ("ERR-4012", "err4012"),
        ("keep_underscores", "underscores"),
    ],
)
def test_other_ways_to_write_a_word_are_found(one, other):
    assert set(stems(other)) <= set(stems(one))


@pytest.mark.parametrize("word", ["ERR-4012", "v4.7", "7.1", "MAX_RETRIES", "2024-01-15"])
def test_the_very_same_name_or_number_is_found_before_its_parts(word):
    parts = " ".join(stems(word)[:-1])
    index = WordIndex.of([(1, f"{parts} {parts} {parts}"), (2, f"Then {word} came"), (3, "None of these")])
    assert [row for row, _ in index.search(f"What is {word}?", 5)] == [2, 1]


@pytest.mark.parametrize(
    "text", ["well-known", "1939-1945", "McDonald", "siRNA", "The end.", "a - b", "1,2,3"]
)
def test_words_and_ranges_get_no_further_word(text):
    assert searchable(text) == text


def test_a_point_is_not_lost_from_a_number():
    assert set(stems("4.7")).isdisjoint(stems("47")) and "4dot7" in stems("version 4.7.")


@given(st.text(max_size=60))
@example("0,000{")
def test_every_word_of_the_analyser_stays_a_word_in_ascii(text):
    """Only abbreviations lose their letters, and only words in camelCase their form."""
    plain = "".join(character for character in text if character.isascii() and character != ".").lower()
    # The analyser ends a word at any sign: the whole number that is added to "6,000}" stands before the sign.
    assert set(re.findall("[a-z0-9]+", plain)) <= set(
        re.findall("[a-z0-9]+", searchable(plain.replace("_", " ")))
    )
