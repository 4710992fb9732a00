"""Removes documents by hand: one, or all of a folder."""

import os
from pathlib import Path

from index.documents import Document
from index.errors import UnknownDocumentError
from index.ingest.libraries.presence import where_still_there
from index.ingest.sources import path_as_text
from index.ingest.sync import sources_below
from index.search.searching import Searcher
from index.store.again import tried_again
from index.store.store import Store


class Remover:
    """Removes documents from an index. Any thread may call it at any time.

    Its methods raise, besides what they say:
        IndexFolderError: The index can't be written.
        IndexLockedError: Another process is changing it.
    """

    def __init__(self, store: Store, searcher: Searcher) -> None:
        self._store = store
        self._searcher = searcher

    @tried_again
    def remove(self, id_or_source: str) -> Document:
        """Removes a document and the documents of files inside it; returns it.

        A sync of its folder does not bring it back, unless its file changes; `add` does.

        Raises:
            UnknownDocumentError: There is none with that id or source.
        """
        # Without a turn: a document can be removed while others are being added.
        with self._store.locked():
            with self._store.reading() as transaction:
                document = transaction.document(id_or_source)
                inside = transaction.contained(document.source)
            self._store.remove([document.id, *inside], remembered=where_still_there([document.source]))
        self._searcher.engine.write_if_due()
        return document

    def remove_folder(self, folder: str | Path) -> list[str]:
        """Removes all documents whose files are, or were, in a folder, an archive or a library; returns their sources.

        As with `remove`, a sync does not bring them back.

        Raises:
            UnknownDocumentError: There is none.
        """
        with self._store.locked():
            with self._store.reading() as transaction:
                records = transaction.source_records()
            documents = {source: record for source, record in records.items() if record.document_id}
            library = path_as_text(os.path.abspath(os.path.expanduser(folder)))
            linked = [source for source, record in documents.items() if record.library == library]
            sources = list(dict.fromkeys((*sources_below(folder, list(documents)), *linked)))
            if not sources:
                raise UnknownDocumentError(
                    f"no document has the id or source {str(folder)!r}, or a source in that folder"
                )
            # Archives too, which may have only a record: they are what a sync would read again.
            archives = {records[source].container for source in sources}
            files = [*sources_below(folder, list(records)), os.path.abspath(folder)]
            remembered = where_still_there([file for file in files if file in sources or file in archives])
            gone = [file for file in files if file in archives and file not in remembered]
            forgotten = list(dict.fromkeys([*sources, *gone]))
            self._store.forget_sources(forgotten)
            ids = [id_ for source in forgotten if (id_ := records[source].document_id)]
            self._store.remove(ids, remembered=remembered)
        self._searcher.engine.write_if_due()
        return sources
