"""Adds files and texts: what is new is embedded and saved in batches."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import replace
from functools import partial

from index.documents import Passage
from index.embedding.embedder import Embedder, PassageVectors
from index.embedding.named import FindEmbedder
from index.errors import NoRoomError
from index.formats.quality import summary, warnings
from index.ingest.changes import ReadOptions, SourceReader
from index.ingest.finding import Source
from index.ingest.progress import Progress, ShowProgress
from index.ingest.renamed import Renamed
from index.ingest.reports import IngestReport
from index.ingest.steps.embedding import embed_passages
from index.ingest.steps.results import NO_MEMORY, ReadResult, unsaved_result
from index.ingest.steps.saving import ResultSaver
from index.ingest.tags import collect_by_tags
from index.ingest.workers import Ingestion
from index.language import is_english_document
from index.stopping import raise_if_stopped
from index.store.saving import SourceNote
from index.store.store import Store

# Passages that are saved together: enough to fill the embedder's batches, and so few that an
# interruption loses little work.
_BATCH_PASSAGES = 256
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
        find: FindEmbedder,
        collection: str | None,
        options: ReadOptions | None,
        give_way: Callable[[], None],
        renamed: Renamed | None = None,
    ) -> None:
        self._give_way = give_way
        self._store = store
        self._embedder = embedder
        self._show_progress = show_progress or (lambda _: None)
        self._find = find
        self._collection = collection
        self._options = options or ReadOptions()
        self._renamed = renamed
        self._saver = ResultSaver(store, collection=collection, renamed=renamed)
        self._unsaved: list[ReadResult] = []
        self._results: list[ReadResult] = []
        self._incomplete: set[str] = set()  # files that hold one that there was no memory or no room for
        self._progress = Progress(self._show_progress, 0)

    def run(self, sources: Sequence[Source]) -> IngestReport:
        """Adds the sources; one that can't be read is reported, and the others are still added.

        Raises:
            StoppedError: Nobody waits for it any more. What was saved until then stays.
        """
        self._progress = Progress(self._show_progress, len(sources))
        # Closed here, not when the last traceback is gone: Ctrl-C must not wait for the file being read.
        with closing(self._read_ahead(sources)) as futures:
            for future in futures:
                # Shown from this thread, which is the caller's, and not from the one that reads.
                while not wait([future], _SHOW_EVERY).done:
                    self._pause()
                    self._progress.show_reading()
                results = future.result()
                self._progress.count_file(embedded=all(map(self._is_embedded, results)))
                for result in results:
                    self._take(result)
                # Unchanged and failed files need no save, so that they count as kept at once.
                if not self._unsaved:
                    self._progress.mark_saved()
                self._progress.show_reading()
        self._save()
        self._save_notes()
        self._progress.mark_saved()
        return _report(_in_order(self._results, sources))

    def _read_ahead(self, sources: Sequence[Source]) -> Generator[Future[list[ReadResult]], None, None]:
        if self._options.workers is None:
            count_tokens = self._embedder.count_tokens
            return SourceReader(self._store, count_tokens, self._options, self._progress).read_ahead(sources)
        ingestion = Ingestion(
            store=self._store,
            embedder=self._embedder,
            find=self._find,
            options=self._options,
            collection=self._collection,
            renamed=self._renamed,
            progress=self._progress,
        )
        return self._options.workers.read_ahead(ingestion, sources)

    def _is_embedded(self, result: ReadResult) -> bool:
        """Whether who read it has done all that is left for this process otherwise."""
        done = result.saved or result.vectors is not None or result.document is None
        return done and self._options.workers is not None

    def _pause(self) -> None:
        """Between two batches: here the work can be stopped, and a shorter change comes first."""
        raise_if_stopped()
        self._give_way()

    def _take(self, result: ReadResult) -> None:
        # The report needs no passages: keeping those of every file would fill the memory.
        slim = replace(result, passages=(), vectors=None, boxes=None, tables=None, original=None)
        self._results.append(slim)
        if result.vectors is not None or result.saved:
            self._progress.count_embedded(len(result.passages))
        if result.is_to_save:
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
        except (MemoryError, NoRoomError) as error:
            # A smaller batch may fit; a file that does not fit alone does not cost the others.
            for result in unsaved if len(unsaved) > 1 else ():
                self._unsaved = [result]
                self._save()
            if len(unsaved) == 1:
                self._fail(unsaved[0], str(error) if isinstance(error, NoRoomError) else NO_MEMORY)

    def _fail(self, result: ReadResult, why: str = NO_MEMORY) -> None:
        """Reports a file as failed that there was no memory or no room for."""
        failed = unsaved_result(result.source, why)
        if result.container_source:
            self._incomplete.add(result.container_source)
        self._results = [failed if kept.source == result.source else kept for kept in self._results]

    def _save_together(self, unsaved: Sequence[ReadResult]) -> None:
        """Embeds and saves files in one transaction."""
        last = unsaved[-1]
        self._saver.save(unsaved, partial(self._embed, last.container_source or last.source))

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

    def _embed(self, source: str, passages: Sequence[Passage]) -> list[PassageVectors]:
        """The vectors of the passages, in their order."""
        total = len(passages)
        self._progress.show_embedding(source, 0, total)
        return embed_passages(
            self._embedder,
            passages,
            before=self._pause,
            after=lambda done, more: self._progress.show_embedding(source, done, total, more=more),
        )


def _in_order(results: Sequence[ReadResult], sources: Sequence[Source]) -> list[ReadResult]:
    """The results in the order of the sources, which workers do not keep; files inside a source stand before it."""
    places = {source.source: place for place, source in enumerate(sources)}

    def place(result: ReadResult) -> int:
        return places.get(result.source, places.get(result.container_source or "", len(places)))

    return sorted(results, key=place)


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
