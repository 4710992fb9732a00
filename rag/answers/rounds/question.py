"""A question as people asked it, for those who search for it more than once."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import Filter
from rag.answer import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as people asked it.

    Attributes:
        line: Its words.
        asked_for: They without chatter: "Hello, how many ...?"
        history: The turns before it.
        where: Which documents it was asked of; None for all.
    """

    line: str
    asked_for: str
    history: Sequence[Turn]
    where: Filter | None
