"""The plots of an evaluation as SVG that takes its text colour from the page around it."""

import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from rag.evaluation import Floats, reliability, risk_coverage

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Each reads on a light and on a dark ground.
_ACCENT, _OTHER, _QUIET = "#2f8f88", "#c0603f", "#8a857a"


def confidence_plot(sure: Floats, there: Sequence[bool], threshold: float) -> str:
    """Histograms of the confidence (shape: questions), where the documents say and where they don't."""
    figure, axes = _axes("Confidence", "Questions")
    answerable = np.asarray(there, dtype=bool)
    parts = [(answerable, "the documents say", _ACCENT), (~answerable, "they don't", _OTHER)]
    some = [(sure[which], label, colour) for which, label, colour in parts if which.any()]
    axes.hist(
        [values for values, _, _ in some],
        bins=np.linspace(0, 1, 21).tolist(),
        label=[label for _, label, _ in some],
        color=[colour for _, _, colour in some],
        histtype="stepfilled",
        alpha=0.6,
    )
    axes.axvline(threshold, color=_QUIET, linestyle="--", linewidth=1)
    _legend(axes)
    return _svg(figure, "Confidence", "How sure it was. Left of the dashed line it refuses.")


def risk_plot(
    sure: Floats, right: Floats, threshold: float, promised: Sequence[tuple[float, float, float]]
) -> str:
    """The share of wrong answers against the share of questions answered.

    `sure` and `right` are of shape (questions); `promised` is the curve that `--max-wrong` goes by, rows of
    (threshold, share answered, share wrong).
    """
    figure, axes = _axes("Share of questions answered", "Share of answers that are wrong")
    thresholds, coverage, risk = risk_coverage(sure, right).T
    axes.plot(coverage, risk, color=_ACCENT, label="here")
    _, covered, wrong = zip(*promised, strict=True)
    axes.plot(covered, wrong, color=_QUIET, linestyle="--", linewidth=1, label="where it was calibrated")
    answered = thresholds >= threshold
    if answered.any():
        axes.plot(coverage[answered][-1], risk[answered][-1], "o", color=_OTHER)
    highest = max(float(risk[coverage > 0.05].max(initial=0)), *wrong)
    axes.set(xlim=(0, 1), ylim=(0, max(0.05, 1.1 * highest)))
    _legend(axes)
    return _svg(
        figure,
        "Risk and coverage",
        "Answer only the surest questions, and fewer are wrong. The dot is today's threshold; what --max-wrong "
        "promises goes by the dashed line.",
    )


def calibration_plot(sure: Floats, right: Floats) -> str:
    """The share of right answers against the confidence; arguments of shape (questions)."""
    figure, axes = _axes("Confidence", "Share of answers that are right")
    mean, share, counts = reliability(sure, right).T
    axes.plot([0, 1], [0, 1], color=_QUIET, linestyle="--", linewidth=1)
    axes.plot(mean, share, color=_ACCENT)
    axes.scatter(mean, share, s=10 + 120 * counts / counts.max(), color=_ACCENT)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    return _svg(
        figure,
        "Calibration",
        "On the dashed line the confidence means what it says. Larger dots hold more questions.",
    )


def _axes(x: str, y: str) -> "tuple[Figure, Axes]":
    # Imported late: a second, and only a report needs it. No pyplot, which keeps figures and looks for a screen.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(3.6, 2.8), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel=x, ylabel=y)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(_QUIET)
    axes.tick_params(color=_QUIET)
    return figure, axes


def _legend(axes: "Axes") -> None:
    axes.legend(frameon=False)


def _svg(figure: "Figure", title: str, caption: str) -> str:
    from matplotlib import rc_context

    out = io.StringIO()
    # Text stays text, in the page's own font; ids come from the title, so equal data give equal files.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.family": "sans-serif"}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = out.getvalue()
    drawing = drawing[drawing.index("<svg") :].replace(
        "<svg", f'<svg role="img" aria-label="{escape(title)}"', 1
    )
    return f"<figure>{drawing}<figcaption>{escape(caption)}</figcaption></figure>"
