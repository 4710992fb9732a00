"""A chat: questions with their answers, as they are kept."""

import re
import secrets
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from rag import Answer, PinciteError
from ui.chats.rating import Rating
from ui.languages import page_text

State: TypeAlias = Literal["waiting", "done", "stopped", "error"]

LONGEST_TITLE = 120
"""Characters of a title; of a question that serves as one, as many of its first."""

LONGEST_QUESTION = 20_000
"""Characters of a question that are kept: more than ten times what can be asked, so that a refused one is seen, too."""

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class ChatError(PinciteError):
    """A chat is not there, can't be kept, or can't be read. The message is for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A question, and what became of it.

    Attributes:
        id: Names it within its chat.
        question: As it was asked.
        asked: When: seconds since 1970.
        state: "waiting" until it is answered, then "done"; "stopped" or "error" (with `problem`) if it was not.
        answer: As it was shown, or None. A stopped question may have a part of it. Of its hits only those that are shown.
        problem: Why there is no answer, a sentence.
        writer: The name of the model that was asked to write, or None.
        literal: Whether only the words of the question were searched for.
        followups: Questions to go on with, that the documents answer.
        version: Counts the changes of this message, from 1.
        rating: What its owner said of the answer, or None.
    """

    id: str
    question: str
    asked: float
    state: State = "waiting"
    answer: Answer | None = None
    problem: str | None = None
    writer: str | None = None
    literal: bool = False
    followups: tuple[str, ...] = ()
    version: int = 1
    rating: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat without its messages, as a list shows it.

    Attributes:
        id: Names it; nobody can guess it.
        title: That of its user, else its first question.
        created: When: seconds since 1970.
        changed: When it was last asked something.
        pinned: Whether it stands above the others.
        scope: Which documents are asked, as the page wrote it; None for all.
        questions: How many it has.
    """

    id: str
    title: str
    created: float
    changed: float
    pinned: bool = False
    scope: dict[str, Any] | None = None
    questions: int = 0


def new_id() -> str:
    """The id of a new chat or message."""
    return secrets.token_urlsafe(16)


def checked_id(sent: object) -> str:
    """An id that the page sent.

    Raises:
        ChatError: It is none.
    """
    if not isinstance(sent, str) or not _ID.fullmatch(sent):
        raise ChatError(page_text("This is not the id of a chat or a message."))
    return sent


def file_name(title: str) -> str:
    """A name for a file, without its suffix, that every system takes."""
    kept = "".join(c if c.isalnum() else " " for c in title)
    return "-".join(kept.split())[:60].strip("-") or "chat"


def short_title(text: str) -> str:
    """A title on one line, of at most `LONGEST_TITLE` characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 2].rstrip() + " …"
