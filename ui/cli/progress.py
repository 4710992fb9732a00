"""Prints the progress of reading documents as a bar, and the report as a line for each file."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ui.cli.console import err, out, plain
from ui.cli.everybody import of_everybody
from ui.cli.options import STOPPED

if TYPE_CHECKING:
    from rich.progress import BarColumn, TextColumn

    from rag import Embedder, Index, IngestProgress, IngestReport


@contextmanager
def progress_bar() -> Iterator[Callable[["IngestProgress"], None]]:
    """A progress bar on a terminal; nothing if the output is piped. After Ctrl-C it reports what was kept.

    Raises:
        typer.Exit: Ctrl-C was pressed.
    """
    from rich.progress import Progress

    from ui.pace import Pace

    pace = Pace()
    # Stays empty if Ctrl-C comes before the first report.
    newest: list[IngestProgress] = []
    with Progress(*_columns(), console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=1.0, name="starting", detail="")

        def show(progress: "IngestProgress") -> None:
            newest[:] = [progress]
            status = pace.status(progress, time.monotonic())
            detail = ", ".join(part for part in (status.position, status.detail) if part)
            name = plain(f"{status.activity.lower()} {status.name}")
            bar.update(task, completed=status.share, name=name, detail=detail)

        try:
            yield show
        except KeyboardInterrupt:
            bar.stop()
            err.print(_stopped(*newest))
            raise typer.Exit(STOPPED) from None


def _columns() -> "tuple[BarColumn, TextColumn, TextColumn]":
    """The bar, the file and the rate. Names are not markup, and are shortened if there is little space."""
    from rich.progress import BarColumn, TextColumn
    from rich.table import Column

    name = Column(no_wrap=True, overflow="ellipsis", min_width=12, max_width=40)
    return (
        BarColumn(bar_width=10, table_column=Column(min_width=10)),
        TextColumn("{task.fields[name]}", markup=False, table_column=name),
        TextColumn(
            "{task.fields[detail]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")
        ),
    )


def _stopped(newest: "IngestProgress | None" = None) -> str:
    if newest is None:
        return "stopped before anything was read"
    kept, total = newest.files_kept, newest.files_total
    return f"stopped: {kept:,} of {total:,} files are done and kept; the same command continues from there"


def open_to_add(data: str | None, embedder: str | None = None) -> "Index":
    """Opens the index, or makes one and says where: its name may be a slip."""
    from rag import open_index

    index = of_everybody(open_index(data, embedder=embedder))
    if index.generation == 0:
        err.print(plain(f"new index in {index.place}"))
    say_where_texts_go(index.embedder)
    return index


def say_where_texts_go(embedder: "Embedder") -> None:
    """Says it before documents leave this machine for an embedding model."""
    from rag.models.embedding.named import embedder_goes_to

    if host := embedder_goes_to(embedder):
        err.print(plain(f"all texts of the documents, and questions about them, go to {host}"))


def finish(index: "Index") -> None:
    """Waits until the files for a fast next start are written, with a message on a terminal."""
    if err.is_terminal:
        with err.status("preparing search"):
            index.close()
    else:
        index.close()


def show_report(report: "IngestReport", embedder: str, *, unchanged: bool = True) -> None:
    """Prints a line for each source, of which the unchanged may be left out. `embedder`: the name of the index's model."""
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
            # Printed warnings are taken out, so that those of archives are left for the loop below.
            extracted = report.extracted.get(source)
            _print_source(verb, source + (f"  ({extracted})" if extracted else ""), warnings.pop(source, ()))
    for source, sentences in warnings.items():  # archives: only the files inside them are documents
        _print_source("opened", source, sentences)
    for verb, reasons in (("skipped", report.skipped), ("failed", report.failed)):
        for source, reason in reasons:
            err.print(plain(f"{verb:<10}{source}: {reason}"))
    from rag.questions.language import language_advice
    from ui.pace import file_name

    names = [file_name(source) for source in report.not_english]
    if advice := language_advice(names, len(report.added) + len(report.updated), embedder):
        out.print(plain(advice))


def _print_source(verb: str, source: str, warnings: Sequence[str]) -> None:
    for label, text in [(verb, source), *(("", warning) for warning in warnings)]:
        out.print(plain(f"{label:<10}{text}"))


def summary_line(report: "IngestReport") -> str:
    """The counts of a report: "3 added, 1 failed"."""
    parts = {
        "added": report.added,
        "updated": report.updated,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "failed": report.failed,
    }
    return ", ".join(f"{len(sources):,} {what}" for what, sources in parts.items() if sources) or "no files"
