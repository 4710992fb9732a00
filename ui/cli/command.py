"""The command `pincite`: add, sync, ask, list, remove, serve, check, rebuild, eval, models."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from rag import Assistant, PinciteError, ReadOptions, seed_files
from rag.writing.models import install_writer, installed_writers, remove_writer, writer_names
from ui.cli.ask import ask_command
from ui.cli.evaluation import evaluate_command
from ui.cli.listing import list_command, remove_command
from ui.cli.maintenance import check_command, rebuild_command
from ui.cli.options import FAILED, Collection, Data, MaxWrong, Ocr, Password
from ui.cli.progress import err, finish, out, progress_bar, show_report, summary_line
from ui.cli.sync import sync_command

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Answers questions about your documents, each sentence pinned to where it came from.",
    epilog="Exit codes: 0 answered or done, 1 the documents don't say, 2 an error.",
)
models_app = typer.Typer(no_args_is_help=True, help="Optional models that put answers into prose.")
app.add_typer(models_app, name="models")


def main() -> None:
    """Runs the command; what Pincite raises on purpose is one line and exit code 2."""
    if not err.is_terminal:
        # Bars of the libraries below would fill a log; they look here as they are imported.
        os.environ.setdefault("TQDM_DISABLE", "1")
    try:
        app()
    except PinciteError as error:
        err.print(f"pincite: {error}")
        sys.exit(FAILED)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to read.", metavar="PATH...")],
    collection: Collection = None,
    password: Password = None,
    ocr: Ocr = True,
    data: Data = None,
) -> None:
    """Add documents, or replace those that have changed."""
    assistant = Assistant.open(data)
    with progress_bar() as show:
        report = assistant.add(
            *paths, collection=collection, options=ReadOptions(password=password, ocr=ocr), progress=show
        )
    show_report(report)
    out.print(summary_line(report))
    finish(assistant)
    if report.failed:
        raise typer.Exit(FAILED)


app.command("sync")(sync_command)
app.command("ask")(ask_command)
app.command("list")(list_command)
app.command("remove")(remove_command)


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
    max_wrong: MaxWrong = None,
) -> None:
    """Open the page where documents are added and questions asked."""
    # Gradio takes seconds to import, and only this command needs it.
    from ui.web.server import serve as serve_page

    assistant = Assistant.open(data, max_wrong=max_wrong)
    if seeds and assistant.is_new:
        with progress_bar() as show:
            assistant.add(*seed_files(), progress=show)
    serve_page(assistant, host, port, browser, password=password, allow_public=allow_public)


app.command("check")(check_command)
app.command("rebuild")(rebuild_command)
app.command("eval")(evaluate_command)


@models_app.command("list")
def models_list() -> None:
    """List the models that can be added."""
    installed = installed_writers()
    for name, description in writer_names().items():
        out.print(f"{name}  {'installed' if name in installed else 'not installed'}  {description}")


@models_app.command("add")
def models_add(name: Annotated[str, typer.Argument(help="A name that `pincite models list` shows.")]) -> None:
    """Download a model, check it, and keep it. This needs a network, once."""
    install_writer(name, say=err.print)


@models_app.command("remove")
def models_remove(name: Annotated[str, typer.Argument(help="The model's name.")]) -> None:
    """Remove a model."""
    remove_writer(name)
