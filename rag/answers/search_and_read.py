"""One way to search for a question, searched, read and decided: the step that all ways to an answer begin with."""

import time
from collections.abc import Sequence
from dataclasses import replace

from index import raise_if_stopped
from rag.answers.decide import Decision, decide
from rag.answers.found import Found, Searched
from rag.protocols import Checker, Reader, Readings, Retriever
from rag.questions.analysis import analyse
from rag.questions.searched import SearchedQuestion

# How many passages are searched for. The one that answers is among the first twenty for 98.8 in 100 of SQuAD's
# questions, among the first five for 95.8.
_PASSAGES = 20
# Another reading of a question is taken only if its answer is so much surer: the first is the likeliest.
SURER = 0.1
"""A surer answer is surer by so much, as a probability."""


class SearchAndRead:
    """Searches, reads and decides, for one way to ask. Any thread may use it."""

    def __init__(
        self,
        retriever: Retriever,
        reader: Reader,
        checker: Checker,
        *,
        threshold: float,
        support_threshold: float,
    ) -> None:
        """Loads nothing; the arguments are those of `AnswerPipeline`."""
        self._retriever = retriever
        self._reader = reader
        self._checker = checker
        self._threshold = threshold
        self._support_threshold = support_threshold

    def search(self, way: SearchedQuestion, k: int = _PASSAGES) -> Searched:
        """The best `k` passages for one way to search."""
        clock = time.perf_counter()
        raise_if_stopped()
        hits = self._retriever.search(way.text, k, where=way.where, also=way.also)
        return Searched(way=way, hits=hits, seconds=time.perf_counter() - clock)

    def read(self, searched: Searched) -> Found:
        """What the reader makes of the passages, and what is decided from it."""
        clock, way = time.perf_counter(), searched.way
        raise_if_stopped()
        # A second search keeps to the filter, too.
        readings = self._reader.read(
            way.text, searched.hits, lambda text, k: self._retriever.search(text, k, where=way.where)
        )
        timings = {"search": searched.seconds, "read": time.perf_counter() - clock}
        return Found(way=way, readings=readings, decision=self.decided(way.text, readings), timings=timings)

    def decided(self, text: str, readings: Readings) -> Decision:
        """What is shown of the readings of a question."""
        return decide(
            analyse(text),
            readings,
            threshold=self._threshold,
            support_threshold=self._support_threshold,
            checker=self._checker,
        )


def surest(found: Sequence[Found]) -> Found:
    """The first, unless another is surer of its answer; with the time that all of them took."""
    first, *others = found
    best = max(others, key=lambda other: other.decision.confidence, default=first)
    sure = best if best.decision.confidence > first.decision.confidence + SURER else first
    timings = {stage: sum(one.timings[stage] for one in found) for stage in first.timings}
    return replace(sure, timings=timings)
