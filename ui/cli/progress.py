"""What the command shows of reading documents: a bar while it goes on, a line for each file at its end."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Column

from rag import Assistant, IngestProgress, IngestReport
from ui.cli.options import STOPPED
from ui.pace import Pace

out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)

_LINE_ENDS = re.compile(r"[^\S ]+")


@contextmanager
def progress_bar() -> Iterator[Callable[[IngestProgress], None]]:
    """A progress bar on a terminal; where output is piped, nothing. Ctrl-C ends with what was kept.

    Raises:
        typer.Exit: Ctrl-C was pressed.
    """
    pace = Pace()
    newest: list[IngestProgress] = []
    with Progress(*_columns(), console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=1.0, what="starting", much="")

        def show(progress: IngestProgress) -> None:
            newest[:] = [progress]
            going = pace.at(progress, time.monotonic())
            much = ", ".join(part for part in (going.file, going.much) if part)
            what = plain(f"{going.doing.lower()} {going.name}")
            bar.update(task, completed=going.share, what=what, much=much)

        try:
            yield show
        except KeyboardInterrupt:
            bar.stop()
            err.print(_stopped(*newest))
            raise typer.Exit(STOPPED) from None


def _columns() -> tuple[BarColumn, TextColumn, TextColumn]:
    """The bar, the file and the rate. A name is no markup, and gives way where there is little room."""
    name = Column(no_wrap=True, overflow="ellipsis", min_width=12, max_width=40)
    return (
        BarColumn(bar_width=10, table_column=Column(min_width=10)),
        TextColumn("{task.fields[what]}", markup=False, table_column=name),
        TextColumn(
            "{task.fields[much]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")
        ),
    )


def _stopped(newest: IngestProgress | None = None) -> str:
    if newest is None:
        return "stopped before anything was read"
    kept, total = newest.files_kept, newest.files_total
    return f"stopped: {kept:,} of {total:,} files are done and kept; the same command goes on from there"


def finish(assistant: Assistant) -> None:
    """Waits for the files that make the next start fast, and says so on a terminal."""
    if err.is_terminal:
        with err.status("preparing search"):
            assistant.close()
    else:
        assistant.close()


def show_report(report: IngestReport, *, unchanged: bool = True) -> None:
    """A line for each source; those that are `unchanged` may be left out."""
    warnings: dict[str, list[str]] = {}
    for source, sentence in report.warnings:
        warnings.setdefault(source, []).append(sentence)
    for verb, sources in (
        ("added", report.added),
        ("updated", report.updated),
        ("removed", report.removed),
        ("unchanged", report.unchanged if unchanged else ()),
    ):
        for source in sources:
            much = report.extracted.get(source)
            out.print(plain(f"{verb:<10}{source}" + (f"  ({much})" if much else "")))
            for sentence in warnings.pop(source, ()):
                out.print(plain(f"{'':<10}{sentence}"))
    for source, sentences in warnings.items():  # archives, of which only what is inside is a document
        out.print(plain(f"{'opened':<10}{source}"))
        for sentence in sentences:
            out.print(plain(f"{'':<10}{sentence}"))
    for source, reason in report.failed:
        err.print(plain(f"{'failed':<10}{source}: {reason}"))


def summary_line(report: IngestReport) -> str:
    """What was done, counted: "3 added, 1 failed"."""
    parts = {
        "added": report.added,
        "updated": report.updated,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": report.failed,
    }
    return ", ".join(f"{len(sources):,} {what}" for what, sources in parts.items() if sources) or "no files"


def plain(text: str) -> str:
    """One line that can't steer a terminal: a document's control characters are shown as a mark."""
    shown = "".join(
        character if character.isprintable() or character.isspace() else "\ufffd" for character in text
    )
    # A name may hold a line end, and then say of another file that it was added.
    return _LINE_ENDS.sub(" ", shown)
