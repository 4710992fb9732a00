"""Chats as JSON files: the same after the way, and what somebody has changed is refused."""

import json

import pytest

from rag import Answer, AnswerCell, AnswerTable, Citation, Hit, Passage, Statement
from ui.chats import carrying
from ui.chats.carrying import from_file, to_file
from ui.chats.chat import Chat, ChatError, Message

TEXT = "The bridge has 14 arches."
CHAT = Chat(id="chat-number-one", title="The bridge", created=1_700_000_000.0, changed=1_700_000_000.0)


def answer(**changes):
    citation = Citation(
        number=1, document_id="d", passage_id="d-1", title="Bridge", source="bridge.txt", section="p. 3",
        start=0, end=len(TEXT), quote=TEXT, marks=((15, 17),), content_hash="ab" * 32,
    )  # fmt: skip
    passage = Passage(
        id="d-1", document_id="d", title="Bridge", source="bridge.txt", sections=(), start=0, end=len(TEXT),
        text=TEXT, sentences=((0, len(TEXT)),), kinds=("paragraph",),
    )  # fmt: skip
    values = {
        "question": "How many?", "status": "answered", "text": f"{TEXT} [1]", "short": "14", "confidence": 0.9,
        "statements": (Statement(text=TEXT, citations=(citation,)),), "citations": (citation,),
        "hits": (Hit(passage=passage, score=0.5, rank=1),), "standalone_question": "How many?",
        "table": AnswerTable(title="t", columns=("a",), rows=((AnswerCell(text="14", number=1),),)),
    }  # fmt: skip
    return Answer(**{**values, **changes})


def message(**changes):
    values = {"id": "message-1", "question": "How many?", "asked": 1.7e9, "state": "done", "answer": answer()}
    return Message(**{**values, **changes})


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "chat.json"
    path.write_text(to_file(CHAT, [message(), message(state="error", answer=None, problem="Gone.")]))
    return path


def test_a_chat_is_the_same_elsewhere_but_for_its_ids(file):
    chat, (one, two) = from_file(file)
    assert (chat.title, chat.created) == (CHAT.title, CHAT.created)
    assert chat.id != CHAT.id
    assert one.answer == answer()
    assert (one.question, one.asked, one.state) == ("How many?", 1.7e9, "done")
    assert (two.state, two.problem, two.answer) == ("error", "Gone.", None)


def changed(file, change):
    data = json.loads(file.read_text())
    change(data, data["messages"][0]["answer"])
    file.write_text(json.dumps(data))
    return file


@pytest.mark.parametrize(
    "change",
    [
        lambda data, _: data.update(version=2),
        lambda data, _: data.update(format="other"),
        lambda data, _: data.update(messages=[]),
        lambda data, _: data["messages"][0].update(question="x" * 30_000),
        lambda data, _: data["messages"][0].update(state="waiting"),
        lambda data, _: data["messages"][0].update(asked="1e400"),
        lambda _, answer: answer.update(status="reading"),
        lambda _, answer: answer.update(status="not_found"),
        lambda _, answer: answer.update(confidence=float("nan")),
        lambda _, answer: answer.update(statements="x"),
        lambda _, answer: answer["citations"][0].update(number=7),
        lambda _, answer: answer["citations"][0].update(start=-5),
        lambda _, answer: answer["citations"][0].update(quote="The bridge has 99 arches and lamps."),
        lambda _, answer: answer["citations"][0].update(marks=[[0, 10**9]]),
        lambda _, answer: answer["statements"][0].update(citations=[]),
        lambda _, answer: answer["hits"][0].update(score=float("inf")),
        lambda _, answer: answer["hits"][0]["passage"].update(text="short"),
        lambda _, answer: answer["table"].update(columns=[]),
    ],
)
def test_what_does_not_fit_together_is_refused(file, change):
    with pytest.raises(ChatError):
        from_file(changed(file, change))


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", b'{"format": "pincite-chat"}', b"null"]
)
def test_what_is_no_chat_is_refused_with_a_sentence(tmp_path, data):
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(ChatError, match="not a chat that Pincite exported"):
        from_file(path)


def test_a_file_that_is_too_large_is_not_read(file, monkeypatch):
    monkeypatch.setattr(carrying, "LARGEST", 10)
    with pytest.raises(ChatError, match="is larger"):
        from_file(file)


def test_times_of_the_future_are_those_of_now(file):
    chat, _ = from_file(changed(file, lambda data, _: data.update(created="9999-12-31T23:59:59Z")))
    assert chat.created <= chat.changed
