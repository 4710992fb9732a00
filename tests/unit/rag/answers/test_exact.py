"""A question about an identifier is answered about this one, and never about its neighbour."""

import pytest

from rag.answers.decide import Decision
from rag.answers.exact import exactly, is_exact, is_rounded, refused
from rag.protocols import Readings
from readings import passage_of, reading, reading_of

LIST = passage_of("ERR-4012: the disk is full.", "ERR-4013: the fan is broken.", "Call us then.")
READINGS = [reading_of(LIST, number) for number in range(3)]
ROWS = passage_of("Order: SO-7120 | Amount: 3", "Order: SO-7121 | Amount: 5")


def decision(*readings):
    return Decision(status="answered", readings=readings, confidence=0.9)


def test_what_leads_must_not_speak_of_the_neighbour():
    assert is_exact(decision(READINGS[0]), ["ERR-4012"])
    assert not is_exact(decision(READINGS[1]), ["ERR-4012"])
    # What stands beside it may be about it.
    assert is_exact(decision(READINGS[2]), ["ERR-4012"])
    assert not is_exact(decision(reading_of(ROWS, 1)), ["SO-7120"])


def test_the_sentences_about_the_neighbour_are_left_out():
    readings = Readings(hits=(), sentences=tuple(READINGS), confidence=0.9)
    assert exactly(readings, ["ERR-4012"]).sentences == (READINGS[0], READINGS[2])
    assert exactly(readings, ["AB-9999"]) is readings


def test_what_no_document_has_is_refused_by_its_name():
    found = refused(decision(READINGS[0]), ["ERR-9999"])
    assert (found.status, found.readings, found.confidence) == ("not_found", (), 0.0)
    assert found.notes == ("No document that was searched has “ERR-9999”.",)


@pytest.mark.parametrize(
    ("text", "rounds"),
    [
        ("It has 65,500 ids.", True),
        ("It has 65.5 thousand ids.", True),
        ("There are about 66 000 of them.", True),
        ("It has 65,535 ids.", False),
        ("It has 65,400 ids.", False),
        ("Version 6.5.5 has ids.", False),
    ],
)
def test_a_number_that_a_document_rounds_is_not_missing(text, rounds):
    assert is_rounded("65534", decision(reading(text, 0.9))) is rounds
    assert not is_rounded("ERR-65534", decision(reading(text, 0.9)))
