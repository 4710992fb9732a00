"""Options that several commands share, and their exit codes."""

from pathlib import Path
from typing import Annotated

import typer

# What scripts can tell apart; 130 after Ctrl-C is typer's.
NOT_FOUND, FAILED = 1, 2

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="PINCITE_DATA",
        help="The index folder; by default one of your own.",
    ),
]
Collection = Annotated[
    str | None,
    typer.Option("--collection", metavar="NAME", help="Put the documents into this collection too."),
]
