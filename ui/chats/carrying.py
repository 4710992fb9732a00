"""A chat as a JSON file that another Pincite reads, and such a file as a chat: checked, since anybody may have written it."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, Field, ValidationError

from rag import Answer
from rag.export import misfits
from ui.chats.chat import LONGEST_QUESTION, Chat, ChatError, Message, new_id, short_title
from ui.chats.kept_answer import shown_hits
from ui.languages import page_text

LARGEST = 20_000_000
"""Bytes of a file that is read: a chat of 1,000 answers has about ten million."""

_MOST = 5_000  # questions
FORMAT: Final = "pincite-chat"
VERSION: Final = 1


class _Message(BaseModel):
    question: str = Field(max_length=LONGEST_QUESTION)
    asked: datetime
    state: Literal["done", "stopped", "error"]
    problem: str | None = Field(default=None, max_length=2_000)
    writer: str | None = Field(default=None, max_length=400)
    literal: bool = False
    followups: list[str] = Field(default=[], max_length=5)
    answer: Answer | None = None


class _File(BaseModel):
    format: Literal["pincite-chat"]
    version: Literal[1]
    title: str = Field(max_length=1_000)
    created: datetime
    messages: list[_Message] = Field(max_length=_MOST)


def to_file(chat: Chat, messages: Sequence[Message]) -> str:
    """The chat as JSON, with every citation: quote, place, offsets and the hash of what it was read from."""
    kept = _File(
        format=FORMAT,
        version=VERSION,
        title=chat.title,
        created=_date(chat.created),
        messages=[
            _Message(
                question=message.question,
                asked=_date(message.asked),
                state="stopped" if message.state == "waiting" else message.state,
                problem=message.problem,
                writer=message.writer,
                literal=message.literal,
                followups=list(message.followups),
                answer=message.answer,
            )
            for message in messages
        ],
    )
    return kept.model_dump_json(indent=1)


def from_file(file: Path) -> tuple[Chat, list[Message]]:
    """The chat in such a file, with ids of its own.

    Raises:
        ChatError: It is too large, or no such file; or something in it does not fit together.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise ChatError(
                page_text(
                    "This file is larger than {size} MB, and so is no chat that Pincite wrote.",
                    size=LARGEST // 10**6,
                )
            )
        read = _File.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise ChatError(
            page_text("This is not a chat that Pincite exported as JSON, or it is of a newer version.")
        ) from error
    messages = [_message(message, at) for at, message in enumerate(read.messages, start=1)]
    if not messages:
        raise ChatError(page_text("There are no questions in this chat."))
    chat = Chat(
        id=new_id(), title=short_title(read.title), created=_seconds(read.created), changed=time.time()
    )
    return chat, messages


def _message(read: _Message, at: int) -> Message:
    answer = read.answer and shown_hits(read.answer)
    if answer and (wrong := next(misfits(answer), None)):
        raise ChatError(
            page_text("Answer {number} of this file does not fit together: {wrong}.", number=at, wrong=wrong)
        )
    return Message(
        id=new_id(),
        question=read.question,
        asked=_seconds(read.asked),
        state=read.state,
        problem=read.problem,
        writer=read.writer,
        literal=read.literal,
        followups=tuple(short_title(question) for question in read.followups),
        # What took how long elsewhere is of no use here.
        answer=answer and replace(answer, timings={}),
    )


def _date(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _seconds(date: datetime) -> float:
    """Seconds since 1970, not after now: a chat of the future would stand above all others for ever."""
    # Years before 1970 and after 9999 are no times of a chat.
    try:
        return min(max(date.timestamp(), 0.0), time.time())
    except (OverflowError, ValueError, OSError):
        return time.time()
