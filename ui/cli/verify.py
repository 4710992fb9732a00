"""`pincite verify`: checks an exported answer against the documents as they are now."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import out, plain
from ui.cli.everybody import of_everybody
from ui.cli.options import NOT_FOUND, Data, Password

if TYPE_CHECKING:
    from rag.export import CurrentDocuments, VerifiedAnswer, VerifiedQuote, VerifiedStatement

_LONGEST = 200
"""Characters of a quote that are shown."""


def verify_command(
    answer: Annotated[Path, typer.Argument(help="What `pincite ask --export` wrote.", metavar="ANSWER.json")],
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="The documents, which are read anew; by default those of the index are looked at."
        ),
    ] = None,
    data: Data = None,
    password: Password = None,
    quotes_only: Annotated[
        bool,
        typer.Option(
            "--quotes-only",
            help="Check only that quotes are there, and load no model to check other sentences.",
        ),
    ] = False,
    allow_moved: Annotated[
        bool, typer.Option("--allow-moved", help="Exit with 0 also if quotes have moved, and all else holds.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Check an exported answer again: is each quote there, and does each sentence hold?

    The exit code is 0 if all holds, 1 if something does not, and 2 after an error.
    """
    from rag.export import read_answer, verified_answer

    exported = read_answer(answer)
    checker = None
    if not quotes_only:
        from rag.reading.support_checker import SupportChecker

        checker = SupportChecker()
    with _documents(folder, data, password) as documents:
        found = verified_answer(exported, documents, checker)
    if as_json:
        from pydantic import TypeAdapter

        out.print(TypeAdapter(type(found)).dump_json(found, indent=2).decode())
    else:
        _show(found)
    if not (found.holds or (allow_moved and found.moved)):
        raise typer.Exit(NOT_FOUND)


@contextmanager
def _documents(folder: Path | None, data: str | None, password: str | None) -> Iterator["CurrentDocuments"]:
    from rag import ReadOptions, open_index
    from rag.export import FolderDocuments, IndexDocuments

    if folder is None:
        with closing(open_index(data, create=False)) as index:
            yield IndexDocuments(of_everybody(index))
    else:
        with FolderDocuments(folder, ReadOptions(password=password)) as documents:
            yield documents


def _show(found: "VerifiedAnswer") -> None:
    out.print(plain(found.question), style="bold")
    for quote in found.quotes:
        _show_quote(quote)
    for statement in found.statements:
        _show_statement(statement)
    out.print()
    out.print(_summary(found))


def _show_quote(quote: "VerifiedQuote") -> None:
    from ui.answer_places import path, short_title

    line = f"[{quote.number}] {quote.state}: {short_title(quote.title)} ({quote.source})"
    out.print(plain(line), style="" if quote.state == "there" else "bold")
    if quote.state == "there":
        if quote.document == "changed":
            out.print("    the document has changed, but not here")
        return
    out.print(plain(f"    {quote.reason}"))
    out.print(plain(f"    “{_cut(quote.quote)}”"))
    for place in quote.places:
        where = f", {path(place.section)}" if place.section else ""
        out.print(plain(f"    now at characters {place.start}-{place.end}{where}"))


def _show_statement(statement: "VerifiedStatement") -> None:
    said = {True: "holds", False: "does not hold", None: "not checked"}[statement.holds]
    numbers = "".join(f"[{number}]" for number in statement.citations)
    style = "bold" if statement.holds is False else None
    out.print(plain(f"{said}: {_cut(statement.text)} {numbers}"), style=style)
    if statement.reason:
        out.print(plain(f"    {statement.reason.removeprefix('not checked: ')}"))


def _summary(found: "VerifiedAnswer") -> str:
    quotes = Counter[str](quote.state for quote in found.quotes)
    told = [f"{quotes['there']} of {len(found.quotes)} quotes are there"]
    told += [
        f"{quotes[state]} {word}" for state, word in (("moved", "moved"), ("gone", "gone")) if quotes[state]
    ]
    held = Counter(statement.holds for statement in found.statements)
    told.append(f"{held[True]} of {len(found.statements)} sentences hold")
    if held[None]:
        told.append(f"{held[None]} not checked")
    return ", ".join(told)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
