"""Shows the results of a bench: prints tables, and writes JSON, Markdown and plots."""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table as RichTable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The versions on which speed and search depend.
_LIBRARIES = ("pincite", "torch", "sentence-transformers", "faiss-cpu", "tantivy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text under column names; numbers are formatted already."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results of one bench.

    Attributes:
        name: The name of the bench and of its files.
        tables: What is printed.
        data: The same and more as plain JSON.
        plots: matplotlib figures by name.
    """

    name: str
    tables: Sequence[Table]
    data: Any
    plots: Mapping[str, "Figure"] = field(default_factory=dict)


def publish(results: Results, out: Path) -> None:
    """Prints the tables, and writes `out`/NAME.json, NAME.md and an SVG for each plot."""
    about = {"date": datetime.now(UTC).date().isoformat(), "command": command(), "machine": machine()}
    # Into a file rich would write 80 columns, too few for these tables.
    console = Console(width=None if sys.stdout.isatty() else 160)
    for table in results.tables:
        shown = RichTable(title=table.title, caption=table.note or None)
        for number, column in enumerate(table.columns):
            shown.add_column(column, justify="right" if number else "left")
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)
    out.mkdir(parents=True, exist_ok=True)
    whole = {**about, "data": results.data}
    (out / f"{results.name}.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")
    about_line = f"{about['date']}, {machine_line()}, `{about['command']}`"
    text = "\n\n".join([about_line, *map(markdown, results.tables)])
    (out / f"{results.name}.md").write_text(text + "\n", "utf-8")
    for name, figure in results.plots.items():
        figure.savefig(out / f"{results.name}-{name}.svg")
    console.print(f"written to {out}/{results.name}.*")


def markdown(table: Table) -> str:
    """The table in Markdown."""
    lines = [table.columns, ["---"] + ["---:"] * (len(table.columns) - 1), *table.rows]
    rows = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return "\n\n".join(part for part in (f"**{table.title}**", rows, table.note) if part)


def command() -> str:
    """The command line of this run."""
    return " ".join(["python -m bench", *sys.argv[1:]])


def machine() -> dict[str, str]:
    """The processor, its cores, the memory, and the versions of Python and of the main libraries."""
    # Windows has no `sysconf`.
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory / 2**30:.0f} GiB",
        "python": platform.python_version(),
        **{library: _version(library) for library in _LIBRARIES},
    }


def machine_line() -> str:
    """The machine in one line."""
    about = machine()
    return f"{about['cores']} cores of {about['processor']}, {about['memory']}, torch {about['torch']}"


def _processor() -> str:
    try:
        # On Linux `platform.processor()` often does not name the model.
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"
