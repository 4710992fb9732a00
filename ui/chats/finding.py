"""Finds chats by the words of their titles, questions and answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import Connection
from ui.chats import kept_answer
from ui.chats.chat import Chat, ChatError
from ui.chats.rows import SELECT_CHAT, chat_from, kept_text, one_of
from ui.chats.store import ChatStore

_AROUND = 40  # characters shown before the words
_SHOWN = 120
_MOST_WORDS = 8
_SPECIAL = re.compile("[!%_]")  # in a pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChat:
    """A chat with the words.

    Attributes:
        chat: The chat.
        message: The id of the newest message with them; None if only the title has them.
        words: What stands around them there, on one line.
    """

    chat: Chat
    message: str | None = None
    words: str = ""


def find(store: ChatStore, owner: str, query: str, k: int) -> list[FoundChat]:
    """The newest `k` chats of an owner with a message, or a title, that has all words of the query, also as parts of words."""
    words = [kept_text(word.casefold()) for word in query.split()][:_MOST_WORDS]
    if not words:
        return []
    has_all = " AND ".join(["searched LIKE ? ESCAPE '!'"] * len(words))
    patterns = ["%" + _SPECIAL.sub(r"!\g<0>", word) + "%" for word in words]
    with store.reading(owner) as connection:
        rows = connection.execute(
            f"SELECT chat, max(row) FROM messages WHERE replaced IS NULL AND {has_all} AND chat IN "
            "(SELECT id FROM chats WHERE owner = ? AND deleted IS NULL) GROUP BY chat",
            (*patterns, owner),
        )
        places: dict[str, int] = dict(rows.fetchall())
        chats = connection.execute(
            f"{SELECT_CHAT} WHERE owner = ? AND deleted IS NULL AND "
            f"(({has_all}) OR id IN {one_of(list(places))}) ORDER BY changed DESC LIMIT ?",
            (owner, *patterns, *places, k),
        )
        return [
            _found(connection, chat, places.get(chat.id), words) for chat in map(chat_from, chats.fetchall())
        ]


def _found(connection: Connection, chat: Chat, row: int | None, words: Sequence[str]) -> FoundChat:
    if row is None:
        return FoundChat(chat=chat)
    message, question, answer = connection.execute(
        "SELECT id, question, answer FROM messages WHERE row = ?", (row,)
    ).fetchone()
    text = _said(answer)
    # The question is the heading of what is found, so that words of the answer are shown where it has them.
    said = text if any(word in text.casefold() for word in words) else question
    return FoundChat(chat=chat, message=message, words=_around(said, words))


def _said(answer: str | None) -> str:
    try:
        return kept_answer.from_json(answer).text if answer else ""
    except ChatError:  # of a newer version
        return ""


def _around(text: str, words: Sequence[str]) -> str:
    """The text around the first of the words."""
    small = text.casefold()
    # Small letters may be more than the large ones were ("ß", "ss"); then a few characters more or less are shown.
    at = min((found for word in words if (found := small.find(word)) >= 0), default=0)
    start = max(0, at - _AROUND)
    if start:
        start = text.find(" ", start, at) + 1 or start
    shown = " ".join(text[start : start + _SHOWN].split())
    return ("… " if start else "") + shown + (" …" if start + _SHOWN < len(text) else "")
