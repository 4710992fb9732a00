"""What one way to search for a question found, and what was read in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index import Hit
from rag.answers.decide import Decision
from rag.protocols import Reading, Readings
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


def with_hits_of(readings: Sequence[Reading], hits: Sequence[Hit]) -> list[Hit]:
    """The hits of a question with those of what was read around them: a citation names nothing else."""
    passages = {hit.passage.id: hit for hit in hits}
    around = {one.hit.passage.id: one.hit for one in readings if one.hit.passage.id not in passages}
    return [
        replace(hit, rank=rank) for rank, hit in enumerate([*passages.values(), *around.values()], start=1)
    ]
