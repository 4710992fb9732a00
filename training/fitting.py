"""`python -m training decision`: scores, fits, measures, and writes `decision.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from rag.evaluation.statistics import Estimate
from training.cases import ALONE, CASES, TOGETHER, case_scorers, read_cases
from training.decision import best, fit, fit_sentence, is_fitted
from training.decision_metrics import (
    Outcome,
    cross_validated,
    curve,
    figures,
    refused,
    reordering,
    thresholds,
)
from training.scoring import REMOVED, SETS, QuestionScorer, ScoredQuestion

_REMOVED_FROM = "squad/valid"
_MOST_COLUMNS = 10
# Pairs of sets to choose the threshold on: one to refuse the unanswerable questions of, one to answer.
_CASES = "cases"
_REFUSING = (
    ("squad/valid", "squad/valid"),
    (f"{_REMOVED_FROM}{REMOVED}", _REMOVED_FROM),
    ("clapnq/valid", "clapnq/valid"),
    ("manuals/valid", "manuals/valid"),
)


def fit_decision(data: Path, out: Path, cases: Path = CASES) -> None:
    """Fits on the scores of the reader in `out`, prints the figures, and writes `out`/decision.json.

    Args:
        data: The evaluation sets.
        out: Where the reader's weights are, and what is made is kept.
        cases: A folder of cases; see `training.cases`.
    """
    everything = _score(data, out, cases)
    # SciFact is in no fit: only the order of its documents is measured.
    questions = [question for question in everything if is_fitted(question.set_name)]
    outcomes = cross_validated(questions)
    together = [_without_kind(outcome) for outcome in outcomes]
    gains = thresholds(outcomes, _REFUSING)
    # The curve is flat at its top: the lowest threshold within a point of the greatest gain refuses least.
    threshold = min(threshold for threshold, gain in gains.items() if gain >= max(gains.values()) - 0.01)
    _show("By weights of other folds, in 100, as shipped", figures(together, threshold))
    order = reordering(everything)
    _show("nDCG@10 by the weight of the reader", order)
    _show("Refused, in 100, by threshold", refused(together, gains))
    rounded = {threshold: round(100 * gain, 1) for threshold, gain in gains.items()}
    print("refused rightly less wrongly:", rounded)
    # Not over the cases: in an index of one document any order is good.
    means = {
        weight: sum(estimate.value for name, estimate in estimates.items() if not name.startswith(_CASES))
        for weight, estimates in order.items()
    }
    calibration = replace(
        fit(questions),
        reorder=float(max(means, key=means.__getitem__)),
        threshold=threshold,
        curve=tuple(curve(outcomes)),
    )
    (out / "decision.json").write_text(json.dumps(asdict(calibration), indent=1) + "\n", encoding="utf-8")
    print(f"written to {out}/decision.json")


def _without_kind(outcome: Outcome) -> Outcome:
    """The outcome under the name of all cases, in place of that of its kind of case: "cases" or "cases-together"."""
    name = outcome.question.set_name
    if not name.startswith(_CASES):
        return outcome
    removed = REMOVED if name.endswith(REMOVED) else ""
    return replace(outcome, question=replace(outcome.question, set_name=f"{name.split('/')[0]}{removed}"))


def _score(data: Path, out: Path, cases: Path) -> list[ScoredQuestion]:
    """Scores twice: the scores of the first search decide where a second search starts."""
    weights = out / "reader.safetensors"
    scorers = [QuestionScorer.of_set(data, out, name, weights) for name in SETS]
    scorers += case_scorers(read_cases(cases), out, weights)
    first = [(scorer, scorer.score_all()) for scorer in scorers]
    fitting = [question for scorer, some in first if is_fitted(scorer.name) for question in some]
    calibration = fit_sentence(fitting)
    second = [
        question
        for scorer, some in first
        for question in scorer.add_second_hops(some, lambda question: best(calibration, question))
    ]
    removed = [
        question
        for scorer, some in first
        if scorer.name == _REMOVED_FROM or scorer.name.startswith((ALONE, TOGETHER))
        for question in scorer.without_answer(some)
    ]
    return second + removed


def _show(title: str, columns: Mapping[str, Mapping[str, Estimate]]) -> None:
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    table = Table(title=title)
    # Beside the sets there are three columns for each kind of case: then each is a row, without intervals.
    if len(columns) <= _MOST_COLUMNS:
        for name in ("", *columns):
            table.add_column(name)
        for name in names:
            table.add_row(name, *(_text(column.get(name)) for column in columns.values()))
    else:
        table.add_column(no_wrap=True)
        for name in ("questions", *names):
            table.add_column(name)
        for name, column in columns.items():
            count = max((estimate.n for estimate in column.values()), default=0)
            table.add_row(name, str(count), *(_value(column.get(each)) for each in names))
    Console(width=200).print(table)


def _value(estimate: Estimate | None) -> str:
    return f"{100 * estimate.value:.1f}" if estimate else ""


def _text(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    return f"{100 * estimate.value:.1f} ({100 * estimate.low:.1f} to {100 * estimate.high:.1f})"
