"""What `Assistant` needs from its parts. Anything with these methods will do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from index import Filter, Hit, Span
from rag.answer import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader found in one sentence of a hit.

    Attributes:
        hit: The hit that was read.
        sentence: Offsets of the sentence in the document's text.
        span: Offsets of the words that answer, inside the sentence, or None if it can't tell.
        probability: 0 to 1, how likely it is that this sentence belongs to the answer.
    """

    hit: Hit
    sentence: Span
    span: Span | None
    probability: float

    @property
    def text(self) -> str:
        """The characters of the sentence."""
        return self.hit.passage.quote(self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What a reader makes of the hits of a question.

    Attributes:
        hits: The passages that were read, those that answer first, with their new ranks.
        sentences: Every sentence that was considered, the best first.
        confidence: 0 to 1, how likely it is that the best sentences hold the answer.
        notes: What people should know of it, a sentence each.
    """

    hits: tuple[Hit, ...]
    sentences: tuple[Reading, ...]
    confidence: float
    notes: tuple[str, ...] = ()


class Retriever(Protocol):
    """Finds passages for a question. The index does; so can anything else whose passages have exact offsets."""

    def search(self, question: str, k: int = 10, *, where: Filter | None = None) -> list[Hit]:
        """The best `k` passages, best first, ranks counted from 1; equal questions give equal results.

        Args:
            question: One that stands alone.
            k: How many at most; fewer where there are no more.
            where: Only documents that it lets through; by default all.
        """
        ...


Search: TypeAlias = Callable[[str, int], Sequence[Hit]]
"""The best so many passages for a text, best first."""


class Reader(Protocol):
    """Finds the sentences that answer a question, and says how sure it is."""

    def warm_up(self) -> None:
        """Loads what the first question would load; nothing, where there is nothing to load."""
        ...

    def read(self, question: str, hits: Sequence[Hit], search: Search) -> Readings:
        """What the passages say to the question; of equal questions and hits always the same.

        Args:
            question: One that stands alone.
            hits: What was found for it, best first.
            search: Finds more, in the same documents, where the hits lead to something else.
        """
        ...


class Writer(Protocol):
    """Turns the chosen sentences into prose."""

    def write(self, question: str, statements: Sequence[Statement]) -> Iterator[str]:
        """Yields pieces of text as they are written.

        Each statement's quote is evidence that a model may only rephrase; the writer cites it as
        [n], where n is the number of the statement's first citation.

        Raises:
            WriterError: The model failed.
        """
        ...
