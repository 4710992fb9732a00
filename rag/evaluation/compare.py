"""Two evaluations of one set, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import EvaluationSetError
from rag.evaluation.figures import scores
from rag.evaluation.records import Evaluation
from rag.evaluation.statistics import Estimate, mean, paired_p


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure of two evaluations over the questions that both have.

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
    """What changed from the first to the second, in every figure that single questions have.

    Raises:
        EvaluationSetError: They have no question in common.
    """
    ours = {record.id: scores(record) for record in first.records}
    theirs = {record.id: scores(record) for record in second.records}
    shared = [id_ for id_ in ours if id_ in theirs]
    if not shared:
        raise EvaluationSetError(
            f"the evaluations of {first.set_name} and {second.set_name} share no question; "
            "compare two of the same set"
        )
    names = dict.fromkeys(name for id_ in shared for name in ours[id_])
    pairs = {
        name: [
            (ours[id_][name], theirs[id_][name])
            for id_ in shared
            if name in ours[id_] and name in theirs[id_]
        ]
        for name in names
    }
    return [_difference(name, values) for name, values in pairs.items() if values]


def _difference(name: tuple[str, str], pairs: Sequence[tuple[float, float]]) -> Difference:
    first, second = np.array(pairs).T
    change = second - first
    interval = mean(list(change))
    assert interval is not None  # noqa: S101  (there is at least one pair)
    return Difference(
        group=name[0],
        name=name[1],
        first=float(first.mean()),
        second=float(second.mean()),
        change=interval,
        wins=int((change > 0).sum()),
        losses=int((change < 0).sum()),
        p=paired_p(change),
    )
