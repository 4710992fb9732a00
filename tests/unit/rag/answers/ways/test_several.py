"""Of a question that asks for several things each part is answered by its own place, or it is refused and said which part is not."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from rag.answers.decide import Decision
from rag.answers.ways.several import several, unanswered_parts
from rag.answers.ways.way import Asked, PlainAnswer
from rag.protocols import Readings
from rag.questions.analysis import analyse
from readings import reading

FOUNDED = reading("Ann Lee founded Acme in 1990.", 0.9, id_="a-1")
SOLD = reading("Acme was sold in 2021.", 0.8, id_="b-1")
BOTH = reading("Oslo and Bergen lie in Norway.", 0.9, id_="c-1")
OSLO = reading("Oslo lies in Norway.", 0.6, id_="d-1", title="Oslo")
BERGEN = reading("It lies in Norway.", 0.3, id_="e-1", title="Bergen (city)")
WIND = reading("Rising costs are to blame.", 0.7, id_="f-1", title="Wind farm")
SUN = reading("Rising costs are no reason to wait.", 0.6, id_="g-1", title="Solar roofs")
TEXTS = {"f": "Wind farm\n\nThe Globe, 3 March 2023\n\n", "g": "Solar roofs\n\nHarbour News, 4 May 2023\n\n"}
TWO = "Who founded Acme, and when was it sold?"


class Papers:
    """Documents that say at their beginning who published them."""

    def document(self, id_):
        return SimpleNamespace(title="", source="", text=TEXTS.get(id_, ""), metadata={})


def plain(*readings, status="answered", confidence=0.8):
    found = Readings(hits=tuple(r.hit for r in readings), sentences=readings, confidence=confidence)
    chosen = readings[:1] if status == "answered" else ()
    return PlainAnswer(
        readings=found, decision=Decision(status=status, readings=chosen, confidence=confidence)
    )


NOTHING = plain(FOUNDED, status="not_found", confidence=0.1)


def asked(question, by_word, first):
    return Asked(
        question=question,
        terms=analyse(question),
        plain=first,
        where=None,
        documents=Papers(),
        search=lambda text, k: [],
        ask=lambda text: NOTHING,
        apart=lambda text: next((found for word, found in by_word.items() if word in text), NOTHING),
    )


def shown(answer):
    return [(item.part, item.readings[0]) for item in answer.items]


def test_each_clause_is_answered_under_its_own_words():
    answer = several(asked(TWO, {"founded": plain(FOUNDED, SOLD), "sold": plain(SOLD, FOUNDED)}, NOTHING))
    assert shown(answer) == [("Who founded Acme", FOUNDED), ("when was it sold", SOLD)]
    assert answer.confidence == 0.8


def test_the_answer_is_no_surer_than_its_weakest_part():
    parts = {"founded": plain(FOUNDED, SOLD), "sold": plain(SOLD, confidence=0.55)}
    assert several(asked(TWO, parts, NOTHING)).confidence == 0.55


def test_where_a_part_has_no_answer_it_is_said_which():
    question = asked(TWO, {"founded": plain(FOUNDED)}, NOTHING)
    assert several(question) is None
    assert unanswered_parts(question) == (
        "The documents answer “Who founded Acme”, but not “when was it sold”.",
    )
    assert unanswered_parts(asked(TWO, {}, NOTHING)) == ()
    assert unanswered_parts(asked("Who founded Acme?", {"founded": plain(FOUNDED)}, NOTHING)) == ()


def test_of_two_named_things_each_has_a_sentence_that_speaks_of_it():
    parts = {"Oslo": plain(BERGEN, OSLO), "Bergen": plain(OSLO, BERGEN, status="not_found", confidence=0.55)}
    answer = several(asked("Are Oslo and Bergen both in Norway?", parts, NOTHING))
    assert shown(answer) == [("Oslo", OSLO), ("Bergen", BERGEN)]


def test_one_sentence_that_answers_each_part_is_left_to_the_plain_answer():
    question = "Are Oslo and Bergen both in Norway?"
    assert several(asked(question, {"Norway": plain(BOTH)}, plain(BOTH))) is None
    assert several(asked(TWO, {"founded": plain(FOUNDED), "sold": plain(SOLD)}, plain(FOUNDED))) is not None


@pytest.mark.parametrize(("confidence", "sure"), [(0.3, 0.6), (0.1, 0.1), (0.7, 0.7)])
def test_a_named_thing_whose_place_has_the_whole_part_is_sure_enough(confidence, sure):
    parts = {
        name: plain(one, status="not_found", confidence=confidence)
        for name, one in (("Oslo", OSLO), ("Bergen", BERGEN))
    }
    unsure = replace(NOTHING, decision=replace(NOTHING.decision, confidence=0.0))
    assert several(asked("Are Oslo and Bergen both in Norway?", parts, unsure)).confidence == sure


def test_nothing_more_is_read_where_what_is_shown_speaks_of_each_named_thing():
    first = plain(OSLO, BERGEN)
    first = replace(first, decision=replace(first.decision, readings=(OSLO, BERGEN)))
    question = replace(asked("Are Oslo and Bergen both in Norway?", {}, first), apart=None)
    assert several(question) is None


def test_a_part_that_names_a_source_is_answered_by_a_document_of_it():
    question = "Did the report by The Globe on wind farms and the article by Harbour News on solar roofs mention costs?"
    answer = several(asked(question, {"wind": plain(SUN, WIND), "solar": plain(WIND, SUN)}, NOTHING))
    assert shown(answer) == [("Globe", WIND), ("Harbour News", SUN)]
