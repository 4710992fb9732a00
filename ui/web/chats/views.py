"""Makes the JSON of chats and their messages for the page."""

from collections.abc import Callable

from rag import Citation
from ui.chats.chat import Chat, Message
from ui.chats.finding import FoundChat
from ui.chats.rating import rating_view
from ui.web.answer_view import answer_view
from ui.web.pieces import Json


def chat_view(chat: Chat) -> Json:
    """A chat in the list."""
    return {
        "id": chat.id,
        "title": chat.title,
        "changed": chat.changed,
        "pinned": chat.pinned,
        "questions": chat.questions,
        "scope": chat.scope,
    }


def found_view(found: FoundChat) -> Json:
    """A chat in the list of those that have some words, with what stands around them."""
    return {**chat_view(found.chat), "message": found.message, "words": found.words}


def brief_view(message: Message) -> Json:
    """A message without its answer."""
    return {
        "id": message.id,
        "question": message.question,
        "state": message.state,
        "problem": message.problem,
        "writer": message.writer,
        "literal": message.literal,
        "followups": list(message.followups),
        "version": message.version,
        "rating": rating_view(message.rating),
    }


def message_view(message: Message, stale: Callable[[Citation], Json | None]) -> Json:
    """A message with its answer, and with the documents that have changed since."""
    answer = message.answer
    return {
        **brief_view(message),
        "answer": answer_view(answer) if answer else None,
        "stale": stale_views(message, stale),
        "loaded": True,
    }


def stale_views(message: Message, stale: Callable[[Citation], Json | None]) -> list[Json]:
    """The cited documents that have changed or are gone, each once; "moved" only if all that was quoted is still there."""
    cited = message.answer.citations if message.answer else ()
    views = dict[str, Json]()
    for citation in cited:
        view = stale(citation)
        if view and views.get(view["title"], {"kind": "moved"})["kind"] == "moved":
            views[view["title"]] = view
    return list(views.values())
