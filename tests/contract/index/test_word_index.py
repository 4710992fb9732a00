"""What `WordIndex` means, for each way in which one comes about, against a reference that reads every text."""

import re

import pytest

from index.search.words import WordIndex, WordWriter, stems, write_words

TEXTS = {
    1: "Trace trees of a tracing compiler.",
    2: "Traced once, traced twice: the trace of a trade.",
    3: "The trade routes of the Committee.",
    4: "Committees and their tracks.",
    5: "Gebühren für die Straße.",
}
GONE = {6: "Trast and committeee stand here only.", 7: "Trace."}


def in_memory(folder):
    return WordIndex.of(TEXTS.items())


def in_files(folder):
    write_words(folder, TEXTS.items())
    return WordIndex.in_folder(folder)


def grown(folder):
    """One with words added in three changes, and some of them removed again."""
    writer = WordWriter.in_folder(folder)
    writer.change([(1, TEXTS[1]), *GONE.items()], ())
    writer.change([(2, TEXTS[2]), (3, TEXTS[3])], [(6, 6)])
    return writer.change([(4, TEXTS[4]), (5, TEXTS[5])], [(7, 7)])


@pytest.fixture(params=[in_memory, in_files, grown])
def words(request, tmp_path):
    return request.param(tmp_path)


@pytest.mark.parametrize(
    "word", ["trace", "TRACES", "trade", "committee", "strasse", "pear", "trace trade", "trast"]
)
def test_the_passages_of_a_word_are_those_with_all_of_its_stems(words, word):
    assert words.passage_count(word) == sum(set(stems(word)) <= set(stems(text)) for text in TEXTS.values())


def test_a_word_without_stems_counts_as_standing_in_all_passages(words):
    assert words.passage_count("the") == words.passage_count("?!") == len(words) == 5


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("trase", ["trace", "trade"]),
        ("trede", ["trade"]),
        ("comittee", ["committee", "committees"]),
        ("gebuhrne", ["gebühren"]),
        ("trast", []),
        ("zebra", []),
    ],
)
def test_similar_words_are_those_of_the_passages_that_are_there_now(words, word, expected):
    assert words.similar_words(word, 5) == expected
    assert words.similar_words(word, 1) == expected[:1]
    assert set(expected) <= set(re.findall(r"\w+", " ".join(TEXTS.values()).lower()))


def test_a_folder_in_which_no_index_can_be_made_is_an_error_of_the_disk(tmp_path):
    (tmp_path / "words").write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError, match="the word index can't be written"):
        WordWriter.in_folder(tmp_path / "words")
