import re
from collections import Counter

import pytest

from index import stems
from rag.questions.wording.spelling import respelled
from rag.questions.wording.typing_errors import errors


class Words:
    """The vocabulary of a few texts, each one passage."""

    def __init__(self, *texts):
        self._words = Counter(word for text in texts for word in set(re.findall(r"[^\W\d_]+", text.lower())))
        self._stems = Counter(stem for text in texts for stem in set(stems(text)))

    def passage_counts(self, words):
        return [max((self._stems[stem] for stem in stems(word)), default=1) for word in words]

    def similar_words(self, word, k=5):
        near = [(errors(word, other)[0], -count, other) for other, count in self._words.items()]
        return [other for distance, _, other in sorted(near) if distance <= 2][:k]


TRACE = Words(
    "A trace tree records what a compiler saw.",
    "The government received the payment for the accommodation.",
    "Bergamot flavours the tea. A voice broke the silence, sadly.",
    "Sergei Shoigu and Anna Kowalsky met near Bendigo.",
    "Systems run a thread each.",
    "The trained models are stored. Slavery ended. He filled a bucket.",
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("what is a trase tree?", "what is a trace tree?"),
        ("What is a trcae tree?", "What is a trace tree?"),
        ("Who paid for the acommodation?", "Who paid for the accommodation?"),
        ("What did the goverment say?", "What did the government say?"),
        ("Which compilr saw the treee?", "Which compiler saw the tree?"),
        ("Where is the omputer compilerr?", "Where is the omputer compiler?"),
        ("What did the bovernment pay?", "What did the government pay?"),
    ],
)
def test_a_mistyped_word_becomes_the_word_of_the_documents(asked, meant):
    assert respelled(asked, TRACE)[0] == meant


def test_what_was_changed_is_told_in_the_order_of_the_question():
    assert respelled("Which goverment has a trase tree?", TRACE)[1] == (
        ("goverment", "government"),
        ("trase", "trace"),
    )


@pytest.mark.parametrize(
    "question",
    [
        "What is the price of aubergine?",  # not bergamot
        "Where is the invoice?",  # not voice
        "What is the salary?",  # not sadly
        "Who has the licence?",  # not silence
        "Who is the trainer of the tracer?",  # other words of the family
        "Who is Becket, and who is Savery?",  # names that look like words
        "Does systemd start a pthread with tracef?",  # names of programs
        "Who is Shoygi?",  # two letters
        "What is TRACR-5, and what is trase_tree or a@trase.org?",
        "What does BENDIG mean?",
        "Was ist ein Bäum?",
        "?",
    ],
)
def test_what_may_be_meant_as_it_stands_is_left_alone(question):
    assert respelled(question, TRACE) == (question, ())


def test_a_word_that_a_document_has_is_never_changed():
    documents = Words("The trase is a unit. The trace is not.")

    assert respelled("What is a trase?", documents) == ("What is a trase?", ())


def test_a_name_becomes_the_nearest_name_of_the_documents():
    assert respelled("Where is Bedigo and who is Shoygu?", TRACE)[0] == "Where is Bendigo and who is Shoigu?"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("wat is a trace tree?", "what is a trace tree?"),
        ("Wich trace?", "Which trace?"),
        ("hwo many trees?", "how many trees?"),
        ("hwo met Kowalsky?", "who met Kowalsky?"),
        ("whats a trace tree?", "what is a trace tree?"),
        ("wheres the tree?", "where is the tree?"),
        ("How dose the compiler work?", "How does the compiler work?"),
    ],
)
def test_words_that_ask_are_read_as_they_are_meant(asked, meant):
    assert respelled(asked, TRACE)[0] == meant


@pytest.mark.parametrize(
    "question",
    [
        "What is the dose of ibuprofen?",
        "What dose is right?",
        "Where is the temple Wat Arun?",
        "Which hoe is for the garden?",
    ],
)
def test_english_words_that_look_like_misspelt_question_words_stay(question):
    assert respelled(question, TRACE)[0] == question


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [("trase", "trace", 1), ("trcae", "trace", 1), ("tree", "treee", 1), ("abc", "xyz", 3), ("", "ab", 2)],
)
def test_errors_are_counted_as_letters_too_many_too_few_wrong_or_swapped(typed, meant, count):
    assert errors(typed, meant)[0] == count


def test_likely_errors_cost_less_than_others():
    assert errors("recieve", "receive")[1] < errors("trase", "trace")[1] < errors("trabe", "trace")[1]
