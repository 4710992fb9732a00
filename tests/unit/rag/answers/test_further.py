"""An answer that rests on two documents cites both."""

import pytest

from rag.answers.decide import decide
from rag.answers.further import further_place
from rag.protocols import Readings
from rag.questions.analysis import analyse
from readings import reading

FOUNDER = reading("Norvik was founded by Ann Lee in 2009.", 0.8, id_="a-1", title="Wind farm", span="Ann Lee")
PERSON = reading("Ann Lee was born in Tarn.", 0.1, id_="b-1", title="Ann Lee")
OTHER = reading("Bo Ek was born in Bodal.", 0.1, id_="c-1", title="Bo Ek")
FERRY = reading("Marlin has ordered a ferry with batteries.", 0.7, id_="d-1", title="The ferry")
BERGEN = reading("Bergen was founded by a king in 1070.", 0.7, id_="e-1", title="Bergen (city)")
OSLO = reading("It was founded by a king, too.", 0.1, id_="f-1", title="Oslo")
BORN = "Where was the founder of Norvik born?"


def further(question, chosen, *others):
    readings = [*chosen, *others]
    found = further_place(analyse(question), [one.hit for one in readings], chosen, readings)
    return found and found.reading


@pytest.mark.parametrize(
    ("question", "chosen", "others", "expected"),
    [
        # The best sentence names the other document.
        (BORN, FOUNDER, (OTHER, PERSON), PERSON),
        # The other one names the document of the best sentence.
        (BORN, PERSON, (OTHER, FOUNDER), FOUNDER),
        # The question names both.
        ("Were Bergen and Oslo both founded by a king?", BERGEN, (OTHER, OSLO), OSLO),
    ],
)
def test_the_place_that_the_best_one_leads_to_is_cited_with_it(question, chosen, others, expected):
    assert further(question, [chosen], *others) is expected


@pytest.mark.parametrize(
    ("question", "chosen", "other"),
    [
        (BORN, FERRY, PERSON),
        ("Who founded Norvik?", FOUNDER, PERSON),
        ("Where was Ann Lee born?", PERSON, FOUNDER),
        (
            "What is the maximum weight of a parcel?",
            FERRY,
            reading("Python 3.10 or newer.", 0.1, id_="g-1", title="Parcel"),
        ),
        (BORN, reading("Firm: Norvik | Founder: Ann Lee", 0.8, id_="a-1"), PERSON),
    ],
)
def test_a_place_that_nothing_leads_to_or_that_adds_nothing_is_not_cited(question, chosen, other):
    assert further(question, [chosen], other) is None


def decided(confidence):
    readings = Readings(hits=(FOUNDER.hit, PERSON.hit), sentences=(FOUNDER, PERSON), confidence=confidence)
    return decide(analyse(BORN), readings, threshold=0.5, support_threshold=0.25)


def test_two_places_that_have_the_question_together_answer_it_though_the_reader_is_unsure_of_each():
    decision = decided(0.3)
    assert decision.status == "answered" and decision.readings == (FOUNDER, PERSON)
    assert decided(0.1).status == "not_found"


def test_the_first_of_two_places_does_not_lead_with_what_was_not_asked_for():
    alone = Readings(hits=(FOUNDER.hit,), sentences=(FOUNDER,), confidence=0.9)
    who = decide(analyse("Who founded Norvik?"), alone, threshold=0.5, support_threshold=0.25)
    assert who.short == "Ann Lee"
    assert decided(0.9).short is None
