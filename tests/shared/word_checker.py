"""A checker without a model: a text supports a sentence if it has nearly all of its words."""

import re
from collections.abc import Sequence

from rag import Pair, Support


class WordChecker:
    """Fast, and sure of everything."""

    def warm_up(self) -> None:
        pass

    def check(self, pairs: Sequence[Pair]) -> list[Support]:
        return [self._support(pair) for pair in pairs]

    def _support(self, pair: Pair) -> Support:
        ours, theirs = (
            set(re.findall(r"\w+", text.lower())) for text in (pair.sentence, f"{pair.title} {pair.text}")
        )
        share = len(ours & theirs) / len(ours) if ours else 0.0
        return Support(supported=share, contradicted=0.0, neither=1 - share)


class FixedChecker:
    """Makes the same of every pair."""

    def __init__(self, *, supported: float = 0.0, contradicted: float = 0.0) -> None:
        self.support = Support(
            supported=supported, contradicted=contradicted, neither=1 - supported - contradicted
        )

    def warm_up(self) -> None:
        pass

    def check(self, pairs: Sequence[Pair]) -> list[Support]:
        return [self.support for _ in pairs]
