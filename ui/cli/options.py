"""Options that several commands share, and their exit codes."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.completion import complete_collection

if TYPE_CHECKING:
    from rag import Index

# Exit codes for scripts; shells use 130 after Ctrl-C, and 141 where the reader of a pipe has gone, as `head` does.
NOT_FOUND, FAILED, STOPPED, UNREAD = 1, 2, 130, 141

Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="PLACE",
        envvar="PINCITE_DATA",
        help="The index: a folder, by default in your user data folder, or a database, postgresql://user@host/name; "
        "several databases with spaces between.",
    ),
]
Embedder = Annotated[
    str | None,
    typer.Option(
        "--embedder",
        metavar="NAME",
        help="The embedding model of a new index: multilingual-e5-small for documents that are not in English, or one on "
        "a server, which then reads all of them: ollama/nomic-embed-text, openai/NAME, ADDRESS#NAME.",
    ),
]
MaxWrong = Annotated[
    float | None,
    typer.Option(
        "--max-wrong",
        metavar="SHARE",
        min=0.001,
        max=0.999,
        help="Answer only if so confident that at most this share of the answers is wrong, such as 0.05.",
    ),
]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        metavar="WORD",
        envvar="PINCITE_FILE_PASSWORD",
        show_envvar=True,
        help="Opens encrypted files. The variable is safer, since other users can see the options of a command.",
    ),
]
Ocr = Annotated[
    bool,
    typer.Option("--ocr/--no-ocr", help="Recognise text on scanned pages, if pincite[ocr] is installed."),
]
Collection = Annotated[
    str | None,
    typer.Option(
        "--collection",
        metavar="NAME",
        help="Add the documents to this collection.",
        autocompletion=complete_collection,
    ),
]
Tags = Annotated[
    bool | None,
    typer.Option(
        "--tags-as-collections/--no-tags-as-collections",
        help="Add each document also to a collection for each of its tags (Markdown). [default: in an Obsidian vault]",
        show_default=False,
    ),
]

Json = Annotated[
    bool, typer.Option("--json", help="Print the result as JSON; docs/command-json.md describes it.")
]


def known_collection(index: "Index", collection: str | None) -> str | None:
    """Checks the name of a collection.

    Raises:
        typer.BadParameter: There is no collection with that name.
    """
    # A search in a collection that does not exist would look as if the documents had no answer.
    names = index.collections()
    if collection is not None and collection not in names:
        known = ", ".join(names) or "none"
        raise typer.BadParameter(f"there is no collection {collection!r}; there are: {known}")
    return collection
