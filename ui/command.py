"""The command `pincite`: add, sync, ask, list, remove, serve, check, rebuild, eval, models."""

import dataclasses
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from rag import (
    Answer,
    Assistant,
    Citation,
    Document,
    Filter,
    PinciteError,
    ReadOptions,
    UnknownDocumentError,
    seed_files,
    summary,
    warnings,
)
from rag.models import install_writer, installed_writers, load_writer, remove_writer, writer_names
from ui.evaluation import evaluate_command
from ui.maintenance import check_command, rebuild_command
from ui.options import FAILED, NOT_FOUND, Collection, Data, MaxWrong, Ocr, Password
from ui.progress import err, finish, out, plain, progress_bar, show_report, summary_line
from ui.syncing import sync_command

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


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    data: Data = None,
    collection: Annotated[
        str | None, typer.Option(metavar="NAME", help="Ask only the documents of this collection.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(metavar="PATTERN", help="Ask only documents whose path fits, such as '*/2024/*.md'."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Ask only documents changed on or after it: 2024-05-31."),
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="DATE", help="Ask only documents changed before it.")
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(metavar="PATTERN", help="Ask only documents by them, such as '*smith*', as files say."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Ask only documents that say they are in it: en.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    writer: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Put the answer into prose with this model.")
    ] = None,
    max_wrong: MaxWrong = None,
) -> None:
    """Ask a question. Exits with 1 where the documents don't say."""
    assistant = Assistant.open(data, max_wrong=max_wrong)
    where = Filter(
        collection=_known(assistant, collection),
        source=source,
        after=_date(after, "--after"),
        before=_date(before, "--before"),
        author=author,
        language=language,
    )
    answer = assistant.ask(
        question, where=None if where == Filter() else where, writer=load_writer(writer) if writer else None
    )
    if as_json:
        out.print(json.dumps(dataclasses.asdict(answer), ensure_ascii=False, indent=2))
    else:
        _show_answer(answer)
    if answer.status == "not_found":
        raise typer.Exit(NOT_FOUND)


@app.command("list")
def list_(
    data: Data = None,
    collection: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those of this collection.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the documents: id, title, source, and what there is to know of them."""
    assistant = Assistant.open(data)
    known = _known(assistant, collection)
    documents = [it for it in assistant.documents() if known is None or known in it.collections]
    if as_json:
        fields = ("id", "title", "source", "date", "stale", "collections", "container", "metadata")
        rows = [{**{name: getattr(it, name) for name in fields}, "report": _report(it)} for it in documents]
        out.print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for document in documents:
        out.print(plain(_line(document)))
        for sentence in warnings(document.report):
            out.print(plain(f"{'':<18}{sentence}"))
    if not documents:
        err.print("There are no documents yet. Add some with: pincite add PATH")


@app.command()
def remove(
    documents: Annotated[
        list[str], typer.Argument(help="Ids as `pincite list` shows them, files, or folders.")
    ],
    data: Data = None,
) -> None:
    """Remove documents from the index. The files themselves stay."""
    assistant = Assistant.open(data)
    for name in documents:
        for source in _removed(assistant, name):
            out.print(plain(f"removed   {source}"))
    finish(assistant)


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
    from ui.server import serve as serve_page

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


def _removed(assistant: Assistant, name: str) -> list[str]:
    """Removes a document by its id or file, or all below a folder; returns the sources."""
    for known in (str(Path(name).expanduser().absolute()), name):
        try:
            return [assistant.remove(known).source]
        except UnknownDocumentError:
            continue
    return assistant.remove_folder(name)


def _known(assistant: Assistant, collection: str | None) -> str | None:
    """The name of a collection, if there is one of that name."""
    names = assistant.collections()
    if collection is not None and collection not in names:
        there = ", ".join(names) or "none"
        raise typer.BadParameter(f"there is no collection {collection!r}; there are: {there}")
    return collection


def _date(text: str | None, option: str) -> str | None:
    """A date as documents carry it."""
    if text is not None:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            raise typer.BadParameter(f"{option} {text!r} is no date such as 2024-05-31") from None
    return text


def _report(document: Document) -> dict[str, object]:
    return {"characters": len(document.text), **dataclasses.asdict(document.report)}


def _line(document: Document) -> str:
    line = f"{document.id}  {document.title}  ({document.source})  {summary(document)}"
    if author := document.metadata.get("author"):
        line += f"  by {author}"
    if document.date:
        line += f"  {document.date[:10]}"
    if document.collections != ("default",):
        line += f"  in {', '.join(document.collections)}"
    return f"{line}  stale: {document.stale}" if document.stale else line


def _show_answer(answer: Answer) -> None:
    for line in answer.text.split("\n"):
        out.print(plain(line))
    for note in answer.notes:
        out.print(plain(note))
    for document in dict.fromkeys(it.document_id for it in answer.citations):
        cited = [it for it in answer.citations if it.document_id == document]
        out.print(plain(f"\n{cited[0].title} ({cited[0].source})"))
        for citation in cited:
            out.print(plain(f"[{citation.number}] {_place(citation)}"))
    if answer.status == "not_found" and answer.hits:
        out.print("\nThe nearest passages:")
        for hit in answer.hits[:3]:
            where = ", ".join(part for part in (hit.passage.title, hit.passage.section) if part)
            out.print(plain(f"- {where}: {hit.passage.text[:200]} ..."))


def _place(citation: Citation) -> str:
    """Where in its document a citation is."""
    return ", ".join(
        part for part in (citation.section, f"characters {citation.start}-{citation.end}") if part
    )
