"""Opens an index wherever it is: in a folder, in a database, or in several."""

from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.named import FindEmbedder, embedder_called
from index.engine import Index
from index.store.places import addresses_in


def opened_index(
    place: str | Path,
    *,
    embedder: Embedder | str | None = None,
    create: bool = True,
    find: FindEmbedder = embedder_called,
) -> Index:
    """The index in a folder, in a database ("postgresql://..."), or in several ("postgresql://... postgresql://...").

    Args:
        place: Where it is.
        embedder: As `Index` takes it.
        create: The same.
        find: The same.

    Raises:
        DatabaseError: One of several databases is missing, or is that of another index.
        NoIndexError, IndexFolderError, EmbedderChangedError, ModelError: As `Index`.
    """
    addresses = addresses_in(place)
    if len(addresses) > 1:
        # Imported late: most have one.
        from index.shards.sharded import ShardedIndex

        return ShardedIndex(addresses, embedder=embedder, create=create, find=find)
    return Index(addresses[0] if addresses else place, embedder=embedder, create=create, find=find)
