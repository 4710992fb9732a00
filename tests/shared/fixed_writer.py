"""A small honest writer: it says what it is given, whatever it is asked."""

from collections.abc import Generator, Mapping, Sequence

from rag.protocols import Message, Usage


class FixedWriter:
    """Writes its replies one after the other, the last one again and again, in pieces of a few characters.

    Attributes:
        asked: The conversations that it was asked to continue.
        closed: Whether every reply that was begun has ended or was closed.
    """

    name = "fixed"
    destination = None
    context = 4096

    def __init__(self, *replies: str) -> None:
        self._replies = replies
        self.asked: list[Sequence[Message]] = []
        self.closed = False

    def count(self, text: str) -> int:
        return len(text) // 4 + 1

    def write(
        self, messages: Sequence[Message], *, at_most: int, schema: Mapping[str, object] | None = None
    ) -> Generator[str, None, Usage]:
        text = self._replies[min(len(self.asked), len(self._replies) - 1)]
        self.asked.append(messages)
        self.closed = False
        try:
            for place in range(0, len(text), 5):
                yield text[place : place + 5]
        finally:
            self.closed = True
        return Usage(reply=self.count(text))
