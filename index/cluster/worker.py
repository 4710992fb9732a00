"""What runs in a worker: files are parsed in a process with limits, as everywhere, then cut and embedded."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from importlib import metadata

from index.cluster.batches import Batch, Setup
from index.embedding.embedder import Embedder
from index.embedding.named import FindEmbedder
from index.embedding.threads import CORES
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
    """For each content of a batch the results, with vectors. Called by Dask in a thread of a worker.

    Raises:
        ClusterError: This worker can't do it; others might.
    """
    from distributed import get_worker

    worker = get_worker()
    # A worker has so many threads for tasks, and each embeds: more would take the time of another worker's.
    os.environ.setdefault(CORES, str(worker.state.nthreads))
    try:
        embedder = prepared(batch.setup)
        return read_contents(batch, embedder, _READING, partial(worker.log_event, batch.topic))
    # One sentence that can be sent, whatever the error takes to be made.
    except PinciteError as error:
        raise ClusterError(f"the worker {worker.address} can't read documents: {error}") from None


def prepared(setup: Setup) -> Embedder:
    """The model of an index, loaded once in each worker.

    Raises:
        ClusterError: Another version of Pincite runs here.
        ModelError: There is no such model here.
    """
    if (here := metadata.version("pincite")) != setup.version:
        raise ClusterError(
            f"it has Pincite {here}, and needs {setup.version}; install the same on all machines"
        )
    return _found(setup.find, setup.embedder, setup.dimensions)  # type: ignore[arg-type]  # functions are hashable


@cache
def _found(find: FindEmbedder, name: str, dimensions: int) -> Embedder:
    return find(name, dimensions)


def read_contents(batch: Batch, embedder: Embedder, reading: Reading, tell: Tell) -> list[list[ReadResult]]:
    """Reads the contents of a batch and embeds what was read."""
    parser = reading.parser(batch.setup.limits)
    read = [_read(content, batch, embedder, parser, tell) for content in batch.contents]
    try:
        return _embedded(batch, embedder, read)
    except MemoryError:
        # A smaller batch may fit; a source that does not fit alone does not cost the others.
        return [_embedded_alone(batch, embedder, results) for results in read]


def _read(
    content: SourceContent, batch: Batch, embedder: Embedder, parser: ParserProcess, tell: Tell
) -> list[ReadResult]:
    file = replace(content.file, show_page=_Pages(content.source, tell))
    tell({"source": content.source})
    return replace(content, file=file).read(
        parser, embedder.count_tokens, lambda source: batch.known.get(source, Known())
    )


def _embedded(batch: Batch, embedder: Embedder, read: Sequence[list[ReadResult]]) -> list[list[ReadResult]]:
    passages = [
        passage
        for content, results in zip(batch.contents, read, strict=True)
        if content.source in batch.embedded
        for result in results
        for passage in result.passages
    ]
    vectors = iter(embed_passages(embedder, passages))
    return [
        [
            replace(result, vectors=[next(vectors) for _ in result.passages]) if result.document else result
            for result in results
        ]
        if content.source in batch.embedded
        else results
        for content, results in zip(batch.contents, read, strict=True)
    ]


def _embedded_alone(batch: Batch, embedder: Embedder, results: list[ReadResult]) -> list[ReadResult]:
    source = results[-1].source
    content = next(content for content in batch.contents if content.source == source)
    try:
        return _embedded(replace(batch, contents=(content,)), embedder, [results])[0]
    except MemoryError:
        # All of it, so that an archive counts as read only when everything inside it is saved.
        return [without_memory(source)]


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
