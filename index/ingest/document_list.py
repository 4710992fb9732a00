"""The documents as a list that people keep in order: listed, renamed, removed together, and put back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.documents import Document, DocumentEntry
from index.errors import EmbedderChangedError, UnknownDocumentError
from index.formats.builder import MAX_NAME
from index.formats.characters.clean import clean
from index.ingest.libraries.presence import still_there
from index.search.searching import Searcher
from index.store.again import tried_again
from index.store.aside import Aside, give_title
from index.store.connection import StoreConnection
from index.store.listing import entries, unread_sources, with_inside
from index.store.saving import delete_document, remember_removed
from index.store.store import Store
from index.store.transaction import ReadTransaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Documents that were removed together, and can be put back as long as this object lives.

    Attributes:
        titles: Their titles.
        sources: Their sources.
        embedder: The name of the model that their vectors are of.
        aside: Where they are kept.
    """

    titles: tuple[str, ...]
    sources: tuple[str, ...]
    embedder: str
    aside: Aside


class DocumentList:
    """Lists and changes the documents of one index. Each change is one transaction; any thread may call it at any time.

    The methods that change something raise:
        IndexFolderError: The index can't be written.
        IndexLockedError: Another process is changing it.
    """

    def __init__(self, store: Store, searcher: Searcher) -> None:
        self._store = store
        self._searcher = searcher

    def entries(self) -> list[DocumentEntry]:
        """An entry for every document, without its text, in the order in which they were added."""
        with self._store.reading() as transaction:
            return entries(transaction)

    def unread(self) -> dict[str, str]:
        """For each source that could not be read, and so has no document, the reason."""
        with self._store.reading() as transaction:
            return unread_sources(transaction)

    def forget(self, sources: Iterable[str]) -> None:
        """Forgets sources that could not be read; the next sync of their folder tries them again."""
        with self._store.reading() as transaction:
            known = unread_sources(transaction)
        self._store.forget_sources([source for source in sources if source in known])

    def rename(self, document_id: str, title: str) -> Document:
        """Gives a document another title, and returns it. Its text stays, and newer versions of it keep the title.

        Args:
            document_id: The document.
            title: The title, of at most 500 characters; if it is empty, the document gets back the one that it states.

        Raises:
            UnknownDocumentError: There is none with that id.
        """
        given = " ".join(clean(title)[0].split())[:MAX_NAME]
        with self._store.writing() as connection:
            document = ReadTransaction(connection, self._store.place).document(document_id)
            own = document.metadata.get("own_title", document.title)
            wanted = given or own
            if wanted != document.title:
                give_title(connection, document.id, wanted, None if wanted == own else own)
        self._searcher.engine.write_if_due()
        with self._store.reading() as transaction:
            return transaction.document(document.id)

    def remove(self, document_ids: Sequence[str]) -> Removed:
        """Removes documents, and those of files inside them, in one transaction.

        A sync of their folder does not bring them back, unless their file changes; `add` does, and `put_back`.

        Raises:
            UnknownDocumentError: There is none with one of the ids. Nothing is removed then.
        """
        removed = self._remove(document_ids, [])
        self._searcher.engine.write_if_due()
        return removed

    @tried_again
    def _remove(self, document_ids: Sequence[str], before: list[Removed]) -> Removed:
        """The same; `before` is what tries before have removed, which may have been committed before the connection was lost."""
        with self._store.writing() as connection:
            transaction = ReadTransaction(connection, self._store.place)
            try:
                found = with_inside(connection, document_ids)
            except UnknownDocumentError:
                if before:
                    return before[-1]
                raise
            aside = Aside()
            # All before the first is deleted: they are put back with what was known of their sources and archives.
            for one in found:
                aside.take(connection, one.id)
            for one in found:
                if still_there(one.source):
                    remember_removed(connection, one.source)
                delete_document(connection, "id = ?", one.id)
            for container in {one.container for one in found if one.container}:
                _forget_if_empty(connection, container)
            removed = Removed(
                titles=tuple(one.title for one in found),
                sources=tuple(one.source for one in found),
                embedder=transaction.embedder,
                aside=aside,
            )
            before.append(removed)
        return removed

    def put_back(self, removed: Removed) -> list[str]:
        """Puts removed documents back as they were, in one transaction; returns their sources.

        One whose source has been added again meanwhile stays as it is now.

        Raises:
            EmbedderChangedError: All documents were embedded by another model meanwhile.
            NoRoomError: There is no room for them any more.
        """
        back = self._put_back(removed, {})
        self._searcher.engine.write_if_due()
        return list(back)

    @tried_again
    def _put_back(self, removed: Removed, before: dict[str, None]) -> dict[str, None]:
        """The sources that were put back, also by tries `before`, which may have been committed."""
        with self._store.writing() as connection:
            transaction = ReadTransaction(connection, self._store.place)
            if transaction.embedder != removed.embedder:
                raise EmbedderChangedError(self._store.place, transaction.embedder, removed.embedder)
            with self._store.within_room(connection, removed.sources):
                before |= dict.fromkeys(removed.aside.put_back(connection))
        return before

    def erase(self) -> int:
        """Removes every document of the space that is changed for good, and every name of a source; returns how many there were.

        What a person or a group had is erased so: nothing is kept aside, and nothing remembered.
        """
        with self._store.writing() as connection:
            found = [
                id_
                for (id_,) in connection.execute("SELECT id FROM documents WHERE space = space()").fetchall()
            ]
            for id_ in found:
                delete_document(connection, "id = ?", id_)
            connection.execute("DELETE FROM main.sources WHERE space = space()")
        self._store.database.forget_deleted()
        self._searcher.engine.write_if_due()
        return len(found)


def _forget_if_empty(connection: StoreConnection, container: str) -> None:
    """Forgets the content of an archive whose last document was removed: who adds it again wants it read."""
    query = "SELECT 1 FROM documents WHERE ? IN (source, container) AND space = space()"
    if connection.execute(query, (container,)).fetchone() is None:
        connection.execute(
            "UPDATE main.sources SET content_hash = NULL, problem = NULL WHERE source = ? AND space = space()",
            (container,),
        )
