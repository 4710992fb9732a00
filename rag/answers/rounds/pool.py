"""The passages that several searches for one question found, each once, and what each search added."""

from collections.abc import Sequence
from dataclasses import replace

from index import Hit
from rag.answer import Step, StepOrigin

# Reading takes a hundredth of a second a passage.
_MOST = 60


def new_hits(pool: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """Those of `hits` that no search before has found, as many as there is room for."""
    known = {hit.passage.id for hit in pool}
    fresh = {hit.passage.id: hit for hit in hits if hit.passage.id not in known}
    return list(fresh.values())[: max(_MOST - len(pool), 0)]


def joined(pool: Sequence[Hit], fresh: Sequence[Hit], *, weight: float = 1.0) -> list[Hit]:
    """The passages of all searches, the new ones behind; their scores count `weight` beside the others."""
    behind = [
        replace(hit, rank=rank, score=weight * hit.score)
        for rank, hit in enumerate(fresh, start=len(pool) + 1)
    ]
    return [*pool, *behind]


def step(search: str, by: StepOrigin, fresh: Sequence[Hit]) -> Step:
    """What a search added, before anybody has looked at what is still missing."""
    titles = dict.fromkeys(hit.passage.title for hit in fresh)
    return Step(search=search, by=by, passages=len(fresh), titles=tuple(titles))
