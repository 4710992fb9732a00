"""The command `pincite` and its subcommands: add, sync, work, ask, chat, verify, list, remove, serve, mcp, check, rebuild, copy, spread, eval, doctor, completion, models, keys, users, config."""

import os
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from rag import PinciteError
from ui.cli.ask import ask_command
from ui.cli.chat.command import chat_command
from ui.cli.cluster import ClusterAddress, ClusterTls, cluster_at
from ui.cli.completion import completion_command, prepare_completion
from ui.cli.config import config_app
from ui.cli.console import err, out, print_json
from ui.cli.copying import copy_command
from ui.cli.doctor.command import doctor_command
from ui.cli.everybody import write_down
from ui.cli.keys import keys_app
from ui.cli.listing import list_command, remove_command
from ui.cli.maintenance import check_command, rebuild_command
from ui.cli.mcp import mcp_command
from ui.cli.measuring.command import evaluate_command
from ui.cli.models import models_app
from ui.cli.options import FAILED, Collection, Data, Embedder, Json, Ocr, Password, Tags
from ui.cli.progress import finish, open_to_add, progress_bar, show_report, summary_line
from ui.cli.report_json import report_json
from ui.cli.serve import serve_command
from ui.cli.spreading import spread_command
from ui.cli.sync import sync_command
from ui.cli.users import users_app
from ui.cli.verify import verify_command
from ui.cli.work import work_command

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Answers questions about your documents, and cites the exact place of each sentence.",
    epilog="Exit codes: 0 answered or done, 1 the documents do not answer, 2 an error.",
)


def main() -> None:
    """Runs the command; an error of Pincite is printed as one line, with exit code 2."""
    if not err.is_terminal:
        # Progress bars of libraries would fill a log; the libraries read this when they are imported.
        os.environ.setdefault("TQDM_DISABLE", "1")
    prepare_completion()
    try:
        app()
    except MemoryError:
        err.print("pincite: there is not enough memory; close other programs and try again")
        sys.exit(FAILED)
    except PinciteError as error:
        err.print(f"pincite: {error}")
        sys.exit(FAILED)
    except OSError as error:
        # With a name it is a file, of which the library would have made an error of its own.
        if error.filename is not None:
            raise
        err.print(f"pincite: the output can't be written ({error.strerror})")
        # What is left would fail again at the end, with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


def _print_version(requested: bool) -> None:
    if requested:
        out.print(f"pincite {metadata.version('pincite')}")
        raise typer.Exit


@app.callback()
def pincite(
    context: typer.Context,
    version: Annotated[
        bool,
        # Eager, so that it comes before the subcommand and its errors.
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
    embedder: Embedder = None,
) -> None:
    """Takes the options before the subcommand; `--version` is handled by its callback."""
    # As the default of each command that has the option, so that it may stand before or behind its name.
    context.default_map = {command: {"embedder": embedder} for command in ("add", "sync", "serve", "rebuild")}


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to read.", metavar="PATH...")],
    collection: Collection = None,
    password: Password = None,
    ocr: Ocr = True,
    tags_as_collections: Tags = None,
    cluster: ClusterAddress = None,
    cluster_tls: ClusterTls = None,
    embedder: Embedder = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Add documents, or replace those that have changed."""
    from rag import ReadOptions

    index = open_to_add(data, embedder)
    options = ReadOptions(
        password=password,
        ocr=ocr,
        tags_as_collections=tags_as_collections,
        workers=cluster_at(cluster, cluster_tls),
    )
    with progress_bar() as show:
        report = index.add(*paths, collection=collection, options=options, progress=show)
    write_down(index, added=[*report.added, *report.updated])
    if as_json:
        print_json(report_json(report))
    else:
        show_report(report, index.embedder.name)
        out.print(summary_line(report))
    # After the report: only the next start needs the files that this writes.
    finish(index)
    if report.failed:
        raise typer.Exit(FAILED)


# The help lists the commands in the order in which they are registered.
app.command("sync")(sync_command)
app.command("work")(work_command)
app.command("ask")(ask_command)
app.command("chat")(chat_command)
app.command("verify")(verify_command)
app.command("list")(list_command)
app.command("remove")(remove_command)


app.command("serve")(serve_command)
app.command("mcp")(mcp_command)
app.command("check")(check_command)
app.command("rebuild")(rebuild_command)
app.command("copy")(copy_command)
app.command("spread")(spread_command)
app.command("eval")(evaluate_command)
app.command("doctor")(doctor_command)
app.command("completion")(completion_command)
app.add_typer(models_app, name="models")
app.add_typer(keys_app, name="keys")
app.add_typer(users_app, name="users")
app.add_typer(config_app, name="config")
