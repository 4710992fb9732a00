"""What a question asks for."""

import pytest

from index import QuestionError
from rag.questions.analysis import ATTRIBUTE, analyse, checked, open_entities, with_aliases


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


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("How many points has Ajax?", ("point", "ajax")),
        ("What can I do about my broken lamp?", ("broken", "lamp")),
        ("What's the fee?", ("fee",)),
        ("Don't Lee's dogs bark?", ("lee", "dog", "bark")),
        ("What would you have paid?", ("paid",)),
        ("Wie hoch ist die Miete?", ("hoch", "miet")),
        ("Quelle est la capitale de la Belgique ?", ("capital", "belgiqu")),
        ("In which year was it?", ("year",)),
        ("它多重？", ("它多", "多重")),
    ],
)
def test_only_words_of_content_are_terms(question, terms):
    assert analyse(question).terms == terms


@pytest.mark.parametrize(
    ("question", "label", "named"),
    [
        ("How heavy is the lamp?", "Weight", {ATTRIBUTE}),
        ("How old is Ann?", "Age", {ATTRIBUTE}),
        ("Which team won?", "Team", {ATTRIBUTE}),
        ("What is the weight of the lamp?", "Weight of the lamp", {"weight", "lamp"}),
        ("Why did it fall?", "Team", set()),
        ("How many points has Ajax?", "Wins", set()),
    ],
)
def test_a_label_names_the_words_of_the_question_and_what_the_value_is_called(question, label, named):
    query = analyse(question)
    assert query.names(query.stems_of(label)) == named


def test_a_variant_of_a_word_matches_as_the_word_itself():
    query = analyse("What did the British promise?")
    assert query.matched(query.stems_of("The U.K. promises aid.")) == {"british", "promis"}


def test_what_an_abbreviation_is_short_for_matches_as_the_abbreviation():
    query = with_aliases(analyse("How fast is PPP?"), ["The Point-to-Point Protocol (PPP) is old."])
    assert query.matched(query.stems_of("A point-to-point protocol is fast.")) == {"ppp"}
    assert query.matched(query.stems_of("A protocol is fast.")) == set()


def test_a_month_in_a_date_is_no_name_but_a_person_may_be_called_so():
    query = analyse("Who signed it?")
    text = "It was signed on 4 May 2024 by May Lee."
    assert [text[entity.start : entity.end] for entity in open_entities(query, text)] == ["May Lee"]


def test_a_question_for_a_definition_asks_for_no_kind():
    query = analyse("Who is Ann Lee?")
    assert (query.subject, query.kind) == ("Ann Lee", None)


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("How high is the deposit?", "New members pay a deposit of 60 euros.", ["60"]),
        ("How large is the discount for students?", "Students get a discount of 20 percent.", ["20 percent"]),
        ("How big was the annual fine?", "It paid a fine of 20 cents.", ["20"]),
        ("How high is the fence around the deposit?", "The deposit of 60 euros is at the fence.", []),
        ("How high is the tower?", "A tower of 31 metres costs 60 euros.", ["31"]),
    ],
)
def test_an_adjective_of_length_asks_for_an_amount_of_what_has_no_length(question, sentence, found):
    entities = open_entities(analyse(question), sentence)
    assert [sentence[one.start : one.end] for one in entities] == found
