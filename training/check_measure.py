"""Measures what checks sentences, on claims that people wrote and on claims that are made of questions."""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np

from rag.checking.judge import MIN_SUPPORTED, judged
from rag.evaluation.statistics import Estimate, Floats, auroc, estimate
from rag.protocols import Pair
from rag.reading.support_checker import SupportChecker
from training.claims import claims_of
from training.examples import paragraph_examples

# For each pair how likely its text supports its sentence, 0 to 1.
Judge: TypeAlias = Callable[[Sequence[Pair]], list[float]]
_SEED, _MADE = 7, 1000


def print_check_measure(data: Path, weights: Path | None) -> None:
    """Measures the weights, by default those that come with Pincite: alone, and as they are used, behind the rules."""
    for name, judge in (("the checker", checker_judge(weights)), ("behind the rules", whole_judge(weights))):
        print(name)
        for figure, text in check_figures(data, judge).items():
            print(f"  {figure}: {text}")


def checker_judge(weights: Path | None) -> Judge:
    """By the probability of "supported"."""
    checker = SupportChecker(weights)
    return lambda pairs: [one.supported for one in checker.check(pairs)]


def whole_judge(weights: Path | None) -> Judge:
    """As `Assistant.verify` does it: what does not pass there, since it is reworded, is below the threshold here."""
    checker = SupportChecker(weights)
    below = float(np.nextafter(MIN_SUPPORTED, 0))
    return lambda pairs: [
        one.probability if one.support == "supported" else min(one.probability, below)
        for one in judged(pairs, checker)
    ]


def check_figures(data: Path, judge: Judge) -> dict[str, str]:
    """Figures with 95% intervals, in 100.

    On `data`/checker/valid: FEVER-Symmetric's balanced accuracy, and AUROC of both sets; on claims made of squad/valid: how
    many of those that are not supported pass, and how many of the supported ones do not.
    """
    with (data / "checker" / "valid" / "claims.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    likely = np.array(judge([Pair(row["claim"], row["evidence"]) for row in rows]))
    labels = np.array([row["label"] for row in rows])
    of_fever = np.array([row["id"].startswith("fever") for row in rows])
    supported = (labels == "supported").astype(float)
    plain = ~of_fever & (labels != "partially_supported")
    claims = claims_of(paragraph_examples(data / "squad" / "valid"), _SEED)
    made = random.Random(_SEED).sample(claims, min(_MADE, len(claims)))
    passes = (
        np.array(judge([Pair(one.sentence, one.context.text, one.context.title) for one in made]))
        >= MIN_SUPPORTED
    )
    true = np.array([claim.support == "supported" for claim in made])
    return {
        "FEVER-Symmetric, balanced accuracy": _text(
            estimate([likely[of_fever], supported[of_fever]], balanced_accuracy)
        ),
        "FEVER-Symmetric, AUROC": _text(estimate([likely[of_fever], supported[of_fever]], auroc)),
        "WiCE, AUROC, supported against not supported": _text(
            estimate([likely[plain], supported[plain]], auroc)
        ),
        "WiCE, AUROC, supported against partially or not": _text(
            estimate([likely[~of_fever], supported[~of_fever]], auroc)
        ),
        "made of squad/valid, false pass": _text(estimate([passes[~true].astype(float)], np.mean)),
        "made of squad/valid, false strip": _text(estimate([1.0 - passes[true]], np.mean)),
    }


# Of two classes the likelier one.
_HALF = 0.5


def balanced_accuracy(likely: Floats, supported: Floats) -> float:
    """The mean of the share of supported claims that pass, and that of the others that do not; NaN without either."""
    true = supported > 0
    if true.all() or not true.any():
        return float("nan")
    passes = likely >= _HALF
    return float((passes[true].mean() + (~passes[~true]).mean()) / 2)


def _text(figure: Estimate | None) -> str:
    return f"{100 * figure.value:.1f} ({100 * figure.low:.1f} to {100 * figure.high:.1f})" if figure else "-"
