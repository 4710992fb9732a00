"""The input of the span model: rows that together hold every character of a passage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import MiniLmEmbedder
from rag.reading.span_input import MAX_QUESTION, MAX_TOKENS, SpanInput


@pytest.fixture(scope="module")
def span_input():
    return SpanInput(MiniLmEmbedder().folder / "tokenizer.json")


words = st.lists(
    st.sampled_from("The bridge, fell. in 1979 über Łódź 日本 🙂 antidisestablishment".split()), max_size=900
)


@settings(max_examples=40, deadline=None)
@given(words, st.sampled_from(["Who?", "word " * 300]))
def test_every_character_that_is_no_space_is_in_some_window(span_input, found, question):
    text = "  ".join(found)
    windows = span_input.windows(question, "A title", text, [(0, len(text))])
    held = {place for window in windows for a, b in window.offsets for place in range(a, b)}
    assert held == {place for place, character in enumerate(text) if not character.isspace()}
    assert all(len(window.ids) == len(window.types) <= MAX_TOKENS for window in windows)


def test_an_empty_passage_has_no_window(span_input):
    assert span_input.windows("Who?", "T", "", []) == []


def test_sentences_are_found_in_the_row(span_input):
    text = "It fell. It rose."
    (window,) = span_input.windows("What fell?", "T", text, [(0, 8), (9, 17)])
    pieces = [
        [text[slice(*window.offsets[place - window.first])] for place in range(*span)]
        for span in window.sentences
    ]
    assert pieces == [["It", "fell", "."], ["It", "rose", "."]]


def test_of_a_question_that_is_a_document_both_ends_are_read(span_input):
    question = "alpha " + "and " * 500 + "omega"
    (window,) = span_input.windows(question, "", "It fell.", [(0, 8)])
    assert window.types.count(0) == MAX_QUESTION + 2
    (short,) = span_input.windows("alpha omega", "", "It fell.", [(0, 8)])
    assert (window.ids[1], window.ids[MAX_QUESTION]) == (short.ids[1], short.ids[2])
