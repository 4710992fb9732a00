"""What one way to search for a question found, and what was read in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import Hit
from rag.answers.decide import Decision
from rag.protocols import Readings
from rag.questions.searched import SearchedQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The passages that one way to search for a question found, and how long that took."""

    way: SearchedQuestion
    hits: Sequence[Hit]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read in the passages of one way to search for a question."""

    way: SearchedQuestion
    readings: Readings
    decision: Decision
    timings: Mapping[str, float]
