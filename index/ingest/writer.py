"""Changing an index: one change at a time, in this process and among others, each whole or not at all."""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
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
from index.ingest.sources import SourceFile, TextSource
from index.ingest.sync import below, plan_sync
from index.ingest.watch import changes
from index.search.searching import Searcher
from index.store.loading import SourceRecord
from index.store.store import Store


class IndexWriter:
    """Adds, follows and removes, and tells the search structures. Any thread may use it; see `Index`."""

    def __init__(self, store: Store, embedder: Embedder, searcher: Searcher) -> None:
        self._store = store
        self._embedder = embedder
        self._searcher = searcher
        self._adding = threading.Lock()

    def add(
        self,
        sources: Sequence[SourceFile | TextSource],
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
    ) -> IngestReport:
        """Adds sources, or replaces what has changed."""
        with self._adding, self._changing():
            report = self._ingest(collection, options, progress).run(sources)
        self._searcher.refresher.write_if_due()
        return report

    def sync(
        self,
        folder: str | Path,
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
    ) -> IngestReport:
        """Brings the index in step with a folder.

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
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        stop: threading.Event | None,
    ) -> Iterator[IngestReport | PinciteError]:
        """What each round of `sync` did; only the first one's error is raised."""
        first = True
        for _ in changes(folder, self._store.folder, stop):
            try:
                yield self.sync(folder, collection, options, progress)
            except PinciteError as error:
                if first:
                    raise
                yield error
            first = False

    def remove(self, id_or_source: str) -> Document:
        """Removes a document and those of files inside it, and returns it.

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
        """Removes all below a folder, and returns the sources of the documents.

        Raises:
            UnknownDocumentError: There is none.
        """
        with self._store.changing():
            known = self._known()
            sources = below(folder, [it for it, about in known.items() if about.document_id])
            if not sources:
                raise UnknownDocumentError(
                    f"no document has the id or source {str(folder)!r}, or lies below it"
                )
            self._drop([it for it in known if it in sources or it == os.path.abspath(folder)], known)
        self._searcher.refresher.write_if_due()
        return sources

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
