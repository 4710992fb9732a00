"""The sentence that defines, or that says why, leads; where none does, the plain answer stays as it is."""

import pytest

from rag.answers.ways.explain import defining, explaining
from rag.protocols import Readings
from readings import reading
from shelf import Shelf, shown

GLOSSARY = """# Loom words

The heddle is cleaned every week. The heddle hangs between the reed and the beam. A heddle is a wire with an eye that holds one thread.

Der Kettbaum wird geölt. Der Kettbaum ist eine Walze, auf die die Fäden gewickelt werden.
"""


def words(answer):
    return answer and [text for _, text in shown(answer)]


def with_sentences(asked, *texts, confidence=0.8):
    """What was asked, as if these sentences had been read, the best one first."""
    sentences = tuple(reading(text, 0.9 - place / 10, id_=f"d-{place}") for place, text in enumerate(texts))
    readings = Readings(hits=asked.plain.readings.hits, sentences=sentences, confidence=confidence)
    decision = asked.plain.decision
    plain = type(asked.plain)(
        readings=readings,
        decision=type(decision)(status="answered", readings=sentences[:1], confidence=confidence),
    )
    return type(asked)(
        question=asked.question,
        terms=asked.terms,
        plain=plain,
        where=None,
        documents=asked.documents,
        search=asked.search,
        ask=asked.ask,
        apart=asked.apart,
    )


def test_the_sentence_that_defines_leads_although_another_one_was_read_as_the_best():
    asked = Shelf(GLOSSARY).asked("What is a heddle?", "The heddle is cleaned")
    assert words(defining(asked)) == [
        "A heddle is a wire with an eye that holds one thread.",
        "The heddle is cleaned every week.",
    ]


def test_a_definition_that_the_reader_was_not_sure_of_is_found_where_all_would_be_refused():
    asked = Shelf(GLOSSARY).asked("Was ist ein Kettbaum?", "Der Kettbaum wird", confidence=0.2)
    assert asked.plain.decision.status == "not_found"
    answer = defining(asked)
    assert words(answer) == ["Der Kettbaum ist eine Walze, auf die die Fäden gewickelt werden."]
    assert answer.confidence > 0.5


def test_a_definition_in_english_answers_a_question_in_german():
    asked = Shelf(GLOSSARY).asked("Was ist ein Heddle?", "The heddle hangs", confidence=0.2)
    assert words(defining(asked)) == ["A heddle is a wire with an eye that holds one thread."]


@pytest.mark.parametrize("question", ["What is the weight of a heddle?", "What is a shuttle?"])
def test_a_question_for_something_else_gets_no_definition(question):
    asked = Shelf(GLOSSARY).asked(question, "The heddle is cleaned", confidence=0.2)
    assert defining(asked) is None


def test_a_plain_answer_that_defines_already_stays():
    asked = Shelf(GLOSSARY).asked("What is a heddle?", "A heddle is a wire")
    assert defining(asked) is None


def test_the_sentence_that_gives_the_reason_leads():
    plain = Shelf("The bridge was closed in May.").asked("Why was the bridge closed?", "The bridge")
    asked = with_sentences(
        plain, "The bridge was closed in May.", "The bridge was closed because a cable had rusted."
    )
    assert words(explaining(asked))[0] == "The bridge was closed because a cable had rusted."


@pytest.mark.parametrize(
    "reason",
    [
        "Die Brücke war gesperrt, weil ein Seil gerostet war.",
        "Wegen eines Seils war die Brücke gesperrt.",
    ],
)
def test_a_reason_in_german_leads(reason):
    plain = Shelf("Die Brücke war im Mai gesperrt.").asked("Warum war die Brücke gesperrt?", "Die Brücke")
    asked = with_sentences(plain, "Die Brücke war im Mai gesperrt.", reason)
    assert words(explaining(asked))[0] == reason


def test_a_reason_for_something_else_does_not_lead():
    plain = Shelf("The bridge was closed in May.").asked("Why was the bridge closed?", "The bridge")
    asked = with_sentences(plain, "The bridge was closed in May.", "The ferry stopped because of ice.")
    assert explaining(asked) is None
