"""Saves documents, passages and their embeddings in a database, which is the source of truth."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from index.errors import UnknownDocumentError
from index.store.access import Access
from index.store.again import tried_again
from index.store.connection import StoreConnection
from index.store.database import Database
from index.store.room import lock_of, within
from index.store.saving import (
    Container,
    NewDocument,
    SourceNote,
    add_to_collection,
    delete_document,
    forget_source,
    remember_removed,
    replace_document,
    save_container,
    save_note,
)
from index.store.transaction import ReadTransaction


class Follower(Protocol):
    """Keeps what is derived from the store, and lies in the same database, in step with it: inside each transaction."""

    def follow(self, connection: StoreConnection) -> None:
        """Adds what has come; what was removed has gone by itself. Called before the transaction is committed."""


class Store:
    """Saves and loads. Any number of threads and processes may read while one writes.

    Attributes:
        database: Where it is.
        access: Who sees and changes it; None if nobody has to be kept apart from others.
        follower: What is told of each change of passages, if there is anything.
        opened: The names of all databases that were opened as one index, of which this is one; none if it is an index by itself.
    """

    def __init__(self, database: Database, access: Access | None = None) -> None:
        self.database = database
        self.access = access
        self.follower: Follower | None = None
        self.opened: frozenset[str] = frozenset()

    def seen_by(self, access: Access) -> "Store":
        """The same store, as somebody sees it."""
        store = Store(self.database, access)
        store.follower, store.opened = self.follower, self.opened
        return store

    @property
    def folder(self) -> Path:
        """A folder of this machine for what is derived, or belongs to one server."""
        return self.database.folder

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        return self.database.place

    def reading(self) -> AbstractContextManager[ReadTransaction]:
        """A transaction that sees one state of the index until the block ends."""
        return self.database.reading(self.access)

    def locked(self) -> AbstractContextManager[None]:
        """Keeps other processes from changing the index meanwhile, where two can't; see `Database.locked`."""
        return self.database.locked()

    @contextmanager
    def writing(self, *, passages: bool = True) -> Iterator[StoreConnection]:
        """One write transaction; it makes a new generation if it changes `passages`."""
        with self.database.writing(self.access, passages=passages) as connection:
            yield connection
            if passages and self.follower:
                self.follower.follow(connection)

    @tried_again
    def save(self, new: Sequence[NewDocument], containers: Sequence[Container] = ()) -> None:
        """Saves documents and containers in one transaction, in place of earlier ones with the same source.

        Raises:
            NoRoomError: There is no room for them; nothing is saved.
        """
        with self.writing() as connection:
            sources = {document.document.source for document in new} | {one.source for one in containers}
            with self.within_room(connection, sources):
                for document in new:
                    replace_document(connection, document)
                for container in containers:
                    save_container(connection, container)

    @contextmanager
    def within_room(self, connection: StoreConnection, sources: Collection[str]) -> Iterator[None]:
        """Lets a block save these sources in a transaction, while others who save one of them wait.

        Raises:
            NoRoomError: The space has no room for them.
        """
        room = self.access.room if self.access else None
        bound = {lock_of(self.access.writes)} if self.access and room else set[str]()
        self.database.claim(connection, sorted(bound.union(sources)))
        with within(room, connection):
            yield

    @tried_again
    def save_notes(self, notes: Sequence[SourceNote], collection: str | None = None) -> None:
        """Saves notes about sources that gave no new document; see `save_note`."""
        with self.writing(passages=False) as connection:
            for note in notes:
                save_note(connection, note, collection)

    @tried_again
    def add_to_collection(self, sources: Sequence[str], collection: str) -> None:
        """Adds the documents of some sources to a collection."""
        with self.writing(passages=False) as connection:
            add_to_collection(connection, sources, collection)

    @tried_again
    def forget_sources(self, sources: Collection[str]) -> None:
        """Deletes the records of sources that are gone and have no document of their own."""
        with self.writing(passages=False) as connection:
            for source in sources:
                forget_source(connection, source)

    def remove(self, document_ids: Collection[str], *, remembered: Collection[str] = ()) -> None:
        """Removes documents and their passages in one transaction.

        Args:
            document_ids: The documents.
            remembered: The sources of files that a sync must not bring back.

        Raises:
            UnknownDocumentError: There is no document with one of the ids. Nothing is removed then.
        """
        self._remove(document_ids, remembered, set())

    @tried_again
    def _remove(self, document_ids: Collection[str], remembered: Collection[str], removed: set[str]) -> None:
        """The same; `removed` are those that a try before has removed, which may have been committed before it was lost."""
        with self.writing() as connection:
            for source in remembered:
                remember_removed(connection, source)
            for document_id in document_ids:
                if delete_document(connection, "id = ?", document_id):
                    removed.add(document_id)
                elif document_id not in removed:
                    raise UnknownDocumentError(f"no document has the id {document_id!r}")

    def close(self) -> None:
        """Closes what is open. A later call opens it again."""
        self.database.close()
