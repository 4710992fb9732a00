"""`pincite verify`: checks an exported answer against the documents as they are now."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.text import Text

from rag import Assistant, ReadOptions
from rag.export import (
    FolderDocuments,
    VerifiedAnswer,
    VerifiedQuote,
    VerifiedStatement,
    read_answer,
    verified_answer,
)
from rag.reading.support_checker import SupportChecker
from ui.answer_places import path, short_title
from ui.cli.console import out, plain
from ui.cli.options import NOT_FOUND, Data, Password

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
    exported = read_answer(answer)
    if folder is None:
        with_index = Assistant.open(data, create=False)
        found = with_index.verify_answer(exported, quotes_only=quotes_only)
    else:
        documents = FolderDocuments(folder, ReadOptions(password=password))
        found = verified_answer(exported, documents, None if quotes_only else SupportChecker())
    if as_json:
        out.print(TypeAdapter(VerifiedAnswer).dump_json(found, indent=2).decode())
    else:
        _show(found)
    if not (found.holds or (allow_moved and found.moved)):
        raise typer.Exit(NOT_FOUND)


def _show(found: VerifiedAnswer) -> None:
    out.print(Text(plain(found.question), style="bold"))
    for quote in found.quotes:
        _show_quote(quote)
    for statement in found.statements:
        _show_statement(statement)
    out.print()
    out.print(Text(_summary(found)))


def _show_quote(quote: VerifiedQuote) -> None:
    line = f"[{quote.number}] {quote.state}: {short_title(quote.title)} ({quote.source})"
    out.print(Text(plain(line), style="" if quote.state == "there" else "bold"))
    if quote.state == "there":
        if quote.document == "changed":
            out.print(Text("    the document has changed, but not here"))
        return
    out.print(Text(plain(f"    {quote.reason}")))
    out.print(Text(plain(f"    “{_cut(quote.quote)}”")))
    for place in quote.places:
        where = f", {path(place.section)}" if place.section else ""
        out.print(Text(plain(f"    now at characters {place.start}-{place.end}{where}")))


def _show_statement(statement: VerifiedStatement) -> None:
    said = {True: "holds", False: "does not hold", None: "not checked"}[statement.holds]
    numbers = "".join(f"[{number}]" for number in statement.citations)
    style = "bold" if statement.holds is False else ""
    out.print(Text(plain(f"{said}: {_cut(statement.text)} {numbers}"), style=style))
    if statement.reason:
        out.print(Text(plain(f"    {statement.reason.removeprefix('not checked: ')}")))


def _summary(found: VerifiedAnswer) -> str:
    quotes = Counter(quote.state for quote in found.quotes)
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
