"""`pincite ask`: prints an answer with its citations, as text or as JSON."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.completion import complete_collection
from ui.cli.console import out
from ui.cli.options import NOT_FOUND, Data, MaxWrong
from ui.cli.running import Asked, by_itself, by_server

if TYPE_CHECKING:
    from rag import Answer


def ask_command(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    data: Data = None,
    collection: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Ask only the documents of this collection.",
            autocompletion=complete_collection,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(metavar="PATTERN", help="Ask only documents whose path matches, such as '*/2024/*.md'."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Ask only documents changed on or after this date: 2024-05-31."),
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="DATE", help="Ask only documents changed before this date.")
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            metavar="PATTERN", help="Ask only documents whose file names such an author: '*smith*'."
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Ask only documents whose file names this language: en."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FILE",
            help="Also write the whole answer as JSON into this file, with all that `pincite verify` needs.",
        ),
    ] = None,
    with_texts: Annotated[
        bool,
        typer.Option(
            "--with-texts",
            help="Put the whole texts of the cited documents into that JSON, so that it can be checked without them.",
        ),
    ] = False,
    writer: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Also answer in prose, with this model: ollama/NAME, smollm2, model.gguf. By default that of "
            "PINCITE_WRITER or of `pincite config`.",
        ),
    ] = None,
    no_writer: Annotated[
        bool, typer.Option("--no-writer", help="Only quote, whatever model is configured.")
    ] = False,
    max_wrong: MaxWrong = None,
    look_further: Annotated[
        bool,
        typer.Option(
            "--look-further",
            help="Search again for what is still missing, up to three times in a minute; each search is shown.",
        ),
    ] = False,
    as_asked: Annotated[
        bool, typer.Option("--as-asked", help="Search only these words, with none corrected or replaced.")
    ] = False,
    cold: Annotated[
        bool, typer.Option("--cold", help="Load the models here, even if a server runs over the index.")
    ] = False,
) -> None:
    """Ask a question. The exit code is 1 if the documents do not answer it.

    If `pincite serve` runs over the same index, it is asked: that takes a fraction of the time.
    """
    from rag.models import chosen_writer

    given = {
        "collection": collection,
        "source": source,
        "after": _date(after, "--after"),
        "before": _date(before, "--before"),
        "author": author,
        "language": language,
    }
    asked = Asked(
        question=question,
        where={name: value for name, value in given.items() if value is not None},
        writer=chosen_writer("" if no_writer else writer),
        max_wrong=max_wrong,
        look_further=look_further,
        as_asked=as_asked,
    )
    # A server does not send whole texts.
    answer = None if cold or with_texts else by_server(asked, data)
    if answer is None:
        answer = by_itself(asked, data, exported=as_json or export is not None, with_texts=with_texts)
    _print(answer, as_json=as_json, export=export)
    if answer.status == "not_found":
        raise typer.Exit(NOT_FOUND)


def _print(answer: "Answer", *, as_json: bool, export: Path | None) -> None:
    from rag.export import ExportedAnswer, to_json, write_answer
    from ui.cli.answer_text import show_answer

    if isinstance(answer, ExportedAnswer) and export:
        write_answer(answer, export)
    if isinstance(answer, ExportedAnswer) and as_json:
        out.print(to_json(answer))
    else:
        show_answer(answer)


def _date(text: str | None, option: str) -> str | None:
    """Checks that `text` is a date."""
    if text is not None:
        try:
            # Dates are compared as text, so one in another form would give a wrong choice of documents.
            datetime.fromisoformat(text)
        except ValueError:
            raise typer.BadParameter(f"{option} {text!r} is not a date such as 2024-05-31") from None
    return text
