"""What asking does to a chat: questions are put, answered, asked again and replaced, also from several windows."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace

from rag import Answer
from ui.chats import kept_answer
from ui.chats.chat import Chat, ChatError, Message, State
from ui.chats.rows import SELECT_MESSAGE, insert_message, message_from, note_answer, searched
from ui.chats.store import ChatStore, gone, make_chat
from ui.languages import page_text

TURNS = 12
"""The earlier messages, questions and answers, that go with a question."""


def put(store: ChatStore, owner: str, chat: str, message: Message, *, replaces: str | None = None) -> int:
    """Puts a question at the end of a chat, which is made with its first one; or puts one again that it has already.

    Args:
        store: The chats.
        owner: Whose chat it is.
        chat: Its id.
        message: The question. With the id of one that the chat has, that one is asked again, by this writer.
        replaces: The id of a message that this one takes the place of, with all that follow it; see `unreplace`.

    Returns:
        The version of the message, by which `end` tells its answer from that of an earlier time.

    Raises:
        ChatError: The chat belongs to somebody else, or was deleted.
    """
    with store.writing(owner) as connection:
        row = connection.execute("SELECT owner, deleted FROM chats WHERE id = ?", (chat,)).fetchone()
        if row is None:
            make_chat(
                connection, owner, Chat(id=chat, title="", created=message.asked, changed=message.asked)
            )
        elif row[0] != owner or row[1] is not None:
            raise gone()
        # The state alone: an answer that is there stays until there is another.
        again = connection.execute(
            "UPDATE messages SET state = 'waiting', writer = ?, literal = ?, version = version + 1 "
            "WHERE chat = ? AND id = ? RETURNING version",
            (message.writer, int(message.literal), chat, message.id),
        ).fetchall()
        if again:
            store.answering.begin(connection, chat, message.id)
            return int(again[0][0])
        if replaces:
            connection.execute(
                "UPDATE messages SET replaced = ?, replaced_by = ? WHERE chat = ? AND replaced IS NULL AND row >= "
                "(SELECT row FROM messages WHERE chat = ? AND id = ?)",
                (time.time(), message.id, chat, chat, replaces),
            )
        insert_message(connection, chat, message)
        store.answering.begin(connection, chat, message.id)
        connection.execute("UPDATE chats SET changed = ? WHERE id = ?", (message.asked, chat))
        return 1


def unreplace(store: ChatStore, owner: str, chat: str, message: str) -> None:
    """Brings back what a message took the place of; it goes, with all that follows it.

    Raises:
        ChatError: The chat is not there, or the message took no place, or that was more than an hour ago.
    """
    with store.changing(owner, chat) as connection:
        (replaced,) = connection.execute(
            "SELECT count(*) FROM messages WHERE chat = ? AND replaced_by = ?", (chat, message)
        ).fetchone()
        if not replaced:
            raise ChatError(page_text("The earlier answers are gone for good."))
        connection.execute(
            "DELETE FROM messages WHERE chat = ? AND replaced IS NULL AND row >= "
            "(SELECT row FROM messages WHERE chat = ? AND id = ?)",
            (chat, chat, message),
        )
        connection.execute(
            "UPDATE messages SET replaced = NULL, replaced_by = NULL WHERE chat = ? AND replaced_by = ?",
            (chat, message),
        )


def end(
    store: ChatStore,
    owner: str,
    chat: str,
    message: str,
    *,
    state: State,
    answer: Answer | None = None,
    problem: str | None = None,
    version: int | None = None,
) -> None:
    """Keeps what became of a question. An answer that it had stays if there is no new one.

    With a `version`, nothing is kept if the question was asked again since.

    Raises:
        ChatError: The chat is not there.
    """
    with store.changing(owner, chat) as connection:
        row = connection.execute(f"{SELECT_MESSAGE} WHERE chat = ? AND id = ?", (chat, message)).fetchone()
        if row is None:  # undone meanwhile
            return
        earlier = message_from(row)
        if version is not None and earlier.version != version:
            return
        store.answering.end(connection, chat, message)
        if answer is None and row[-1] is not None:
            connection.execute(
                "UPDATE messages SET state = 'done', version = version + 1 WHERE chat = ? AND id = ?",
                (chat, message),
            )
            return
        kept = kept_answer.shown_hits(answer) if answer else None
        words = searched(replace(earlier, answer=kept))
        if kept and (earlier.answer is None or earlier.answer.text != kept.text):
            # What was said of an answer is not said of another one.
            connection.execute("DELETE FROM ratings WHERE chat = ? AND message = ?", (chat, message))
        connection.execute(
            "UPDATE messages SET state = ?, problem = ?, answer = ?, searched = ?, followups = '[]', "
            "version = version + 1 WHERE chat = ? AND id = ?",
            (state, problem, kept_answer.to_json(kept) if kept else None, words, chat, message),
        )
        note_answer(connection, chat, message, kept)


def follow(store: ChatStore, owner: str, chat: str, message: str, questions: Sequence[str]) -> None:
    """Keeps the questions to go on with after an answer.

    Raises:
        ChatError: The chat is not there.
    """
    with store.changing(owner, chat) as connection:
        connection.execute(
            "UPDATE messages SET followups = ? WHERE chat = ? AND id = ?",
            (json.dumps(questions), chat, message),
        )


def history(store: ChatStore, owner: str, chat: str, message: str) -> list[dict[str, str]]:
    """The turns before a message, at most `TURNS`, oldest first.

    Raises:
        ChatError: The chat is not there.
    """
    store.chat(owner, chat)
    with store.reading(owner) as connection:
        rows = connection.execute(
            f"{SELECT_MESSAGE} WHERE chat = :chat AND replaced IS NULL AND answer IS NOT NULL AND row < "
            "(SELECT row FROM messages WHERE chat = :chat AND id = :id) ORDER BY row DESC LIMIT :k",
            {"chat": chat, "id": message, "k": TURNS // 2},
        ).fetchall()
    earlier = [message_from(row) for row in reversed(rows)]
    return [
        {"role": role, "text": text}
        for one in earlier
        if one.answer and one.answer.text
        for role, text in (("user", one.question), ("assistant", one.answer.text))
    ]
