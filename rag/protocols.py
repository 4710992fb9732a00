"""The protocols of the parts of `Assistant`: any object with these methods can take their place."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypeAlias

from index import Filter, Hit, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The result of reading one sentence of a hit.

    Attributes:
        hit: The hit that was read.
        sentence: Offsets of the sentence in the document's text.
        span: Offsets of the words in the sentence that answer, or None if the reader can't tell.
        probability: 0 to 1, how likely it is that this sentence belongs to the answer.
    """

    hit: Hit
    sentence: Span
    # A reader without marks, such as the one in `tests/contract/rag/test_reader.py`, gives None.
    span: Span | None
    probability: float

    @property
    def text(self) -> str:
        """The characters of the sentence."""
        return self.hit.passage.quote(self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The result of reading the hits of a question.

    Attributes:
        hits: The passages that were read, those that answer first, with their new ranks.
        sentences: Every sentence that was read, the best first.
        confidence: 0 to 1, how likely it is that the best sentences have the answer.
        notes: What people should know about the result, a sentence each.
    """

    hits: tuple[Hit, ...]
    sentences: tuple[Reading, ...]
    confidence: float
    notes: tuple[str, ...] = ()


class Retriever(Protocol):
    """Finds passages for a question: the index, or any other search whose passages have exact offsets."""

    def search(
        self, question: str, k: int = 10, *, where: Filter | None = None, also: Sequence[str] = ()
    ) -> list[Hit]:
        """The best `k` passages, best first, ranks counted from 1; equal questions give equal results.

        Args:
            question: One that stands alone.
            k: The most passages that are returned.
            where: Only documents that pass this filter; by default all.
            also: Words that are searched for, too, such as other forms of the question's words.
        """
        ...


# A function, and not the retriever itself: it already has the filter of the question.
Search: TypeAlias = Callable[[str, int], Sequence[Hit]]
"""From a text and a number k to the best k passages, best first."""


class Reader(Protocol):
    """Finds the sentences that answer a question, with a confidence."""

    # Part of the protocol, so that the page can load every model before the first question.
    def warm_up(self) -> None:
        """Loads what the first question would load, if anything."""
        ...

    def read(self, question: str, hits: Sequence[Hit], search: Search) -> Readings:
        """Reads the hits; equal questions and hits give equal readings.

        Args:
            question: One that stands alone.
            hits: The passages found for it, best first.
            search: Finds more passages of the same documents, for a second hop.
        """
        ...


class Message(NamedTuple):
    """One message of a conversation with a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a reply cost, in tokens; None where the model does not say.

    Attributes:
        prompt: Tokens of the messages.
        reply: Tokens that were written.
    """

    prompt: int | None = None
    reply: int | None = None


class Writer(Protocol):
    """A language model: it continues a conversation. What it is asked, and what becomes of its words, is not its concern."""

    @property
    def name(self) -> str:
        """What people call it, as `rag.models.load_writer` takes it: "smollm2", "ollama/llama3.2"."""
        ...

    @property
    def destination(self) -> str | None:
        """The host and port that texts are sent to; None where nothing leaves the machine's own process."""
        ...

    @property
    def context(self) -> int:
        """The most tokens that messages and reply may have together."""
        ...

    def count(self, text: str) -> int:
        """How many tokens a text has: exactly, or an estimate that is hardly ever too low."""
        ...

    # A generator: closing it stops the model. It also looks at `index.stoppable`'s event while it waits for the model.
    def write(
        self, messages: Sequence[Message], *, at_most: int, schema: Mapping[str, object] | None = None
    ) -> Generator[str, None, Usage]:
        """Yields pieces of the reply as they are written, and returns what it cost.

        Args:
            messages: The conversation so far.
            at_most: The most tokens of the reply.
            schema: JSON Schema that the reply should follow; a model that can't be held to one ignores it.

        Raises:
            WriterError: The model failed; the message says what to do.
            ModelError: The model can't be loaded.
            StoppedError: The event of `stoppable` was set.
        """
        ...


SupportKind: TypeAlias = Literal["supported", "contradicted", "neither"]
"""What a text makes of a sentence: it says so, it says otherwise, or it says nothing of it."""


class Pair(NamedTuple):
    """A sentence, the text that it is checked against, and the title of the text's document."""

    sentence: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a text makes of a sentence: three probabilities, not calibrated, that add up to 1.

    Attributes:
        supported: The text says it.
        contradicted: The text says otherwise.
        neither: The text says nothing of it.
    """

    supported: float
    contradicted: float
    neither: float


class Checker(Protocol):
    """Tells whether texts support sentences."""

    def warm_up(self) -> None:
        """Loads what the first check would load, if anything."""
        ...

    def check(self, pairs: Sequence[Pair]) -> list[Support]:
        """For each pair what its text makes of its sentence; equal pairs give equal results."""
        ...
