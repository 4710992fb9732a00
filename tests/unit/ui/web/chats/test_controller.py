"""What the page asks of the chats, over a real index and without a model."""

import threading

import pytest

from bench.word_embedder import WordEmbedder
from chat_files import chats_in
from index import Index, TextSource
from rag import Assistant, Readings
from ui.chats.chat import Message
from ui.web.chat import ChatController
from ui.web.chats.asked import kept_steps
from ui.web.chats.controller import ChatsController
from ui.work.asking import Asking
from ui.work.jobs import WarmUp
from ui.work.line import Line
from ui.work.uploads import UploadFolder

CHAT = "chat-number-one"
TEXT = "The north bridge has 14 arches. It was built by Anna Berg in 1840."


class Reader:
    """Finds nothing, and keeps what it was asked; `go` lets it go on."""

    def __init__(self):
        self.go = threading.Event()
        self.go.set()

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.go.wait(10)
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def assistant(tmp_path, reader):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()), reader=reader)
    assistant.add_texts([TextSource(source="bridge", title="bridge", text=TEXT)])
    yield assistant
    reader.go.set()
    assistant.close()


@pytest.fixture
def line():
    return Line(at_once=1)


@pytest.fixture
def chats(assistant, line):
    store, uploads = chats_in(assistant.index.folder), UploadFolder(assistant.index.folder)
    yield ChatsController(assistant, store, uploads, line)
    store.close()
    uploads.close()


@pytest.fixture
def chat(assistant, line):
    warm_up = WarmUp(lambda: None)
    warm_up._run()
    return ChatController(Asking(assistant, line), warm_up)


def steps(chats, chat, message="message-1", question="How many arches?", **more):
    data = {"ask": f"ask {message}", "chat": CHAT, "message": message, "question": question, **more}
    return kept_steps(chats.store, chat, "local", data, visitor="v", session="s")


def opened(chats):
    return chats.call("local", "open", {"chat": CHAT})["messages"]


def test_a_question_and_its_answer_are_kept(chats, chat):
    *_, last = steps(chats, chat)
    (kept,) = opened(chats)
    assert last["state"] == kept["state"] == "done"
    assert kept["answer"] == last["answer"]
    assert chats.call("local", "list", {})["chats"][0]["title"] == "How many arches?"


def test_a_question_whose_page_is_closed_is_kept_as_stopped(chats, chat, reader):
    reader.go.clear()
    going = steps(chats, chat)
    next(going)
    assert [one["state"] for one in opened(chats)] == ["waiting"]
    going.close()
    assert [one["state"] for one in opened(chats)] == ["stopped"]


def test_a_question_that_cannot_be_asked_is_kept_with_the_reason(chats, chat):
    *_, last = steps(chats, chat, question="?!")
    (kept,) = opened(chats)
    assert kept["state"] == "error" and kept["problem"] == last["message"]


def test_what_was_asked_and_answered_before_goes_with_the_next_question(chats, chat):
    histories = []
    plain = chat.steps

    def remembered(ask_id, question, history, *rest, **more):
        histories.append(history)
        return plain(ask_id, question, history, *rest, **more)

    chat.steps = remembered
    list(steps(chats, chat))
    list(steps(chats, chat, message="message-2", question="And the lamps?"))
    # Asked again, it knows only what came before it.
    list(steps(chats, chat, question="How many arches?"))
    assert histories[0] == histories[2] == []
    assert [turn["role"] for turn in histories[1]] == ["user", "assistant"]
    assert histories[1][0]["text"] == "How many arches?"


def test_an_answer_of_an_earlier_asking_does_not_take_the_place_of_a_later_one(chats, chat, reader):
    reader.go.clear()
    earlier = steps(chats, chat)
    next(earlier)
    reader.go.set()
    list(steps(chats, chat, ask="again"))
    earlier.close()
    assert [one["state"] for one in opened(chats)] == ["done"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("open", {"chat": "no-such-chat"}),
        ("open", {"chat": "../x"}),
        ("open", {"chat": None}),
        ("answers", {"chat": CHAT, "messages": ["'; drop table"]}),
        ("drop", {}),
        ("__init__", {}),
        ("rename", "x"),
        ("import", {"stored": "/etc/passwd"}),
        ("unreplace", {"chat": "no-such-chat", "message": "no-such-one"}),
    ],
)
def test_what_cannot_be_done_is_said(chats, name, data):
    assert chats.call("local", name, data)["problem"].endswith((".", "it."))


def test_a_document_that_has_changed_or_is_gone_is_said_with_the_answer(chats, assistant):
    from rag import Answer, Citation
    from ui.chats.asking import end, put

    (document,) = assistant.documents()
    text = assistant.document(document.id).text
    citation = Citation(
        number=1, document_id=document.id, passage_id="p", title="bridge", source="bridge", section=None,
        start=0, end=10, quote=text[:10],
        content_hash=assistant.index.content_hashes([document.id])[document.id],
    )  # fmt: skip
    answer = Answer(
        question="?", status="answered", text="x", short=None, statements=(), citations=(citation,), hits=(),
        confidence=1.0, standalone_question="?",
    )  # fmt: skip
    put(chats.store, "local", CHAT, Message(id="message-1", question="?", asked=1.0))
    end(chats.store, "local", CHAT, "message-1", state="done", answer=answer)

    def stale():
        return chats.call("local", "stale", {"chat": CHAT, "messages": ["message-1"]})["stale"]["message-1"]

    assert stale() == []
    assistant.add_texts([TextSource(source="bridge", title="bridge", text=f"News. {text}")])
    assert [one["kind"] for one in stale()] == ["moved"]
    assistant.add_texts([TextSource(source="bridge", title="bridge", text="The bridge is closed.")])
    assert [one["kind"] for one in stale()] == ["changed"]
    assistant.remove("bridge")
    assert [one["kind"] for one in stale()] == ["gone"]
    assert opened(chats)[0]["stale"] == [{"title": "bridge", "kind": "gone"}]


def test_questions_to_go_on_with_are_not_looked_for_while_somebody_asks(chats, chat, line):
    list(steps(chats, chat))
    data = {"chat": CHAT, "message": "message-1"}
    # Not found, so there is nothing to go on from, whoever asks.
    assert chats.followups("local", data) == {"followups": []}
    with line.turn(threading.Event(), lambda _: None):
        found = chats._found(Message(id="message-1", question="?", asked=1.0), [])
    assert found is None
