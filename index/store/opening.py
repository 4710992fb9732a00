"""Opens a store together with the embedding model whose vectors it has, or makes one for a model."""

from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.mini_lm import MiniLmEmbedder
from index.embedding.named import FindEmbedder
from index.errors import EmbedderChangedError, ModelError
from index.store.sqlite_database import SqliteDatabase, has_store
from index.store.store import Store


def opened_store(
    folder: Path, given: Embedder | str | None, find: FindEmbedder, *, create: bool
) -> tuple[Store, Embedder]:
    """The store in `folder`, and the embedding model whose vectors it has.

    Raises:
        As `Index`.
    """
    new: Embedder | None = None
    if create and not has_store(folder):
        new = _found(given or MiniLmEmbedder.name, None, find)
        # Asked for, so that no index is made that nothing can be added to.
        _ = new.dimensions
    store = Store(SqliteDatabase(folder, embedder=new.name if new else MiniLmEmbedder.name, create=create))
    with store.reading() as transaction:
        named, dimensions, place = transaction.embedder, transaction.dimensions or 0, transaction.place
        # Also of a new one: another process may have made it a moment before.
        if given is not None:
            found = new or _found(given, dimensions, find)
            transaction.check_embedder(found.name)
            return store, found
    try:
        return store, find(named, dimensions)
    except ModelError as error:
        raise EmbedderChangedError(place, named, MiniLmEmbedder.name, str(error)) from error


def _found(given: Embedder | str, dimensions: int | None, find: FindEmbedder) -> Embedder:
    return find(given, dimensions) if isinstance(given, str) else given
