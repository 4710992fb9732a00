"""The text that a client shows, and the offsets of its markers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import Answer, Citation, Statement
from rag.answers.as_text import as_text
from ui.api.openai_protocol.content import content_of
from ui.api.openai_protocol.growing import Growing


def cited(number, quote="It has 14 arches."):
    return Citation(
        number=number, document_id="d", passage_id="p", title="bridge", source="bridge.txt", section=None,
        start=10 * number, end=10 * number + len(quote), quote=quote,
    )  # fmt: skip


def said(text, *numbers, **more):
    return Statement(text=text, citations=tuple(map(cited, numbers)), **more)


def answered(*statements, notes=(), text=None):
    citations = {c.number: c for s in statements for c in s.citations}
    return Answer(
        question="?", status="answered", text=as_text(statements) if text is None else text, short=None,
        statements=statements, citations=tuple(citations.values()), hits=(), confidence=0.9,
        standalone_question="?", notes=notes,
    )  # fmt: skip


def marked(content):
    return [(one.citation.number, content.text[one.start : one.end]) for one in content.cited]


def test_each_citation_has_the_characters_of_its_marker():
    content = content_of(answered(said("It has 14 arches.", 1), said("It is old.", 2)))
    assert content.text == "It has 14 arches. [1] It is old. [2]"
    assert marked(content) == [(1, "[1]"), (2, "[2]")]


def test_other_places_with_the_same_words_are_marked_where_they_are_told_of():
    content = content_of(answered(said("It has 14 arches.", 1, 2, 3)))
    assert marked(content) == [
        (1, "[1]"),
        (2, "(also in 2 other places)"),
        (3, "(also in 2 other places)"),
    ]


def test_all_places_of_a_written_sentence_have_a_marker_of_their_own():
    content = content_of(answered(said("It has 14 arches.", 2, 1, verdict="supported")))
    assert marked(content) == [(1, "[1]"), (2, "[2]")]


def test_a_marker_that_a_document_has_itself_is_not_taken_for_ours():
    content = content_of(answered(said("As in [2] it has 14 arches [1].", 1), said("It is old.", 2)))
    assert [one.start for one in content.cited] == [content.text.rindex("[1]"), content.text.rindex("[2]")]


def test_notes_stand_below_the_answer_once():
    answer = answered(said("It has 14 arches.", 1), notes=("A newer document says 15.",))
    assert content_of(answer).text == "It has 14 arches. [1]\n\nA newer document says 15."
    assert (
        content_of(replace(answer, text=f"{answer.text}\nA newer document says 15.")).text.count("newer") == 1
    )


def test_a_picture_or_a_tag_in_a_document_is_no_markup_for_the_client():
    words = "See ![x](http://evil.example/a.png) and <img src=x> where 1 < 2!"
    content = content_of(answered(said(words, 1), said("It is old.", 2)))
    assert "![" not in content.text.replace(r"\![", "")
    assert r"\<img src=x>" in content.text
    assert "1 < 2!" in content.text
    assert marked(content) == [(1, "[1]"), (2, "[2]")]


TEXT = st.text("ab [1]![<i \n", max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.tuples(TEXT, st.sampled_from(["quoted", "supported"])), min_size=1, max_size=5))
def test_whatever_the_words_are_each_marker_is_found(said_of):
    statements = [said(text, n, verdict=verdict) for n, (text, verdict) in enumerate(said_of, 1)]
    content = content_of(answered(*statements))
    assert [text for _, text in marked(content)] == [f"[{n}]" for n in range(1, len(statements) + 1)]


WRITTEN = said("It has 14 arches.", 1, verdict="supported")
MORE = said("Anna built it.", 2, verdict="supported")
QUOTED = said("It was built by Anna.", 3)


def test_what_a_model_writes_is_sent_sentence_by_sentence():
    growing = Growing()
    sent = [
        growing.following(content_of(answered(*some)), last=False)[0]
        for some in ((QUOTED,), (WRITTEN, QUOTED), (WRITTEN, MORE))
    ]
    assert sent == ["", "It has 14 arches. [1]", " Anna built it. [2]"]
    added, whole = growing.following(content_of(answered(WRITTEN, MORE, notes=("Old.",))), last=True)
    assert added == "\n\nOld."
    assert whole.text == "".join(sent) + added


@pytest.mark.parametrize("last", [(QUOTED,), (MORE, WRITTEN)])
def test_a_last_answer_that_is_another_one_stands_below_with_its_own_offsets(last):
    growing = Growing()
    sent, _ = growing.following(content_of(answered(WRITTEN)), last=False)
    added, whole = growing.following(content_of(answered(*last)), last=True)
    assert whole.text == sent + added
    assert whole.text.endswith(answered(*last).text)
    assert all(text == f"[{number}]" for number, text in marked(whole))
