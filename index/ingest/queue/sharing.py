"""Work on the queue of an index: files are read by this process and by any other one that works on the same index."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, replace
from typing import Protocol

from index.errors import PinciteError, SourceError, SourceTakenError, StoppedError
from index.ingest.changes import KeptParser, ReadOptions
from index.ingest.finding import Source
from index.ingest.names import IfExists
from index.ingest.progress import ShowProgress
from index.ingest.queue.described import described, this_process
from index.ingest.queue.jobs import JobQueue
from index.ingest.queue.records import JobState, Taken, Terms
from index.ingest.reports import IngestProgress, IngestReport
from index.parsing.process import Limits
from index.stopping import raise_if_stopped, stoppable
from index.store.access import Access
from index.store.again import tried_again
from index.store.store import Store

# Seconds between two looks at files that another process has taken.
_LOOK_EVERY = 0.3


class AddSources(Protocol):
    """Adds sources in this process, as `IndexWriter.add_now` does."""

    def __call__(
        self,
        sources: Sequence[Source],
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        if_exists: IfExists = "replace",
        gone: Sequence[str] = (),
    ) -> IngestReport:
        """As it does; `gone` are sources that a new one may be, renamed."""
        ...


class SharedWork:
    """The files that processes read together."""

    def __init__(self, queue: JobQueue, store: Store, add: Callable[[Access | None], AddSources]) -> None:
        """Does nothing yet.

        Args:
            queue: Where files wait.
            store: The index.
            add: What adds sources here, in the name of somebody.
        """
        self._queue = queue
        self._store = store
        self._add = add

    def add(
        self,
        sources: Sequence[Source],
        collection: str | None,
        options: ReadOptions,
        progress: ShowProgress | None,
        if_exists: IfExists = "replace",
        gone: Sequence[str] = (),
    ) -> IngestReport:
        """Queues sources, and works on them until all are done, with whoever else does.

        If this process is killed, others go on with them; what is stopped is begun by nobody.

        Raises:
            SourceTakenError: As `Adder.add`.
        """
        files = [one for source in sources if (one := described(source)) is not None]
        terms = Terms(
            collection=collection,
            ocr=options.ocr,
            tags_as_collections=options.tags_as_collections,
            limits=asdict(options.limits),
            if_exists=if_exists,
            gone=gone,
            room=asdict(access.room) if (access := self._store.access) and access.room else None,
        )
        worker = self._new_worker()
        known = self._known([one.source for one in files])
        job = self._queue.put(files, known, terms, self._store.access, worker, options.job)
        try:
            with self._kept(worker), closing(KeptParser()) as parser:
                return self._finish(job, worker, parser, progress)
        finally:
            if options.job is None:
                self._queue.remove(job)

    def work(self, *, stop: threading.Event, abandoned: bool = False) -> Iterator[IngestReport]:
        """Reads what others have queued, until `stop` is set.

        Args:
            stop: Ends it; a file that is being read is given back.
            abandoned: Only what was queued by processes that have ended.

        Yields:
            What became of the files that were taken together.
        """
        worker = self._new_worker()
        with self._kept(worker), closing(KeptParser()) as parser, suppress(StoppedError):
            while not stop.is_set():
                taken = self._queue.take(worker, abandoned=abandoned)
                if taken is None:
                    stop.wait(_LOOK_EVERY if not abandoned else self._queue.lease / 3)
                    continue
                with stoppable(stop):
                    yield self._do(worker, taken, parser, None)

    def _finish(
        self, job: str, worker: str, parser: KeptParser, progress: ShowProgress | None
    ) -> IngestReport:
        while True:
            state = self._queue.state(job)
            # Somebody has removed it.
            if state is None:
                raise StoppedError("stopped by another process; what was saved until then stays")
            if state.is_done:
                return _or_raise(self._queue.report(job))
            raise_if_stopped()
            shown = _Shown(progress, state) if progress else None
            taken = self._queue.take(worker, job=job)
            if taken is None:
                if shown:
                    shown.others()
                time.sleep(_LOOK_EVERY)
            else:
                self._do(worker, taken, parser, shown)

    def _do(
        self, worker: str, taken: Taken, parser: KeptParser, progress: ShowProgress | None
    ) -> IngestReport:
        terms = taken.terms
        options = ReadOptions(
            ocr=terms.ocr,
            tags_as_collections=terms.tags_as_collections,
            limits=Limits(**terms.limits),
            workers=parser,
        )
        try:
            report = self._add(taken.access or self._store.access)(
                taken.sources, terms.collection, options, progress, terms.if_exists, terms.gone
            )
        except SourceError as error:
            report = IngestReport(failed=[(error.source, error.reason)])
        except BaseException:
            # A fault of this process, or its end: others may do it.
            with suppress(PinciteError):
                self._queue.give_back(worker)
            raise
        report = self._as_of(taken, report)
        self._queue.done(worker, taken, report)
        return report

    def _as_of(self, taken: Taken, report: IngestReport) -> IngestReport:
        """The report as of when the files were queued: what a process saved before it ended was not there then."""
        if not taken.known:
            return report
        with (
            self._store.seen_by(taken.access).reading()
            if taken.access
            else self._store.reading() as transaction
        ):
            changed = [
                source
                for source in report.unchanged
                if source in taken.known and transaction.content_hash(source) != taken.known[source]
            ]
        return replace(
            report,
            added=[*report.added, *(source for source in changed if taken.known[source] is None)],
            updated=[*report.updated, *(source for source in changed if taken.known[source] is not None)],
            unchanged=[source for source in report.unchanged if source not in set(changed)],
        )

    @tried_again
    def _known(self, sources: Sequence[str]) -> dict[str, str]:
        """The hash of the content of each source that the index has."""
        with self._store.reading() as transaction:
            return {source: hash_ for source in sources if (hash_ := transaction.content_hash(source))}

    def _new_worker(self) -> str:
        # A process may work in several threads, each of which takes files of its own.
        return f"{this_process()}:{uuid.uuid4().hex[:8]}"

    @contextmanager
    def _kept(self, worker: str) -> Iterator[None]:
        """Says every few seconds that this process lives, until the block ends."""
        ended = threading.Event()

        def keep() -> None:
            while not ended.wait(self._queue.lease / 3):
                # The database may be away for a moment; what was taken is then free for others, which is no harm.
                with suppress(PinciteError):
                    self._queue.keep(worker)

        thread = threading.Thread(target=keep, name="pincite-queue", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


class _Shown:
    """Shows the progress of some files as that of their whole job."""

    def __init__(self, show: ShowProgress, state: JobState) -> None:
        self._show = show
        self._state = state

    def __call__(self, progress: IngestProgress) -> None:
        """Shows what this process does."""
        done, files = self._state.done, self._state.files
        self._show(
            replace(
                progress,
                files_done=done + progress.files_done,
                files_total=files,
                files_kept=done + progress.files_kept,
                share=(done + progress.share * progress.files_total) / files,
            )
        )

    def others(self) -> None:
        """Shows what others do."""
        state = self._state
        self._show(
            IngestProgress(
                source=next(iter(state.working), ""),
                files_done=state.done,
                files_total=state.files,
                passages_done=0,
                files_kept=state.done,
                share=state.done / state.files,
            )
        )


def _or_raise(report: IngestReport) -> IngestReport:
    """The report, or the error that a lone file ended with."""
    for source, reason in report.failed:
        if reason == SourceTakenError.REASON:
            raise SourceTakenError(source)
    return report
