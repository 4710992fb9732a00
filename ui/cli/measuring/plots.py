"""The plots of an evaluation, as SVG with the text colour of the page around it."""

import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from rag.evaluation import Floats, reliability, risk_coverage

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Each colour can be read on a light and on a dark background.
_ACCENT, _OTHER, _QUIET = "#2f8f88", "#c0603f", "#8a857a"


def confidence_plot(confidence: Floats, answerable: Sequence[bool], threshold: float) -> str:
    """Histograms of the confidence, for answerable and unanswerable questions; arguments of shape (questions)."""
    figure, axes = _axes("Confidence", "Questions")
    mask = np.asarray(answerable, dtype=bool)
    groups = [(mask, "answerable", _ACCENT), (~mask, "unanswerable", _OTHER)]
    # An empty group would be in the legend, but not in the plot.
    shown = [(confidence[group], label, colour) for group, label, colour in groups if group.any()]
    axes.hist(
        [values for values, _, _ in shown],
        bins=np.linspace(0, 1, 21).tolist(),
        label=[label for _, label, _ in shown],
        color=[colour for _, _, colour in shown],
        histtype="stepfilled",
        alpha=0.6,
    )
    axes.axvline(threshold, color=_QUIET, linestyle="--", linewidth=1)
    axes.legend(frameon=False)
    return _svg(
        figure, "Confidence", "Confidence of the answers. Questions left of the dashed line are refused."
    )


def risk_plot(
    confidence: Floats, right: Floats, threshold: float, calibrated: Sequence[tuple[float, float, float]]
) -> str:
    """The share of wrong answers against the share of questions answered.

    `confidence` and `right` are of shape (questions); `calibrated` is the curve that `--max-wrong` uses, rows of
    (threshold, share answered, share wrong).
    """
    figure, axes = _axes("Share of questions answered", "Share of answers that are wrong")
    thresholds, coverage, risk = risk_coverage(confidence, right).T
    axes.plot(coverage, risk, color=_ACCENT, label="this set")
    _, covered, wrong = zip(*calibrated, strict=True)
    axes.plot(covered, wrong, color=_QUIET, linestyle="--", linewidth=1, label="calibration set")
    answered = thresholds >= threshold
    if answered.any():
        axes.plot(coverage[answered][-1], risk[answered][-1], "o", color=_OTHER)
    # Of very few answers all may be wrong by chance; at that height the rest of the curve would be flat.
    highest = max(float(risk[coverage > 0.05].max(initial=0)), *wrong)
    axes.set(xlim=(0, 1), ylim=(0, max(0.05, 1.1 * highest)))
    axes.legend(frameon=False)
    return _svg(
        figure,
        "Risk and coverage",
        "If only the questions with the highest confidence are answered, fewer answers are wrong. The dot is the "
        "threshold in use; --max-wrong uses the dashed line.",
    )


def calibration_plot(confidence: Floats, right: Floats) -> str:
    """The share of right answers against the confidence; arguments of shape (questions)."""
    figure, axes = _axes("Confidence", "Share of answers that are right")
    mean, share, counts = reliability(confidence, right).T
    axes.plot([0, 1], [0, 1], color=_QUIET, linestyle="--", linewidth=1)
    axes.plot(mean, share, color=_ACCENT)
    axes.scatter(mean, share, s=10 + 120 * counts / counts.max(), color=_ACCENT)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    return _svg(
        figure,
        "Calibration",
        "On the dashed line the confidence equals the share of right answers. Larger dots stand for more questions.",
    )


def _axes(x: str, y: str) -> "tuple[Figure, Axes]":
    # Imported late: it takes a second, and only a report needs it. pyplot would keep figures and look for a screen.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(3.6, 2.8), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel=x, ylabel=y)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(_QUIET)
    axes.tick_params(color=_QUIET)
    return figure, axes


def _svg(figure: "Figure", title: str, caption: str) -> str:
    from matplotlib import rc_context

    out = io.StringIO()
    # Text stays text in the font of the page. The ids come from the title, so equal data give equal files.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.family": "sans-serif"}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = out.getvalue()
    # matplotlib writes an XML declaration and a document type first, which can't be inside HTML.
    drawing = drawing[drawing.index("<svg") :].replace(
        "<svg", f'<svg role="img" aria-label="{escape(title)}"', 1
    )
    return f"<figure>{drawing}<figcaption>{escape(caption)}</figcaption></figure>"
