"""Asks a question of a chat: it is kept before it is answered, and its answer when it ends, whoever still looks."""

import logging
import time
from collections.abc import Iterator
from typing import Any

from rag import Answer, PinciteError
from ui.chats import asking
from ui.chats.chat import Message, State, checked_id
from ui.chats.store import ChatStore
from ui.web.chat import ChatController
from ui.web.documents.scope import scope_filter
from ui.web.pieces import Json
from ui.web.sureness import USUAL


def kept_steps(
    store: ChatStore, chat: ChatController, owner: str, data: dict[str, Any], *, visitor: str, session: str
) -> Iterator[Json]:
    """The steps of a question, as `ChatController.steps` gives them.

    Args:
        store: Where chats are kept.
        chat: What answers.
        owner: Whose chat it is.
        data: What the page sent: the ids `ask`, `chat` and `message`, `question`, `writer`, `rewrite`, `further`, `scope`, `sure`; and in `replaces` the id of a
            message that this one takes the place of. Without a chat nothing is kept, and `history` has what came before.
        visitor: Who asks.
        session: Of which page.
    """
    ask_id, question = str(data.get("ask", "")), str(data.get("question", ""))
    writer = str(data.get("writer") or "") or None
    # A request of another program may leave it out.
    rewrite, further = data.get("rewrite") is not False, data.get("further") is True
    where, sure = scope_filter(data.get("scope")), str(data.get("sure") or USUAL)
    if "chat" not in data:
        yield from chat.steps(
            ask_id,
            question,
            data.get("history"),
            writer,
            rewrite=rewrite,
            where=where,
            further=further,
            sure=sure,
            visitor=visitor,
            session=session,
        )
        return
    try:
        chat_id, message_id = checked_id(data.get("chat")), checked_id(data.get("message"))
        replaces = checked_id(data["replaces"]) if data.get("replaces") else None
        message = Message(
            id=message_id, question=question, asked=time.time(), writer=writer, literal=not rewrite
        )
        version = asking.put(store, owner, chat_id, message, replaces=replaces)
        history = asking.history(store, owner, chat_id, message_id)
    except PinciteError as error:
        yield {"ask": ask_id, "state": "error", "message": str(error), "answer": None}
        return

    def keep(state: State, answer: Answer | None, problem: str | None) -> None:
        try:
            asking.end(
                store,
                owner,
                chat_id,
                message_id,
                state=state,
                answer=answer,
                problem=problem,
                version=version,
            )
        except PinciteError as error:  # the reader has the answer all the same
            logging.getLogger("pincite").warning("%s", error)

    yield from chat.steps(
        ask_id,
        question,
        history,
        writer,
        rewrite=rewrite,
        where=where,
        further=further,
        sure=sure,
        visitor=visitor,
        session=session,
        keep=keep,
    )
