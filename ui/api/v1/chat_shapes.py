"""Chats as JSON."""

from typing import Any

from pydantic import Field

from ui.api.v1.bodies import Body
from ui.api.v1.shapes import Shape
from ui.chats.chat import Chat


class ChatShape(Shape):
    """A chat, without its messages."""

    id: str
    title: str
    created: float
    changed: float
    pinned: bool
    questions: int


class ChatsShape(Shape):
    """The chats, pinned ones first, then the newest; and how many there are."""

    chats: list[ChatShape]
    total: int


class MessageShape(Shape):
    """A question of a chat, and what became of it; `answer` is as `/api/v1/ask` gives it."""

    id: str
    question: str
    asked: float
    state: str
    problem: str | None
    writer: str | None
    answer: dict[str, Any] | None


class WholeChatShape(ChatShape):
    """A chat with its messages."""

    messages: list[MessageShape]


class ChatChange(Body):
    """What is changed of a chat."""

    title: str | None = Field(None, max_length=500)
    pinned: bool | None = None


def chat_shape(chat: Chat) -> ChatShape:
    """The shape of a chat."""
    return ChatShape(
        id=chat.id,
        title=chat.title,
        created=chat.created,
        changed=chat.changed,
        pinned=chat.pinned,
        questions=chat.questions,
    )
