"""The states that a question goes through on the page."""

import threading
import time
from dataclasses import replace

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from rag import Assistant, Filter, Readings
from rag.questions.history import MAX_TURN
from ui.web import chat as chat_module
from ui.web.chat import ChatController, turns
from ui.work.asking import Asking
from ui.work.jobs import WarmUp
from ui.work.line import Line


class SlowReader:
    """Finds nothing, and reads until it is told to go on."""

    def __init__(self):
        self.questions = []
        self.go = threading.Event()

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.questions.append(question)
        self.go.wait(10)
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.fixture
def reader():
    return SlowReader()


@pytest.fixture
def assistant(tmp_path, reader):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()), reader=reader)
    text = "The north bridge has 14 arches and 20 lamps. Anna Berg, who built it, was born in Ulm."
    assistant.add_texts([TextSource(source="bridge", title="bridge", text=text)])
    yield assistant
    reader.go.set()
    assistant.close()


@pytest.fixture
def chat(assistant):
    warm_up = WarmUp(lambda: None)
    warm_up._run()
    return ChatController(Asking(assistant, Line(at_once=1, longest=2)), warm_up)


def ask(chat, question="How many arches has the bridge?", ask_id="one", **more):
    return chat.steps(ask_id, question, [], None, **more)


def until(steps, state, **values):
    return next(s for s in steps if s["state"] == state and values.items() <= s.items())


def in_background(steps):
    thread = threading.Thread(target=lambda: list(steps), daemon=True)
    thread.start()
    return thread


def wait_for(holds):
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_found_is_shown_before_anything_is_read_and_the_answer_after_it(chat, reader):
    steps = ask(chat)
    found = next(steps)
    assert found["state"] == "waiting" and found["activity"] == "reading"
    assert (
        found["answer"]["status"] == "reading"
        and "14 arches" in found["answer"]["cards"][0]["pieces"][0]["text"]
    )
    reader.go.set()
    assert until(steps, "done")["answer"]["status"] == "not_found"


def test_who_waits_sees_the_evidence_and_the_place_in_line(chat, reader):
    in_background(ask(chat, "Who built the bridge?", "first"))
    wait_for(lambda: reader.questions)
    second = ask(chat)
    waiting = until(second, "waiting", before=1)
    assert waiting["answer"]["cards"]
    reader.go.set()
    assert until(second, "done")


def test_a_line_that_is_too_long_ends_in_a_word_for_the_page_to_come_again(chat, reader):
    threads = [in_background(ask(chat, f"Who built bridge {n}?", f"a{n}")) for n in range(3)]
    wait_for(lambda: len(chat._asking._reading._waiting) == 2)
    assert [step["state"] for step in ask(chat)] == ["full"]
    reader.go.set()
    for thread in threads:
        thread.join(10)
    assert until(ask(chat), "done"), "the next time there is room"


def test_who_leaves_the_page_is_not_read_for(chat, reader):
    in_background(ask(chat, "Who built the bridge?", "first", session="of another"))
    wait_for(lambda: reader.questions)
    second = ask(chat, session="mine")
    until(second, "waiting", before=1)
    chat.leave("mine")
    assert [step["state"] for step in second] == ["stopped"]
    reader.go.set()
    wait_for(lambda: not chat._asking._reading._working)
    assert len(reader.questions) == 1


def test_a_question_is_read_once_for_one_state_of_the_documents(chat, reader, assistant):
    reader.go.set()
    answers = [until(ask(chat), "done")["answer"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(reader.questions) == 1
    until(ask(chat, rewrite=False), "done")
    assert len(reader.questions) == 2
    assistant.add_texts([TextSource(source="more", title="more", text="The south bridge has 3 arches.")])
    until(ask(chat), "done")
    assert len(reader.questions) == 3


def test_an_answer_that_still_grows_is_nobody_elses(chat, reader, assistant, monkeypatch):
    found = next(assistant.stream("How many arches has the bridge?"))
    part, whole = (replace(found, status="not_found", text=text) for text in ("part", "whole"))

    def growing(asked, writer):
        yield found
        yield part
        reader.go.wait(10)
        yield whole

    monkeypatch.setattr(chat._asking, "_stream", growing)
    first = ask(chat, ask_id="first")
    until(first, "answering")
    second = ask(chat, ask_id="second")
    assert next(second)["state"] == "waiting"
    reader.go.set()
    assert until(second, "done")["answer"]["text"] == until(first, "done")["answer"]["text"] == "whole"


def test_two_who_ask_the_same_at_one_time_are_read_for_once(chat, reader):
    threads = [in_background(ask(chat, ask_id=f"a{n}")) for n in range(2)]
    wait_for(lambda: reader.questions)
    reader.go.set()
    for thread in threads:
        thread.join(10)
    assert len(reader.questions) == 1


def test_the_page_keeps_no_more_of_a_history_than_the_library_reads():
    long = [{"role": "user", "text": "x" * 10**6}] * 30
    assert sum(len(turn["text"]) for turn in turns(long)) <= chat_module.TURNS * chat_module.TURN
    assert turns([{"role": "user", "text": {"a": 1}}, {"role": "user"}, "x", 5]) == []
    assert chat_module.TURN == MAX_TURN


def test_only_the_documents_that_are_chosen_are_asked_and_the_answer_says_of_how_many(
    assistant, chat, reader
):
    text = "The south bridge has 9 arches and 3 lamps."
    assistant.add_texts([TextSource(source="south", title="south", text=text)])
    reader.go.set()
    *_, some = ask(chat, where=Filter(sources=("south",)))
    assert some["answer"]["asked"] == {"count": 1, "of": 2}
    assert {card["title"] for card in some["answer"]["cards"]} == {"south"}
    # The answer to the same question of all documents is another one.
    *_, every = ask(chat)
    assert every["answer"]["asked"] is None
    assert {card["title"] for card in every["answer"]["cards"]} == {"south", "bridge"}
    *_, none = ask(chat, where=Filter(sources=("gone",)))
    assert none["answer"]["asked"] == {"count": 0, "of": 2} and none["answer"]["cards"] == []


def test_an_answer_that_looked_further_is_kept_apart_from_the_usual_one(chat, reader):
    reader.go.set()
    usual = until(ask(chat), "done")["answer"]
    steps = list(ask(chat, further=True, ask_id="two"))
    assert usual["searches"] is None and steps[-1]["answer"]["searches"]["steps"]
    assert steps[-1]["answer"]["searches"]["line"] == "Searched once" and not steps[-1]["answer"]["activity"]
