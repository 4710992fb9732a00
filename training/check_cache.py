"""What the checker says of the best sentences, kept in memory: each fold of a fit asks for the same again."""

from pathlib import Path

from rag.protocols import Pair, Support
from rag.reading.evidence import Evidence
from rag.reading.stated import stated
from rag.reading.support_checker import SupportChecker


class CheckCache:
    """Asks the checker, or looks up what it said of the same statement and sentence before."""

    def __init__(self, weights: Path) -> None:
        """Loads no model."""
        self._checker = SupportChecker(weights)
        self._kept: dict[Pair, Support] = {}

    def support(self, question: str, best: Evidence) -> Support | None:
        """What the sentence makes of the question and its marked words as a statement; None if there is none."""
        pair = stated(question, best)
        if pair is None:
            return None
        if pair not in self._kept:
            (self._kept[pair],) = self._checker.check([pair])
        return self._kept[pair]
