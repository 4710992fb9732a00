"""Options that several commands share, and their exit codes."""

from pathlib import Path
from typing import Annotated

import typer

from rag import Assistant

# What scripts can tell apart; 130 after Ctrl-C is what shells use.
NOT_FOUND, FAILED, STOPPED = 1, 2, 130

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="PINCITE_DATA",
        help="The index folder; by default one of your own.",
    ),
]
MaxWrong = Annotated[
    float | None,
    typer.Option(
        "--max-wrong",
        metavar="SHARE",
        min=0.001,
        max=0.999,
        help="Answer only when it is so sure that at most this share of its answers is wrong, such as 0.05.",
    ),
]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        metavar="WORD",
        envvar="PINCITE_FILE_PASSWORD",
        show_envvar=True,
        help="Opens encrypted files. Better given by the variable: other users see a command's options.",
    ),
]
Ocr = Annotated[
    bool,
    typer.Option("--ocr/--no-ocr", help="Recognise text on scanned pages, if pincite[ocr] is installed."),
]
Collection = Annotated[
    str | None,
    typer.Option("--collection", metavar="NAME", help="Put the documents into this collection too."),
]


def known_collection(assistant: Assistant, collection: str | None) -> str | None:
    """The name of a collection, if there is one of that name.

    Raises:
        typer.BadParameter: There is none.
    """
    names = assistant.index.collections()
    if collection is not None and collection not in names:
        there = ", ".join(names) or "none"
        raise typer.BadParameter(f"there is no collection {collection!r}; there are: {there}")
    return collection
