"""The file of the chats: versions, damage, and what was deleted."""

import sqlite3

import pytest

from chat_files import FILE, chats_in
from rag import Answer, Citation, Statement
from ui.chats.asking import end, put
from ui.chats.chat import ChatError, Message
from ui.chats.finding import find
from ui.chats.use import citing_answers

CHAT = "chat-number-one"


@pytest.fixture
def store(tmp_path):
    store = chats_in(tmp_path)
    yield store
    store.close()


def an_answer(text="The bridge has 14 arches."):
    citation = Citation(
        number=1, document_id="d", passage_id="d-1", title="Bridge", source="bridge.txt", section=None,
        start=10, end=10 + len(text), quote=text, marks=((25, 27),), content_hash="ab" * 32,
    )  # fmt: skip
    return Answer(
        question="How many arches?", status="answered", text=f"{text} [1]", short="14", confidence=0.9, hits=(),
        statements=(Statement(text=text, citations=(citation,)),), citations=(citation,), standalone_question="x",
    )  # fmt: skip


def ask(store, message, question="How many arches has the bridge?", owner="local", chat=CHAT, **more):
    put(store, owner, chat, Message(id=message, question=question, asked=1000.0), **more)
    end(store, owner, chat, message, state="done", answer=an_answer())


def test_the_text_of_a_deleted_chat_is_gone_from_the_file_in_the_end(store, tmp_path, monkeypatch):
    ask(store, "message-1", question="Where is the zeppelin kept?")
    store.delete("local", CHAT)
    store.undelete("local", CHAT)
    monkeypatch.setattr("ui.chats.store._FORGOTTEN", -1.0)
    store.delete("local", CHAT)
    with pytest.raises(ChatError, match="gone for good"):
        store.undelete("local", CHAT)
    for file in tmp_path.iterdir():
        assert b"zeppelin" not in file.read_bytes(), file.name


def test_a_damaged_file_is_set_aside_and_said_and_chats_go_on(store, tmp_path):
    ask(store, "message-1")
    store.close()
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:100] + b"\x07" * 8000)
    again = chats_in(tmp_path)
    aside = next(tmp_path.glob("chats.damaged-*.sqlite"))
    assert aside.name in again.notice
    ask(again, "message-2")
    assert len(again.messages("local", CHAT)) == 1
    again.close()


def test_a_file_of_a_newer_version_is_left_as_it_is(store, tmp_path):
    store.close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    again = chats_in(tmp_path)
    assert "newer Pincite" in again.notice
    ask(again, "message-1")  # in memory
    assert len(again.messages("local", CHAT)) == 1
    again.close()
    assert sqlite3.connect(tmp_path / FILE).execute("SELECT count(*) FROM chats").fetchone() == (0,)


def test_a_file_of_an_earlier_version_is_brought_up_with_what_is_found_and_cited(store, tmp_path):
    ask(store, "message-1")
    store.rename("local", CHAT, "Brücken")
    store.close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.executescript(
        "DROP TABLE waiting; DROP TABLE cited; ALTER TABLE chats DROP COLUMN searched;"
        "UPDATE messages SET state = 'waiting'; PRAGMA user_version = 2;"
    )
    connection.close()
    again = chats_in(tmp_path)
    assert again.notice is None
    assert [message.state for message in again.messages("local", CHAT)] == ["stopped"]
    assert citing_answers(again, "local") == {"bridge.txt": 1}
    assert [found.chat.title for found in find(again, "local", "BRÜCK", 10)] == ["Brücken"]
    again.close()
