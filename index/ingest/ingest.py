"""Adds files and texts: what is new is embedded and saved in batches."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from contextlib import closing
from dataclasses import replace

from index.documents import Document, Passage
from index.embedding.embedder import Embedder, PassageVectors
from index.formats.memory import is_out_of_memory
from index.formats.quality import summary, warnings
from index.ingest.changes import NO_MEMORY, ReadOptions, ReadResult, SourceReader
from index.ingest.finding import Source
from index.ingest.libraries.about import filed_in
from index.ingest.progress import Progress, ShowProgress
from index.ingest.renamed import Earlier, Renamed
from index.ingest.reports import IngestReport
from index.ingest.sources import FileStat
from index.ingest.tags import collect_by_tags, left, tags_of
from index.language import is_english_document
from index.stopping import raise_if_stopped
from index.store.saving import NewDocument, SourceNote
from index.store.store import Store
from index.tracing import embedding_span

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
        renamed: Renamed | None = None,
    ) -> None:
        self._give_way = give_way
        self._store = store
        self._embedder = embedder
        self._show_progress = show_progress or (lambda _: None)
        self._collection = collection
        self._options = options or ReadOptions()
        self._renamed = renamed
        self._unsaved: list[ReadResult] = []
        self._results: list[ReadResult] = []
        self._incomplete: set[str] = set()  # files that hold one that there was no memory for
        self._progress = Progress(self._show_progress, 0)

    def run(self, sources: Sequence[Source]) -> IngestReport:
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
        self._results.append(replace(result, passages=(), boxes=None, tables=None, original=None))
        if result.document is not None or result.container is not None:
            self._unsaved.append(result)
        if sum(len(unsaved.passages) for unsaved in self._unsaved) >= _BATCH_PASSAGES:
            self._save()

    def _save(self) -> None:
        """Embeds and saves the files that are read and not saved yet."""
        unsaved, self._unsaved = self._unsaved, []
        # An archive counts as read only when everything inside it is saved.
        for result in [result for result in unsaved if result.source in self._incomplete]:
            unsaved.remove(result)
            self._fail(result)
        if not unsaved:
            return
        try:
            self._save_together(unsaved)
        except MemoryError:
            # A smaller batch may fit; a file that does not fit alone does not cost the others.
            for result in unsaved if len(unsaved) > 1 else ():
                self._unsaved = [result]
                self._save()
            if len(unsaved) == 1:
                self._fail(unsaved[0])

    def _fail(self, result: ReadResult) -> None:
        """Reports a file that there was no memory for as failed."""
        failed = ReadResult(source=result.source, file_stat=FileStat(), problem=NO_MEMORY)
        if result.container_source:
            self._incomplete.add(result.container_source)
        self._results = [failed if kept.source == result.source else kept for kept in self._results]

    def _save_together(self, unsaved: Sequence[ReadResult]) -> None:
        """Embeds and saves files in one transaction."""
        last = unsaved[-1]
        earlier = [self._earlier(result) for result in unsaved]
        passages = [
            passage
            for result, kept in zip(unsaved, earlier, strict=True)
            if kept.vectors is None
            for passage in result.passages
        ]
        vectors = iter(self._embed(passages, last.container_source or last.source))
        self._store.save(
            [
                self._new_document(result, result.document, kept, vectors)
                for result, kept in zip(unsaved, earlier, strict=True)
                if result.document
            ],
            [result.container for result in unsaved if result.container],
        )

    def _earlier(self, result: ReadResult) -> Earlier:
        """What it keeps, if it is a new file that is only renamed."""
        if self._renamed is None or not result.is_new:
            return Earlier()
        return self._renamed.earlier(result.content_hash, result.passages)

    def _new_document(
        self, result: ReadResult, document: Document, earlier: Earlier, vectors: Iterator[PassageVectors]
    ) -> NewDocument:
        collections = {*earlier.collections, *((self._collection,) if self._collection else ())}
        filed = filed_in(document.metadata)
        if result.by_tags:
            filed |= tags_of(document.metadata)
        collections |= filed
        leaves = frozenset() if result.is_new else left(self._store, document, by_tags=result.by_tags) - filed
        if earlier.title:
            metadata = {**document.metadata, "own_title": document.title}
            document = replace(document, title=earlier.title, metadata=metadata)
        return NewDocument(
            document=replace(document, collections=tuple(sorted(collections))),
            content_hash=result.content_hash,
            passages=result.passages,
            vectors=earlier.vectors or [next(vectors) for _ in result.passages],
            size=result.file_stat.size,
            modified=result.file_stat.modified,
            boxes=result.boxes,
            tables=result.tables,
            original=result.original,
            leaves=leaves,
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
                read_without_gain=result.read_without_gain,
                read_on=result.read_on,
            )
            for result in self._results
            if result.document is None and result.container is None
        ]
        if notes:
            self._store.save_notes(notes, self._collection)
        by_tags = {result.source for result in self._results if result.by_tags}
        if tagged := [note.source for note in notes if note.source in by_tags]:
            collect_by_tags(self._store, tagged)

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
            embedded = self._embedded([passage.text for passage in batch], sentences)
            vectors.update(zip(positions, embedded, strict=True))
            self._progress.show_embedding(source, len(vectors), len(passages), more=len(batch))
        return [vectors[position] for position in range(len(passages))]

    def _embedded(
        self, texts: Sequence[str], sentences: Sequence[Sequence[tuple[int, int]]]
    ) -> Sequence[PassageVectors]:
        try:
            with embedding_span(self._embedder.name, len(texts)):
                return self._embedder.embed_passages(texts, sentences)
        except RuntimeError as error:
            if is_out_of_memory(error):
                raise MemoryError(str(error)) from error
            raise


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
        not_english=[document.source for _, document in read if not is_english_document(document.text)],
        warnings=[
            (result.source, line)
            for result in results
            for line in (warnings(result.document.report) if result.document else result.notes)
        ],
    )
