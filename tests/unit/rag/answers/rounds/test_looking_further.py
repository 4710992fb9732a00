"""Looking further: each round names what is missing, searches for it, and everything is judged by the question that was asked."""

import json
import threading

import pytest

from few_words import Asker
from fixed_writer import FixedWriter
from index import StoppedError, WriterError, stoppable
from rag.answers.rounds import LookFurther

TEXTS = {
    "Vera bridge": "The Vera bridge was drawn by the architect Anton Holl.",
    "Anton Holl": "Anton Holl was born in Steyr.",
    "Steyr": "Steyr lies where two rivers meet.",
    "Weather": "The weather is drawn on maps.",
}
CHAIN = "In which town did the architect of the Vera bridge grow up?"
BOTH = "Who drew the Vera bridge, and where does Steyr lie?"


def wants(missing, search):
    return json.dumps({"missing": missing, "search": search})


ENOUGH = wants("", "")
FIRST = wants("where Anton Holl was born", "Where was Anton Holl born?")
SECOND = wants("where Steyr lies", "Where does Steyr lie?")


@pytest.fixture(scope="module")
def asker(tmp_path_factory):
    asker = Asker(tmp_path_factory.mktemp("further"), TEXTS, {"drawn": "drew", "lies": "lie"}, threshold=0.6)
    yield asker
    asker.index.close()


def test_without_a_model_the_names_in_what_was_found_are_followed(asker):
    plain, answer = asker.ask(CHAIN), asker.ask(CHAIN, further=LookFurther())
    assert not plain.steps and {hit.passage.title for hit in plain.hits} == {"Vera bridge"}
    first, second, *_ = answer.steps
    assert (first.by, first.search, first.passages) == ("question", CHAIN, 1)
    assert "grow" in first.missing
    assert second.by == "rules" and "Anton Holl" in second.search and "Anton Holl" in second.titles
    assert {hit.passage.title for hit in answer.hits} >= {"Vera bridge", "Anton Holl"}
    assert answer.standalone_question == CHAIN


def test_without_a_model_the_parts_of_a_question_are_searched(asker):
    answer = asker.ask(BOTH, further=LookFurther(rounds=2))
    assert [one.search for one in answer.steps[1:]] == ["Who drew the Vera bridge?", "where does Steyr lie?"]


def test_a_model_says_what_is_missing_until_nothing_is(asker):
    writer = FixedWriter(FIRST, ENOUGH, "Anton Holl was born in Steyr [2].")
    answer = asker.ask(CHAIN, writer=writer, further=LookFurther())
    assert [(one.by, one.search, one.missing) for one in answer.steps] == [
        ("question", CHAIN, "where Anton Holl was born"),
        ("model", "Where was Anton Holl born?", ""),
    ]
    assert answer.status == "answered"
    # What answers the search of a round is shown, too, and can be written about.
    assert "Anton Holl" in {one.title for one in answer.citations}


def test_every_citation_is_the_exact_characters_of_a_passage_that_a_round_found(asker):
    answer = asker.ask(CHAIN, writer=FixedWriter(FIRST, SECOND, ENOUGH, "no"), further=LookFurther())
    assert answer.citations
    for citation in answer.citations:
        assert (
            asker.index.document(citation.document_id).text[citation.start : citation.end] == citation.quote
        )
        assert citation.passage_id in {hit.passage.id for hit in answer.hits}


def test_each_step_is_shown_as_it_happens(asker):
    shown = list(asker.stream(CHAIN, writer=FixedWriter(FIRST, SECOND, ENOUGH, "no"), further=LookFurther()))
    numbers = [len(one.steps) for one in shown]
    assert numbers == sorted(numbers) and {1, 2, 3} <= set(numbers)
    # What is missing is named before it is searched for.
    assert any(len(one.steps) == 1 and one.steps[0].missing for one in shown)
    assert shown[-1].status == "answered"


def test_what_nothing_answers_stays_refused_however_far_one_looks(asker):
    writer = FixedWriter(FIRST, SECOND, wants("rivers", "rivers that meet"))
    answer = asker.ask(
        "How much did the bridges of Linz and Graz cost?", writer=writer, further=LookFurther()
    )
    assert answer.status == "not_found" and not answer.statements


def test_no_more_rounds_are_made_than_people_want(asker):
    writer = FixedWriter(FIRST, SECOND, wants("rivers", "rivers that meet"))
    answer = asker.ask(CHAIN, writer=writer, further=LookFurther(rounds=1))
    assert len(answer.steps) == 2


def test_no_round_begins_once_the_tokens_or_the_seconds_are_spent(asker):
    spent = FixedWriter(FIRST, SECOND, ENOUGH)
    assert len(asker.ask(CHAIN, writer=spent, further=LookFurther(tokens=1)).steps) == 2
    late = asker.ask(CHAIN, writer=FixedWriter(FIRST), further=LookFurther(seconds=1e-9))
    assert len(late.steps) == 1


def test_a_model_that_goes_round_in_circles_or_invents_a_name_leaves_the_rules(asker):
    writer = FixedWriter(wants("the mayor", "Who is Ada Lee?"), wants("", CHAIN))
    answer = asker.ask(CHAIN, writer=writer, further=LookFurther(rounds=2))
    assert "Ada" not in str(answer.steps)
    assert {one.by for one in answer.steps[1:]} == {"rules"}


def test_where_the_model_fails_the_rules_go_on(asker):
    writer = FixedWriter("", fails=WriterError("nobody answers"))
    answer = asker.ask(CHAIN, writer=writer, further=LookFurther())
    assert answer.steps[1].by == "rules" and "Anton Holl" in answer.steps[1].search


def test_looking_further_stops_when_nobody_waits(asker):
    stopped = threading.Event()
    with stoppable(stopped), pytest.raises(StoppedError):
        for answer in asker.stream(CHAIN, further=LookFurther()):
            if answer.steps:
                stopped.set()


def test_closing_it_stops_the_model(asker):
    writer = FixedWriter(FIRST)
    stream = asker.stream(CHAIN, writer=writer, further=LookFurther())
    while not (next(stream).steps):
        pass
    stream.close()
    assert writer.closed or not writer.asked


@pytest.mark.parametrize("limits", [{"rounds": 0}, {"rounds": 11}, {"seconds": 0}, {"tokens": -1}])
def test_limits_that_make_no_sense_are_refused(limits):
    with pytest.raises(ValueError, match="must be"):
        LookFurther(**limits)


def test_a_search_that_found_nothing_new_ends_the_names_but_not_the_parts(asker):
    further = LookFurther(rounds=10)
    names = asker.ask(CHAIN, further=further).steps
    assert [one.passages for one in names[1:-1]].count(0) == 0 and len(names) < 6
    assert len(asker.ask(BOTH, further=further).steps) >= 3
