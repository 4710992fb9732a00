"""Adding files and texts: what is new is embedded and saved in batches."""

from collections.abc import Iterator, Sequence
from concurrent.futures import wait
from contextlib import closing
from dataclasses import replace

from index.documents import Document, Passage
from index.embedding.embedder import Embedder, PassageVectors
from index.formats.quality import summary, warnings
from index.ingest.changes import Read, ReadOptions, SourceReader
from index.ingest.progress import Progress, ShowProgress
from index.ingest.reports import IngestReport
from index.ingest.sources import SourceFile, TextSource
from index.store.saving import NewDocument, SourceNote
from index.store.store import Store

# Passages that are saved together: enough to fill the embedder's batches, few enough that an
# interruption loses little.
_BATCH_PASSAGES = 256
# Passages embedded between two reports of progress: about a second on two cores.
_EMBED_PASSAGES = 64
# Seconds between two reports of progress while a file is waited for.
_SHOW_EVERY = 0.2


class Ingest:
    """One run of adding files. Each file is saved whole or not at all."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        show_progress: ShowProgress | None,
        *,
        collection: str | None,
        options: ReadOptions | None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._show_progress = show_progress or (lambda _: None)
        self._collection = collection
        self._options = options or ReadOptions()
        self._waiting: list[Read] = []
        self._done: list[Read] = []
        self._progress = Progress(self._show_progress, 0)

    def run(self, files: Sequence[SourceFile | TextSource]) -> IngestReport:
        """Adds the files; one that can't be read is reported and the rest goes on."""
        self._progress = Progress(self._show_progress, len(files))
        reader = SourceReader(self._store, self._embedder.count_tokens, self._options, self._progress)
        # Closed here, and not when the last traceback is gone: Ctrl-C must not wait for what is being read.
        with closing(reader.read_ahead(files)) as futures:
            for future in futures:
                while not wait([future], _SHOW_EVERY).done:
                    self._progress.show_reading()
                self._progress.count_file()
                for read in future.result():
                    self._take(read)
                if not self._waiting:
                    self._progress.keep()
                self._progress.show_reading()
        self._save()
        self._note()
        self._progress.keep()
        return _report(self._done)

    def _take(self, read: Read) -> None:
        self._done.append(replace(read, passages=(), boxes=None, original=None))
        if read.document is not None or read.holding is not None:
            self._waiting.append(read)
        if sum(len(it.passages) for it in self._waiting) >= _BATCH_PASSAGES:
            self._save()

    def _save(self) -> None:
        """Embeds and saves the waiting files in one transaction."""
        if not self._waiting:
            return
        source = self._waiting[-1].container or self._waiting[-1].source
        vectors = iter(self._embed([passage for read in self._waiting for passage in read.passages], source))
        self._store.save(
            [self._new_document(it, it.document, vectors) for it in self._waiting if it.document],
            [it.holding for it in self._waiting if it.holding],
        )
        self._waiting.clear()

    def _new_document(self, read: Read, document: Document, vectors: Iterator[PassageVectors]) -> NewDocument:
        return NewDocument(
            document=replace(document, collections=(self._collection,) if self._collection else ()),
            content_hash=read.content_hash,
            passages=read.passages,
            vectors=[next(vectors) for _ in read.passages],
            size=read.found.size,
            modified=read.found.modified,
            boxes=read.boxes,
            original=read.original,
        )

    def _note(self) -> None:
        """Keeps what was seen of the sources that gave no new document."""
        notes = [
            SourceNote(
                source=it.source,
                size=it.found.size,
                modified=it.found.modified,
                problem=it.problem,
                container=it.container,
            )
            for it in self._done
            if it.document is None and it.holding is None
        ]
        if notes:
            self._store.note(notes, self._collection)

    def _embed(self, passages: Sequence[Passage], source: str) -> list[PassageVectors]:
        """The passages' vectors, in their order. Those of like length go together: less is padded."""
        order = sorted(range(len(passages)), key=lambda place: -len(passages[place].text))
        vectors: dict[int, PassageVectors] = {}
        self._progress.show_embedding(source, 0, len(passages))
        for first in range(0, len(order), _EMBED_PASSAGES):
            places = order[first : first + _EMBED_PASSAGES]
            some = [passages[place] for place in places]
            relative = [[(start - it.start, end - it.start) for start, end in it.sentences] for it in some]
            embedded = self._embedder.embed_passages([passage.text for passage in some], relative)
            vectors.update(zip(places, embedded, strict=True))
            self._progress.show_embedding(source, len(vectors), len(passages), more=len(some))
        return [vectors[place] for place in range(len(passages))]


def _report(done: Sequence[Read]) -> IngestReport:
    documents = [it.document for it in done if it.document]
    return IngestReport(
        added=tuple(it.source for it in done if it.document and it.is_new),
        updated=tuple(it.source for it in done if it.document and not it.is_new),
        unchanged=tuple(
            it.source for it in done if not it.document and it.problem is None and it.holding is None
        ),
        failed=[(it.source, it.problem) for it in done if it.problem is not None],
        encrypted=[it.source for it in done if it.encrypted],
        extracted={document.source: summary(document) for document in documents},
        warnings=[
            (it.source, line)
            for it in done
            for line in (warnings(it.document.report) if it.document else it.notes)
        ],
    )
