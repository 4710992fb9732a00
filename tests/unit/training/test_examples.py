"""The training examples of the reader."""

import random

from hypothesis import given
from hypothesis import strategies as st

from rag.reading.span_reader import Context
from training.examples import (
    Examples,
    Question,
    _without_answer,
    cut,
    epoch_rows,
)

SENTENCES = [
    f"In {1900 + n} the town of {name} had {n} bridges." for n, name in enumerate(["Lenn", "Oder", "Ulm"] * 9)
]


def context(sentences):
    text, places = "", []
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    return Context(title="Towns", text=text.strip(), sentences=tuple(places))


def span_of(context_, answer):
    start = context_.text.index(answer)
    return start, start + len(answer)


@given(st.integers(1, 27), st.integers(0, 99), st.data())
def test_a_cut_context_holds_the_answer_where_it_says(count, seed, data):
    whole = context(SENTENCES[:count])
    answer = f"In {1900 + data.draw(st.integers(0, count - 1))}"
    span = span_of(whole, answer)
    part, place = cut(whole, span, random.Random(seed))
    assert part.text in whole.text and part.text[slice(*place)] == answer
    assert [part.text[a:b] for a, b in part.sentences] == [
        sentence for sentence in SENTENCES[:count] if sentence in part.text
    ]


def test_without_its_answer_a_context_keeps_its_other_sentences():
    whole = context(SENTENCES[:3])
    rest = _without_answer(whole, [span_of(whole, "1901")])
    assert [rest.text[a:b] for a, b in rest.sentences] == [SENTENCES[0], SENTENCES[2]]


def test_a_context_that_says_it_twice_is_not_made_unanswerable():
    whole = context([*SENTENCES[:3], SENTENCES[1]])
    assert _without_answer(whole, [span_of(whole, "1901")]) is None


def test_equal_epochs_give_equal_rows_and_each_question_is_read_where_it_is_answered():
    whole = context(SENTENCES[:9])
    question = Question(
        id="1",
        question="How many bridges had Ulm?",
        paragraph=(0, (span_of(whole, "2 bridges"),)),
        right=(),
        wrong=(),
    )
    impossible = Question(id="2", question="How many towers had Ulm?", paragraph=(0, ()), right=(), wrong=())
    examples = Examples(contexts=(whole,), questions=(question, impossible))
    rows = epoch_rows(examples, 3)
    assert rows == epoch_rows(examples, 3) != epoch_rows(examples, 4)
    assert rows[0].context.text[slice(*rows[0].span)] == "2 bridges"
    assert [row.span for row in rows[1:]] == [None] * (len(rows) - 1)
