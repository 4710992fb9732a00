import pytest

from rag.questions.wording.common_words import is_common, looks_mistyped


@pytest.mark.parametrize(
    "word",
    ["salary", "Salaries", "invoice", "overworking", "dishwasher", "prioritise", "coldest", "pistonless"],
)
def test_english_words_are_known_with_their_forms_and_what_is_made_from_them(word):
    assert is_common(word)


@pytest.mark.parametrize("word", ["goverment", "recieve", "trase", "zqx", "acommodation"])
def test_misspelt_words_are_not_known(word):
    assert not is_common(word)


def test_letters_that_do_not_follow_each_other_in_english_look_mistyped():
    assert looks_mistyped("modkrn")
    assert not looks_mistyped("modern")
