"""Sends batches to the workers of a cluster and collects their results, in a thread of its own."""

import queue
import threading
import time
import uuid
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from importlib import metadata
from typing import TYPE_CHECKING, Any

from index.cluster.batches import Batch, Found, Setup, SharedDatabase, grouped
from index.cluster.connection import lost
from index.cluster.worker import read_batch
from index.errors import ClusterError
from index.ingest.changes import Contents
from index.ingest.finding import Source
from index.ingest.sources import FileStat
from index.ingest.steps.content import SourceContent
from index.ingest.steps.results import ReadResult
from index.ingest.workers import Ingestion

if TYPE_CHECKING:
    import distributed

# Batches of each thread of the cluster that are sent before there are results: one is read, one waits.
_AHEAD = 2
# Results of sources that wait to be saved, before no more are sent.
_MOST_WAITING = 256
# Seconds between two looks at a cluster that gives no result, and until one without workers counts as broken.
_LOOK_EVERY = 0.5
_COUNT_EVERY = 5.0
_WITHOUT_WORKERS = 60.0
# How often a source is sent again after Dask has given it up, which it does when four workers ended that had it.
_MOST_TRIES = 8
_ENDED = "the workers that read it ended each time; give them more memory, or add it without a cluster"


class Sending:
    """One run: sources go out in batches, results come back in the order in which they are done."""

    def __init__(self, client: "distributed.Client", ingestion: Ingestion, sources: Sequence[Source]) -> None:
        self._client = client
        self._ingestion = ingestion
        self._contents = Contents(ingestion.store, ingestion.options)
        self._sources = sources
        self._topic = f"pincite-{uuid.uuid4().hex}"
        self._setup = Setup(
            version=metadata.version("pincite"),
            find=ingestion.find,
            embedder=ingestion.embedder.name,
            dimensions=ingestion.embedder.dimensions,
            limits=ingestion.options.limits,
            database=_database(ingestion),
        )
        self._open = deque[Future[list[ReadResult]]](Future() for _ in sources)
        self._waiting = 0
        self._tries: dict[str, int] = {}
        self._again: deque[Batch] = deque()
        self._sent: dict[distributed.Future[Any], Batch] = {}
        self._done: queue.SimpleQueue[distributed.Future[Any]] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._workers = _WorkerCount(client)

    def futures(self) -> Generator[Future[list[ReadResult]], None, None]:
        """A future for each source, of the results of any of them; the first ones are done first."""
        futures = list(self._open)
        self._client.subscribe_topic(self._topic, self._hear)
        thread = threading.Thread(target=self._run, name="pincite-cluster", daemon=True)
        thread.start()
        try:
            for future in futures:
                yield future
                self._waiting -= 1
        finally:
            self._stopped.set()
            thread.join()

    def _run(self) -> None:
        try:
            self._send_all()
        except BaseException as error:  # noqa: BLE001 (raised again by whoever asks for the next result)
            for future in self._open:
                future.set_exception(error)
        finally:
            # What is not begun is not begun any more.
            self._client.cancel(list(self._sent))

    def _send_all(self) -> None:
        batches = grouped(self._found(), self._batch)
        ended = False
        while not self._stopped.is_set():
            while not (ended and not self._again) and self._has_room():
                one = self._again.popleft() if self._again else next(batches, None)
                ended = one is None
                if isinstance(one, Batch):
                    self._send(one)
                elif one is not None:
                    self._give([one])
            if ended and not self._sent and not self._again:
                return
            self._collect()

    def _has_room(self) -> bool:
        if self._stopped.is_set() or self._waiting >= _MOST_WAITING:
            return False
        # Dask blames all that a worker had when it ended: where some do, each has only what it is reading.
        ahead = 1 if self._tries else _AHEAD
        return len(self._sent) < ahead * max(self._workers.threads(), 1)

    def _found(self) -> Iterator[Found]:
        for source in self._sources:
            # A worker sets what is told of its pages: a function of this process can't be sent.
            yield self._contents.of(source, _show_nothing)

    def _batch(self, contents: tuple[SourceContent, ...]) -> Batch:
        renamed = self._ingestion.renamed
        return Batch(
            setup=self._setup,
            contents=contents,
            known={
                source: known
                for one in contents
                for source, known in self._contents.known_in(one.source).items()
            },
            complete=frozenset(
                one.source for one in contents if renamed is None or not renamed.has(one.content_hash)
            ),
            topic=self._topic,
        )

    def _send(self, batch: Batch) -> None:
        import dask

        # Each file is sent once, so that there is nothing to be gained by what the warning advises.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "10GB"}):
            future = self._client.submit(
                read_batch, batch, pure=False, key=f"{self._topic}-{uuid.uuid4().hex}"
            )
        self._sent[future] = batch
        future.add_done_callback(self._done.put)

    def _collect(self) -> None:
        """Waits a moment for a result, and gives it out."""
        try:
            future = self._done.get(timeout=_LOOK_EVERY if self._sent else _LOOK_EVERY / 10)
        except queue.Empty:
            if self._sent:  # else all wait to be saved
                self._workers.raise_if_none()
            return
        for of_source in self._results(future, self._sent.pop(future)):
            self._give(of_source)

    def _results(self, future: "distributed.Future[Any]", batch: Batch) -> list[list[ReadResult]]:
        """The results of a batch; none if it is sent again."""
        import distributed

        try:
            results: list[list[ReadResult]] = future.result()
        except distributed.KilledWorker:
            return self._apart(batch)
        except (distributed.CancelledError, OSError) as error:
            raise lost(self._client) from error
        except ClusterError:
            raise
        # A fault of the worker's, not of a file: parsing has its own process, and its own reasons.
        except Exception as error:
            raise ClusterError(
                f"a worker of the cluster failed ({type(error).__name__}: {error}); has each the same Pincite?"
            ) from error
        return results

    def _apart(self, batch: Batch) -> list[list[ReadResult]]:
        """Sends the sources of a batch apart from each other, since one of them may be what ends workers."""
        given_up: list[list[ReadResult]] = []
        for one in batch.single():
            (source,) = one.sources
            self._tries[source] = self._tries.get(source, 0) + 1
            if self._tries[source] <= _MOST_TRIES:
                self._again.append(one)
            else:
                given_up.append([ReadResult(source=source, file_stat=FileStat(), problem=_ENDED)])
        return given_up

    def _give(self, results: list[ReadResult]) -> None:
        self._ingestion.progress.end(results[-1].source)
        self._waiting += 1
        self._open.popleft().set_result(results)

    def _hear(self, event: tuple[float, dict[str, Any]]) -> None:
        _, told = event
        if pages := told.get("pages"):
            self._ingestion.progress.begin_page(told["source"], told["page"], pages)
        else:
            self._ingestion.progress.begin(told["source"])


