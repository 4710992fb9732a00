"""The orders of a chat in the terminal, on a real small index."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from exported import QUESTION, assistant_over
from rag import PinciteError
from rag.models import load_writer
from ui.chats.carrying import from_file
from ui.cli.chat.orders import HELP, LeaveError, Orders
from ui.cli.chat.showing import shown_answer
from ui.cli.chat.talk import Talk

HOSTILE = "\x1b]0;owned\x07\x1b[2J"
TEXTS = {
    "/docs/rules/bridge.txt": "The north lies behind it. The bridge has fourteen arches. It was built\tin 1979.\n",
    "/docs/other.txt": "The ferry takes twelve cars. It leaves at nine.\n",
}


@dataclass
class Answers:
    """What the orders need of what answers."""

    place: Path
    checked: list[str] = field(default_factory=list)

    def check_writer(self, name):
        load_writer(name)
        self.checked.append(name)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    assistant = assistant_over(tmp_path_factory.mktemp("chat") / "index", TEXTS)
    yield assistant
    assistant.close()


@pytest.fixture
def orders(assistant):
    return Orders(Talk(), Answers(assistant.index.folder))


@pytest.fixture
def answered(orders, assistant):
    orders.talk.keep(QUESTION, assistant.ask(QUESTION))
    return orders


def test_a_line_without_a_slash_is_a_question(orders):
    assert not orders.carry_out(QUESTION) and not orders.carry_out("1 or 2 arches?")


@pytest.mark.parametrize("line", ["1", "/1"])
def test_a_number_opens_the_passage_and_marks_the_quote_in_it(answered, capsys, line):
    assert answered.carry_out(line)
    shown = capsys.readouterr().out
    assert ">>The bridge has fourteen arches.<< It was built" in shown and "The north lies" in shown
    assert "[1] /docs/rules/bridge.txt" in shown


def test_what_controls_a_terminal_does_not_reach_it(answered, capsys):
    # Readers of files take it away already; an index or a server may still hold it.
    answer = answered.talk.last
    (hit, *_) = answer.hits
    passage = replace(hit.passage, text=hit.passage.text.replace("The north lies", f"The nor{HOSTILE[:7]}"))
    cited = replace(answer.citations[0], title=f"bridge{HOSTILE}", source=f"/docs{HOSTILE}")
    hostile = replace(answer, hits=(replace(hit, passage=passage),), citations=(cited,))
    answered.talk.keep(QUESTION, hostile)
    answered.carry_out("1")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown and "\x07" not in shown and shown.count("\ufffd]0;own") == 3


@pytest.mark.parametrize("line", ["2", "/0", "9" * 5000])
def test_a_number_that_the_answer_does_not_have_is_said(answered, line):
    with pytest.raises(PinciteError, match=r"has no citation .*it has \[1\]"):
        answered.carry_out(line)


def test_a_number_before_any_answer_is_said(orders):
    with pytest.raises(PinciteError, match="it has none"):
        orders.carry_out("1")


def test_a_folder_and_a_collection_limit_what_is_asked(orders):
    orders.carry_out("/in /docs/rules")
    assert orders.talk.asked("q").where == {"folder": "/docs/rules"}
    orders.carry_out("/in collection default")
    assert orders.talk.asked("q").where == {"collection": "default"}
    orders.carry_out("/in")
    assert orders.talk.asked("q").where == {}


@pytest.mark.parametrize("line", ["/in /docs/rul", "/in collection none", "/model nobody", "/fly", "/export"])
def test_an_order_that_can_not_be_carried_out_says_why_and_changes_nothing(orders, line):
    before = orders.talk.asked("q")
    with pytest.raises(PinciteError):
        orders.carry_out(line)
    assert orders.talk.asked("q") == before


def test_a_model_is_chosen_and_put_away(orders, capsys):
    orders.carry_out("/model ollama/llama3.2")
    assert orders.talk.asked("q").writer == "ollama/llama3.2" and orders.answerer.checked == [
        "ollama/llama3.2"
    ]
    orders.carry_out("/model")
    orders.carry_out("/model none")
    assert orders.talk.asked("q").writer is None
    assert capsys.readouterr().out.splitlines() == [
        "ollama/llama3.2 writes",
        "ollama/llama3.2 writes",
        "answers are quoted",
    ]


def test_questions_and_answers_are_the_history_until_a_new_chat(answered):
    assert [turn["role"] for turn in answered.talk.asked("And then?").history] == ["user", "assistant"]
    answered.talk.keep("What?", None, state="error", problem="it failed")
    assert [turn["text"] for turn in answered.talk.asked("q").history][-1] == "What?"
    answered.carry_out("/new")
    assert answered.talk.asked("q").history == [] and answered.talk.last is None


def test_a_chat_is_exported_for_people_and_for_the_page_and_no_file_is_lost(answered, tmp_path):
    answered.carry_out(f"/export {tmp_path / 'chat.md'}")
    assert "fourteen arches" in (tmp_path / "chat.md").read_text()
    answered.carry_out(f"/export {tmp_path / 'chat.json'}")
    _, messages = from_file(tmp_path / "chat.json")
    assert messages[0].answer.citations == answered.talk.last.citations
    assert json.loads((tmp_path / "chat.json").read_text())["title"] == QUESTION
    with pytest.raises(PinciteError, match="File exists"):
        answered.carry_out(f"/export {tmp_path / 'chat.md'}")


def test_an_empty_chat_is_not_exported(orders, tmp_path):
    with pytest.raises(PinciteError, match="nothing was asked"):
        orders.carry_out(f"/export {tmp_path / 'chat.md'}")


def test_the_help_names_every_order(orders, capsys):
    orders.carry_out("/help")
    assert capsys.readouterr().out.strip() == HELP.strip()
    with pytest.raises(LeaveError):
        orders.carry_out("/quit")


def test_ctrl_c_keeps_what_was_answered_until_then_and_ends_the_work(assistant, capsys):
    closed = []

    def answers():
        try:
            yield assistant.ask(QUESTION)
            raise KeyboardInterrupt
        finally:
            closed.append(True)

    answer, stopped = shown_answer(answers())
    assert stopped and closed and answer.statements
    assert "The bridge has fourteen arches." in capsys.readouterr().out


def test_ctrl_c_before_there_is_an_answer_prints_nothing(capsys):
    def answers():
        raise KeyboardInterrupt
        yield

    assert shown_answer(answers()) == (None, True) and capsys.readouterr().out == ""
