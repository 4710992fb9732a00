"""The texts of a column are found by their words, in a large column as in a small one."""

import pytest

from rag.tables.cells import column_words
from rag.tables.cells.cell_values import Value, clean_text, read_value
from rag.tables.cells.column_words import ColumnWords, stem_of, words_of

TEXTS = [
    "Happy Valley", "1,234 km", "12,34", "Straße 7", "café (north)", "INV-004711", "inv_4711", "the happiest", "", "Ski area 3rd",
    "New York", "York, new", "東京都", "o'clock", "A.B.", "valleys", "-", "7", "Baden-Baden",
]  # fmt: skip
PHRASES = [
    "happy",
    "valley",
    "1234",
    "km",
    "strasse 7",
    "cafe",
    "inv 004711",
    "inv",
    "york",
    "new york",
    "7",
    "3rd",
    "nothing",
    "",
]


def held(words):
    found = [words.holding([stem_of(word) for word in phrase.split()]) for phrase in PHRASES]
    return found, words.counts.tolist(), words.inside([stem_of(word) for word in "new york 7".split()])


def test_a_large_column_is_searched_and_has_the_same_words(monkeypatch):
    small = held(ColumnWords(TEXTS))
    monkeypatch.setattr(column_words, "_FEW", 0)
    assert held(ColumnWords(TEXTS)) == small
    assert small[0][0] == [0] and small[0][1] == [0, 15] and small[0][6] == [5]
    assert small[1] == [len(words_of(text)) for text in TEXTS]
    assert small[2] == [10, 11, 17]


def test_a_text_of_a_word_twice_is_inside_of_a_question_that_has_it():
    words = ColumnWords(TEXTS)
    assert words.inside(["baden", "in"]) == [18]
    assert words.has(("baden", "baden")) and not words.has(("baden",))


def test_words_of_earlier_questions_are_forgotten_and_found_again(monkeypatch):
    monkeypatch.setattr(column_words, "_MOST_KEPT", 2)
    words = ColumnWords(TEXTS)
    assert [held(words), held(words)] == [held(ColumnWords(TEXTS))] * 2


@pytest.mark.parametrize("text", ["7", "1999", "2150", "3.25", "1.234", "0012", "999999999"])
def test_a_plain_figure_is_read_as_any_other(text):
    assert read_value(text) == read_value(f" {text}")
    assert isinstance(read_value(text), Value)


@pytest.mark.parametrize(
    ("text", "clean"), [("12*", "12"), ("a  b", "a b"), ("x\u00a0y", "x y"), ("n [3]", "n"), ("*", "*")]
)
def test_marks_of_notes_and_double_spaces_are_no_part_of_a_cell(text, clean):
    assert clean_text(text) == clean
