"""Changing an index: one change at a time, in this process and among others, each whole or not at all."""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.documents import Document
from index.embedding.embedder import Embedder
from index.errors import PinciteError, UnknownDocumentError
from index.ingest.changes import ReadOptions
from index.ingest.ingest import Ingest
from index.ingest.progress import ShowProgress
from index.ingest.reports import IngestReport
from index.ingest.sources import SourceFile, TextSource, find_files
from index.ingest.sync import below, plan_sync
from index.ingest.watch import changes
from index.search.searching import Searcher
from index.store.loading import SourceRecord
from index.store.store import Store


class IndexWriter:
    """Adds, follows and removes documents, and tells the search structures. Any thread may call it at any time.

    What reads documents takes:
        collection: A collection to put them into, beside those that they are in; new ones are in "default".
        options: How files are read: a password, limits, whether text on scans is recognised.
        progress: Called from the caller's thread as work goes on.
    and raises:
        IndexFolderError: The index can't be written.
        IndexLockedError: Another process is changing it.
        ModelError: The embedding model can't be loaded.
    """

    def __init__(self, store: Store, embedder: Embedder, searcher: Searcher) -> None:
        self._store = store
        self._embedder = embedder
        self._searcher = searcher
        self._adding = threading.Lock()

    def add(
        self,
        *paths: str | Path,
        source: str | None = None,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Adds files, and all files of folders; those already indexed are skipped or replaced.

        Each is parsed in a process of its own, with limits. What is inside an archive, a mailbox or a message
        becomes documents of its own, whose source is that of the file and their name: "mail.eml/report.pdf".
        A file that can't be read is in the report's `failed` with its reason; the rest goes on. Hidden files
        inside a folder are passed over. `source` is what to record as the source, where `paths` is one file
        that is only a copy.
        """
        return self._add(find_files(paths, source), self._ingest(collection, options, progress))

    def add_texts(
        self,
        texts: Iterable[TextSource],
        *,
        collection: str | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Adds texts that are no files; those already indexed are skipped or replaced, as with `add`."""
        return self._add(list(texts), self._ingest(collection, None, progress))

    def sync(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Brings the index in step with a folder: adds what is new, replaces what changed, drops what is gone.

        Hidden files and folders in it are passed over, and so is the index itself. A file of the same size
        and modification time as before is not read. One that can't be read keeps its last good version,
        marked as stale.

        Raises:
            SourceError: There is no such folder, or it is empty where it was not before: nothing is dropped.
        """
        with self._adding, self._changing():
            known = self._known()
            again = bool(options and options.password)
            plan = plan_sync(folder, known, self._store.folder, again=again)
            report = self._ingest(collection, options, progress).run(plan.read)
            self._drop(plan.gone, known)
            if collection:
                self._store.note_collection(plan.unchanged, collection)
        self._searcher.refresher.write_if_due()
        return replace(
            report,
            unchanged=[*report.unchanged, *plan.unchanged],
            failed=[*report.failed, *plan.failed],
            removed=plan.gone,
        )

    def watch(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[IngestReport | PinciteError]:
        """Like `sync`, now and after each change in the folder, until `stop` is set or Ctrl-C is pressed.

        Yields:
            What each round did, or why it could do nothing; the next one tries again.

        Raises:
            SourceError: There is no such folder.
        """
        first = True
        for _ in changes(folder, self._store.folder, stop):
            try:
                yield self.sync(folder, collection=collection, options=options, progress=progress)
            except PinciteError as error:
                if first:
                    raise
                yield error
            first = False

    def remove(self, id_or_source: str) -> Document:
        """Removes a document, and those of files inside it, and returns it.

        Raises:
            UnknownDocumentError: There is none with that id or source.
        """
        with self._store.changing():
            with self._store.reading() as state:
                document = state.document(id_or_source)
                inside = state.contained(document.source)
            self._store.remove([document.id, *inside])
        self._searcher.refresher.write_if_due()
        return document

    def remove_folder(self, folder: str | Path) -> list[str]:
        """Removes all documents whose files lie, or lay, below a folder or in an archive; returns their sources.

        Raises:
            UnknownDocumentError: There is none.
        """
        with self._store.changing():
            known = self._known()
            sources = below(folder, [source for source, record in known.items() if record.document_id])
            if not sources:
                raise UnknownDocumentError(
                    f"no document has the id or source {str(folder)!r}, or lies below it"
                )
            self._drop(
                [source for source in known if source in sources or source == os.path.abspath(folder)], known
            )
        self._searcher.refresher.write_if_due()
        return sources

    def _add(self, sources: Sequence[SourceFile | TextSource], ingest: Ingest) -> IngestReport:
        with self._adding, self._changing():
            report = ingest.run(sources)
        self._searcher.refresher.write_if_due()
        return report

    def _known(self) -> dict[str, SourceRecord]:
        with self._store.reading() as state:
            return state.known()

    def _ingest(
        self, collection: str | None, options: ReadOptions | None, progress: ShowProgress | None
    ) -> Ingest:
        return Ingest(self._store, self._embedder, progress, collection=collection, options=options)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Keeps other processes from changing anything; the index is still of this embedder."""
        with self._store.changing():
            with self._store.reading() as state:
                state.check_embedder(self._embedder.name)
            yield

    def _drop(self, sources: Sequence[str], known: Mapping[str, SourceRecord]) -> None:
        if sources:
            self._store.forget(sources)
        if documents := [id_ for source in sources if (id_ := known[source].document_id)]:
            self._store.remove(documents)
