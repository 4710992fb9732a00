"""A reply as it grows: sentences as soon as they are finished, and an end whatever the model does."""

import pytest

from fixed_writer import FixedWriter
from index import ModelError, WriterError
from rag.answers.prose.draft import MOST_SENTENCES, drafts


def said(*replies, **more):
    """The texts of the sentences of the last draft."""
    *_, last = drafts(FixedWriter(*replies, **more), [])
    return [sentence.text for sentence in last.sentences]


def test_a_sentence_is_there_as_soon_as_its_marker_is():
    writer = FixedWriter("The bridge is long [1]. It opened in 1931. [2] It is red [3].")
    counts = [(len(draft.sentences), len(draft.text)) for draft in drafts(writer, [])]
    assert (counts[0][0], counts[-1][0]) == (1, 3)
    assert counts[0][1] < 30 and writer.closed


def test_numbers_belong_to_their_sentences():
    *_, last = drafts(FixedWriter("The bridge is long [1]. It opened in 1931 [2][3]."), [])
    assert [(one.text, one.numbers) for one in last.sentences] == [
        ("The bridge is long.", (1,)),
        ("It opened in 1931.", (2, 3)),
    ]


def test_the_items_of_a_list_are_sentences_and_its_markup_is_gone():
    assert said("**Answer:**\n\n- The bridge is `long` [1].\n- See [it](https://evil.example) [2].") == [
        "The bridge is long.",
        "See it.",
    ]


def test_what_leads_in_asks_or_announces_is_no_sentence():
    text = "Sure, here is the answer:\nBased on the numbered sentences, the bridge is long [1]. Do you want more?"
    assert said(text) == ["The bridge is long."]
    assert said("Yes, the bridge is long [1].") == ["The bridge is long."]


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "The sentences do not mention the length.",
        "The documents don't say how long it is.",
        "No information is given.",
    ],
)
def test_a_refusal_says_nothing_and_is_known_as_one(text):
    *_, last = drafts(FixedWriter(text), [])
    assert last.refused and last.sentences == ()


def test_text_without_an_end_is_stopped():
    writer = FixedWriter(" ".join(f"Bridge {number} is long [1]." for number in range(1000)))
    *_, last = drafts(writer, [])
    assert len(last.sentences) == MOST_SENTENCES and len(last.text) < 400 and writer.closed


def test_a_model_in_a_circle_is_stopped_and_says_it_once():
    writer = FixedWriter("The bridge is long [1]. " * 1000)
    *_, last = drafts(writer, [])
    assert [one.text for one in last.sentences] == ["The bridge is long."]
    assert len(last.text) < 200 and writer.closed


def test_thousands_of_numbers_and_words_without_an_end_are_cut():
    for unit in ("[1]", "long ", "\n", "\u200b", "[" * 7):
        writer = FixedWriter(unit * 2_000)
        *_, last = drafts(writer, [])
        assert len(last.text) <= 4_000 and writer.closed
        assert all(len(one.numbers) <= 6 for one in last.sentences)


def test_what_was_cut_in_its_middle_is_no_sentence():
    assert said("The bridge is long [1]. It was never", fails=WriterError("the server went away")) == [
        "The bridge is long."
    ]


@pytest.mark.parametrize("error", [WriterError("the server went away"), ModelError("the model is not there")])
def test_an_error_of_the_model_is_the_problem_of_the_draft(error):
    *_, last = drafts(FixedWriter("The bridge is long [1].", fails=error), [])
    assert last.problem == str(error) and len(last.sentences) == 1


def test_closing_the_drafts_stops_the_model():
    writer = FixedWriter("The bridge is long [1]. It is red [2].")
    stream = drafts(writer, [])
    next(stream)
    stream.close()
    assert writer.closed
