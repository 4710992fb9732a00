"""Where the built-in way is not sure a model is asked once; what it proposes is judged as any question is."""

import json

import pytest

from few_words import Asker
from fixed_writer import FixedWriter
from index import WriterError

TEXTS = {
    "Gym": "Members who quit their contract get forty euros.",
    "Pool": "The sum of all lanes is nine.",
    "Beavers": "The dams of beavers flood meadows.",
    "Otters": "The dens of otters flood seldom.",
}
LOST = "What sum do leavers receive?"
SEARCHES = json.dumps({"searches": ["members quit contract", "get euros"]})
NOTHING = json.dumps({"searches": ["dams of lanes"]})
DOUBTED = "What do their homes flood?"
HISTORY = [{"role": "user", "text": "How do beavers and otters live?"}]


@pytest.fixture(scope="module")
def asker(tmp_path_factory):
    # The reader knows that who quits is a leaver; the search has to be told.
    knows = {"quit": "leavers", "get": "receive", "forty": "sum", "dams": "homes", "dens": "homes"}
    asker = Asker(tmp_path_factory.mktemp("once"), TEXTS, knows)
    yield asker
    asker.index.close()


def test_what_nothing_answers_is_searched_once_more_in_the_models_words(asker):
    assert asker.ask(LOST).status == "not_found"
    writer = FixedWriter(SEARCHES)
    answer = asker.ask(LOST, writer=writer)
    assert answer.status == "answered" and answer.citations[0].title == "Gym"
    assert asker.searched == [LOST, "members quit contract", "get euros"]
    assert [(one.by, one.search, one.passages, one.titles) for one in answer.steps] == [
        ("question", LOST, 1, ("Pool",)),
        ("model", "members quit contract", 1, ("Gym",)),
        ("model", "get euros", 0, ()),
    ]
    # It is the answer to what was asked, not to what was searched.
    assert answer.standalone_question == LOST
    assert {one.passage_id for one in answer.citations} <= {hit.passage.id for hit in answer.hits}


def test_each_further_search_is_shown_before_what_it_found_is_read(asker):
    shown = [(one.status, len(one.steps)) for one in asker.stream(LOST, writer=FixedWriter(SEARCHES))]
    assert shown[:4] == [("reading", 0), ("reading", 1), ("reading", 2), ("reading", 3)]
    assert shown[4][0] == "answered"


def test_what_other_words_find_is_refused_by_the_same_reader(asker):
    writer = FixedWriter(NOTHING)
    question = "Who invented the sum of all zip fasteners?"
    answer = asker.ask(question, writer=writer)
    assert answer.status == "not_found" and answer.text == asker.ask(question).text
    assert len(writer.asked) == 1 and answer.steps[-1].search == "dams of lanes"


@pytest.mark.parametrize(
    "reply", ["I can't.", '{"searches": []}', '{"searches": ["refund of Fitness United", "within 14 days"]}']
)
def test_rubbish_leaves_the_refusal_as_it_was(asker, reply):
    writer = FixedWriter(reply)
    answer, plain = asker.ask(LOST, writer=writer), asker.ask(LOST)
    assert (answer.status, answer.text, answer.steps) == (plain.status, plain.text, ())
    assert len(writer.asked) <= 2 and asker.searched == [LOST]


def test_a_model_that_fails_leaves_the_refusal_and_says_why(asker):
    writer = FixedWriter("", fails=WriterError("nobody answers at localhost; start the model server"))
    answer = asker.ask(LOST, writer=writer)
    assert answer.status == "not_found"
    assert (
        answer.notes[-1] == "No other search was made: nobody answers at localhost; start the model server."
    )


def test_a_question_that_is_answered_and_not_in_doubt_is_not_thought_about(asker):
    writer = FixedWriter("The dams of beavers flood meadows [1].")
    answer = asker.ask("What do the dams of beavers flood?", writer=writer)
    assert answer.status == "answered" and len(writer.asked) == 1
    assert "Question:" in writer.asked[0][-1].text and not answer.steps


def test_only_the_words_as_asked_are_searched_if_people_want_that(asker):
    writer = FixedWriter(SEARCHES)
    assert asker.ask(LOST, writer=writer, rewrite=False).status == "not_found" and writer.asked == []


def test_a_follow_up_in_doubt_is_asked_as_the_model_understands_it(asker):
    built_in = asker.ask(DOUBTED, HISTORY)
    writer = FixedWriter('{"question": "What do otters homes flood?"}', "The dens flood [1].")
    answer = asker.ask(DOUBTED, HISTORY, writer=writer)
    assert answer.standalone_question == "What do otters homes flood?"
    assert answer.citations[0].title == "Otters" and built_in.citations[0].title == "Beavers"


def test_the_built_in_answer_comes_before_a_model_is_asked_what_a_follow_up_means(asker):
    writer = FixedWriter('{"question": "What do otters homes flood?"}', "The dens flood [1].")
    for answer in asker.stream(DOUBTED, HISTORY, writer):
        if answer.statements:
            assert answer.citations[0].title == "Beavers" and writer.asked == []
            return
    raise AssertionError("no answer")


@pytest.mark.parametrize(
    "reply",
    [
        "no",
        '{"question": "What do their homes flood?"}',
        '{"question": "What do the homes of eagles flood?"}',
        '{"question": "How do beavers live?"}',
    ],
)
def test_a_rewriting_that_asks_for_something_else_changes_nothing(asker, reply):
    answer = asker.ask(DOUBTED, HISTORY, writer=FixedWriter(reply, reply, "no"))
    built_in = asker.ask(DOUBTED, HISTORY)
    assert answer.standalone_question == built_in.standalone_question
    assert answer.citations == built_in.citations
