"""The index: documents in, passages out."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.boxes import boxes_of
from index.documents import Box, Document, Hit, IngestProgress, IngestReport, Passage, Span
from index.embedder import Embedder, Vectors
from index.errors import PinciteError, SourceError, UnknownDocumentError
from index.filters import Filter
from index.formats.extract import File, UnreadableError
from index.ingest import Ingest, ReadOptions, ShowProgress
from index.members import content_hash
from index.mini_lm import MiniLmEmbedder
from index.parsing import ParserProcess
from index.rows import ALL_ROWS
from index.sources import SourceFile, TextSource, find_files
from index.state import Known, State
from index.store import Store
from index.sync import below, plan_sync
from index.threads import sleep_while_waiting
from index.watch import changes

if TYPE_CHECKING:
    from index.check import CheckReport
    from index.refresh import Refresher
    from index.snapshot import Candidate, Snapshot


def _show_nothing(progress: IngestProgress) -> None:
    pass


class Index:
    """The documents of one folder. Any thread may call any method at any time.

    Every question is answered from one state of the documents: that before or that after a
    change, never one between.
    """

    def __init__(self, folder: str | Path, *, embedder: Embedder | None = None) -> None:
        """Opens the index in `folder`, or makes one where there is nothing yet. Loads no model.

        Raises:
            IndexFolderError: The folder holds something else, is damaged or can't be written.
            EmbedderChangedError: It was made with another embedding model.
        """
        self.embedder: Embedder = embedder or MiniLmEmbedder()
        self._store = Store(Path(folder), embedder=self.embedder.name)
        self._adding = threading.Lock()
        self._making = threading.Lock()
        self._made: Refresher | None = None

    def add(
        self,
        *paths: str | Path,
        source: str | None = None,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress = _show_nothing,
    ) -> IngestReport:
        """Adds files, and all files of folders; those already indexed are skipped or replaced.

        Args:
            paths: Files and folders. Hidden files inside a folder are passed over.
            source: What to record as the source, where `paths` is one file that is only a copy.
            collection: A collection to put them into, beside those that they are in; new ones are in "default".
            options: How files are read; by default without a password.
            progress: Called from this thread as work goes on.

        Raises:
            IndexFolderError: The index can't be written.
            IndexLockedError: Another process is changing it.
            ModelError: The embedder can't be loaded.
        """
        return self._add(find_files(paths, source), collection, progress, options)

    def add_texts(
        self,
        texts: Iterable[TextSource],
        *,
        collection: str | None = None,
        progress: ShowProgress = _show_nothing,
    ) -> IngestReport:
        """Adds texts that are no files; those already indexed are skipped or replaced, as with `add`.

        Raises:
            IndexFolderError: The index can't be written.
            IndexLockedError: Another process is changing it.
            ModelError: The embedder can't be loaded.
        """
        return self._add(list(texts), collection, progress, None)

    def sync(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress = _show_nothing,
    ) -> IngestReport:
        """Brings the index in step with a folder: adds what is new, replaces what changed, drops what is gone.

        A file of the same size and modification time as before is not read. One that can't be read
        keeps its last good version, marked as stale.

        Args:
            folder: Hidden files and folders in it are passed over, and so is the index itself.
            collection: A collection to put the documents into.
            options: How files are read; by default without a password.
            progress: Called from this thread as work goes on.

        Raises:
            SourceError: There is no such folder, or it is empty where it was not before: nothing is dropped.
            IndexFolderError: The index can't be written.
            IndexLockedError: Another process is changing it.
            ModelError: The embedder can't be loaded.
        """
        with self._adding, self._changing():
            with self._store.reading() as state:
                known = state.known()
            plan = plan_sync(folder, known, self._store.folder)
            report = Ingest(self._store, self.embedder, progress, collection=collection, options=options).run(
                plan.read
            )
            self._drop(plan.gone, known)
            if collection:
                self._store.note_collection(plan.unchanged, collection)
        self._refresher.write_if_due()
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
        progress: ShowProgress = _show_nothing,
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
            IndexLockedError: Another process is changing the index.
        """
        with self._store.changing():
            document = self.document(id_or_source)
            with self._store.reading() as state:
                inside = state.contained(document.source)
            self._store.remove([document.id, *inside])
        self._refresher.write_if_due()
        return document

    def remove_folder(self, folder: str | Path) -> list[str]:
        """Removes all documents whose files lie, or lay, below a folder or in an archive; returns their sources.

        Raises:
            UnknownDocumentError: There is none.
            IndexLockedError: Another process is changing the index.
        """
        with self._store.changing():
            with self._store.reading() as state:
                known = state.known()
            sources = below(folder, [it for it, about in known.items() if about.document_id])
            if not sources:
                raise UnknownDocumentError(
                    f"no document has the id or source {str(folder)!r}, or lies below it"
                )
            self._drop([it for it in known if it in sources or it == os.path.abspath(folder)], known)
        self._refresher.write_if_due()
        return sources

    def documents(self) -> list[Document]:
        """Every document, in the order in which they were added."""
        with self._store.reading() as state:
            return state.documents()

    def document(self, id_or_source: str) -> Document:
        """The document with that id, or that source.

        Raises:
            UnknownDocumentError: There is none.
        """
        with self._store.reading() as state:
            return state.document(id_or_source)

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of the document with that id, in order; empty if there is none."""
        with self._store.reading() as state:
            return state.passages_of(document_id)

    def boxes(self, document_id: str, span: Span) -> tuple[Box, ...]:
        """Where the words of a span stand on the document's pages, a box for each line; empty without pages."""
        with self._store.reading() as state:
            return boxes_of(state.boxes(document_id), span)

    def draw(
        self, document_id: str, page: int, boxes: Sequence[Box], *, width: int, password: str | None
    ) -> bytes:
        """A page of a document as a PNG, with boxes marked.

        Raises:
            UnknownDocumentError: There is no document with that id.
            SourceError: It has no pages, its file is gone or has changed since, or it can't be drawn.
        """
        with self._store.reading() as state:
            document = state.document(document_id)
            hash_, original = state.original(document.id)
        data = original or SourceFile(path=Path(document.source), source=document.source).read()
        if content_hash(data) != hash_:
            raise SourceError(document.source, "it has changed since it was read; add it again")
        try:
            with ParserProcess() as parser:
                file = File(name=document.source, data=data, password=password)
                return parser.draw(file, page, boxes, width=width)
        except UnreadableError as error:
            raise SourceError(document.source, str(error)) from error

    def collections(self) -> dict[str, int]:
        """The name of each collection, and how many documents it has."""
        with self._store.reading() as state:
            return state.collections()

    @property
    def generation(self) -> int:
        """Counts the changes; 0 where nothing was ever added."""
        with self._store.reading() as state:
            return state.generation

    def search(self, question: str, k: int = 10, *, where: Filter | None = None) -> list[Hit]:
        """The best `k` passages, best first, of the documents that `where` lets through; by default of all."""
        if k < 1:
            raise ValueError(f"k is {k}, but must be at least 1")
        embedding = self.embedder.embed([question])[0]
        # Imported late, as in `_refresher`.
        from index.snapshot import RESCORED

        with self._current() as (state, snapshot):
            allowed = where.rows(state) if where else ALL_ROWS
            candidates = snapshot.search(question, embedding, max(k, RESCORED), rows=allowed)
            return _hits(state, candidates, embedding, k)

    def warm_up(self) -> None:
        """Loads the model and the search structures, which the first question does otherwise."""
        self.embedder.embed(["warm up"])
        with self._current():
            pass

    def check(self, progress: Callable[[int], None] = lambda _: None) -> "CheckReport":
        """Verifies everything that is saved, and everything that is derived from it. Changes nothing.

        Args:
            progress: Called with the number of passages seen so far.
        """
        # Imported late: faiss and tantivy are not needed to list documents.
        from index.check import Check

        with self._store.reading() as state:
            return Check(state, self.embedder.dimensions, progress).run(
                lambda: self._refresher.current(state)
            )

    def rebuild(self) -> None:
        """Makes everything that is derived from the saved documents anew.

        Raises:
            IndexFolderError: The folder can't be written, or the disk is full. What was there stays.
        """
        self._refresher.rebuild()

    def close(self) -> None:
        """Waits for what is written in the background, and closes the files."""
        self._refresher.close()
        self._store.close()

    def _add(
        self,
        sources: Sequence[SourceFile | TextSource],
        collection: str | None,
        progress: ShowProgress,
        options: ReadOptions | None,
    ) -> IngestReport:
        with self._adding, self._changing():
            report = Ingest(self._store, self.embedder, progress, collection=collection, options=options).run(
                sources
            )
        self._refresher.write_if_due()
        return report

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Keeps other processes from changing anything; the index is still of this embedder."""
        with self._store.changing():
            with self._store.reading() as state:
                state.check_embedder(self.embedder.name)
            yield

    def _drop(self, sources: Sequence[str], known: Mapping[str, Known]) -> None:
        if sources:
            self._store.forget(sources)
        if documents := [id_ for source in sources if (id_ := known[source].document_id)]:
            self._store.remove(documents)

    @property
    def _refresher(self) -> "Refresher":
        # Imported late: faiss and tantivy are not needed to list documents.
        sleep_while_waiting()
        from index.refresh import Refresher

        with self._making:
            if self._made is None:
                self._made = Refresher(self._store, self.embedder)
            return self._made

    @contextmanager
    def _current(self) -> Iterator[tuple[State, "Snapshot"]]:
        """The newest state, and the search structures of that very state."""
        while True:
            with self._store.reading() as state:
                snapshot = self._refresher.current(state)
                if snapshot is not None:
                    yield state, snapshot
                    return


def _hits(state: State, candidates: Sequence["Candidate"], embedding: Vectors, k: int) -> list[Hit]:
    """The best `k` once their sentences are looked at."""
    if not candidates:
        return []
    vectors = state.sentence_embeddings([it.row for it in candidates], len(embedding))
    sentences = {it.row: (its @ embedding).tolist() for it, its in zip(candidates, vectors, strict=True)}
    scores = {it.row: it.score_with(sentences[it.row]) for it in candidates}
    best = sorted(candidates, key=lambda it: (-scores[it.row], it.row))[:k]
    scale = max(1.0, *scores.values())
    passages = state.passages([it.row for it in best])
    return [
        Hit(
            passage=passage,
            score=scores[it.row] / scale,
            rank=rank,
            dense_score=it.dense_score,
            word_score=it.word_score,
            sentence_scores=tuple(sentences[it.row]),
        )
        for rank, (it, passage) in enumerate(zip(best, passages, strict=True), start=1)
    ]
