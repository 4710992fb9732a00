"""`python -m training decision`: scores, fits, measures, and writes `decision.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from rag.evaluation.statistics import Estimate
from training.decision import SAMPLE_WEIGHTS, best, fit, fit_sentence
from training.decision_metrics import cross_validated, curve, figures, refused, reordering, thresholds
from training.scoring import REMOVED, SETS, QuestionScorer, ScoredQuestion

_REMOVED_FROM = "squad/valid"
# Pairs of sets to choose the threshold on: one to refuse the unanswerable questions of, one to answer.
_REFUSING = (
    ("squad/valid", "squad/valid"),
    (f"{_REMOVED_FROM}{REMOVED}", _REMOVED_FROM),
    ("clapnq/valid", "clapnq/valid"),
)


def fit_decision(data: Path, out: Path) -> None:
    """Fits on the scores of the reader in `out`, prints the figures, and writes `out`/decision.json."""
    everything = _score(data, out)
    # SciFact is in no fit: only the order of its documents is measured.
    questions = [question for question in everything if question.set_name in SAMPLE_WEIGHTS]
    outcomes = cross_validated(questions)
    _show("By weights of other folds, in 100, as shipped", figures(outcomes))
    order = reordering(everything)
    _show("nDCG@10 by the weight of the reader", order)
    gains = thresholds(outcomes, _REFUSING)
    _show("Refused, in 100, by threshold", refused(outcomes, gains))
    rounded = {threshold: round(100 * gain, 1) for threshold, gain in gains.items()}
    print("refused rightly less wrongly:", rounded)
    means = {
        weight: sum(estimate.value for estimate in estimates.values()) for weight, estimates in order.items()
    }
    calibration = replace(
        fit(questions),
        reorder=float(max(means, key=means.__getitem__)),
        # The curve is flat at its top: the lowest threshold within a point of the greatest gain refuses least.
        threshold=min(threshold for threshold, gain in gains.items() if gain >= max(gains.values()) - 0.01),
        curve=tuple(curve(outcomes)),
    )
    (out / "decision.json").write_text(json.dumps(asdict(calibration), indent=1) + "\n", encoding="utf-8")
    print(f"written to {out}/decision.json")


def _score(data: Path, out: Path) -> list[ScoredQuestion]:
    """Scores twice: the scores of the first search decide where a second search starts."""
    scorers = {name: QuestionScorer(data, out, name, out / "reader.safetensors") for name in SETS}
    first = {name: scorer.score_all() for name, scorer in scorers.items()}
    fitting = [question for name in SAMPLE_WEIGHTS if name in first for question in first[name]]
    _show("Without second searches, in 100", figures(cross_validated(fitting)))
    calibration = fit_sentence(fitting)
    second = [
        question
        for name, scorer in scorers.items()
        for question in scorer.add_second_hops(first[name], lambda question: best(calibration, question))
    ]
    return second + scorers[_REMOVED_FROM].without_answer(first[_REMOVED_FROM])


def _show(title: str, columns: Mapping[str, Mapping[str, Estimate]]) -> None:
    table = Table(title=title)
    for name in ("", *columns):
        table.add_column(name)
    for name in dict.fromkeys(name for column in columns.values() for name in column):
        table.add_row(name, *(_text(column.get(name)) for column in columns.values()))
    Console(width=200).print(table)


def _text(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    return f"{100 * estimate.value:.1f} ({100 * estimate.low:.1f} to {100 * estimate.high:.1f})"
