"""Keeps what people said of answers, and finds the answers of which something was said."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from ui.chats.asking import history
from ui.chats.chat import ChatError, Message
from ui.chats.rating import Rating, RightPlace, SentRating, rating_to_json
from ui.chats.store import ChatStore
from ui.languages import page_text

MOST = 10_000
"""Rated answers that are read at a time: more than anybody rates."""

# Of what is deleted or replaced nothing is to be made any more.
_RATED = """
FROM ratings JOIN messages ON messages.chat = ratings.chat AND messages.id = ratings.message
WHERE messages.replaced IS NULL AND messages.answer IS NOT NULL
    AND ratings.chat IN (SELECT id FROM chats WHERE owner = ? AND deleted IS NULL)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedAnswer:
    """A question whose answer was rated.

    Attributes:
        message: The question, its answer and the rating.
        before: The turns before it: `role` and `text`.
    """

    message: Message
    before: tuple[dict[str, str], ...] = ()


def rate(store: ChatStore, owner: str, chat: str, message: str, sent: object) -> Rating | None:
    """Keeps what was said of an answer, in place of what was said before; None takes it back.

    Args:
        store: The chats.
        owner: Whose chat it is.
        chat: Its id.
        message: The id of the question.
        sent: What the page sent: a `SentRating`, or None.

    Returns:
        The rating as it is kept.

    Raises:
        ChatError: The chat or the answer is not there, or what was sent is no rating.
    """
    asked = _answered(store, owner, chat, message)
    if sent is None:
        return _keep(store, owner, chat, message, None)
    try:
        read = SentRating.model_validate(sent)
    except ValidationError as error:
        raise ChatError(
            page_text("This can't be kept: it is too long, or the page is of another version.")
        ) from error
    if read.good:
        return _keep(store, owner, chat, message, Rating(good=True))
    place = None if read.without_place or not asked.rating else asked.rating.place
    words = " ".join(read.words.split())
    return _keep(store, owner, chat, message, Rating(good=False, fault=read.fault, words=words, place=place))


def show_place(store: ChatStore, owner: str, chat: str, message: str, place: RightPlace) -> Rating | None:
    """Keeps which place would have been right; an answer that was not rated is not right then.

    Raises:
        ChatError: The chat or the answer is not there.
    """
    asked = _answered(store, owner, chat, message)
    before = asked.rating if asked.rating and not asked.rating.good else Rating(good=False)
    return _keep(store, owner, chat, message, replace(before, place=place))


def rated_count(store: ChatStore, owner: str) -> int:
    """How many answers of an owner are rated."""
    with store.reading(owner) as connection:
        (count,) = connection.execute(f"SELECT count(*) {_RATED}", (owner,)).fetchone()
    return int(count)


def rated_answers(store: ChatStore, owner: str) -> Iterator[RatedAnswer]:
    """The rated answers of all chats of an owner, in the order in which they were asked."""
    with store.reading(owner) as connection:
        places = connection.execute(
            f"SELECT messages.chat, messages.id {_RATED} ORDER BY messages.row LIMIT ?", (owner, MOST)
        ).fetchall()
    for chat, id_ in places:
        try:
            (message,) = store.messages(owner, chat, [id_])
            before = history(store, owner, chat, id_)
        except (ChatError, ValueError):  # deleted meanwhile
            continue
        yield RatedAnswer(message=message, before=tuple(before))


def _answered(store: ChatStore, owner: str, chat: str, message: str) -> Message:
    found = store.messages(owner, chat, [message])
    if not found or found[0].answer is None:
        raise ChatError(page_text("This answer is not there any more."))
    return found[0]


def _keep(store: ChatStore, owner: str, chat: str, message: str, rating: Rating | None) -> Rating | None:
    with store.changing(owner, chat) as connection:
        if rating is None:
            connection.execute("DELETE FROM ratings WHERE chat = ? AND message = ?", (chat, message))
        else:
            connection.execute(
                "INSERT INTO ratings (chat, message, rated, rating) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (chat, message) DO UPDATE SET rated = excluded.rated, rating = excluded.rating",
                (chat, message, time.time(), rating_to_json(rating)),
            )
    return rating
