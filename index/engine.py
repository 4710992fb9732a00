"""The index: documents in, passages out."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.boxes import boxes_of
from index.documents import Box, Document, Hit, Passage, Span
from index.embedding.embedder import Embedder
from index.embedding.mini_lm import MiniLmEmbedder
from index.errors import PinciteError
from index.ingest.changes import ReadOptions
from index.ingest.progress import ShowProgress
from index.ingest.reports import IngestReport
from index.ingest.sources import SourceFile, TextSource, find_files
from index.ingest.writer import IndexWriter
from index.parsing.drawing import draw_page
from index.search.filters import Filter
from index.search.searching import Searcher
from index.store.store import Store

if TYPE_CHECKING:
    from index.check import CheckReport


class Index:
    """The documents of one folder. Any thread may call any method at any time.

    Every question is answered from one state of the documents: that before or that after a
    change, never one between.

    Whatever reads documents takes:
        collection: A collection to put them into, beside those that they are in; new ones are in "default".
        options: How files are read: a password, limits, whether scans are.
        progress: Called from the caller's thread as work goes on.
    and raises:
        IndexFolderError: The index can't be written.
        IndexLockedError: Another process is changing it.
        ModelError: The embedder can't be loaded.
    """

    def __init__(self, folder: str | Path, *, embedder: Embedder | None = None) -> None:
        """Opens the index in `folder`, or makes one where there is nothing yet. Loads no model.

        Raises:
            IndexFolderError: The folder holds something else, is damaged or can't be written.
            EmbedderChangedError: It was made with another embedding model.
        """
        self.embedder: Embedder = embedder or MiniLmEmbedder()
        self._store = Store(Path(folder), embedder=self.embedder.name)
        self._searcher = Searcher(self._store, self.embedder)
        self._changer = IndexWriter(self._store, self.embedder, self._searcher)

    def add(
        self,
        *paths: str | Path,
        source: str | None = None,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Adds files, and all files of folders; those already indexed are skipped or replaced.

        Hidden files inside a folder are passed over. `source` is what to record as the source, where `paths` is
        one file that is only a copy.
        """
        return self._changer.add(find_files(paths, source), collection, options, progress)

    def add_texts(
        self,
        texts: Iterable[TextSource],
        *,
        collection: str | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Adds texts that are no files; those already indexed are skipped or replaced, as with `add`."""
        return self._changer.add(list(texts), collection, None, progress)

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
        return self._changer.sync(folder, collection, options, progress)

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
        return self._changer.watch(folder, collection, options, progress, stop)

    def remove(self, id_or_source: str) -> Document:
        """Removes a document, and those of files inside it, and returns it.

        Raises:
            UnknownDocumentError: There is none with that id or source.
        """
        return self._changer.remove(id_or_source)

    def remove_folder(self, folder: str | Path) -> list[str]:
        """Removes all documents whose files lie, or lay, below a folder or in an archive; returns their sources.

        Raises:
            UnknownDocumentError: There is none.
        """
        return self._changer.remove_folder(folder)

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
        """A page of a document as a PNG, with boxes marked; see `draw_page`.

        Raises:
            UnknownDocumentError: There is no document with that id.
            PasswordError: Its file is encrypted, and the password is missing or wrong.
            SourceError: It has no pages, its file is gone or has changed since, or it can't be drawn.
        """
        with self._store.reading() as state:
            document = state.document(document_id)
            hash_, original = state.original(document.id)
        data = original or SourceFile(path=Path(document.source), source=document.source).read()
        return draw_page(document, data, hash_, page, boxes, width=width, password=password)

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
        return self._searcher.search(question, k, where)

    def warm_up(self) -> None:
        """Loads the model and the search structures, which the first question does otherwise."""
        self._searcher.warm_up()

    def check(self, progress: Callable[[int], None] = lambda _: None) -> "CheckReport":
        """Verifies everything that is saved, and everything that is derived from it. Changes nothing.

        Args:
            progress: Called with the number of passages seen so far.
        """
        from index.check import Check

        with self._store.reading() as state:
            refresher = self._searcher.refresher
            return Check(state, self.embedder.dimensions, progress).run(lambda: refresher.current(state))

    def rebuild(self) -> None:
        """Makes everything that is derived from the saved documents anew.

        Raises:
            IndexFolderError: The folder can't be written, or the disk is full. What was there stays.
        """
        self._searcher.refresher.rebuild()

    def close(self) -> None:
        """Waits for what is written in the background, and closes the files."""
        self._searcher.refresher.close()
        self._store.close()
