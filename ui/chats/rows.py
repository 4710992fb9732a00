"""Reads rows of the tables as chats and messages, and writes them."""

import json
from collections.abc import Iterable, Sequence

from rag import Answer, Connection
from ui.chats import kept_answer
from ui.chats.answering import is_answered
from ui.chats.chat import LONGEST_QUESTION, Chat, ChatError, Message, short_title
from ui.chats.rating import rating_from_json
from ui.chats.schema import note_cited
from ui.languages import page_text

# The first question serves as a title until the user gives one.
SELECT_CHAT = """
SELECT id, title, created, changed, pinned, scope,
    (SELECT substr(question, 1, 400) FROM messages WHERE chat = chats.id AND replaced IS NULL ORDER BY row LIMIT 1),
    (SELECT count(*) FROM messages WHERE chat = chats.id AND replaced IS NULL)
FROM chats"""

_RATING = "(SELECT rating FROM ratings WHERE ratings.chat = messages.chat AND ratings.message = messages.id)"
_UNTIL = "(SELECT until FROM waiting WHERE waiting.chat = messages.chat AND waiting.message = messages.id)"
_COLUMNS = f"id, question, asked, state, problem, writer, literal, followups, version, {_RATING}, {_UNTIL}"
SELECT_BRIEF = f"SELECT {_COLUMNS}, NULL FROM messages"
SELECT_MESSAGE = f"SELECT {_COLUMNS}, answer FROM messages"

_ChatRow = tuple[str, str | None, float, float, int, str | None, str | None, int]
_MessageRow = tuple[
    str, str, float, str, str | None, str | None, int, str, int, str | None, float | None, str | None
]


def chat_from(row: _ChatRow) -> Chat:
    """The chat in a row of `SELECT_CHAT`."""
    id_, title, created, changed, pinned, scope, question, questions = row
    return Chat(
        id=id_,
        title=title or short_title(question or "") or page_text("An empty chat"),
        created=created,
        changed=changed,
        pinned=bool(pinned),
        scope=json.loads(scope) if scope else None,
        questions=questions,
    )


def message_from(row: _MessageRow) -> Message:
    """The message in a row of `SELECT_BRIEF` or `SELECT_MESSAGE`; one that can't be read has that as its problem."""
    id_, question, asked, state, problem, writer, literal, followups, version, rating, until, answer = row
    read = None
    if state == "waiting" and not is_answered(until):
        state = "stopped"
    if answer is not None:
        try:
            read = kept_answer.from_json(answer)
        except ChatError as error:
            # One answer of a newer version must not keep the others from being shown.
            state, problem = "error", str(error)
    return Message(
        id=id_,
        question=question,
        asked=asked,
        state=state,  # type: ignore[arg-type]  # only `insert` and `change_state` write it
        answer=read,
        problem=problem,
        writer=writer,
        literal=bool(literal),
        followups=tuple(json.loads(followups)),
        version=version,
        rating=rating_from_json(rating) if rating else None,
    )


def insert_message(connection: Connection, chat: str, message: Message) -> None:
    """Inserts a message at the end of its chat."""
    connection.execute(
        "INSERT INTO messages (id, chat, asked, state, writer, literal, problem, followups, question, searched, answer) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            message.id,
            chat,
            message.asked,
            message.state,
            message.writer,
            int(message.literal),
            message.problem,
            json.dumps(message.followups),
            kept_text(message.question[:LONGEST_QUESTION]),
            searched(message),
            kept_answer.to_json(message.answer) if message.answer else None,
        ),
    )
    if message.answer:
        note_answer(connection, chat, message.id, message.answer)


def note_answer(connection: Connection, chat: str, message: str, answer: Answer | None) -> None:
    """Notes which documents a new answer cites."""
    sources = [citation.source for citation in answer.citations] if answer else ()
    note_cited(connection, chat, message, sources)


def kept_text(text: str) -> str:
    """A text as it can be kept: PostgreSQL has no place for the character of number 0, which nobody sees."""
    return text.replace("\0", " ")


def searched(message: Message) -> str:
    """The words of a message by which it is found, in small letters."""
    said = message.answer.text if message.answer else ""
    return kept_text(f"{message.question[:LONGEST_QUESTION]}\n{said}".casefold())


def one_of(sent: Sequence[str]) -> str:
    """The marks of an SQL list of so many values; of none, a list in which nothing is."""
    return f"({', '.join('?' * len(sent)) or 'NULL'})"


def messages_from(rows: Iterable[_MessageRow]) -> list[Message]:
    """The messages in such rows."""
    return [message_from(row) for row in rows]
