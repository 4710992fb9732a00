"""`pincite list` and `pincite remove`: list the documents, and remove some from the index."""

import dataclasses
import os
from typing import TYPE_CHECKING, Annotated

import typer

from rag import UnknownDocumentError
from ui.cli.completion import complete_collection
from ui.cli.console import err, out, plain, print_json
from ui.cli.everybody import of_everybody, write_down
from ui.cli.options import Data, Json, known_collection
from ui.cli.progress import finish

if TYPE_CHECKING:
    from rag import Document, Index


def list_command(
    data: Data = None,
    collection: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="List only the documents of this collection.",
            autocompletion=complete_collection,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """List the documents: id, title, source, and how well each was read."""
    from rag import open_index, warnings

    index = of_everybody(open_index(data, create=False))
    known = known_collection(index, collection)
    documents = [document for document in index.documents() if known is None or known in document.collections]
    if as_json:
        fields = ("id", "title", "source", "date", "stale", "collections", "container", "metadata")
        rows = [
            {**{name: getattr(document, name) for name in fields}, "report": _report(document)}
            for document in documents
        ]
        print_json(rows)
        return
    for document in documents:
        out.print(plain(_line(document)))
        for sentence in warnings(document.report):
            # 18 characters: an id and two spaces, so that warnings stand below the title.
            out.print(plain(f"{'':<18}{sentence}"))
    if not documents:
        # On stderr: for a script the list is empty.
        err.print("There are no documents yet. Add some with: pincite add PATH")


def remove_command(
    documents: Annotated[
        list[str], typer.Argument(help="Ids as `pincite list` shows them, files, or folders.")
    ],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Remove documents from the index. The files themselves stay.

    A sync passes them over until they change; `pincite add FILE` brings one back.
    """
    from rag import open_index

    index = of_everybody(open_index(data, create=False))
    removed: list[str] = []
    try:
        for name in documents:
            for source in _removed(index, name):
                removed.append(source)
                if not as_json:
                    out.print(plain(f"removed   {source}"))
    finally:
        # Also if there is no document of one of the names.
        write_down(index, removed=removed)
    if as_json:
        print_json({"removed": removed})
    finish(index)


def _removed(index: "Index", name: str) -> list[str]:
    """Removes a document by its id or file, or all documents of a folder; returns their sources."""
    # A file is in the index by its absolute path; an id or the source of a text is no path.
    for known in (os.path.abspath(os.path.expanduser(name)), name):
        try:
            return [index.remove(known).source]
        except UnknownDocumentError:
            continue
    # The folder may be gone already, so it is found in the sources of the documents and not on the disk.
    return index.remove_folder(name)


def _report(document: "Document") -> dict[str, object]:
    return {"characters": len(document.text), **dataclasses.asdict(document.report)}


def _line(document: "Document") -> str:
    from rag import summary

    line = f"{document.id}  {document.title}  ({document.source})  {summary(document)}"
    if author := document.metadata.get("author"):
        line += f"  by {author}"
    if document.date:
        line += f"  {document.date[:10]}"
    # Documents are in the default collection if nobody chose another, so only others are named.
    if document.collections != ("default",):
        line += f"  in {', '.join(document.collections)}"
    return f"{line}  stale: {document.stale}" if document.stale else line
