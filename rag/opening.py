"""Opens an index, for what asks no questions, too: of what answers nothing is imported here."""

from collections.abc import Callable
from pathlib import Path

import index
from index import Embedder, Index
from rag.folders import default_place


def open_index(
    folder: str | Path | None = None, *, embedder: Embedder | str | None = None, create: bool = True
) -> Index:
    """Opens the index in a folder or database, or makes one where there is nothing yet; see `Assistant.open`.

    Raises:
        NoIndexError: There is no index, and none was to be made.
        EmbedderChangedError: The index was made with another model.
        ModelError: There is no model of that name, it is not installed, or its server does not answer.
        IndexFolderError: The folder holds something else, is damaged or can't be written.
    """
    return Index(folder or default_place(), embedder=embedder, create=create, find=_embedder_called)


def _embedder_called(name: str, dimensions: int | None = None) -> Embedder:
    # Imported late: it is wanted only for a name that is none of `index`.
    from rag.models.embedding.named import load_embedder

    return load_embedder(name, dimensions)


def reembed(
    folder: str | Path,
    *,
    embedder: Embedder | str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Gives every passage of an index the vectors of another model; see `index.reembed`.

    Args:
        folder: The index folder.
        embedder: The new model, or its name as `Assistant.open` takes it; by default MiniLM.
        progress: Called with the number of passages done, and of all.
    """
    return index.reembed(folder, embedder=embedder, progress=progress, find=_embedder_called)
