"""Tables of judged answers: totals, what is not good, what is refused, and the risk for each share answered."""

from collections.abc import Sequence
from typing import get_args

import numpy as np

from bench.everyday.asking import Judged, Verdict
from bench.output import Table
from rag.evaluation import risk_coverage

_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
# Characters of an answer that a table shows.
_SHOWN = 100
# Rows of the curve.
_COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def tables(
    name: str, asked: Sequence[Judged], later: str, threshold: float, failed: Sequence[str]
) -> list[Table]:
    """All tables of one bench.

    Args:
        name: Its name.
        asked: Every question.
        later: What the bench calls an answer in which what is asked for is not first.
        threshold: The assistant's.
        failed: What could not be read.
    """
    return [
        totals(name, asked, later, failed),
        _not_good(asked, later),
        _refused(asked, later, threshold),
        curve(asked, threshold),
    ]


def totals(name: str, asked: Sequence[Judged], later: str, failed: Sequence[str]) -> Table:
    """Verdicts by group, and their shares of all with 95% intervals."""
    groups = list(dict.fromkeys(one.group for one in asked))
    rows = [_row(group, [one for one in asked if one.group == group]) for group in sorted(groups)]
    return Table(
        title=f"{name}: {len(asked)} questions",
        columns=("", "good", later, "refused", "wrong", f"good or {later}"),
        rows=[*rows, _row("all", asked), ("share, in 100", *_shares(asked))],
        note="95% intervals (Wilson)." + "".join(f" Not read: {reason}." for reason in failed),
    )


def _row(group: str, asked: Sequence[Judged]) -> list[str]:
    counts = [sum(one.verdict == verdict for one in asked) for verdict in _VERDICTS]
    return [group, *map(str, counts), f"{counts[0] + counts[1]} of {len(asked)}"]


def _shares(asked: Sequence[Judged]) -> list[str]:
    counts = [sum(one.verdict == verdict for one in asked) for verdict in _VERDICTS]
    return [share(count, len(asked)) for count in [*counts, counts[0] + counts[1]]]


def share(count: int, of: int) -> str:
    """A share in 100 with its 95% interval (Wilson 1927), which also holds for none and for all."""
    # Imported late: `--help` needs no scipy.
    from scipy.stats import binomtest

    if not of:
        return ""
    interval = binomtest(count, of).proportion_ci(method="wilson")
    return f"{100 * count / of:.1f} ({100 * interval.low:.0f} to {100 * interval.high:.0f})"


def _not_good(asked: Sequence[Judged], later: str) -> Table:
    chosen = [one for one in asked if one.verdict in ("later", "wrong")]
    return Table(
        title="Not first, or wrong",
        columns=("question", "", "verdict", "why", "confidence", "answer"),
        rows=[
            (
                one.question,
                one.group,
                {"later": later}.get(one.verdict, one.verdict),
                one.why,
                f"{one.confidence:.2f}",
                _cut(one.text),
            )
            for one in chosen
        ],
    )


def _refused(asked: Sequence[Judged], later: str, threshold: float) -> Table:
    chosen = sorted((one for one in asked if one.verdict == "refused"), key=lambda one: -one.confidence)
    return Table(
        title="Refused, although the documents say",
        columns=("question", "", "confidence", "would be", "answer at a threshold of 0"),
        rows=[
            (
                one.question,
                one.group,
                f"{one.confidence:.2f}",
                {"later": later}.get(one.unrefused, one.unrefused),
                _cut(one.text),
            )
            for one in chosen
        ],
        note=f"Answered from {threshold:g}.",
    )


def curve(asked: Sequence[Judged], threshold: float) -> Table:
    """The share of wrong answers for each share of questions answered, most confident first."""
    confidences = np.array([one.confidence for one in asked], float)
    right = np.array([one.unrefused in ("good", "later") for one in asked], float)
    points = risk_coverage(confidences, right) if len(asked) else np.empty((0, 3))
    # The first point that answers so many, and the last one that is above the threshold.
    chosen = [int(np.argmax(points[:, 1] >= coverage - 1e-9)) for coverage in _COVERAGES if len(points)]
    rows = [(f"{point[0]:.3f}", *_hundred(point)) for point in points[sorted(set(chosen))]]
    if len(used := points[points[:, 0] >= threshold]):
        rows.append((f"{threshold:.3f} (in use)", *_hundred(used[-1])))
    return Table(
        title="Risk and coverage, in 100",
        columns=("confidence", "answered", "of these wrong"),
        rows=sorted(rows, reverse=True),
        note="Nothing refused for another reason than its confidence. Questions that no document answers count as wrong.",
    )


def _hundred(point: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> tuple[str, str]:
    return f"{100 * point[1]:.0f}", f"{100 * point[2]:.0f}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
