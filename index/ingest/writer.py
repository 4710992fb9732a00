"""Changes an index: one change at a time among all processes, each done completely or not at all."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.named import FindEmbedder
from index.ingest.changes import ReadOptions
from index.ingest.finding import Source
from index.ingest.ingest import Ingest
from index.ingest.libraries.restating import keep_in_step
from index.ingest.names import Claims, IfExists
from index.ingest.progress import ShowProgress
from index.ingest.queue.jobs import JobQueue
from index.ingest.queue.opening import Queues
from index.ingest.queue.records import JobState
from index.ingest.queue.sharing import SharedWork
from index.ingest.renamed import Renamed
from index.ingest.reports import IngestReport, with_updated
from index.ingest.sync import SyncPlan, plan_sync
from index.ingest.tags import collect_by_tags
from index.ingest.texts import TextSource
from index.ingest.turns import Turn, Turns
from index.search.searching import Searcher
from index.store.access import Access
from index.store.again import tried_again
from index.store.loading import SourceRecord
from index.store.store import Store


class IndexWriter:
    """Adds and syncs sources, and keeps the search files up to date. Any thread may call it at any time.

    Its methods take the arguments and raise the errors that `Adder` says.
    """

    def __init__(
        self, store: Store, embedder: Embedder, searcher: Searcher, find: FindEmbedder, queues: Queues
    ) -> None:
        self.queues = queues
        self._store = store
        self._find = find
        self._embedder = embedder
        self._searcher = searcher
        # The lock of the store only excludes other processes.
        self._turns = Turns()
        # The sources of files that are being read and not saved yet.
        self._claims = Claims()

    def sync(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Makes the index match a folder: adds new files, replaces changed ones, removes those that are gone.

        Hidden files and folders in it are skipped, and so is the index itself. A file of the same size and
        modification time as before is not read; one whose document was removed by hand is passed over until it changes,
        or is added by its name. A renamed file is recognised by its content: it stays in its collections, and is not
        embedded again. If a changed file can't be read, its last good version stays, marked as stale. Of Zotero's folder
        the library counts: its items, and what it states about them.

        Raises:
            SourceError: There is no such folder, it is empty and was not before, or a library in it can't be read.
                Nothing is removed then.
        """
        with self._turns.take(0) as turn, self._locked():
            records = self.records()
            # A password may open what could not be read before.
            retry = bool(options and options.password)
            plan = plan_sync(folder, records, self._store.folder, retry=retry)
            turn.add(_size(plan.read))
            report = self._carry_out(turn, plan, records, collection, options, progress)
        # After the lock is released: writing search files takes long, and only reads the store.
        self._searcher.engine.write_if_due()
        return report

    def follow(
        self,
        plan: SyncPlan,
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
    ) -> IngestReport:
        """Does what a plan says, as `sync` does with a plan of its own."""
        with self._turns.take(_size(plan.read)) as turn, self._locked():
            report = self._carry_out(turn, plan, self.records(), collection, options, progress)
        self._searcher.engine.write_if_due()
        return report

    def _carry_out(
        self,
        turn: Turn,
        plan: SyncPlan,
        records: Mapping[str, SourceRecord],
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
    ) -> IngestReport:
        gone = [source for source in plan.gone if source in records]
        report = self._read(turn, plan, collection, options, progress)
        self._remove(gone, records)
        restated = keep_in_step(self._store, plan.about)
        if collection:
            self._store.add_to_collection(plan.unchanged, collection)
        by_tags = options.tags_as_collections if options else None
        if tagged := plan.notes if by_tags is None else plan.unchanged if by_tags else ():
            collect_by_tags(self._store, tagged)
        report = replace(report, unchanged=[*report.unchanged, *plan.unchanged])
        return replace(
            with_updated(report, restated),
            failed=[*report.failed, *plan.failed],
            skipped=plan.skipped,
            # What was removed by hand is gone already.
            removed=[source for source in gone if not records[source].is_removed],
        )

    def _read(
        self,
        turn: Turn,
        plan: SyncPlan,
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
    ) -> IngestReport:
        """Reads what a sync has found, together with other processes where several change the index."""
        options = options or ReadOptions()
        if queue := self.queues.queue_for(plan.read, options):
            # In the turn that this sync has.
            shared = SharedWork(queue, self._store, lambda _: partial(self._add_in, turn))
            return shared.add(plan.read, collection, options, progress, gone=plan.gone)
        return self._add_in(turn, plan.read, collection, options, progress, gone=plan.gone)

    def work(self, *, stop: threading.Event, abandoned: bool = False) -> Iterator[IngestReport]:
        """Reads files that others have queued until `stop` is set; see `SharedWork.work`. An error if it is in a folder."""
        return self._shared(self.queues.needed()).work(stop=stop, abandoned=abandoned)

    def _shared(self, queue: JobQueue) -> SharedWork:
        return SharedWork(queue, self._store, lambda access: self._seen_by(access).add_now)

    def forget_jobs(self) -> int:
        """Forgets the jobs that add documents to the space that is changed; returns how many there were."""
        queue, access = self.queues.queue(), self._store.access
        return queue.remove_of(access.writes) if queue and access else 0

    def jobs(self) -> list[JobState]:
        """The jobs of files that are being read for this index by any process, the newest first; none in a folder.

        Of one that people share, those that add documents which are seen here.
        """
        queue, access = self.queues.queue(), self._store.access
        return queue.states(access.reads if access else None) if queue else []

    def add_sources(
        self,
        sources: Sequence[Source],
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        if_exists: IfExists = "replace",
    ) -> IngestReport:
        """Adds sources of any kind, as `add` does; together with other processes where several change the index."""
        options = options or ReadOptions()
        if queue := self.queues.queue_for(sources, options):
            return self._shared(queue).add(sources, collection, options, progress, if_exists)
        return self.add_now(sources, collection, options, progress, if_exists)

    def add_now(
        self,
        sources: Sequence[Source],
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        if_exists: IfExists = "replace",
        gone: Sequence[str] = (),
    ) -> IngestReport:
        """Adds sources in this process. `gone` are sources that a new one may be, renamed."""
        with self._turns.take(_size(sources)) as turn, self._locked():
            report = self._add_in(turn, sources, collection, options, progress, if_exists, gone)
        self._searcher.engine.write_if_due()
        return report

    def _add_in(
        self,
        turn: Turn,
        sources: Sequence[Source],
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        if_exists: IfExists = "replace",
        gone: Sequence[str] = (),
    ) -> IngestReport:
        renamed = None
        if gone:
            records = self.records()
            before = {source: records[source] for source in gone if source in records}
            renamed = Renamed(self._store, self._embedder.dimensions, before)
        with self._claims.placed(sources, if_exists, self._store.reading) as placed_sources:
            report = self._ingest(turn, collection, options, progress, renamed).run(placed_sources)
            known = {one.source: one.about for one in placed_sources if one.about}
            return with_updated(report, keep_in_step(self._store, known))

    def _seen_by(self, access: Access | None) -> "IndexWriter":
        """The writer in the name of somebody."""
        if access is None or access == self._store.access:
            return self
        store = self._store.seen_by(access)
        return IndexWriter(store, self._embedder, self._searcher.seen_by(store), self._find, self.queues)

    @tried_again
    def records(self) -> dict[str, SourceRecord]:
        """What the index knows of every source."""
        with self._store.reading() as transaction:
            return transaction.source_records()

    def _ingest(
        self,
        turn: Turn,
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        renamed: Renamed | None = None,
    ) -> Ingest:
        give_way = partial(self._turns.give_way, turn)
        return Ingest(
            self._store,
            self._embedder,
            progress,
            find=self._find,
            collection=collection,
            options=options,
            give_way=give_way,
            renamed=renamed,
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keeps other processes from changing the index, and makes sure that it has this embedder's vectors."""
        with self._store.locked():
            self._check_embedder()
            yield

    @tried_again
    def _check_embedder(self) -> None:
        """Another process may have embedded everything again since the index was opened."""
        with self._store.reading() as transaction:
            transaction.check_embedder(self._embedder.name)

    def _remove(
        self, sources: Sequence[str], records: Mapping[str, SourceRecord], *, remembered: Sequence[str] = ()
    ) -> None:
        if sources:
            self._store.forget_sources(sources)
        if documents := [id_ for source in sources if (id_ := records[source].document_id)]:
            self._store.remove(documents, remembered=remembered)


def _size(sources: Sequence[Source]) -> int:
    """How many bytes there are to read."""
    sizes = (len(one.text) if isinstance(one, TextSource) else one.stat().size for one in sources)
    return sum(size or 0 for size in sizes)
