import pytest

from index import stems
from rag.questions.wording.spelling_rules import other_spellings
from rag.questions.wording.variants import search_words, variants


@pytest.mark.parametrize(
    ("question", "word", "same"),
    [
        ("What did the British ministry say?", "british", {"uk", "britain", "kingdom"}),
        ("What is the law in the U.K.?", "uk", {"british", "britain"}),
        ("What is the law in the United Kingdom?", "kingdom", {"british", "uk"}),
        ("Who leads the Ministry of Defence?", "defence", {"mod", "defens"}),
        ("How heavy is the door?", "heavy", {"weight", "kg"}),
        ("How much does the lift cost?", "cost", {"price", "fee", "amount"}),
        ("How much does the door weigh?", "weigh", {"weight"}),
        ("How was the bill paid?", "paid", {"payment"}),
        ("Who decided it?", "decided", {"decis"}),
        ("How often is it serviced?", "often", {"interval", "everi"}),
        ("Can I hire relatives?", "hire", {"employ"}),
        ("Which man paid the child?", "man", {"men"}),
        ("Which man paid the child?", "child", {"children"}),
        ("What is the max temp?", "temp", {"temperatur"}),
        ("What is the date of birth?", "birth", {"dob"}),
        ("Which colour is it?", "colour", {"color"}),
        ("What happened in September?", "september", {"sep", "sept"}),
    ],
)
def test_a_word_of_the_question_has_the_stems_of_its_variants(question, word, same):
    (stem,) = stems(word)

    assert same <= variants(question)[stem]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Tell us about the polish for this table.", "us"),
        ("Tell us about the polish for this table.", "polish"),
        ("Who eats turkey?", "turkey"),
        ("How does an oven work?", "oven"),
    ],
)
def test_a_word_that_only_looks_like_another_has_none(question, word):
    (stem,) = stems(word)

    assert stem not in variants(question)


def test_dotted_abbreviations_are_one_word_and_names_are_searched_for():
    assert {"USA", "American"} <= set(search_words("What is the U.S. budget?"))


def test_the_nouns_of_what_is_asked_for_are_searched_for_but_no_everyday_synonym():
    assert "weight" in search_words("How heavy is the door that they bought to start?")
    assert search_words("Which door did they start to repair?") == ()


def test_at_most_eight_words_are_searched_for_and_none_that_the_question_has():
    words = search_words("How much do British, American, German, French and Dutch phones cost, and when?")

    assert len(words) == 8
    assert not {"British", "American"} & set(words)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"),
        ("centres", "centers"),
        ("organisation", "organization"),
        ("analysed", "analyzed"),
        ("defence", "defense"),
        ("catalogue", "catalog"),
        ("travelled", "traveled"),
    ],
)
def test_spellings_go_both_ways_over_the_ocean(british, american):
    assert american in other_spellings(british)
    assert british in other_spellings(american)


def test_a_word_is_spelled_as_another_word_by_no_rule():
    assert other_spellings("filling") == frozenset()
    assert other_spellings("paper") == frozenset()
    assert other_spellings("four") == frozenset()


def test_the_spelling_without_a_ligature_is_another_spelling():
    assert "anemia" in other_spellings("anaemia")


def test_the_height_of_a_deposit_is_no_height():
    assert "height" in search_words("How high is the tower?")
    assert "height" not in search_words("How high is the deposit?")
