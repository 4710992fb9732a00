"""Compares refusal thresholds on the sets that have unanswerable questions."""

from collections.abc import Mapping, Sequence

import numpy as np

from bench.output import Table
from rag.evaluation import Evaluation, certainty
from rag.evaluation.statistics import Floats
from rag.reading.calibration import load_calibration

THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)


def threshold_scan(evaluations: Mapping[str, Evaluation]) -> dict[str, dict[str, list[float]]]:
    """For each threshold and set the shares of unanswerable questions refused, answerable ones refused, and wrong answers."""
    columns_by_set = {name: _columns(evaluation) for name, evaluation in evaluations.items()}
    return {
        f"{threshold:g}": {name: _shares(threshold, *columns) for name, columns in columns_by_set.items()}
        for threshold in THRESHOLDS
    }


def threshold_table(scan: Mapping[str, Mapping[str, Sequence[float]]]) -> Table:
    """A row for each threshold; the threshold is chosen by the last column."""
    sets = list(next(iter(scan.values())))
    rows = []
    for threshold, found in scan.items():
        # Each set counts the same, whatever its size.
        gain = np.mean([found[name][0] - found[name][1] for name in sets])
        shares = [f"{100 * share:.1f}" for name in sets for share in found[name]]
        mark = " (in use)" if threshold == f"{load_calibration().threshold:g}" else ""
        rows.append((threshold + mark, *shares, f"{100 * gain:.1f}"))
    columns = [
        f"{name}: {what}"
        for name in sets
        for what in ("unanswerable refused", "answerable refused", "wrong of answered")
    ]
    return Table(
        title="Refused and wrong, in 100 questions, by threshold",
        columns=("threshold", *columns, "refused rightly less wrongly, mean"),
        rows=rows,
    )


def _columns(evaluation: Evaluation) -> tuple[Floats, Floats, Floats]:
    sure, right = certainty(evaluation.records)
    return sure, right, np.array([float(record.answerable) for record in evaluation.records])


def _shares(threshold: float, sure: Floats, right: Floats, answerable: Floats) -> list[float]:
    refused = sure < threshold
    # If all are refused, none of the answers is wrong.
    wrong = float((1 - right)[~refused].mean()) if not refused.all() else 0.0
    return [float(refused[answerable == 0].mean()), float(refused[answerable == 1].mean()), wrong]
