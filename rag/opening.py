"""Opens an index, for what asks no questions, too: of what answers nothing is imported here."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import index
from index import (
    CheckReport,
    CopyError,
    CopyReport,
    DatabaseError,
    Embedder,
    Index,
    SchemaSteps,
    ShowCopy,
    SpreadReport,
    addresses_in,
    opened_index,
)
from rag.folders import default_place


def open_index(
    folder: str | Path | None = None, *, embedder: Embedder | str | None = None, create: bool = True
) -> Index:
    """Opens the index in a folder, in a database or in several, or makes one where there is nothing yet; see `Assistant.open`.

    Raises:
        NoIndexError: There is no index, and none was to be made.
        EmbedderChangedError: The index was made with another model.
        ModelError: There is no model of that name, it is not installed, or its server does not answer.
        IndexFolderError: The folder holds something else, is damaged or can't be written.
        DatabaseError: One of several databases is missing, or is that of another index.
    """
    place = folder or default_place()
    return opened_index(place, embedder=embedder, create=create, find=_embedder_called)


def _embedder_called(name: str, dimensions: int | None = None) -> Embedder:
    # Imported late: it is wanted only for a name that is none of `index`.
    from rag.models.embedding.named import load_embedder

    return load_embedder(name, dimensions)


def copy_index(
    origin: str | Path,
    target: str | Path,
    *,
    beside: Mapping[str, SchemaSteps] | None = None,
    show: ShowCopy = lambda stage, done, total: None,
) -> tuple[CopyReport, CheckReport]:
    """Copies an index to another folder or database, and checks the copy; see `Index.copy_to`.

    Args:
        origin: The folder, or the address of the database.
        target: The same; what is not there is made.
        beside: The names and steps of what is kept beside the documents and is copied, too.
        show: Called with what is done, the number of passages done, and of all.

    Raises:
        NoIndexError: There is no index to copy.
        CopyError: The target has other documents, or what was copied differs.
        IndexFolderError: One of the two can't be used.
    """
    with ExitStack() as opened:
        if len(addresses_in(target)) > 1:
            raise CopyError(
                "the new place",
                "is several databases; copy to one, add the others behind it, and run: pincite spread",
            )
        mine = opened.enter_context(closing(open_index(origin, create=False)))
        # The same object: the model is not asked for anything.
        copy = opened.enter_context(closing(Index(target, embedder=mine.embedder, find=_embedder_called)))
        return mine.copy_to(copy, beside, show), copy.check()


def spread_index(
    place: str | Path,
    *,
    without: str | None = None,
    show: Callable[[int, int], None] = lambda done, total: None,
) -> SpreadReport:
    """Moves the documents of an index in several databases to where they belong, after one joined; see `ShardedIndex.spread`.

    Args:
        place: The addresses of all, the new one behind the others.
        without: The address of one that is emptied, and leaves the others.
        show: Called with the number of documents that were moved, and of all that are to be.

    Raises:
        DatabaseError: It is in one place only, one is missing, or `without` is none of them.
    """
    # Imported late: most have one place.
    from index import ShardedIndex

    with closing(open_index(place)) as opened:
        if not isinstance(opened, ShardedIndex):
            raise DatabaseError(
                f"{opened.place}: is in one place; name several databases with spaces between their addresses"
            )
        addresses = addresses_in(place)
        if without is not None and without not in addresses:
            raise DatabaseError(
                "the database to empty is none of the index; give its address as it stands there"
            )
        return opened.spread(without=None if without is None else addresses.index(without), show=show)


def reembed(
    folder: str | Path,
    *,
    embedder: Embedder | str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Gives every passage of an index the vectors of another model; see `index.reembed`.

    Args:
        folder: The index folder, or the addresses of its databases.
        embedder: The new model, or its name as `Assistant.open` takes it; by default MiniLM.
        progress: Called with the number of passages done, and of all.
    """
    count = 0
    places: list[str | Path] = [*addresses_in(folder)] or [folder]
    for place in places:
        before = count
        count += index.reembed(
            place,
            embedder=embedder,
            progress=lambda done, total, before=before: progress(before + done, before + total),  # type: ignore[misc]
            find=_embedder_called,
        )
    return count
