from hypothesis import given
from hypothesis import strategies as st

from index.search.vocabulary import Vocabulary

LETTERS = "abcé"


def similar(word, *words):
    return list(Vocabulary([(other, 1) for other in words]).similar(word))


def test_one_letter_may_be_wrong_missing_too_many_or_swapped_with_the_next():
    near = ["trade", "trac", "traces", "tarce"]
    assert sorted(similar("trace", *near, "tree", "track", "other")) == sorted([*near, "track"])


def test_two_letters_may_be_wrong_in_words_of_more_than_seven():
    assert similar("comitee", "committee") == []
    assert similar("comittes", "committee") == ["committee"]


def test_the_nearest_come_first_then_the_same_first_letter_then_the_most_frequent():
    words = Vocabulary([("retrieval", 1), ("retrievals", 9), ("tetrieval", 99), ("retrievad", 2)])
    assert list(words.similar("retrieva")) == ["retrievad", "retrieval", "retrievals", "tetrieval"]


def test_accents_do_not_count_and_words_are_given_as_they_are_written():
    assert similar("gebuhrn", "gebühren") == ["gebühren"]
    assert similar("GEBÜHREM", "gebuhren") == ["gebuhren"]


def test_the_word_itself_short_words_and_those_with_digits_have_no_neighbours():
    assert similar("café", "café", "cafe") == []
    assert similar("cat", "cats", "catt") == []
    assert similar("err4012", "err4013", "errors") == []


@given(
    st.text(LETTERS, min_size=4, max_size=10),
    st.lists(st.text(LETTERS, min_size=4, max_size=10), unique=True),
)
def test_no_near_word_is_missed(word, words):
    """The quick comparison of lengths and letters leaves out no word that the slow one would find."""
    near = {
        other
        for other in words
        if 0 < slow_distance(plain(word), plain(other)) <= (1 if len(word) < 8 else 2)
    }
    assert set(similar(word, *words)) == near


def plain(word):
    return word.replace("é", "e")


def slow_distance(first, second):
    table = {(i, 0): i for i in range(len(first) + 1)} | {(0, j): j for j in range(len(second) + 1)}
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            changed = table[i - 1, j - 1] + (first[i - 1] != second[j - 1])
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, changed)
            if i > 1 and j > 1 and first[i - 2 : i] == second[j - 2 : j][::-1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(first), len(second)]
