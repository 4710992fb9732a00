"""Chats in a file and in PostgreSQL: owners, changes from several windows and servers, search, and undo."""

import threading
import time

import pytest

from app_schemas import new_name, schema_at
from chat_files import chats_in
from rag import Answer, Citation, Statement
from ui.chats.asking import end, follow, history, put, unreplace
from ui.chats.chat import ChatError, Message
from ui.chats.finding import find
from ui.chats.schema import STEPS
from ui.chats.store import ChatStore
from ui.chats.use import citing_answers

CHAT = "chat-number-one"


@pytest.fixture(params=["file", "schema"])
def opened(request, tmp_path):
    """Opens the same chats again and again, as several servers do."""
    dsn, name = request.getfixturevalue("shared_database") if request.param == "schema" else "", new_name()
    stores = []

    def open_():
        stores.append(ChatStore(schema_at(dsn, name, STEPS)) if dsn else chats_in(tmp_path))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


@pytest.fixture
def store(opened):
    return opened()


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


def test_an_answer_is_the_same_after_the_program_has_ended(opened):
    store = opened()
    ask(store, "message-1")
    store.close()
    (message,) = opened().messages("local", CHAT, ["message-1"])
    assert message.answer == an_answer()


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


def test_a_deleted_chat_comes_back_until_it_is_gone_for_good(store, monkeypatch):
    ask(store, "message-1", question="Where is the zeppelin kept?")
    store.delete("local", CHAT)
    assert store.chats("local", 10) == ([], 0)
    store.undelete("local", CHAT)
    assert questions(store) == ["Where is the zeppelin kept?"]
    monkeypatch.setattr("ui.chats.store._FORGOTTEN", -1.0)
    store.delete("local", CHAT)
    with pytest.raises(ChatError, match="gone for good"):
        store.undelete("local", CHAT)


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
    ask(store, "message-3", question="What is 100%_ of it!")
    assert [f.message for f in find(store, "local", "100%_", 10)] == ["message-3"]
    assert [f.message for f in find(store, "local", "it!", 10)] == ["message-3"]


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


def test_what_waits_when_a_server_ends_is_stopped_and_what_another_answers_goes_on(opened):
    one, other = opened(), opened()
    put(one, "local", CHAT, Message(id="message-1", question="x", asked=1.0))
    put(other, "local", CHAT, Message(id="message-2", question="y", asked=2.0))
    one.close()
    assert [message.state for message in opened().messages("local", CHAT)] == ["stopped", "waiting"]


def test_what_a_server_that_was_killed_did_not_answer_is_stopped_after_a_while(tmp_path, monkeypatch):
    monkeypatch.setattr("ui.chats.answering._SURE", 0.6)
    monkeypatch.setattr("ui.chats.answering._RENEWED", 0.05)
    one, other = chats_in(tmp_path), chats_in(tmp_path)

    def state():
        return other.messages("local", CHAT)[0].state

    put(one, "local", CHAT, Message(id="message-1", question="x", asked=1.0))
    time.sleep(0.8)
    assert state() == "waiting"
    one.answering._closed.set()  # as if it were gone
    while state() == "waiting":
        time.sleep(0.05)
    assert state() == "stopped"
    # What is slow, but comes, is kept.
    end(one, "local", CHAT, "message-1", state="done", answer=an_answer())
    assert state() == "done"
    one.close()
    other.close()


def test_one_answer_that_cannot_be_read_costs_only_itself(store):
    ask(store, "message-1")
    ask(store, "message-2")
    with store.writing("local") as connection:
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


def test_a_character_that_a_database_has_no_place_for_does_not_keep_a_question_out(store):
    ask(store, "message-1", question="What\0 is it?")
    assert questions(store) == ["What  is it?"]
    store.rename("local", CHAT, "a\0b")
    assert [found.chat.title for found in find(store, "local", "a\0b", 10)] == ["a b"]


def test_two_servers_see_what_the_other_keeps_at_once(opened):
    one, other = opened(), opened()
    ask(one, "message-1")
    assert questions(other) == ["How many arches has the bridge?"]
    other.rename("local", CHAT, "Bridges")
    assert [chat.title for chat in one.chats("local", 10)[0]] == ["Bridges"]


def test_a_query_that_forgets_the_owner_finds_the_chats_of_one_owner_only_in_postgresql(shared_database):
    store = ChatStore(schema_at(shared_database, new_name(), STEPS))
    ask(store, "message-1", owner="anna")
    ask(store, "message-1", owner="bert", chat="chat-number-two")
    with store.reading("bert") as connection:
        assert connection.execute("SELECT owner FROM chats").fetchall() == [("bert",)]
        assert connection.execute("SELECT chat FROM messages").fetchall() == [("chat-number-two",)]
    store.close()
