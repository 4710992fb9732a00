"""Keeps chats: each belongs to one owner, and nobody else reads or changes it."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from rag import AppDatabase, AppDatabaseError, Connection, Index
from ui.chats.answering import Answering
from ui.chats.chat import LONGEST_TITLE, Chat, ChatError, Message, short_title
from ui.chats.rows import (
    SELECT_BRIEF,
    SELECT_CHAT,
    SELECT_MESSAGE,
    chat_from,
    insert_message,
    kept_text,
    messages_from,
    one_of,
)
from ui.chats.schema import NAME, STEPS, notice_text
from ui.languages import page_text

MOST_CHATS = 10_000
"""Of one owner: each takes some kilobytes, and a visitor could make them without end."""

_LARGEST_SCOPE = 200_000  # characters of JSON: the ids of 10,000 documents
_FORGOTTEN = 3600.0  # seconds after which what was deleted can't be brought back
_SWEPT = 600.0  # seconds between two looks for that


class ChatStore:
    """The chats of all owners. Any thread may use it, and any number of servers have one over the same database.

    Attributes:
        answering: The questions that this server answers.
    """

    def __init__(self, database: AppDatabase) -> None:
        """Takes the database; `close` closes it.

        Args:
            database: With the tables of `ui.chats.schema`.
        """
        self._database = database
        self.answering = Answering(database)
        self._swept = 0.0
        self._sweep()

    @classmethod
    def of(cls, index: Index) -> "ChatStore":
        """The chats that are kept beside the documents of an index."""
        return cls(index.app_database(NAME, STEPS, replaceable=True))

    @property
    def notice(self) -> str | None:
        """What users should know: that a damaged file was set aside, or that nothing is kept; or None."""
        return notice_text(self._database.notice)

    def close(self) -> None:
        """Gives up what is not answered yet, and closes the database."""
        with suppress(AppDatabaseError):  # what is not given up counts as stopped soon
            self.answering.close()
        self._database.close()

    def chats(self, owner: str, k: int) -> tuple[list[Chat], int]:
        """The first `k` chats of an owner, pinned ones first, then the newest; and how many there are."""
        if time.monotonic() - self._swept > _SWEPT:
            self._sweep()
        with self.reading(owner) as connection:
            rows = connection.execute(
                f"{SELECT_CHAT} WHERE owner = ? AND deleted IS NULL ORDER BY pinned DESC, changed DESC LIMIT ?",
                (owner, k),
            ).fetchall()
            return [chat_from(row) for row in rows], _count(connection, owner)

    def chat(self, owner: str, chat: str) -> Chat:
        """A chat of an owner.

        Raises:
            ChatError: There is none with this id, or it belongs to somebody else.
        """
        with self.reading(owner) as connection:
            return _own(connection, owner, chat)

    def messages(self, owner: str, chat: str, only: Sequence[str] | None = None) -> list[Message]:
        """The messages of a chat, in order.

        Args:
            owner: Whose chat it is.
            chat: Its id.
            only: The ids of those that are wanted with their answers; None for all, without their answers.

        Raises:
            ChatError: As for `chat`.
        """
        with self.reading(owner) as connection:
            _own(connection, owner, chat)
            where = "" if only is None else f"AND id IN {one_of(only)}"
            select = SELECT_BRIEF if only is None else SELECT_MESSAGE
            return messages_from(
                connection.execute(
                    f"{select} WHERE chat = ? AND replaced IS NULL {where} ORDER BY row",
                    (chat, *(only or ())),
                )
            )

    def whole(self, owner: str, chat: str) -> tuple[Chat, list[Message]]:
        """A chat with all its answers, of one state.

        Raises:
            ChatError: As for `chat`.
        """
        with self.reading(owner) as connection:
            found = _own(connection, owner, chat)
            rows = connection.execute(
                f"{SELECT_MESSAGE} WHERE chat = ? AND replaced IS NULL ORDER BY row", (chat,)
            )
            return found, messages_from(rows)

    def add(self, owner: str, chat: Chat, messages: Sequence[Message]) -> None:
        """Adds a whole chat, such as an imported one.

        Raises:
            ChatError: The owner has too many, or there is one with this id.
        """
        with self.writing(owner) as connection:
            make_chat(connection, owner, chat)
            for message in messages:
                insert_message(connection, chat.id, message)

    def rename(self, owner: str, chat: str, title: str) -> None:
        """Gives a chat a title; an empty one makes it that of its first question again.

        Raises:
            ChatError: As for `chat`.
        """
        kept = kept_text(short_title(title)[:LONGEST_TITLE])
        self._set(owner, chat, title=kept or None, searched=kept.casefold())

    def pin(self, owner: str, chat: str, pinned: bool) -> None:
        """Puts a chat above the others, or back among them.

        Raises:
            ChatError: As for `chat`.
        """
        self._set(owner, chat, pinned=int(pinned))

    def choose(self, owner: str, chat: str, scope: dict[str, Any] | None) -> None:
        """Keeps which documents a chat asks.

        Raises:
            ChatError: As for `chat`; or it is too much.
        """
        text = None if scope is None else json.dumps(scope)
        if text and len(text) > _LARGEST_SCOPE:
            raise ChatError(page_text("So many documents can't be kept with a chat. Choose folders instead."))
        self._set(owner, chat, scope=text)

    def delete(self, owner: str, chat: str) -> None:
        """Deletes a chat; for an hour `undelete` brings it back.

        Raises:
            ChatError: As for `chat`.
        """
        self._set(owner, chat, deleted=time.time())
        self._sweep()

    def undelete(self, owner: str, chat: str) -> None:
        """Brings a deleted chat back.

        Raises:
            ChatError: It is gone for good.
        """
        with self.writing(owner) as connection:
            if not connection.execute(
                "UPDATE chats SET deleted = NULL WHERE id = ? AND owner = ?", (chat, owner)
            ).rowcount:
                raise ChatError(
                    page_text("This chat is gone for good: it was deleted more than an hour ago.")
                )

    @contextmanager
    def changing(self, owner: str, chat: str) -> Iterator[Connection]:
        """A transaction over the messages of one chat of this owner.

        Raises:
            ChatError: As for `chat`.
        """
        with self.writing(owner) as connection:
            _own(connection, owner, chat)
            yield connection

    @contextmanager
    def reading(self, owner: str) -> Iterator[Connection]:
        """Reads one state of an owner's chats.

        Raises:
            ChatError: The database does not work, or was damaged and has just been set aside.
        """
        with self._explained(), self._database.reading(owner) as connection:
            yield connection

    @contextmanager
    def writing(self, owner: str) -> Iterator[Connection]:
        """One transaction over an owner's chats.

        Raises:
            ChatError: As for `reading`.
        """
        with self._explained(), self._database.writing(owner) as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        before = self._database.notice
        try:
            yield
        except AppDatabaseError as error:
            if self._database.notice is not before:
                raise ChatError(self.notice or "") from error
            raise ChatError(
                page_text("The chats can't be read or kept: {why}. Check the disk.", why=error.why)
            ) from error

    def _set(self, owner: str, chat: str, **values: str | float | None) -> None:
        columns = ", ".join(f"{column} = ?" for column in values)
        with self.changing(owner, chat) as connection:
            connection.execute(f"UPDATE chats SET {columns} WHERE id = ?", (*values.values(), chat))

    def _sweep(self) -> None:
        """Removes for good what was deleted or replaced an hour ago."""
        self._swept = time.monotonic()
        oldest = time.time() - _FORGOTTEN
        with self.writing("") as connection:
            gone = connection.execute("DELETE FROM chats WHERE deleted < ?", (oldest,)).rowcount
            gone += connection.execute("DELETE FROM messages WHERE replaced < ?", (oldest,)).rowcount
        if gone:
            self.forget_deleted()

    def forget_deleted(self) -> None:
        """Makes sure that what was deleted does not lie in a log any more."""
        with self._explained():
            self._database.forget_deleted()


def make_chat(connection: Connection, owner: str, chat: Chat) -> None:
    """Inserts a chat.

    Raises:
        ChatError: The owner has too many, or there is one with this id.
    """
    if _count(connection, owner) >= MOST_CHATS:
        raise ChatError(page_text("You have {n} chats. Delete some that you no longer need.", n=MOST_CHATS))
    scope = None if chat.scope is None else json.dumps(chat.scope)
    title = kept_text(chat.title)
    made = connection.execute(
        "INSERT INTO chats (id, owner, title, created, changed, pinned, scope, searched) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (
            chat.id,
            owner,
            title or None,
            chat.created,
            chat.changed,
            int(chat.pinned),
            scope,
            title.casefold(),
        ),
    )
    if not made.rowcount:
        raise gone()


def gone() -> ChatError:
    """That a chat is not there, or that of somebody else; which of them is not said."""
    return ChatError(
        page_text("This chat is not there. It may have been deleted, or it belongs to somebody else.")
    )


def _own(connection: Connection, owner: str, chat: str) -> Chat:
    row = connection.execute(
        f"{SELECT_CHAT} WHERE id = ? AND owner = ? AND deleted IS NULL", (chat, owner)
    ).fetchone()
    if row is None:
        raise gone()
    return chat_from(row)


def _count(connection: Connection, owner: str) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM chats WHERE owner = ? AND deleted IS NULL", (owner,)
    ).fetchone()
    return int(count)
