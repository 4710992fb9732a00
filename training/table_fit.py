"""Fits the log-linear model that ranks formulas, by the likelihood of all right ones of a question together.

Nobody says which formula a question means: of those whose values are the answer each may be it (marginal likelihood, as Pasupat
and Liang 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from rag.evaluation.statistics import Floats
from rag.tables.ranking.features import DIMENSIONS
from training.table_candidates import Bools, Ints, Judged

# The L2 penalty, for each question; 1e-4 to 1e-2 gave the same.
_PENALTY = 1e-3
_STEPS = 50
# Wrong candidates that are learned from, of a question that has more: enough, and the fit is three times as fast.
_MOST_WRONG = 120


@dataclass(frozen=True, slots=True)
class _Rows:
    """The candidates of all questions, one behind another."""

    features: csr_matrix
    starts: Ints
    sizes: Ints
    right: Bools


def fit_weights(questions: Sequence[Judged]) -> Floats:
    """The weight of each feature, from questions of which at least one candidate is right."""
    rows = _rows([sampled(one) for one in questions if one.right.any() and not one.right.all()])

    def loss(weights: Floats) -> tuple[float, Floats]:
        """The negative log-likelihood of the right candidates for each question with a penalty, and its gradient."""
        scores = (rows.features @ weights.astype(np.float32)).astype(np.float64)
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, rows.starts), rows.sizes))
        right = odds * rows.right
        whole, good = (np.add.reduceat(part, rows.starts) for part in (odds, right))
        pull = odds / np.repeat(whole, rows.sizes) - right / np.repeat(good, rows.sizes)
        gradient = (rows.features.T @ pull.astype(np.float32)).astype(np.float64) / len(rows.starts)
        value = -np.log(good / whole).mean() + _PENALTY * weights @ weights / 2
        return float(value), gradient + _PENALTY * weights

    fitted = minimize(loss, np.zeros(DIMENSIONS), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    weights: Floats = fitted.x
    return weights


def scores(question: Judged, weights: Floats) -> Floats:
    """The score of each candidate of a question."""
    starts = np.concatenate([[0], question.ends[:-1]])
    sums: Floats = np.add.reduceat(weights[question.ids], starts)
    return sums


def sampled(question: Judged) -> Judged:
    """All right candidates, and at most `_MOST_WRONG` others, spread over all of them."""
    wrong = np.flatnonzero(~question.right)
    if len(wrong) <= _MOST_WRONG:
        return question
    step = len(wrong) / _MOST_WRONG
    kept = np.sort(
        np.concatenate([np.flatnonzero(question.right), wrong[(np.arange(_MOST_WRONG) * step).astype(int)]])
    )
    starts = np.concatenate([[0], question.ends[:-1]])
    ids = [question.ids[starts[at] : question.ends[at]] for at in kept]
    return replace(
        question,
        right=question.right[kept],
        ids=np.concatenate(ids),
        ends=np.cumsum([len(one) for one in ids], dtype=np.int32),
        said=question.said[kept],
        traits=question.traits[kept],
        formulas=tuple(question.formulas[at] for at in kept),
    )


def _rows(questions: Sequence[Judged]) -> _Rows:
    sizes = np.array([len(one.right) for one in questions], np.int32)
    offsets = np.cumsum([0, *(len(one.ids) for one in questions)])
    ends = [one.ends + offset for one, offset in zip(questions, offsets[:-1], strict=True)]
    ids = np.concatenate([one.ids for one in questions])
    features = csr_matrix(
        (np.ones(len(ids), np.float32), ids, np.concatenate([[0], *ends])),
        shape=(int(sizes.sum()), DIMENSIONS),
    )
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
    return _Rows(features, starts, sizes, np.concatenate([one.right for one in questions]))
