"""The costs of each size of a collection, as a table and as plots."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.output import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Our own goals at a million passages.
GOALS = {"p95": 0.060, "growth": 4.0, "memory": 2.5e9, "open": 3.0, "recall": 0.98}
_GOALS_NOTE = (
    "Goals at 1,000,000: 95% of questions under 60 ms, and under 4 times those at 10,000; "
    "under 2.5 GB of memory; opened in under 3 s; recall of 0.98 or more."
)
_LEGEND = (
    "Save: Store.save alone. First opening: with the saved documents only; opening: with the derived files too. "
    "Memory: the peak of a process that opens the index and asks 200 questions for 10 passages each, without and "
    "with the embedding model, and after it also wrote the derived files again. Question: with its embedding by "
    "MiniLM; index: without. Vectors and words: the median of each search alone, for 100 candidates. While "
    "writing: the 95th percentile of questions, embedding included, asked while the derived files are written "
    "again. Recall@10: of the search by vectors, against exact search."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The costs of one size: seconds, bytes, and recall from 0 to 1.

    Attributes:
        passages: The size.
        load: The load average of the machine before the index was opened, in threads.
        save: All calls of `Store.save`.
        first_open: `Index(...)` and `warm_up()` when only the saved documents are there.
        first_memory: The peak memory of that process.
        open: `Index(...)` and `warm_up()` when the derived files are there too.
        memory: The peak of a process that opened the index and asked the questions, without an embedding model.
        memory_with_model: The same with the embedding model.
        memory_writing: The same after that process also wrote all derived files again.
        disk: The size of the whole folder.
        derived: The size of the derived files, which is all but the SQLite file.
        p50: Median time of a question, embedding included.
        p95: The 95th percentile.
        index_p50: Without the embedding.
        index_p95: Without the embedding.
        busy_p50: With the embedding, while all derived files were written again.
        busy_p95: With the embedding, while all derived files were written again.
        dense_p50: Search by vectors alone.
        dense_p95: Search by vectors alone.
        words_p50: Search by words alone.
        words_p95: Search by words alone.
        recall: Share of the 10 nearest passages among the 10 found by vectors.
    """

    passages: int
    load: float
    save: float
    first_open: float
    first_memory: float
    open: float
    memory: float
    memory_with_model: float
    memory_writing: float
    disk: float
    derived: float
    p50: float
    p95: float
    index_p50: float
    index_p95: float
    busy_p50: float
    busy_p95: float
    dense_p50: float
    dense_p95: float
    words_p50: float
    words_p95: float
    recall: float


_COLUMNS: Mapping[str, Callable[[Cost], str]] = {
    "passages": lambda cost: f"{cost.passages:,}",
    "save": lambda cost: f"{cost.save:.1f} s",
    "first opening": lambda cost: f"{cost.first_open:.2f} s",
    "opening": lambda cost: f"{cost.open:.2f} s",
    "disk": lambda cost: f"{cost.disk / 1e6:,.0f} MB",
    "memory": lambda cost: f"{cost.memory / 1e6:,.0f} MB",
    "with model": lambda cost: f"{cost.memory_with_model / 1e6:,.0f} MB",
    "writing": lambda cost: f"{cost.memory_writing / 1e6:,.0f} MB",
    "question, p50": lambda cost: f"{cost.p50 * 1e3:.1f} ms",
    "p95": lambda cost: f"{cost.p95 * 1e3:.1f} ms",
    "index, p50": lambda cost: f"{cost.index_p50 * 1e3:.1f} ms",
    "index, p95": lambda cost: f"{cost.index_p95 * 1e3:.1f} ms",
    "while writing": lambda cost: f"{cost.busy_p95 * 1e3:.1f} ms",
    "vectors": lambda cost: f"{cost.dense_p50 * 1e3:.1f} ms",
    "words": lambda cost: f"{cost.words_p50 * 1e3:.1f} ms",
    "recall@10": lambda cost: f"{cost.recall:.3f}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One of the plots: which figures of `Cost` it shows, and in which unit."""

    title: str
    factor: float
    lines: Mapping[str, str]
    goal: float | None = None
    goal_of: str = ""


_PANELS = (
    _Panel(
        title="Time of a question (ms)",
        factor=1e3,
        lines={"p95": "95%", "p50": "50%", "dense_p50": "vectors, 50%", "words_p50": "words, 50%"},
        goal=GOALS["p95"],
        goal_of="95%",
    ),
    _Panel(
        title="Memory (MB)",
        factor=1e-6,
        lines={"first_memory": "first opening", "memory": "opening and asking"},
        goal=GOALS["memory"],
        goal_of="either",
    ),
    _Panel(title="Disk (MB)", factor=1e-6, lines={"disk": "the whole folder"}),
    _Panel(
        title="Saving and opening (s)",
        factor=1,
        lines={"save": "saving", "first_open": "first opening", "open": "opening"},
        goal=GOALS["open"],
        goal_of="opening",
    ),
)


def table(costs: Sequence[Cost]) -> Table:
    """A row for each size."""
    return Table(
        title="What the index costs as it grows",
        columns=list(_COLUMNS),
        rows=[[show(cost) for show in _COLUMNS.values()] for cost in costs],
        note=" ".join([_LEGEND, _GOALS_NOTE, *_growth(costs), _busy(costs)]),
    )


def _growth(costs: Sequence[Cost]) -> list[str]:
    p95 = {cost.passages: cost.p95 for cost in costs}
    # The goal is about these two sizes; a run of others has no such line.
    if not p95.keys() >= {10_000, 1_000_000}:
        return []
    return [f"From 10,000 to 1,000,000 the time of 95% grew {p95[1_000_000] / p95[10_000]:.1f} times."]


def _busy(costs: Sequence[Cost]) -> str:
    # On a busy machine all times are longer, so the note names the load.
    loads = [cost.load for cost in costs]
    return f"Load averages before opening: {min(loads):.1f} to {max(loads):.1f}, on {os.cpu_count()} cores."


def plot(costs: Sequence[Cost]) -> "Figure":
    """Small multiples of cost against size, both on logarithmic axes, with the goals dashed."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 7), layout="constrained")
    for axes, panel in zip(figure.subplots(2, 2, sharex=True).flat, _PANELS, strict=True):
        _draw(axes, panel, costs)
    figure.supxlabel("passages", fontsize="medium")
    return figure


def _draw(axes: "Axes", panel: _Panel, costs: Sequence[Cost]) -> None:
    sizes = [cost.passages for cost in costs]
    # There are more kinds of dashes than lines.
    for (name, label), dashes in zip(panel.lines.items(), ("-", "--", "-.", ":"), strict=False):
        values = [getattr(cost, name) * panel.factor for cost in costs]
        axes.loglog(sizes, values, marker="o", linestyle=dashes, label=label)
    if panel.goal is not None:
        goal = f"goal at 1,000,000: {panel.goal_of}"
        axes.axhline(panel.goal * panel.factor, color="grey", linewidth=1, label=goal)
    axes.set_title(panel.title, loc="left")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False, fontsize="small")