class _WorkerCount:
    """How many threads the workers of a cluster have, asked for now and then."""

    def __init__(self, client: "distributed.Client") -> None:
        self._client = client
        self._threads = 0
        self._asked = self._last_seen = time.monotonic()

    def threads(self) -> int:
        """How many there are."""
        now = time.monotonic()
        if not self._threads or now - self._asked > _COUNT_EVERY:
            self._asked = now
            try:
                self._threads = sum(self._client.nthreads().values())
            except OSError as error:
                raise lost(self._client) from error
            if self._threads:
                self._last_seen = now
        return self._threads

    def raise_if_none(self) -> None:
        """To be called while there are no results.

        Raises:
            ClusterError: There have been no workers for a minute.
        """
        if not self.threads() and time.monotonic() - self._last_seen > _WITHOUT_WORKERS:
            raise ClusterError(
                f"the Dask scheduler at {self._client.scheduler.address} has no workers; start some: "
                f"dask worker {self._client.scheduler.address} --nthreads 1"
            )


def _database(ingestion: Ingestion) -> SharedDatabase | None:
    address = ingestion.store.database.address
    if address is None:
        return None
    return SharedDatabase(address=address, access=ingestion.store.access, collection=ingestion.collection)


def _show_nothing(page: int, pages: int) -> None:
    pass
