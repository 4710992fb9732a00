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

    def __init__(self, *replies: str, fails: Exception | None = None, context: int = 4096) -> None:
        """What it says, one reply after the other; what is raised behind each of them; its context in tokens."""
        self._replies = replies
        self._fails = fails
        self.context = context
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
            if self._fails:
                raise self._fails
        finally:
            self.closed = True
        return Usage(reply=self.count(text))
