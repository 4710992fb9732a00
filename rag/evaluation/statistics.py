"""Statistics of figures: intervals, rank statistics, calibration, paired comparison."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_RESAMPLES, _PERMUTATIONS = 1000, 10_000
# Resamples that are held in memory at once.
_BATCH = 50
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure, its bootstrap 95% interval, and how many questions it rests on."""

    value: float
    low: float
    high: float
    n: int


def estimate(columns: Sequence[Floats], figure: Callable[..., Any]) -> Estimate | None:
    """A figure of questions with its percentile-bootstrap 95% interval (Efron 1979).

    Args:
        columns: The data of the figure, each of shape (questions).
        figure: From the columns, resampled alike, to the figure; NaN where it is not defined.

    Returns:
        None if there are no questions, or the figure of all of them is not defined.
    """
    n = len(columns[0])
    value = float(figure(*columns)) if n else float("nan")
    if np.isnan(value):
        return None
    # scipy resamples two values or more. Resamples on which the figure is not defined are left out.
    low, high = np.nanpercentile(_resampled(columns, figure) if n > 1 else [value], [2.5, 97.5])
    return Estimate(value=value, low=float(low), high=float(high), n=n)


def mean(values: Sequence[float] | Floats) -> Estimate | None:
    """The mean of one value for each question; None without any."""
    return estimate([np.asarray(values, dtype=float)], np.mean)


def percentile(values: Sequence[float], percent: float) -> Estimate | None:
    """A percentile (0 to 100) of one value for each question; None without any."""
    column = np.asarray(values, dtype=float)
    # With `axis`, scipy computes a batch of resamples in one call.
    return estimate([column], lambda rows, axis=-1: np.percentile(rows, percent, axis=axis))


def _resampled(columns: Sequence[Floats], figure: Callable[..., Any]) -> Floats:
    """The figure on each of a thousand resamples, the same each time; NaN where it is not defined on one."""
    from scipy.stats import DegenerateDataWarning, bootstrap

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)  # of resamples that are NaN
        result = bootstrap(
            columns, figure, paired=True, n_resamples=_RESAMPLES, batch=_BATCH, method="percentile", rng=0
        )
    return np.asarray(result.bootstrap_distribution)


def auroc(scores: Floats, positive: Floats) -> float:
    """How often a positive (1) scores higher than a negative (0), ties half; NaN if one kind is missing.

    The area under the ROC curve by its rank-sum form (Hanley and McNeil 1982), which here is fifteen times as fast as scikit-learn's.
    """
    from scipy.stats import rankdata

    positives = positive.sum()
    negatives = len(scores) - positives
    if not positives or not negatives:
        return float("nan")
    rank_sum = rankdata(scores)[positive > 0].sum()
    return float((rank_sum - positives * (positives + 1) / 2) / (positives * negatives))


def precision_recall_f1(predicted: Floats, actual: Floats) -> tuple[float, float, float]:
    """Of 0/1 decisions `predicted` against `actual`; 0 if nothing was predicted, NaN if nothing is actual."""
    hits = float((predicted * actual).sum())
    precision = hits / predicted.sum() if predicted.any() else 0.0
    recall = hits / actual.sum() if actual.any() else np.nan
    f1 = 2 * hits / (predicted.sum() + actual.sum()) if actual.any() else np.nan
    return float(precision), float(recall), float(f1)


def risk_coverage(confidences: Floats, right: Floats) -> Floats:
    """Rows of (threshold, coverage, risk), one for each confidence to answer from, highest first.

    Coverage is the share of questions answered, risk the share of the answers that are wrong
    (El-Yaniv and Wiener 2010). Shape: (different confidences, 3).
    """
    order = np.argsort(-confidences, kind="stable")
    sorted_, wrong = confidences[order], np.cumsum(1 - right[order])
    counts = np.arange(1, len(order) + 1)
    last = np.append(sorted_[1:] != sorted_[:-1], True)  # equal confidences are answered together
    return np.column_stack([sorted_[last], counts[last] / len(order), wrong[last] / counts[last]])


def mean_risk(confidences: Floats, right: Floats) -> float:
    """The area under the risk-coverage curve: the mean risk over all coverages."""
    _, coverage, risk = risk_coverage(confidences, right).T
    return float(np.diff(coverage, prepend=0.0) @ risk)


def reliability(confidences: Floats, right: Floats, bins: int = 10) -> Floats:
    """Rows of (mean confidence, share right, questions) of each bin of equal width that is not empty."""
    # A confidence of 1 belongs to the last bin.
    place = np.minimum((confidences * bins).astype(int), bins - 1)
    counts = np.bincount(place, minlength=bins)
    used = counts > 0
    means = [np.bincount(place, column, bins)[used] / counts[used] for column in (confidences, right)]
    return np.column_stack([*means, counts[used]])


def calibration_error(confidences: Floats, right: Floats) -> float:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    confidence, share, counts = reliability(confidences, right).T
    return float(counts @ np.abs(confidence - share) / counts.sum())


def paired_p(differences: Floats) -> float:
    """Two-sided p of a paired permutation test: could the signs have fallen so by chance?

    Fisher's randomisation test with random signs (Smucker et al. 2007 recommend it for retrieval).
    """
    from scipy.stats import permutation_test

    # A difference of 0 is the same with either sign. A single one that changed has p 1, and scipy wants two.
    changed = differences[differences != 0]
    if len(changed) < 2:
        return 1.0
    # Exact up to 13 changed questions, whose signs can all be tried; with more, random signs.
    result = permutation_test(
        (changed,), np.sum, permutation_type="samples", n_resamples=_PERMUTATIONS, batch=_BATCH, rng=0
    )
    return float(result.pvalue)
