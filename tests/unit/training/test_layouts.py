"""The same text as other documents have it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.span_reader import Context
from training import layouts
from training.examples import Examples, Question
from training.forms import form_rows
from training.layouts import laid_out, with_line

SENTENCES = ["Lenn has nine bridges.", "Oder has three.", "Ulm had none\nin 1900."]


def context():
    text, places = "", []
    for sentence in SENTENCES:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    return Context(title="Towns", text=text.strip(), sentences=tuple(places))


@given(st.integers(0, 500), st.sampled_from(["nine bridges", "three", "none\nin", "Lenn"]))
def test_the_answer_and_the_sentences_keep_their_places(seed, answer):
    whole = context()
    start = whole.text.index(answer)
    made, span = laid_out(whole, (start, start + len(answer)), random.Random(seed))
    assert made.text[slice(*span)] == answer.replace("\n", " ")
    lines = [made.text[a:b] for a, b in made.sentences]
    assert lines == made.text.split("\n")
    assert [one for one in lines if any(one.endswith(sentence.replace("\n", " ")) for sentence in SENTENCES)]


def test_an_answer_over_two_sentences_stays_where_it_is():
    whole = context()
    span = 5, whole.text.index("three") + 5
    assert laid_out(whole, span, random.Random(1)) == (whole, span)


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        (layouts._list, r"[-*•–] "),
        (layouts._numbered, r"(\d\.)?1?\d[.)]? "),
        (layouts._chat, r"(\[?\d\d:\d\d\]? (- )?)?[A-Z][a-z]+: "),
        (layouts._mail, r"(> > |> |\| )"),
        (layouts._log, r"20\d\d-\d\d-\d\d \d\d:\d\d [A-Z]+ "),
    ],
)
def test_lines_begin_as_in_such_documents(form, pattern):
    import re

    for seed in range(20):
        prefix = form(random.Random(seed))
        assert re.fullmatch(pattern, prefix.next())


def test_a_line_above_the_context_moves_the_answer_and_the_sentences():
    whole = context()
    start = whole.text.index("three")
    lined, span = with_line(whole, (start, start + 5), random.Random(3))
    assert lined.text[slice(*span)] == "three"
    assert [lined.text[a:b] for a, b in lined.sentences][1:] == SENTENCES


def question(text, asked, answer):
    place = text.text.index(answer)
    return Question(
        id=asked, question=asked, paragraph=(0, ((place, place + len(answer)),)), right=(), wrong=()
    )


def test_a_form_has_the_field_asked_for_or_not():
    text = Context(
        title="Lenn",
        text="Lenn has 300 people. Its mayor is Ann Holt. It lies 40 metres high.",
        sentences=((0, 20),),
    )
    asked = [
        question(text, "What is the population of Lenn?", "300"),
        question(text, "Who is the mayor of Lenn?", "Ann Holt"),
        question(text, "What is the elevation of Lenn?", "40 metres"),
        question(text, "How high is Lenn?", "40 metres"),
    ]
    rows = form_rows(Examples(contexts=(text,), questions=tuple(asked)), 1)
    assert {row.question for row in rows} == {one.question for one in asked[:3]}
    answered = [row for row in rows if row.span]
    assert len(answered) == 3 and len(rows) == 6
    for row in answered:
        label = row.question.split(" the ")[1].split(" of ")[0]
        assert (
            row.context.text[slice(*row.span)] in ("300", "Ann Holt", "40 metres")
            and label in row.context.text.lower()
        )
    for row in rows:
        if not row.span:
            label = row.question.split(" the ")[1].split(" of ")[0]
            assert label not in row.context.text.lower()
        assert [row.context.text[a:b] for a, b in row.context.sentences]
