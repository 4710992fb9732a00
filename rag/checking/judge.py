"""Judges sentences against what they cite: first the rules, which are sure and say why, then the checker."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import raise_if_stopped
from rag.checking.rules import is_out_of_context, is_quotation, is_reworded, objection
from rag.protocols import Checker, Pair, Support, SupportKind

# A sentence passes from this probability of "supported" on: of made claims that are not supported some 4 in 100 then pass
# (training/README.md).
MIN_SUPPORTED = 0.8
# Where it has words that the source lacks, most of what is wrong is in them: "acquired" for "is the founder of". The sentences
# that a model of 1.5 billion numbers wrote and nothing supports were at .82 to .88, right ones in other words at .90 to .97.
MIN_REWORDED = 0.9
# Whoever is told that a source says otherwise trusts it less than one that is silent.
MIN_CONTRADICTED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a text makes of a sentence.

    Attributes:
        support: "supported", "contradicted", or "neither": the text says nothing of it.
        probability: 0 to 1, how likely the text supports it; 1 for a quotation.
        reason: Why it is not supported, in a few words, or None.
    """

    support: SupportKind
    probability: float
    reason: str | None = None


def judged(pairs: Sequence[Pair], checker: Checker) -> list[Judgement]:
    """The judgement of each pair, in their order; the checker is asked once, and only of what the rules leave open.

    Raises:
        ModelError: The checker's weights are missing or altered.
        StoppedError: Nobody waits for it any more.
    """
    found: dict[int, Judgement] = {}
    for place, pair in enumerate(pairs):
        raise_if_stopped()
        quoted = bool(pair.text) and is_quotation(pair.sentence, pair.text)
        if quoted and not is_out_of_context(pair.sentence, pair.text):
            found[place] = Judgement(support="supported", probability=1.0)
        elif against := objection(pair.sentence, pair.text, pair.title):
            found[place] = Judgement(support=against.support, probability=0.0, reason=against.reason)
    open_ = [place for place in range(len(pairs)) if place not in found]
    for place, support in zip(open_, checker.check([pairs[place] for place in open_]), strict=True):
        found[place] = _by_checker(support, pairs[place])
    return [found[place] for place in range(len(pairs))]


def _by_checker(support: Support, pair: Pair) -> Judgement:
    enough = MIN_REWORDED if is_reworded(pair.sentence, pair.text, pair.title) else MIN_SUPPORTED
    if support.supported >= enough:
        return Judgement(support="supported", probability=support.supported)
    if support.contradicted >= MIN_CONTRADICTED:
        return Judgement(
            support="contradicted", probability=support.supported, reason="the source says otherwise"
        )
    return Judgement(
        support="neither", probability=support.supported, reason="the source does not plainly say this"
    )
