"""What runs in a worker: files are parsed in a process with limits, as everywhere, then cut and embedded."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from importlib import metadata

from index.cluster.batches import Batch, Setup
from index.embedding.embedder import Embedder, PassageVectors
from index.embedding.named import FindEmbedder
from index.embedding.threads import CORES
from index.engine import Index
from index.errors import ClusterError, PinciteError
from index.ingest.steps.content import Known, SourceContent
from index.ingest.steps.embedding import embed_passages
from index.ingest.steps.results import ReadResult, without_memory
from index.parsing.process import Limits, ParserProcess

# Seconds between two messages about the pages of a file.
_TELL_EVERY = 0.5

Tell = Callable[[dict[str, str | int]], None]


class Reading(threading.local):
    """The parser process of a thread, kept from batch to batch."""

    def __init__(self) -> None:
        self._parser: ParserProcess | None = None
        self._limits: Limits | None = None

    def parser(self, limits: Limits) -> ParserProcess:
        """The process with these limits."""
        if self._parser is None or limits != self._limits:
            if self._parser is not None:
                self._parser.close()
            self._parser, self._limits = ParserProcess(limits), limits
        return self._parser


# What a worker keeps: Dask imports this module once in each worker, and calls `read_batch` in its threads.
_READING = Reading()


def read_batch(batch: Batch) -> list[list[ReadResult]]:
    """For each content of a batch the results, with vectors or saved. Called by Dask in a thread of a worker.

    Raises:
        ClusterError: This worker can't do it; others might.
    """
    from distributed import get_worker

    worker = get_worker()
    # A worker has so many threads for tasks, and each embeds: more would take the time of another worker's.
    os.environ.setdefault(CORES, str(worker.state.nthreads))
    try:
        return Work(batch, _READING, partial(worker.log_event, batch.topic)).results()
    # One sentence that can be sent, whatever the error takes to be made.
    except PinciteError as error:
        raise ClusterError(f"the worker {worker.address} can't read documents: {error}") from None


class Work:
    """The work of one batch."""

    def __init__(self, batch: Batch, reading: Reading, tell: Tell) -> None:
        """Loads what the worker does not have yet.

        Raises:
            ClusterError: Another version of Pincite runs here.
            ModelError: There is no such model here.
            IndexFolderError: The database can't be reached from here.
        """
        setup = batch.setup
        if (here := metadata.version("pincite")) != setup.version:
            raise ClusterError(
                f"it has Pincite {here}, and needs {setup.version}; install the same on all machines"
            )
        self._batch = batch
        self._tell = tell
        self._parser = reading.parser(setup.limits)
        self._embedder = _found(setup.find, setup.embedder, setup.dimensions)  # type: ignore[arg-type]  # is hashable
        self._index = _shared(setup, self._embedder) if setup.database else None

    def results(self) -> list[list[ReadResult]]:
        """For each content its results."""
        read = [self._saved_before(content) or self._read(content) for content in self._batch.contents]
        try:
            return self._completed(read)
        except MemoryError:
            # A smaller batch may fit; a source that does not fit alone does not cost the others.
            return [self._completed_alone(results) for results in read]

    def _saved_before(self, content: SourceContent) -> list[ReadResult] | None:
        """The results of what another worker has saved, and ended before it said so; or None."""
        if self._index is None or content.source not in self._batch.complete:
            return None
        before = self._batch.known.get(content.source, Known())
        if before.content_hash == content.content_hash:
            return None
        documents = self._index.read_elsewhere.documents(content.source, content.content_hash)
        return [
            ReadResult(
                source=document.source,
                file_stat=content.file_stat,
                is_new=document.source not in self._batch.known,
                document=document,
                content_hash=content.content_hash,
                saved=True,
                container_source=document.container,
                by_tags=content.by_tags,
            )
            for document in documents
        ] or None

    def _read(self, content: SourceContent) -> list[ReadResult]:
        file = replace(content.file, show_page=_Pages(content.source, self._tell))
        self._tell({"source": content.source})
        return replace(content, file=file).read(
            self._parser, self._embedder.count_tokens, lambda source: self._batch.known.get(source, Known())
        )

    def _completed(self, read: Sequence[list[ReadResult]]) -> list[list[ReadResult]]:
        """The results, those of complete sources with their vectors, and saved if there is a database."""
        complete = [self._is_complete(results) for results in read]
        to_embed = [
            result
            for results, yes in zip(read, complete, strict=True)
            if yes
            for result in results
            if not result.saved
        ]
        vectors = iter(
            embed_passages(self._embedder, [passage for result in to_embed for passage in result.passages])
        )
        done = [
            [self._with_vectors(result, vectors) for result in results] if yes else results
            for results, yes in zip(read, complete, strict=True)
        ]
        if self._index is None or self._batch.setup.database is None:
            return done
        of_complete = [
            result for results, yes in zip(done, complete, strict=True) if yes for result in results
        ]
        self._index.read_elsewhere.save(
            [result for result in of_complete if result.is_to_save], self._batch.setup.database.collection
        )
        return [
            [_slim(result) for result in results] if yes else results
            for results, yes in zip(done, complete, strict=True)
        ]

    def _is_complete(self, results: Sequence[ReadResult]) -> bool:
        return results[-1].source in self._batch.complete

    def _with_vectors(self, result: ReadResult, vectors: Iterator[PassageVectors]) -> ReadResult:
        if result.saved or result.document is None:
            return result
        return replace(result, vectors=[next(vectors) for _ in result.passages])

    def _completed_alone(self, results: list[ReadResult]) -> list[ReadResult]:
        try:
            return self._completed([results])[0]
        except MemoryError:
            # All of it, so that an archive counts as read only when everything inside it is saved.
            return [without_memory(results[-1].source)]


@cache
def _found(find: FindEmbedder, name: str, dimensions: int) -> Embedder:
    return find(name, dimensions)


@cache
def _opened(find: FindEmbedder, address: str, embedder: Embedder) -> Index:
    return Index(address, embedder=embedder, create=False, find=find, alone=False)


def _shared(setup: Setup, embedder: Embedder) -> Index | None:
    """The index in the database, as whoever adds documents sees it."""
    if setup.database is None:
        return None
    index = _opened(setup.find, setup.database.address, embedder)  # type: ignore[arg-type]  # is hashable
    return index if setup.database.access is None else index.seen_by(setup.database.access)


def _slim(result: ReadResult) -> ReadResult:
    """What is reported of a result that is saved."""
    saved = result.saved or result.is_to_save
    return replace(result, saved=saved, vectors=None, boxes=None, tables=None, original=None)


class _Pages:
    """Tells of the pages of a file, not of each."""

    def __init__(self, source: str, tell: Tell) -> None:
        self._source = source
        self._tell = tell
        self._told = time.monotonic()

    def __call__(self, page: int, pages: int) -> None:
        """Called before each page."""
        if time.monotonic() - self._told >= _TELL_EVERY:
            self._told = time.monotonic()
            # A worker that is being closed has nobody to tell.
            with suppress(OSError):
                self._tell({"source": self._source, "page": page, "pages": pages})
