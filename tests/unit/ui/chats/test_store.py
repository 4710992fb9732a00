"""Chats in their file: owners, changes from several windows, search, undo, and damage."""

import sqlite3
import threading

import pytest

from rag import Answer, Citation, Statement
from ui.chats.asking import end, follow, history, put, unreplace
from ui.chats.chat import ChatError, Message
from ui.chats.finding import find
from ui.chats.store import FILE, ChatStore
from ui.chats.use import citing_answers

CHAT = "chat-number-one"


@pytest.fixture
def store(tmp_path):
    store = ChatStore(tmp_path)
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


def questions(store, owner="local", chat=CHAT):
    return [message.question for message in store.messages(owner, chat)]


def test_an_answer_is_the_same_after_the_file_was_closed(store, tmp_path):
    ask(store, "message-1")
    store.close()
    again = ChatStore(tmp_path)
    (message,) = again.messages("local", CHAT, ["message-1"])
    assert message.answer == an_answer()
    again.close()


def test_nobody_else_reads_or_changes_a_chat(store):
    ask(store, "message-1", owner="anna")
    attempts = [
        lambda: store.chat("bert", CHAT),
        lambda: store.messages("bert", CHAT),
        lambda: store.rename("bert", CHAT, "mine"),
        lambda: store.delete("bert", CHAT),
        lambda: ask(store, "message-2", owner="bert"),
        lambda: follow(store, "bert", CHAT, "message-1", ["x?"]),
        lambda: history(store, "bert", CHAT, "message-1"),
    ]
    for attempt in attempts:
        with pytest.raises(ChatError, match="is not there"):
            attempt()
    assert store.chats("bert", 10) == ([], 0)
    assert find(store, "bert", "arches", 10) == []
    assert questions(store, "anna") == ["How many arches has the bridge?"]


def test_questions_of_many_windows_at_once_are_all_kept(store):
    numbers = [[f"message-{window}-{n}" for n in range(20)] for window in range(4)]
    windows = [threading.Thread(target=lambda ids=ids: [ask(store, id_) for id_ in ids]) for ids in numbers]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    kept = [message.id for message in store.messages("local", CHAT)]
    assert sorted(kept) == sorted(id_ for ids in numbers for id_ in ids)
    # The questions of one window stay in their order.
    assert [id_ for id_ in kept if id_.startswith("message-2-")] == numbers[2]


def test_a_changed_question_replaces_what_follows_until_that_is_undone(store):
    for number in (1, 2, 3):
        ask(store, f"message-{number}", question=f"Question {number}?")
    ask(store, "message-4", question="Changed?", replaces="message-2")
    ask(store, "message-5", question="And then?")
    assert questions(store) == ["Question 1?", "Changed?", "And then?"]
    unreplace(store, "local", CHAT, "message-4")
    assert questions(store) == ["Question 1?", "Question 2?", "Question 3?"]
    with pytest.raises(ChatError, match="gone for good"):
        unreplace(store, "local", CHAT, "message-4")


def test_an_answer_stays_until_asking_again_has_given_another(store):
    ask(store, "message-1")
    put(store, "local", CHAT, Message(id="message-1", question="x", asked=1.0, writer="model"))
    end(store, "local", CHAT, "message-1", state="stopped")
    (message,) = store.messages("local", CHAT, ["message-1"])
    assert message.state == "done" and message.answer == an_answer()
    end(store, "local", CHAT, "message-1", state="done", answer=an_answer("It has 20 lamps."))
    (message,) = store.messages("local", CHAT, ["message-1"])
    assert message.answer.text.startswith("It has 20 lamps.")


def test_a_deleted_chat_comes_back_and_its_text_is_gone_from_the_file_in_the_end(
    store, tmp_path, monkeypatch
):
    ask(store, "message-1", question="Where is the zeppelin kept?")
    store.delete("local", CHAT)
    assert store.chats("local", 10) == ([], 0)
    store.undelete("local", CHAT)
    assert questions(store) == ["Where is the zeppelin kept?"]
    monkeypatch.setattr("ui.chats.store._FORGOTTEN", -1.0)
    store.delete("local", CHAT)
    with pytest.raises(ChatError, match="gone for good"):
        store.undelete("local", CHAT)
    for file in tmp_path.iterdir():
        assert b"zeppelin" not in file.read_bytes(), file.name


def test_words_are_found_in_questions_answers_and_titles_in_any_case_and_language(store):
    ask(store, "message-1", question="Wo STEHT die Straße?")
    ask(store, "message-2", question="ÜBER wen?", chat="chat-number-two")
    store.rename("local", "chat-number-two", "Verträge")
    assert [(f.chat.id, f.message) for f in find(store, "local", "strasse steht", 10)] == [
        (CHAT, "message-1")
    ]
    assert {f.chat.id for f in find(store, "local", "14 ARCHES", 10)} == {CHAT, "chat-number-two"}
    assert "The bridge has 14 arches" in find(store, "local", "arches", 1)[0].words
    assert [(f.chat.title, f.message) for f in find(store, "local", "vertr", 10)] == [("Verträge", None)]
    assert find(store, "local", "100%_", 10) == find(store, "local", "  ", 10) == []


def test_pinned_chats_come_first_and_then_the_newest(store):
    for number in (1, 2, 3):
        put(
            store, "local", f"chat-{number}-x",
            Message(id="message-1", question=f"Question {number}?", asked=float(number)),
        )  # fmt: skip
    store.pin("local", "chat-1-x", True)
    chats, count = store.chats("local", 2)
    assert [chat.title for chat in chats] == ["Question 1?", "Question 3?"]
    assert count == 3


def test_what_waits_when_the_program_ends_is_stopped(store, tmp_path):
    put(store, "local", CHAT, Message(id="message-1", question="x", asked=1.0))
    store.close()
    again = ChatStore(tmp_path)
    assert [message.state for message in again.messages("local", CHAT)] == ["stopped"]
    again.close()


def test_a_damaged_file_is_set_aside_and_said_and_chats_go_on(store, tmp_path):
    ask(store, "message-1")
    store.close()
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:100] + b"\x07" * 8000)
    again = ChatStore(tmp_path)
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
    again = ChatStore(tmp_path)
    assert "newer Pincite" in again.notice
    ask(again, "message-1")  # in memory
    assert len(again.messages("local", CHAT)) == 1
    again.close()
    assert sqlite3.connect(tmp_path / FILE).execute("SELECT count(*) FROM chats").fetchone() == (0,)


def test_one_answer_that_cannot_be_read_costs_only_itself(store):
    ask(store, "message-1")
    ask(store, "message-2")
    with store.writing() as connection:
        connection.execute("UPDATE messages SET answer = '{\"version\": 2}' WHERE id = 'message-1'")
    one, two = store.messages("local", CHAT, ["message-1", "message-2"])
    assert one.state == "error" and "newer Pincite" in one.problem
    assert two.answer == an_answer()


def test_how_many_answers_cite_each_document_counts_those_of_the_owner_that_are_shown(store):
    ask(store, "message-1")
    ask(store, "message-2")
    ask(store, "message-3", replaces="message-2")
    ask(store, "message-4", owner="other", chat="chat-number-two")
    assert citing_answers(store, "local") == {"bridge.txt": 2}
    assert citing_answers(store, "nobody") == {}
