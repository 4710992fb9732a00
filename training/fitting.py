"""`python -m training decision`: looks, fits, measures, and writes `decision.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from rag.evaluation.statistics import Estimate
from training.decision import WORTH, best, fit, fit_sentence
from training.figures import curve, figures, folded, refused, reordering, thresholds
from training.seen import REMOVED, SETS, QuestionScorer, ScoredQuestion

_REMOVED_FROM = "squad/valid"
# Where to refuse and where to answer: enough of both to choose a threshold on.
_REFUSING = (
    ("squad/valid", "squad/valid"),
    (f"{_REMOVED_FROM}{REMOVED}", _REMOVED_FROM),
    ("clapnq/valid", "clapnq/valid"),
)


def fit_decision(data: Path, out: Path) -> None:
    """Fits on what the reader in `out` sees, prints what it reaches, and writes `out`/decision.json."""
    everything = _see(data, out)
    seen = [it for it in everything if it.set_name in WORTH]
    outcomes = folded(seen)
    _show("By weights of other folds, in 100, as shipped", figures(outcomes))
    order = reordering(everything)
    _show("nDCG@10 by the weight of the reader", order)
    gains = thresholds(outcomes, _REFUSING)
    _show("Refused, in 100, by threshold", refused(outcomes, gains))
    print("refused rightly less wrongly:", {it: round(100 * gain, 1) for it, gain in gains.items()})
    fitted = replace(
        fit(seen),
        reorder=float(max(order, key=lambda weight: sum(it.value for it in order[weight].values()))),
        # The curve is flat at its top: the lowest threshold within a point of the greatest refuses least.
        threshold=min(it for it, gain in gains.items() if gain >= max(gains.values()) - 0.01),
        curve=tuple(curve(outcomes)),
    )
    (out / "decision.json").write_text(json.dumps(asdict(fitted), indent=1) + "\n", encoding="utf-8")
    print(f"written to {out}/decision.json")


def _see(data: Path, out: Path) -> list[ScoredQuestion]:
    """Looks twice: where a second search starts is decided by what was seen at first."""
    lookers = {name: QuestionScorer(data, out, name, out / "reader.safetensors") for name in SETS}
    once = {name: looker.see() for name, looker in lookers.items()}
    fitting = [it for name, some in once.items() if name in WORTH for it in some]
    _show("Without second searches, in 100", figures(folded(fitting)))
    fitted = fit_sentence(fitting)
    twice = [
        it for name, some in once.items() for it in lookers[name].see_again(some, lambda it: best(fitted, it))
    ]
    return twice + lookers[_REMOVED_FROM].without_answer(once[_REMOVED_FROM])


def _show(title: str, columns: Mapping[str, Mapping[str, Estimate]]) -> None:
    names = list(dict.fromkeys(name for some in columns.values() for name in some))
    table = Table(title=title)
    for name in ("", *columns):
        table.add_column(name)
    for name in names:
        table.add_row(name, *(_text(some.get(name)) for some in columns.values()))
    Console(width=200).print(table)


def _text(estimate: Estimate | None) -> str:
    return (
        f"{100 * estimate.value:.1f} ({100 * estimate.low:.1f} to {100 * estimate.high:.1f})"
        if estimate
        else ""
    )
