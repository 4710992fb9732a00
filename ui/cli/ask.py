"""`pincite ask`: prints an answer with its citations, as text or as JSON."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.completion import complete_collection
from ui.cli.console import err, out, plain
from ui.cli.options import NOT_FOUND, Data, MaxWrong, known_collection

if TYPE_CHECKING:
    from rag import Writer


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
) -> None:
    """Ask a question. The exit code is 1 if the documents do not answer it."""
    from rag import Assistant, Filter, LookFurther
    from rag.export import to_json, write_answer
    from rag.models.embedding.named import embedder_goes_to
    from ui.cli.answer_text import show_answer
    from ui.cli.asking import last_answer

    assistant = Assistant.open(data, max_wrong=max_wrong, create=False)
    filter_ = Filter(
        collection=known_collection(assistant.index, collection),
        source=source,
        after=_date(after, "--after"),
        before=_date(before, "--before"),
        author=author,
        language=language,
    )
    if host := embedder_goes_to(assistant.index.embedder):
        err.print(plain(f"the question goes to {host}, for the index's embedding model"))
    loaded = _loaded("" if no_writer else writer)
    answers = assistant.stream(
        question,
        # An empty filter counts as none, so that it is not blamed if nothing is found.
        where=None if filter_ == Filter() else filter_,
        writer=loaded,
        rewrite=not as_asked,
        further=LookFurther() if look_further else None,
    )
    answer = last_answer(answers, with_steps=look_further)
    if as_json or export:
        whole = assistant.export(answer, writer=loaded.name if loaded else None, with_texts=with_texts)
    if export:
        write_answer(whole, export)
    if as_json:
        out.print(to_json(whole))
    else:
        show_answer(answer)
    if answer.status == "not_found":
        raise typer.Exit(NOT_FOUND)


def _loaded(flag: str | None) -> "Writer | None":
    """The writer of the flag or of the settings; where texts would leave this machine, that is said."""
    from rag.models import chosen_writer, leaves_for, load_writer

    name = chosen_writer(flag)
    writer = load_writer(name) if name else None
    if writer and (host := leaves_for(writer)):
        err.print(plain(f"the question, and the sentences found for it, go to {host}"))
    return writer


def _date(text: str | None, option: str) -> str | None:
    """Checks that `text` is a date."""
    if text is not None:
        try:
            # Dates are compared as text, so one in another form would give a wrong choice of documents.
            datetime.fromisoformat(text)
        except ValueError:
            raise typer.BadParameter(f"{option} {text!r} is not a date such as 2024-05-31") from None
    return text
