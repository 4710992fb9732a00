"""How sure a figure is: intervals, rank statistics, calibration, paired comparison."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_RESAMPLES, _BLOCK = 1000, 50
_FLIPS = 10_000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure, its bootstrap 95% interval, and how many questions it rests on."""

    value: float
    low: float
    high: float
    n: int


def estimate(columns: Sequence[Floats], figure: Callable[..., float]) -> Estimate | None:
    """A figure of questions with its percentile-bootstrap 95% interval (Efron 1979).

    Args:
        columns: What the figure is made of, each of shape (questions).
        figure: From the columns, resampled alike, to the figure; NaN where it is not defined.

    Returns:
        None where there is no question or the figure is not defined on all of them.
    """
    n = len(columns[0])
    value = figure(*columns) if n else float("nan")
    if np.isnan(value):
        return None
    drawn = (rows for block in _draws(n) for rows in block)
    return _between(value, np.array([figure(*(column[rows] for column in columns)) for rows in drawn]), n)


def mean(values: Sequence[float]) -> Estimate | None:
    """The mean of one value for each question; None without any."""
    return _by_row(values, lambda rows: rows.mean(axis=-1))


def percentile(values: Sequence[float], percent: float) -> Estimate | None:
    """A percentile (0 to 100) of one value for each question; None without any."""
    return _by_row(values, lambda rows: np.percentile(rows, percent, axis=-1))


def _by_row(values: Sequence[float], figure: Callable[[Floats], Floats]) -> Estimate | None:
    """As `estimate`, all at once: `figure` takes many rows of questions and gives one number for each."""
    column = np.asarray(values, dtype=float)
    if not len(column):
        return None
    resampled = np.concatenate([figure(column[block]) for block in _draws(len(column))])
    return _between(float(figure(column[None, :])[0]), resampled, len(column))


def _draws(n: int) -> Iterator[npt.NDArray[np.int64]]:
    """Rows of `n` questions drawn with replacement, the same each time, in blocks that fit a cache."""
    random = np.random.default_rng(0)
    for _ in range(_RESAMPLES // _BLOCK):
        yield random.integers(0, n, (_BLOCK, n))


def _between(value: float, resampled: Floats, n: int) -> Estimate:
    low, high = np.nanpercentile(resampled, [2.5, 97.5])
    return Estimate(value=float(value), low=float(low), high=float(high), n=n)


def auroc(scores: Floats, positive: Floats) -> float:
    """How often a positive (1) scores higher than a negative (0), ties half; NaN if one kind is missing.

    The area under the ROC curve by its rank-sum form (Hanley and McNeil 1982).
    """
    order = np.sort(scores)
    ranks = (np.searchsorted(order, scores) + np.searchsorted(order, scores, side="right") + 1) / 2
    yes = positive.sum()
    no = len(scores) - yes
    return float((ranks[positive > 0].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else np.nan


def precision_recall_f1(said: Floats, true: Floats) -> tuple[float, float, float]:
    """Of 0/1 decisions `said` against `true`; 0 where nothing was said, NaN where nothing is true."""
    hits = float((said * true).sum())
    precision = hits / said.sum() if said.any() else 0.0
    recall = hits / true.sum() if true.any() else np.nan
    f1 = 2 * hits / (said.sum() + true.sum()) if true.any() else np.nan
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
    """The area under the risk-coverage curve: the risk, averaged over all shares answered."""
    _, coverage, risk = risk_coverage(confidences, right).T
    return float(np.diff(coverage, prepend=0.0) @ risk)


def reliability(confidences: Floats, right: Floats, bins: int = 10) -> Floats:
    """Rows of (mean confidence, share right, questions) of each bin of equal width that is not empty."""
    place = np.minimum((confidences * bins).astype(int), bins - 1)
    counts = np.bincount(place, minlength=bins)
    sums = [np.bincount(place, weights=it, minlength=bins) for it in (confidences, right)]
    some = counts > 0
    return np.column_stack([*(it[some] / counts[some] for it in sums), counts[some]])


def calibration_error(confidences: Floats, right: Floats) -> float:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    sure, share, counts = reliability(confidences, right).T
    return float(counts @ np.abs(sure - share) / counts.sum())


def paired_p(differences: Floats) -> float:
    """Two-sided p of a paired permutation test: could the signs have fallen so by chance?

    Fisher's randomisation test with random signs (Smucker et al. 2007 recommend it for retrieval).
    """
    changed = differences[differences != 0]
    if not len(changed):
        return 1.0
    random = np.random.default_rng(0)
    signs = (2 * random.integers(0, 2, (_BLOCK, len(changed))) - 1 for _ in range(_FLIPS // _BLOCK))
    sums = np.concatenate([block @ changed for block in signs])
    extreme = int((np.abs(sums) >= abs(changed.sum()) - 1e-9).sum())
    return (extreme + 1) / (_FLIPS + 1)
