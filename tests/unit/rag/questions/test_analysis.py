"""What a question asks for."""

import pytest

from index import QuestionError
from rag.questions.analysis import analyse, checked, open_entities


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
    ("question", "sentence", "expected"),
    [
        ("How many sappers?", "It has 1,000 sappers and 5,000 workers.", ["1,000", "5,000"]),
        ("How long did it last?", "It took 30 men eight months.", ["eight"]),
        ("How much money was paid?", "They paid 30 men $5 million.", ["$5 million"]),
        ("When was the treaty signed?", "The treaty was signed on 4 May 2024 by all.", ["4 May 2024"]),
        ("Who signed it with Kim?", "It was signed by Kim and Vladimir Putin.", ["Vladimir Putin"]),
        ("Why?", "Because of 5 reasons.", []),
    ],
)
def test_entities_of_the_kind_asked_for_are_found_but_not_those_that_the_question_names(
    question, sentence, expected
):
    found = open_entities(analyse(question), sentence)
    assert [sentence[entity.start : entity.end] for entity in found] == expected


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Why did it fall?", True),
        ("What did Lee say about the bridge?", True),
        ("Summarise the report", True),
        ("Which countries have signed it?", True),
        ("List the members.", True),
        ("How does the pump work?", True),
        ("How many pumps are there?", False),
        ("Which country signed it?", False),
        ("Which class has the most pupils?", False),
        ("What is the capital?", False),
    ],
)
def test_a_question_that_several_sentences_answer_is_told_from_one_for_a_fact(question, several):
    assert analyse(question).several == several


@pytest.mark.parametrize("question", ["", " \n", "?!", "x" * 2001])
def test_a_question_without_words_or_too_long_is_refused(question):
    with pytest.raises(QuestionError):
        checked(question)
