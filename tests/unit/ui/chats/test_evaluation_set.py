"""Which question becomes of which rated answer."""

import json
from dataclasses import replace

import pytest

from index import Hit, Passage
from rag import Answer, Citation, Statement
from ui.chats.chat import Message
from ui.chats.evaluation_set import made_set
from ui.chats.rated import RatedAnswer
from ui.chats.rating import Rating, RightPlace

QUOTE = "The bridge of Linz has 14 arches."
CITED = [{"document": "bridge.txt", "quote": QUOTE}]
PLACE = RightPlace(source="may.txt", title="May", section=None, quote="It has 15 arches now.")
SHOWN = [{"document": "may.txt", "quote": "It has 15 arches now."}]


def citation(quote=QUOTE, start=0):
    return Citation(
        number=1, document_id="d", passage_id="p", title="Bridge", source="bridge.txt", section=None, start=start,
        end=start + len(quote), quote=quote,
    )  # fmt: skip


def answered(cited=None, **more):
    cited = cited or citation()
    given = {
        "question": "How many arches?", "standalone_question": "How many arches?", "status": "answered",
        "text": QUOTE, "short": "14", "confidence": 0.9, "hits": (), "citations": (cited,),
        "statements": (Statement(text=cited.quote, citations=(cited,)),), **more,
    }  # fmt: skip
    return Answer(**given)


REFUSED = answered(status="not_found", statements=(), citations=(), short=None)


def lines(answer, rating, before=()):
    message = Message(id="m1", question=answer.question, asked=1.0, answer=answer, rating=rating)
    made = made_set([RatedAnswer(message=message, before=tuple(before))])
    return made, [json.loads(line) for line in made.text.splitlines()]


def test_a_right_answer_is_a_question_with_what_it_cited_and_its_short_answer():
    made, (line,) = lines(answered(), Rating(good=True))
    assert line == {
        "id": "m1", "question": "How many arches?", "answerable": True, "evidence": CITED, "answers": ["14"],
    }  # fmt: skip
    assert (made.measured, made.to_complete, made.left_out) == (1, 0, 0)


def test_a_short_answer_that_no_document_has_is_no_gold_answer():
    computed = answered(short="28")
    _, (line,) = lines(computed, Rating(good=True))
    assert "answers" not in line and line["evidence"] == CITED


def test_the_cell_of_a_table_is_known_by_its_row():
    row, other = "City: Linz | Arches: 14", "City: Graz | Arches: 14"
    text = f"{other}\n{row}"
    start = text.rindex("14")
    passage = Passage(
        id="p", document_id="d", title="", source="bridge.txt", sections=(), start=0, end=len(text), text=text,
        sentences=(),
    )  # fmt: skip
    cell = citation("14", start)
    hit = Hit(passage=passage, score=1.0, rank=1, dense_score=1.0, word_score=1.0)
    _, (line,) = lines(answered(cell, hits=(hit,)), Rating(good=True))
    assert line["evidence"] == [{"document": "bridge.txt", "quote": row}]


def test_what_a_model_made_up_is_no_evidence():
    statement = Statement(text="x", citations=(citation(),), verdict="unsupported")
    made, found = lines(answered(statements=(statement,)), Rating(good=True))
    assert found == [] and made.left_out == 1


@pytest.mark.parametrize(
    ("answer", "rating"),
    [(REFUSED, Rating(good=True)), (answered(), Rating(good=False, fault="refuse", place=PLACE))],
)
def test_what_was_rightly_refused_or_should_have_been_is_unanswerable(answer, rating):
    made, (line,) = lines(answer, rating)
    assert line["answerable"] is False and "evidence" not in line and made.measured == 1
    # Of some documents only it says nothing of the others.
    made, found = lines(replace(answer, asked=(2, 9)), rating)
    assert found == [] and made.left_out == 1


@pytest.mark.parametrize("fault", ["missed", "place", "answer", "other", None])
def test_a_wrong_answer_has_the_right_place_as_evidence_and_not_what_it_cited(fault):
    answer = REFUSED if fault == "missed" else answered()
    made, (line,) = lines(answer, Rating(good=False, fault=fault, words="see May", place=PLACE))
    assert line["evidence"] == SHOWN and "answers" not in line and made.measured == 1
    assert line["rating"] == {"fault": fault, "words": "see May"}


def test_to_an_incomplete_answer_the_place_is_added_that_was_missing():
    _, (line,) = lines(answered(), Rating(good=False, fault="incomplete", place=PLACE))
    assert line["evidence"] == [*CITED, *SHOWN]


@pytest.mark.parametrize("fault", ["missed", "place", "answer", "incomplete", "other", None])
def test_a_wrong_answer_without_a_right_place_is_left_to_be_completed(fault):
    made, (line,) = lines(answered(), Rating(good=False, fault=fault))
    assert line["answerable"] is True and line["evidence"] == [] and line["cited"] == CITED
    assert (made.measured, made.to_complete) == (0, 1)


def test_a_question_that_leans_on_those_before_it_takes_them_along_and_no_other_does():
    before = ({"role": "user", "text": "And the bridge?"},)
    _, (line,) = lines(answered(standalone_question="How many arches has it?"), Rating(good=True), before)
    assert line["history"] == list(before)
    _, (line,) = lines(answered(), Rating(good=True), before)
    assert "history" not in line


def test_an_answer_that_rests_on_no_document_gives_no_question():
    talk = answered(kind="talk", statements=(), citations=(), short=None)
    made, found = lines(talk, Rating(good=True))
    assert found == [] and made.left_out == 1
