"""The command `pincite`: add, ask, list, remove, serve, models."""

import dataclasses
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rag import Answer, Assistant, Citation, IngestProgress, IngestReport, PinciteError, seed_files
from rag.models import install_writer, installed_writers, load_writer, remove_writer, writer_names
from ui.evaluation import evaluate_command

# What scripts can tell apart; 130 after Ctrl-C is typer's.
NOT_FOUND, FAILED = 1, 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Answers questions about your documents, each sentence pinned to where it came from.",
    epilog="Exit codes: 0 answered or done, 1 the documents don't say, 2 an error.",
)
models_app = typer.Typer(no_args_is_help=True, help="Optional models that put answers into prose.")
app.add_typer(models_app, name="models")

_out = Console(highlight=False, soft_wrap=True, markup=False)
_err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="PINCITE_DATA",
        help="The index folder; by default one of your own.",
    ),
]


def main() -> None:
    """Runs the command; what Pincite raises on purpose is one line and exit code 2."""
    if not _err.is_terminal:
        # Bars of the libraries below would fill a log; they look here as they are imported.
        os.environ.setdefault("TQDM_DISABLE", "1")
    try:
        app()
    except PinciteError as error:
        _err.print(f"pincite: {error}")
        sys.exit(FAILED)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to read.", metavar="PATH...")],
    data: Data = None,
) -> None:
    """Add documents, or replace those that have changed."""
    assistant = Assistant.open(data)
    with _progress() as show:
        report = assistant.add(*paths, progress=show)
    _show_report(report)
    if report.failed:
        raise typer.Exit(FAILED)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    writer: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Put the answer into prose with this model.")
    ] = None,
) -> None:
    """Ask a question. Exits with 1 where the documents don't say."""
    assistant = Assistant.open(data)
    answer = assistant.ask(question, writer=load_writer(writer) if writer else None)
    if as_json:
        _out.print(json.dumps(dataclasses.asdict(answer), ensure_ascii=False, indent=2))
    else:
        _show_answer(answer)
    if answer.status == "not_found":
        raise typer.Exit(NOT_FOUND)


@app.command("list")
def list_(
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the documents: id, title, source."""
    documents = Assistant.open(data).documents()
    if as_json:
        rows = [{"id": it.id, "title": it.title, "source": it.source} for it in documents]
        _out.print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for document in documents:
        _out.print(_plain(f"{document.id}  {document.title}  ({document.source})"))
    if not documents:
        _err.print("There are no documents yet. Add some with: pincite add PATH")


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(help="Ids as `pincite list` shows them, or files.")],
    data: Data = None,
) -> None:
    """Remove documents from the index. The files themselves stay."""
    assistant = Assistant.open(data)
    for name in documents:
        path = str(Path(name).expanduser().absolute())
        known = {it.source for it in assistant.documents()}
        _out.print(_plain(f"removed  {assistant.remove(path if path in known else name).source}"))


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; by default the first free one from 7860.")
    ] = None,
    password: Annotated[
        str | None, typer.Option(envvar="PINCITE_PASSWORD", help="What a visitor has to type.")
    ] = None,
    allow_public: Annotated[
        bool, typer.Option("--allow-public", help="Let other machines in without a password.")
    ] = False,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    seeds: Annotated[bool, typer.Option(help="Start a new index with the seed document.")] = True,
) -> None:
    """Open the page where documents are added and questions asked."""
    # Gradio takes seconds to import, and only this command needs it.
    from ui.server import serve as serve_page

    assistant = Assistant.open(data)
    if seeds and assistant.is_new:
        with _progress() as show:
            assistant.add(*seed_files(), progress=show)
    serve_page(assistant, host, port, browser, password=password, allow_public=allow_public)


app.command("eval")(evaluate_command)


@models_app.command("list")
def models_list() -> None:
    """List the models that can be added."""
    installed = installed_writers()
    for name, description in writer_names().items():
        _out.print(f"{name}  {'installed' if name in installed else 'not installed'}  {description}")


@models_app.command("add")
def models_add(name: Annotated[str, typer.Argument(help="A name that `pincite models list` shows.")]) -> None:
    """Download a model, check it, and keep it. This needs a network, once."""
    install_writer(name, say=_err.print)


@models_app.command("remove")
def models_remove(name: Annotated[str, typer.Argument(help="The model's name.")]) -> None:
    """Remove a model."""
    remove_writer(name)


@contextmanager
def _progress() -> Iterator[Callable[[IngestProgress], None]]:
    """A progress bar on a terminal; where output is piped, nothing."""
    columns = (
        TextColumn("reading {task.fields[name]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as bar:
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


def _show_report(report: IngestReport) -> None:
    for verb, sources in (
        ("added", report.added),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
    ):
        for source in sources:
            _out.print(_plain(f"{verb:<10}{source}"))
    for source, reason in report.failed:
        _err.print(_plain(f"{'failed':<10}{source}: {reason}"))


def _show_answer(answer: Answer) -> None:
    _out.print(_plain(answer.text))
    if answer.citations:
        _out.print()
    for citation in answer.citations:
        _out.print(_plain(f"[{citation.number}] {_place(citation)}"))
    if answer.status == "not_found" and answer.hits:
        _out.print("\nThe nearest passages:")
        for hit in answer.hits[:3]:
            where = ", ".join(part for part in (hit.passage.title, hit.passage.section) if part)
            _out.print(_plain(f"- {where}: {hit.passage.text[:200]} ..."))


def _place(citation: Citation) -> str:
    parts = [citation.title, citation.section, f"characters {citation.start}-{citation.end}"]
    return ", ".join(part for part in parts if part) + f" ({citation.source})"


def _plain(text: str) -> str:
    """One line that can't steer a terminal: a document's control characters are shown as a mark."""
    return " ".join("".join(it if it.isprintable() or it.isspace() else "\ufffd" for it in text).split(" "))
