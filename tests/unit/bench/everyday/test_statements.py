"""Statements that are no answer are seen by the kind of what they quote, and by their text."""

import pytest

from bench.everyday.statements import count, no_answer
from index import Hit, Passage
from rag import Answer, Citation, Statement

TEXTS = ("Warranty", "Two years.", "page 3", "How long is it?", "Price | Colour", "4.99 | red")
KINDS = ("heading", "paragraph", "furniture", "paragraph", "table_header", "table_row")


def passage():
    text = "\n".join(TEXTS)
    starts = [text.index(sentence) for sentence in TEXTS]
    spans = tuple((start, start + len(sentence)) for start, sentence in zip(starts, TEXTS, strict=True))
    return Passage(
        id="p", document_id="d", title="Two years", source="d.md", sections=(), start=0, end=len(text), text=text,
        sentences=spans, kinds=KINDS,
    )  # fmt: skip


def statement(first, last=None, title="Guide"):
    spans = passage().sentences
    start, end = spans[first][0], spans[last or first][1]
    quote = passage().text[start:end]
    citation = Citation(
        number=1, document_id="d", passage_id="p", title=title, source="d.md", section=None, start=start, end=end,
        quote=quote,
    )  # fmt: skip
    return Statement(text=" ".join(quote.split()), citations=(citation,))


def answer(*statements, status="answered"):
    return Answer(
        question="q", status=status, text="", short=None, statements=statements, citations=(),
        hits=(Hit(passage=passage(), score=1.0, rank=1),), confidence=0.9, standalone_question="q",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "kind"),
    [
        (statement(0), "heading"),
        (statement(1), None),
        (statement(2), "furniture"),
        (statement(3), "question"),
        (statement(4), "table_header"),
        (statement(4, 5), None),
        (statement(1, title="Two Years"), "title"),
    ],
)
def test_a_statement_is_what_it_quotes(shown, kind):
    assert no_answer(answer(shown), shown) == kind


def test_counts_are_of_answers_that_were_not_refused():
    answers = [
        answer(statement(0), statement(1)),
        answer(statement(1), status="conflicting"),
        answer(status="not_found"),
    ]
    counts = count(answers)
    assert (counts.asked, counts.answers, counts.opening) == (3, 2, 1)
    assert counts.kinds == {"heading": 1, "answer": 2}
    assert counts.lengths == {2: 1, 1: 1}
    assert counts.disagreeing == [("q", ["Two years."])]
    assert counts.shown == [("heading", "Warranty")]
