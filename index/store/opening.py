"""Opens a store together with the embedding model whose vectors it has, or makes one for a model."""

from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.mini_lm import MiniLmEmbedder
from index.embedding.named import FindEmbedder
from index.errors import DatabaseError, EmbedderChangedError, ModelError, NoIndexError
from index.store.database import Database
from index.store.members import check_members, members_in
from index.store.places import addresses_in, is_address
from index.store.sqlite.database import SqliteDatabase, has_store
from index.store.store import Store


def opened_store(
    place: str | Path, given: Embedder | str | None, find: FindEmbedder, *, create: bool, alone: bool = True
) -> tuple[Store, Embedder]:
    """The store in a folder or database, and the embedding model whose vectors it has.

    Raises:
        As `Index`.
    """
    new: Embedder | None = None
    if create and not _has_store(place):
        new = _found(given or MiniLmEmbedder.name, None, find)
        # Asked for, so that no index is made that nothing can be added to.
        _ = new.dimensions
    store = Store(opened_database(place, embedder=new.name if new else MiniLmEmbedder.name, create=create))
    with store.reading() as transaction:
        named, dimensions, where = transaction.embedder, transaction.dimensions or 0, transaction.place
        if alone:
            check_members(members_in(transaction.connection), (), where)
        # Also of a new one: another process may have made it a moment before.
        if given is not None:
            found = new or _found(given, dimensions, find)
            transaction.check_embedder(found.name)
            return store, found
    try:
        return store, find(named, dimensions)
    except ModelError as error:
        raise EmbedderChangedError(where, named, MiniLmEmbedder.name, str(error)) from error


def opened_database(place: str | Path, *, embedder: str, create: bool = True) -> Database:
    """The database in a folder, or at an address; see `SqliteDatabase` and `PostgresDatabase`.

    Raises:
        IndexFolderError: As they say.
    """
    if not is_address(place):
        return SqliteDatabase(Path(place), embedder=embedder, create=create)
    if len(addresses_in(place)) > 1:
        raise DatabaseError("these are several databases; open them as one index: index.opened_index")
    try:
        from index.store.postgres.database import PostgresDatabase
    except ImportError as error:
        raise DatabaseError(
            "an index in PostgreSQL needs more libraries; install them: pip install 'pincite[postgres]'"
        ) from error
    return PostgresDatabase(str(place), embedder=embedder, create=create)


def _has_store(place: str | Path) -> bool:
    if not is_address(place):
        return has_store(Path(place))
    try:
        opened_database(place, embedder="", create=False).close()
    except NoIndexError:
        return False
    return True


def _found(given: Embedder | str, dimensions: int | None, find: FindEmbedder) -> Embedder:
    return find(given, dimensions) if isinstance(given, str) else given
