"""What the command shows of reading documents: a bar while it goes on, a line for each file at its end."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rag import Assistant, IngestProgress, IngestReport

out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)

_LINE_ENDS = re.compile(r"[^\S ]+")


@contextmanager
def progress_bar() -> Iterator[Callable[[IngestProgress], None]]:
    """A progress bar on a terminal; where output is piped, nothing."""
    columns = (
        TextColumn("reading {task.fields[name]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None, name="", rate="")

        def show(progress: IngestProgress) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = (
                f"{progress.passages_done / elapsed:.0f} passages/s"
                if elapsed and progress.passages_done
                else ""
            )
            bar.update(
                task,
                completed=progress.files_done,
                total=progress.files_total,
                name=Path(progress.source).name,
                rate=rate,
            )

        yield show


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
            for sentence in warnings.get(source, ()):
                out.print(plain(f"{'':<10}{sentence}"))
    for source, reason in report.failed:
        err.print(plain(f"{'failed':<10}{source}: {reason}"))


def plain(text: str) -> str:
    """One line that can't steer a terminal: a document's control characters are shown as a mark."""
    shown = "".join(it if it.isprintable() or it.isspace() else "\ufffd" for it in text)
    # A name may hold a line end, and then say of another file that it was added.
    return _LINE_ENDS.sub(" ", shown)
