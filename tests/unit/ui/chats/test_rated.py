"""What people say of answers: kept with the answer, changed, taken back, and gone with it."""

import sqlite3

import pytest

from chat_files import FILE, chats_in
from rag import Answer, Citation, Statement
from ui.chats.asking import end, put, unreplace
from ui.chats.chat import ChatError, Message
from ui.chats.rated import rate, rated_answers, rated_count, show_place
from ui.chats.rating import Rating, RightPlace

CHAT, ME = "chat-number-one", "local"
PLACE = RightPlace(source="bridge.txt", title="Bridge", section="p. 4", quote="It has 14 arches.")


@pytest.fixture
def store(tmp_path):
    store = chats_in(tmp_path)
    yield store
    store.close()


def an_answer(text="The bridge has 14 arches."):
    citation = Citation(
        number=1, document_id="d", passage_id="p", title="Bridge", source="bridge.txt", section=None, start=0,
        end=len(text), quote=text,
    )  # fmt: skip
    return Answer(
        question="How many?", status="answered", text=f"{text} [1]", short=None, confidence=0.9, hits=(),
        statements=(Statement(text=text, citations=(citation,)),), citations=(citation,), standalone_question="x",
    )  # fmt: skip


def ask(store, message="message-1", answer=None, owner=ME, chat=CHAT, **more):
    put(store, owner, chat, Message(id=message, question=f"{message}?", asked=1.0), **more)
    end(store, owner, chat, message, state="done", answer=answer or an_answer())


def rating(store, message="message-1"):
    (found,) = store.messages(ME, CHAT, [message])
    return found.rating


def test_a_rating_outlasts_the_program_is_changed_and_taken_back(store, tmp_path):
    ask(store)
    assert rating(store) is None
    rate(store, ME, CHAT, "message-1", {"good": True})
    store.close()
    again = chats_in(tmp_path)
    assert rating(again) == Rating(good=True)
    rate(again, ME, CHAT, "message-1", {"good": False, "fault": "place", "words": " in  May "})
    assert rating(again) == Rating(good=False, fault="place", words="in May")
    assert again.messages(ME, CHAT)[0].rating == rating(again), "without the answers, too"
    rate(again, ME, CHAT, "message-1", None)
    assert rating(again) is None and rated_count(again, ME) == 0
    again.close()


def test_the_right_place_stays_while_what_is_wrong_changes_until_it_is_taken_back(store):
    ask(store)
    show_place(store, ME, CHAT, "message-1", PLACE)
    assert rating(store) == Rating(good=False, place=PLACE)
    rate(store, ME, CHAT, "message-1", {"good": False, "fault": "answer"})
    assert rating(store) == Rating(good=False, fault="answer", place=PLACE)
    rate(store, ME, CHAT, "message-1", {"good": False, "fault": "answer", "without_place": True})
    assert rating(store).place is None
    show_place(store, ME, CHAT, "message-1", PLACE)
    rate(store, ME, CHAT, "message-1", {"good": True})
    assert rating(store) == Rating(good=True)


def test_a_rating_is_of_one_answer_and_not_of_another_to_the_same_question(store):
    ask(store)
    rate(store, ME, CHAT, "message-1", {"good": True})
    ask(store)
    assert rating(store) == Rating(good=True), "the same was answered"
    ask(store, answer=an_answer("It has 20 lamps."))
    assert rating(store) is None


def test_nobody_else_rates_or_reads_ratings(store):
    ask(store)
    rate(store, ME, CHAT, "message-1", {"good": True})
    with pytest.raises(ChatError, match="is not there"):
        rate(store, "bert", CHAT, "message-1", None)
    with pytest.raises(ChatError, match="is not there"):
        show_place(store, "bert", CHAT, "message-1", PLACE)
    assert list(rated_answers(store, "bert")) == [] and rated_count(store, "bert") == 0


@pytest.mark.parametrize(
    "sent", ["up", {}, {"good": False, "fault": "ugly"}, {"good": False, "words": "x" * 2_001}]
)
def test_what_is_no_rating_is_refused_and_what_was_kept_stays(store, sent):
    ask(store)
    rate(store, ME, CHAT, "message-1", {"good": True})
    with pytest.raises(ChatError, match="can't be kept"):
        rate(store, ME, CHAT, "message-1", sent)
    assert rating(store) == Rating(good=True)


def test_a_question_without_an_answer_is_not_rated(store):
    put(store, ME, CHAT, Message(id="message-1", question="x", asked=1.0))
    for message in ("message-1", "message-2"):
        with pytest.raises(ChatError, match="not there any more"):
            rate(store, ME, CHAT, message, {"good": True})


def test_all_rated_answers_of_all_chats_come_in_order_with_what_was_asked_before_them(store):
    ask(store, "message-1")
    ask(store, "message-2")
    ask(store, "message-3", chat="chat-number-two")
    for chat, message in (("chat-number-two", "message-3"), (CHAT, "message-2")):
        rate(store, ME, chat, message, {"good": True})
    first, second = rated_answers(store, ME)
    assert (first.message.id, second.message.id) == ("message-2", "message-3")
    assert [turn["text"] for turn in first.before if turn["role"] == "user"] == ["message-1?"]
    assert second.before == ()


def test_the_rating_of_what_was_replaced_or_deleted_counts_again_when_that_is_undone(store):
    ask(store)
    rate(store, ME, CHAT, "message-1", {"good": True})
    ask(store, "message-2", replaces="message-1")
    assert rated_count(store, ME) == 0
    unreplace(store, ME, CHAT, "message-2")
    assert rated_count(store, ME) == 1
    store.delete(ME, CHAT)
    assert list(rated_answers(store, ME)) == []
    store.undelete(ME, CHAT)
    assert rated_count(store, ME) == 1


def test_words_of_a_rating_are_gone_from_the_file_with_their_chat(store, tmp_path, monkeypatch):
    ask(store)
    rate(store, ME, CHAT, "message-1", {"good": False, "words": "the zeppelin"})
    monkeypatch.setattr("ui.chats.store._FORGOTTEN", -1.0)
    store.delete(ME, CHAT)
    for file in tmp_path.iterdir():
        assert b"zeppelin" not in file.read_bytes(), file.name


def test_a_file_of_the_first_version_is_brought_up_and_keeps_its_chats(store, tmp_path):
    ask(store)
    store.close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.executescript(
        "DROP TABLE ratings; DROP TABLE waiting; DROP TABLE cited; ALTER TABLE chats DROP COLUMN searched;"
        "PRAGMA user_version = 1"
    )
    connection.close()
    again = chats_in(tmp_path)
    assert again.notice is None
    rate(again, ME, CHAT, "message-1", {"good": True})
    assert rating(again) == Rating(good=True)
    again.close()


def test_a_rating_that_cannot_be_read_costs_only_itself(store):
    ask(store)
    rate(store, ME, CHAT, "message-1", {"good": True})
    with store.writing(ME) as connection:
        connection.execute("UPDATE ratings SET rating = '{\"stars\": 5}'")
    (found,) = store.messages(ME, CHAT, ["message-1"])
    assert found.rating is None and found.answer == an_answer()
