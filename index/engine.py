"""The index: documents in, passages out."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from index.documents import Document, Hit, IngestProgress, IngestReport, Passage
from index.embedder import Embedder, MiniLmEmbedder
from index.ingest import Ingest, ShowProgress
from index.sources import TextSource, find_files
from index.store import Reader, Store

if TYPE_CHECKING:
    from index.snapshot import Snapshot


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
        """
        self.embedder: Embedder = embedder or MiniLmEmbedder()
        self._store = Store(Path(folder), embedder=self.embedder.name)
        self._snapshot: Snapshot | None = None
        self._refreshing = threading.Lock()
        self._adding = threading.Lock()

    def add(
        self, *paths: str | Path, source: str | None = None, progress: ShowProgress = _show_nothing
    ) -> IngestReport:
        """Adds files, and all files of folders; those already indexed are skipped or replaced.

        Args:
            paths: Files and folders. Hidden files inside a folder are passed over.
            source: What to record as the source, where `paths` is one file that is only a copy.
            progress: Called from this thread as work goes on.

        Raises:
            IndexFolderError: The index can't be written.
            ModelError: The embedder can't be loaded.
        """
        files = find_files(paths, source)
        with self._adding:
            return Ingest(self._store, self.embedder, progress).run(files)

    def add_texts(
        self, texts: Iterable[TextSource], *, progress: ShowProgress = _show_nothing
    ) -> IngestReport:
        """Adds texts that are no files; those already indexed are skipped or replaced, as with `add`.

        Raises:
            IndexFolderError: The index can't be written.
            ModelError: The embedder can't be loaded.
        """
        with self._adding:
            return Ingest(self._store, self.embedder, progress).run(list(texts))

    def remove(self, id_or_source: str) -> Document:
        """Removes a document and returns it.

        Raises:
            UnknownDocumentError: There is none with that id or source.
        """
        document = self.document(id_or_source)
        self._store.remove(document.id)
        return document

    def documents(self) -> list[Document]:
        """Every document, in the order in which they were added."""
        with self._store.reading() as reader:
            return reader.documents()

    def document(self, id_or_source: str) -> Document:
        """The document with that id, or that source.

        Raises:
            UnknownDocumentError: There is none.
        """
        with self._store.reading() as reader:
            return reader.document(id_or_source)

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of the document with that id, in order; empty if there is none."""
        with self._store.reading() as reader:
            return reader.passages_of(document_id)

    @property
    def generation(self) -> int:
        """Counts the changes; 0 where nothing was ever added."""
        with self._store.reading() as reader:
            return reader.generation

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The best `k` passages, best first. Empty for an index without documents."""
        if k < 1:
            raise ValueError(f"k is {k}, but must be at least 1")
        embedding = self.embedder.embed([question])[0]
        with self._store.reading() as reader:
            candidates = self._current(reader).search(question, embedding, k)
            rows = [candidate.row for candidate in candidates]
            passages = reader.passages(rows)
            sentence_scores = [reader.sentence_embeddings(row) @ embedding for row in rows]
        return [
            Hit(
                passage=passage,
                score=candidate.score,
                rank=rank,
                dense_score=candidate.dense_score,
                word_score=candidate.word_score,
                sentence_scores=tuple(scores.tolist()),
            )
            for rank, (candidate, passage, scores) in enumerate(
                zip(candidates, passages, sentence_scores, strict=True), start=1
            )
        ]

    def warm_up(self) -> None:
        """Loads the model and the search structures, which the first question does otherwise."""
        self.embedder.embed(["warm up"])
        with self._store.reading() as reader:
            self._current(reader)

    def _current(self, reader: Reader) -> "Snapshot":
        """The search structures of the very state that `reader` sees."""
        # Imported late: faiss and tantivy are not needed to list or remove documents.
        from index.snapshot import Snapshot

        generation = reader.generation
        snapshot = self._snapshot
        if snapshot is None or snapshot.generation != generation:
            with self._refreshing:
                snapshot = self._snapshot
                if snapshot is None or snapshot.generation != generation:
                    snapshot = Snapshot.of(reader)
                    self._snapshot = snapshot
        return snapshot
