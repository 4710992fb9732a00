"""Compares two evaluations of one set, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import EvaluationSetError
from rag.evaluation.figures import scores
from rag.evaluation.records import Evaluation
from rag.evaluation.statistics import Estimate, mean, paired_p


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure of two evaluations, over the questions that both have.

    Attributes:
        group: As in `Figure`.
        name: As in `Figure`.
        first: The mean of the first.
        second: The mean of the second.
        change: Second minus first, with its interval over the questions.
        wins: Questions on which the second is better.
        losses: Questions on which it is worse.
        p: Two-sided, of a paired permutation test.
    """

    group: str
    name: str
    first: float
    second: float
    change: Estimate
    wins: int
    losses: int
    p: float


def compare(first: Evaluation, second: Evaluation) -> list[Difference]:
    """The difference between the first and the second in every figure that single questions have.

    Raises:
        EvaluationSetError: They have no question in common.
    """
    # Only questions that both have, each with itself: hard and easy ones then cancel out.
    seconds = {record.id: scores(record) for record in second.records}
    shared = [(scores(record), seconds[record.id]) for record in first.records if record.id in seconds]
    if not shared:
        raise EvaluationSetError(
            f"the evaluations of {first.set_name} and {second.set_name} share no question; "
            "compare two of the same set"
        )
    pairs: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for before, after in shared:
        # A score may be missing on one side: there is no precision where nothing was cited.
        for name in before.keys() & after.keys():
            pairs.setdefault(name, []).append((before[name], after[name]))
    # In the order of the first evaluation, since `&` above has none.
    names = dict.fromkeys(name for before, _ in shared for name in before)
    return [_difference(name, pairs[name]) for name in names if name in pairs]


def _difference(name: tuple[str, str], pairs: Sequence[tuple[float, float]]) -> Difference:
    first, second = np.array(pairs).T
    change = second - first
    interval = mean(change)
    assert interval is not None  # noqa: S101  (there is at least one pair)
    return Difference(
        group=name[0],
        name=name[1],
        first=float(first.mean()),
        second=float(second.mean()),
        change=interval,
        wins=int((change > 0).sum()),
        losses=int((change < 0).sum()),
        # Paired by question, smaller changes can be told from chance than between two means.
        p=paired_p(change),
    )
