"""Adds files and texts: what is new is embedded and saved in batches."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from contextlib import closing
from dataclasses import replace

from index.documents import Document, Passage
from index.embedding.embedder import Embedder, PassageVectors
from index.formats.quality import summary, warnings
from index.ingest.changes import ReadOptions, ReadResult, SourceReader
from index.ingest.progress import Progress, ShowProgress
from index.ingest.reports import IngestReport
from index.ingest.sources import SourceFile, TextSource
from index.stopping import raise_if_stopped
from index.store.saving import NewDocument, SourceNote
from index.store.store import Store

# Passages that are saved together: enough to fill the embedder's batches, and so few that an
# interruption loses little work.
_BATCH_PASSAGES = 256
# Passages embedded between two reports of progress: about a second on two cores.
_EMBED_PASSAGES = 64
# Seconds between two reports of progress while a file is being read.
_SHOW_EVERY = 0.2


class Ingest:
    """One run of adding files. Each file is saved completely or not at all."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        show_progress: ShowProgress | None,
        *,
        collection: str | None,
        options: ReadOptions | None,
        give_way: Callable[[], None],
    ) -> None:
        self._give_way = give_way
        self._store = store
        self._embedder = embedder
        self._show_progress = show_progress or (lambda _: None)
        self._collection = collection
        self._options = options or ReadOptions()
        self._unsaved: list[ReadResult] = []
        self._results: list[ReadResult] = []
        self._progress = Progress(self._show_progress, 0)

    def run(self, sources: Sequence[SourceFile | TextSource]) -> IngestReport:
        """Adds the sources; one that can't be read is reported, and the others are still added.

        Raises:
            StoppedError: Nobody waits for it any more. What was saved until then stays.
        """
        self._progress = Progress(self._show_progress, len(sources))
        reader = SourceReader(self._store, self._embedder.count_tokens, self._options, self._progress)
        # Closed here, not when the last traceback is gone: Ctrl-C must not wait for the file being read.
        with closing(reader.read_ahead(sources)) as futures:
            for future in futures:
                # Shown from this thread, which is the caller's, and not from the one that reads.
                while not wait([future], _SHOW_EVERY).done:
                    self._pause()
                    self._progress.show_reading()
                self._progress.count_file()
                for result in future.result():
                    self._take(result)
                # Unchanged and failed files need no save, so that they count as kept at once.
                if not self._unsaved:
                    self._progress.mark_saved()
                self._progress.show_reading()
        self._save()
        self._save_notes()
        self._progress.mark_saved()
        return _report(self._results)

    def _pause(self) -> None:
        """Between two batches: here the work can be stopped, and a shorter change comes first."""
        raise_if_stopped()
        self._give_way()

    def _take(self, result: ReadResult) -> None:
        # The report needs no passages: keeping those of every file would fill the memory.
        self._results.append(replace(result, passages=(), boxes=None, original=None))
        if result.document is not None or result.container is not None:
            self._unsaved.append(result)
        if sum(len(unsaved.passages) for unsaved in self._unsaved) >= _BATCH_PASSAGES:
            self._save()

    def _save(self) -> None:
        """Embeds and saves the files that are read and not saved yet, in one transaction."""
        if not self._unsaved:
            return
        last = self._unsaved[-1]
        passages = [passage for result in self._unsaved for passage in result.passages]
        vectors = iter(self._embed(passages, last.container_source or last.source))
        self._store.save(
            [
                self._new_document(result, result.document, vectors)
                for result in self._unsaved
                if result.document
            ],
            [result.container for result in self._unsaved if result.container],
        )
        self._unsaved.clear()

    def _new_document(
        self, result: ReadResult, document: Document, vectors: Iterator[PassageVectors]
    ) -> NewDocument:
        return NewDocument(
            document=replace(document, collections=(self._collection,) if self._collection else ()),
            content_hash=result.content_hash,
            passages=result.passages,
            vectors=[next(vectors) for _ in result.passages],
            size=result.file_stat.size,
            modified=result.file_stat.modified,
            boxes=result.boxes,
            original=result.original,
        )

    def _save_notes(self) -> None:
        """Saves size, time and problem of the sources that gave no new document."""
        notes = [
            SourceNote(
                source=result.source,
                size=result.file_stat.size,
                modified=result.file_stat.modified,
                problem=result.problem,
                container=result.container_source,
            )
            for result in self._results
            if result.document is None and result.container is None
        ]
        if notes:
            self._store.save_notes(notes, self._collection)

    def _embed(self, passages: Sequence[Passage], source: str) -> list[PassageVectors]:
        """The vectors of the passages, in their order. Passages of similar length are embedded together."""
        # A batch is padded to its longest text, so that mixed lengths would waste time.
        order = sorted(range(len(passages)), key=lambda position: -len(passages[position].text))
        vectors: dict[int, PassageVectors] = {}
        self._progress.show_embedding(source, 0, len(passages))
        for first in range(0, len(order), _EMBED_PASSAGES):
            self._pause()
            positions = order[first : first + _EMBED_PASSAGES]
            batch = [passages[position] for position in positions]
            sentences = [
                [(start - passage.start, end - passage.start) for start, end in passage.sentences]
                for passage in batch
            ]
            # Without the title and the headings above it, which only words are searched in: with them the vectors
            # found some passages sooner and as many later.
            embedded = self._embedder.embed_passages([passage.text for passage in batch], sentences)
            vectors.update(zip(positions, embedded, strict=True))
            self._progress.show_embedding(source, len(vectors), len(passages), more=len(batch))
        return [vectors[position] for position in range(len(passages))]


def _report(results: Sequence[ReadResult]) -> IngestReport:
    read = [(result, result.document) for result in results if result.document]
    without_document = [result for result in results if not result.document]
    return IngestReport(
        added=tuple(result.source for result, _ in read if result.is_new),
        updated=tuple(result.source for result, _ in read if not result.is_new),
        unchanged=tuple(
            result.source
            for result in without_document
            if result.problem is None and result.container is None
        ),
        failed=[(result.source, result.problem) for result in results if result.problem is not None],
        encrypted=[result.source for result in results if result.encrypted],
        extracted={document.source: summary(document) for _, document in read},
        warnings=[
            (result.source, line)
            for result in results
            for line in (warnings(result.document.report) if result.document else result.notes)
        ],
    )
