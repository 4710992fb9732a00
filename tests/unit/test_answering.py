"""From a question and readings to statements: pure functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Hit, Passage, QuestionError, Section
from rag import Turn
from rag.compose import cite
from rag.decide import MAX_STATEMENTS, decide
from rag.evidence import EvidenceReader
from rag.followup import standalone
from rag.protocols import Reading
from rag.question import analyse, checked
from rag.short import find_short


def passage(text, sentences, start=0, id_="d-1"):
    return Passage(
        id=id_,
        document_id="d",
        title="T",
        source="/t.txt",
        sections=(Section(name="paragraph 1", start=start, end=start + len(text)),),
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple((start + a, start + b) for a, b in sentences),
    )


def reading(text, probability, question="How many?", id_="d-1"):
    hit = Hit(passage=passage(text, [(0, len(text))], id_=id_), score=1.0, rank=1)
    span = find_short(analyse(question), text)
    return Reading(hit=hit, sentence=(0, len(text)), span=span, probability=probability)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many sappers?", "number"),
        ("How long is it?", "number"),
        ("When was it signed?", "time"),
        ("In what year did it end?", "time"),
        ("Who signed it?", "name"),
        ("Which country sent them?", "name"),
        ("Why did they go?", None),
    ],
)
def test_the_kind_of_answer_is_told_by_the_question(question, kind):
    assert analyse(question).kind == kind


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("How many sappers will be sent?", "It has 1,000 sappers and 5,000 workers.", "1,000"),
        ("How many workers will be sent?", "It has 1,000 sappers and 5,000 workers.", "5,000"),
        ("How long did it last?", "It took 30 men eight months.", "eight months"),
        ("How much money was paid?", "They paid 30 men $5 million.", "$5 million"),
        ("When was the treaty signed?", "The treaty was signed on 4 May 2024 by all.", "4 May 2024"),
        ("Who signed it with Kim?", "It was signed by Kim and Vladimir Putin.", "Vladimir Putin"),
        ("Who signed it?", "It was signed by Kim and by Vladimir Putin.", None),
        ("Why?", "Because of 5 reasons.", None),
    ],
)
def test_the_short_answer_is_the_figure_that_the_question_asks_for(question, sentence, short):
    span = find_short(analyse(question), sentence)
    assert (sentence[slice(*span)] if span else None) == short


def test_below_the_threshold_nothing_is_shown():
    decision = decide(analyse("How many?"), [reading("It has 5 wheels.", 0.2)])
    assert (decision.status, decision.readings, decision.confidence) == ("not_found", (), 0.2)


def test_at_most_four_sentences_are_shown_and_only_likely_ones():
    readings = [reading(f"Word {'x' * n} is here.", 0.9 - n / 100) for n in range(8)] + [
        reading("Unlikely.", 0.1)
    ]
    decision = decide(analyse("Why?"), readings)
    assert decision.readings == tuple(readings[:MAX_STATEMENTS])


def test_figures_of_different_things_do_not_conflict():
    question = "How many wheels does the car have?"
    readings = [
        reading("The car has 4 wheels.", 0.9, question),
        reading("The boat is 12 metres long.", 0.8, question),
    ]
    assert decide(analyse(question), readings).status == "answered"


def test_one_text_in_two_places_is_one_statement_numbered_in_order():
    readings = [
        reading("Same words.", 0.9, id_="d-1"),
        reading("Other words.", 0.8, id_="d-2"),
        reading("Same  words.", 0.7, id_="d-3"),
    ]
    statements = cite(readings)
    assert [[it.number for it in statement.citations] for statement in statements] == [[1, 2], [3]]


text = st.text(alphabet="ab 12.é日\n", min_size=1, max_size=60).filter(lambda it: it.strip())


@given(text, st.integers(0, 50), st.data())
def test_a_citation_has_the_characters_at_its_offsets(words, start, data):
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    held = passage(words, [(first, last)], start=start)
    span = (start + first, start + last)
    found = Reading(hit=Hit(passage=held, score=1.0, rank=1), sentence=span, span=None, probability=0.9)
    (statement,) = cite([found])
    (citation,) = statement.citations
    document = " " * start + words
    assert document[citation.start : citation.end] == citation.quote


def test_reading_no_hits_finds_nothing():
    assert EvidenceReader().read("Who?", []) == []


def test_a_sentence_with_the_questions_words_is_more_probable():
    held = passage("The pump holds oil. The sky is blue.", [(0, 19), (20, 36)])
    hit = Hit(passage=held, score=1.0, rank=1, dense_score=0.5, sentence_scores=(0.6, 0.1))
    first, second = EvidenceReader().read("What does the pump hold?", [hit])
    assert first.text == "The pump holds oil." and first.probability > second.probability


def turns(*texts):
    return [Turn(role="user" if n % 2 == 0 else "assistant", text=text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("Who signed the treaty?", [], "Who signed the treaty?"),
        ("Who signed the defense treaty?", ["How many sappers?", "1,000"], "Who signed the defense treaty?"),
        (
            "When was it signed?",
            ["Who signed the treaty?", "Kim"],
            "Who signed the treaty? When was it signed?",
        ),
        ("How many army sappers are there?", ["Who signed?", "Kim"], "How many army sappers are there?"),
        ("Why?", ["Who signed the defense treaty?", "Kim"], "Who signed the defense treaty? Why?"),
    ],
)
def test_a_question_that_leans_takes_the_one_before_it_along(question, history, expected):
    assert standalone(question, turns(*history)) == expected


@pytest.mark.parametrize("question", ["", " \n", "?!", "x" * 2001])
def test_a_question_without_words_or_too_long_is_refused(question):
    with pytest.raises(QuestionError):
        checked(question)
