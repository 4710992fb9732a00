"""Of a question that asks for several things each part is answered by its own place, and it is said which part is not."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from rag.answers.decide import Decision
from rag.answers.ways.answered_parts import unsaid, with_parts
from rag.answers.ways.several import several
from rag.answers.ways.way import Asked, Item, PlainAnswer, WayAnswer
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


def plain(*readings, status="answered", confidence=0.8, short=None):
    found = Readings(hits=tuple(r.hit for r in readings), sentences=readings, confidence=confidence)
    chosen = readings[:1] if status == "answered" else ()
    return PlainAnswer(
        readings=found, decision=Decision(status=status, readings=chosen, confidence=confidence, short=short)
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


def test_where_a_part_has_no_answer_the_other_is_answered_and_it_is_said_which():
    question = asked(TWO, {"founded": plain(FOUNDED, short="Ann Lee")}, NOTHING)
    answer = several(question)
    assert (answer.kind, answer.short, shown(answer)) == ("fact", "Ann Lee", [("", FOUNDED)])
    assert unsaid(question, [FOUNDED]) == ("when was it sold",)
    assert unsaid(asked(TWO, {}, NOTHING), []) == ()
    assert unsaid(asked("Who founded Acme?", {"founded": plain(FOUNDED)}, NOTHING), [FOUNDED]) == ()


def test_where_the_plain_answer_shows_one_part_it_tells_of_the_other():
    first = plain(FOUNDED, short="Ann Lee")
    question = asked(TWO, {"founded": first}, first)
    assert several(question) is None
    decision = with_parts(question, first.decision)
    assert (decision.short, decision.unanswered) == ("Ann Lee", ("when was it sold",))


def test_what_is_shown_for_one_part_may_say_the_other_one_too():
    told = reading("Ann Lee founded Acme, which was sold in 2021.", 0.9, id_="h-1")
    question = asked(TWO, {"founded": plain(told, short="Ann Lee")}, plain(told))
    assert unsaid(question, [told]) == ()
    silent = reading("Ann Lee founded and sold Acme.", 0.9, id_="i-1")
    assert unsaid(question, [silent]) == ("when was it sold",)
    by_number = reading("Breakfast costs 7 euros and is served until ten.", 0.9, id_="j-1")
    served = "What does breakfast cost and when is it served?"
    question = asked(served, {"cost": plain(by_number, short="7 euros")}, plain(by_number, short="7 euros"))
    assert unsaid(question, [by_number]) == ()


@pytest.mark.parametrize(
    ("shorts", "leads"), [(("Ann Lee", "2021"), "Ann Lee; 2021"), (("Ann Lee", None), None)]
)
def test_the_short_answer_has_both_halves_or_none(shorts, leads):
    parts = {"founded": plain(FOUNDED, short=shorts[0]), "sold": plain(SOLD, short=shorts[1])}
    assert several(asked(TWO, parts, NOTHING)).short == leads
    both = reading("Ann Lee founded Acme, which was sold in 2021.", 0.9, id_="h-1")
    parts = {"founded": plain(both, short=shorts[0]), "sold": plain(both, short=shorts[1])}
    first = plain(both, short="Ann Lee")
    question = asked(TWO, parts, first)
    assert several(question) is None
    assert with_parts(question, first.decision).short == leads


def test_a_part_is_answered_by_the_way_for_its_kind():
    yes = WayAnswer(kind="yes_no", items=(Item(readings=(SOLD,)),), confidence=0.7, short="Yes")
    parts = {"founded": plain(FOUNDED, short="Ann Lee"), "sold": replace(plain(SOLD), other=yes)}
    answer = several(asked("Who founded Acme, and is it sold?", parts, plain(FOUNDED)))
    assert (answer.short, answer.confidence) == ("Ann Lee; Yes", 0.8)
    assert shown(answer) == [("Who founded Acme", FOUNDED), ("is it sold", SOLD)]


def test_answers_to_two_parts_are_no_two_places_that_disagree():
    first = plain(FOUNDED)
    decision = replace(first.decision, status="conflicting", readings=(FOUNDED, SOLD))
    question = asked(TWO, {"founded": plain(FOUNDED), "sold": plain(SOLD)}, replace(first, decision=decision))
    assert shown(several(question)) == [("Who founded Acme", FOUNDED), ("when was it sold", SOLD)]


def test_one_of_two_things_that_are_compared_is_no_answer_and_the_refusal_tells_of_it():
    question = asked("Are Oslo and Bergen both in Norway?", {"Oslo": plain(OSLO)}, NOTHING)
    assert several(question) is None
    assert with_parts(question, NOTHING.decision).notes == ("The documents answer “Oslo”, but not “Bergen”.",)


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
