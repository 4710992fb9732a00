"""Where only a formula is missing: a model on a server proposes it, and what Pincite computes takes the place of a refusal."""

import json

import pytest

from fake_model_server import serving
from rag import Assistant
from server_writers import writer_at

TABLE = """Trail,Region,Length (km),Opened,Rating
Fox Loop,North,12.5,2011,easy
Heron Path,Coast,8.0,2009,easy
Otter Way,North,21.3,2015,hard
Badger Ridge,Hills,17.9,2013,hard
Swift Round,Coast,9.4,2018,medium
Elk Track,Hills,30.2,2016,hard
"""
QUESTION = "Of the hard trails, how many lie in the Hills?"
RIGHT = ["count", ["has", ["has", "rows", "Rating", "hard"], "Region", "Hills"]]


@pytest.fixture(scope="module")
def trails(tmp_path_factory, mini_lm):
    folder = tmp_path_factory.mktemp("trails")
    (folder / "trails.csv").write_text(TABLE)
    assistant = Assistant.open(folder / "index", embedder=mini_lm)
    assistant.add(folder / "trails.csv")
    yield assistant
    assistant.close()


def saying(*replies):
    waiting = list(replies)

    def behaviour(call):
        call.start()
        call.piece(waiting.pop(0) if len(waiting) > 1 else waiting[0])
        call.finish()

    return behaviour


def test_a_right_formula_of_a_server_is_computed_and_cited_exactly(trails):
    pytest.importorskip("openai", reason="the extra openai is not installed")
    assert trails.ask(QUESTION).status == "not_found"
    with serving(saying(json.dumps({"formulas": [RIGHT]}), "I can't say.")) as server:
        answers = list(trails.stream(QUESTION, writer=writer_at(server.url)))
    body, _ = server.calls[0]
    assert body["response_format"]["json_schema"]["schema"]["$defs"]["column"]["enum"][:2] == [
        "Trail",
        "Region",
    ]
    assert [one.status for one in answers[:2]] == ["reading", "reading"] and answers[1].activity
    answer = answers[-1]
    assert (answer.status, answer.kind, answer.short) == ("answered", "table", "2")
    assert [one.verdict for one in answer.statements] == ["computed"] and answer.statements[0].derivation
    for citation in answer.citations:
        text = trails.document(citation).text
        assert text[citation.start : citation.end] == citation.quote


def test_a_wrong_formula_leaves_the_refusal_as_it_was(trails):
    pytest.importorskip("openai", reason="the extra openai is not installed")
    quoted = trails.ask(QUESTION)
    with serving(
        saying(json.dumps({"formulas": [["count", "rows"], ["highest", "rows", "Opened"]]}))
    ) as server:
        answer = trails.ask(QUESTION, writer=writer_at(server.url))
    assert (answer.status, answer.statements, answer.notes) == (
        quoted.status,
        quoted.statements,
        quoted.notes,
    )
    # The second and third ask for other searches, as of anything that nothing answers.
    assert "formulas" in server.calls[0][0]["messages"][0]["content"]
