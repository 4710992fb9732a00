"""Changes an index over several databases: each source is read and saved by the writer of the database that it belongs to."""

import queue
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from index.engine import Index
from index.errors import SourceError
from index.ingest.changes import ReadOptions
from index.ingest.finding import Source
from index.ingest.names import Claims, IfExists
from index.ingest.progress import ShowProgress
from index.ingest.queue.records import JobState
from index.ingest.reports import IngestReport
from index.ingest.sources import SourceFile
from index.ingest.sync import SyncPlan, plan_sync
from index.ingest.texts import PageSource
from index.ingest.writer import IndexWriter
from index.parsing.members import content_hash
from index.shards.joining import WholeProgress, joined
from index.shards.membership import Membership
from index.shards.room import with_room_left
from index.shards.spreading import Move, groups_among, move
from index.store.loading import SourceRecord
from index.store.transaction import ReadTransaction

_LOOK_EVERY = 0.3  # seconds between two looks whether work is to end


class ShardedWriter:
    """Adds and syncs sources; see `IndexWriter`, whose methods these are.

    One database after another is changed, each by transactions of its own: what is stopped or fails leaves the sources that were
    saved until then. Before a source is changed, what there is of it is where it belongs (`move`), so that its new version replaces
    the earlier one in the same transaction.
    """

    def __init__(self, shards: Sequence[Index], roots: Sequence[Index], membership: Membership) -> None:
        """Takes the databases as somebody sees them, as nobody in particular sees them, and which they are."""
        self._shards = shards
        self._roots = roots
        self._membership = membership
        self._claims = Claims()

    def place_of(self, source: str) -> int:
        """The number of the database that a source belongs to; what is inside a file goes with the file."""
        return self._membership.place_of(source)

    def add_sources(
        self,
        sources: Sequence[Source],
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        if_exists: IfExists = "replace",
    ) -> IngestReport:
        """Adds sources of any kind; see `IndexWriter.add_sources`."""
        self._membership.join()
        with self._claims.placed(sources, if_exists, self._saved) as named:
            self._gather([_outer(one) for one in named])
            parts = self._parted(named)
            return self._by_each(
                {number: len(part) for number, part in parts.items()},
                lambda writer, number, show: writer.add_sources(
                    parts[number], collection, options, show, if_exists
                ),
                progress,
                [one.source for one in named],
            )

    def sync(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Makes the index match a folder; see `IndexWriter.sync`."""
        self._membership.join()
        found = [shard._writer.records() for shard in self._shards]
        records = {source: record for of_shard in found for source, record in of_shard.items()}
        retry = bool(options and options.password)
        plan = plan_sync(folder, records, self._shards[0].folder, retry=retry)
        places = self._settled(plan, records, found)
        parts = _parts_of(plan, places, len(self._shards))
        return self._by_each(
            {number: len(part.read) for number, part in parts.items()},
            lambda writer, number, show: writer.follow(parts[number], collection, options, show),
            progress,
            [one.source for one in plan.read] + list(plan.unchanged),
        )

    def work(self, *, stop: threading.Event, abandoned: bool = False) -> Iterator[IngestReport]:
        """Reads files that others have queued in any database; see `SharedWork.work`."""
        done: queue.SimpleQueue[IngestReport | BaseException] = queue.SimpleQueue()
        ended = threading.Event()

        def work_for(shard: Index) -> None:
            try:
                for report in shard.work(stop=ended, abandoned=abandoned):
                    done.put(report)
            except BaseException as error:  # noqa: BLE001 - it is raised where the reports are taken
                done.put(error)

        threads = [threading.Thread(target=work_for, args=(shard,), daemon=True) for shard in self._shards]
        for thread in threads:
            thread.start()
        try:
            while not stop.is_set():
                try:
                    report = done.get(timeout=_LOOK_EVERY)
                except queue.Empty:
                    continue
                if isinstance(report, BaseException):
                    raise report
                yield report
        finally:
            ended.set()
            for thread in threads:
                thread.join()

    def jobs(self) -> list[JobState]:
        """The jobs of files that are being read, the newest first; an `add` is a job in each database that it changes."""
        found = [job for shard in self._shards for job in shard.jobs()]
        return sorted(found, key=lambda job: -job.created)

    def forget_jobs(self) -> int:
        """Forgets the jobs that add documents to the space that is changed; returns how many there were."""
        return sum(shard.forget_jobs() for shard in self._shards)

    def _by_each(
        self,
        files: Mapping[int, int],
        change: Callable[[IndexWriter, int, ShowProgress | None], IngestReport],
        progress: ShowProgress | None,
        sources: Sequence[str],
    ) -> IngestReport:
        """Lets one writer after another do its part, each with so many files."""
        whole = WholeProgress(progress, sum(files.values())) if progress else None
        reports = []
        for number, count in files.items():
            if whole:
                whole.begin(count)
            reports.append(change(with_room_left(self._shards, number)._writer, number, whole))
        return joined(reports, sources)

    @contextmanager
    def _saved(self) -> Iterator["_Saved"]:
        """What is saved in any database, while the block runs."""
        with ExitStack() as stack:
            yield _Saved([stack.enter_context(shard._store.reading()) for shard in self._shards])

    def _parted(self, sources: Sequence[Source]) -> dict[int, list[Source]]:
        """The sources of each database that has any."""
        parts: dict[int, list[Source]] = {}
        for one in sources:
            parts.setdefault(self.place_of(_outer(one)), []).append(one)
        return parts

    def _gather(self, sources: Collection[str]) -> None:
        """Moves what there is of sources elsewhere to where they belong."""
        self._move(sources, self.place_of)

    def _move(self, sources: Collection[str], target: Callable[[str], int]) -> None:
        space = access.writes if (access := self._shards[0]._store.access) else ""
        moves = [
            Move(group, number, target(group.source))
            for number, root in enumerate(self._roots)
            for group in groups_among(root, [source for source in sources if target(source) != number])
            if group.space == space and target(group.source) != number
        ]
        if moves:
            move(self._roots, moves)

    def _settled(
        self,
        plan: SyncPlan,
        records: Mapping[str, SourceRecord],
        found: Sequence[Mapping[str, SourceRecord]],
    ) -> Callable[[str], int]:
        """Moves what a plan is about, if it is elsewhere: to where it belongs, or, of a file with a new name, to where that belongs.

        Returns:
            What tells in which database a source is then.
        """
        renamed = self._renamed(plan, records)

        def outer(source: str) -> str:
            return (records[source].container if source in records else None) or source

        def target(source: str) -> int:
            return renamed.get(outer(source), self.place_of(outer(source)))

        about = {*plan.unchanged, *plan.gone, *(one.source for one in plan.read)}
        about.update(source for source, _ in (*plan.failed, *plan.skipped))
        about |= {source for source in records if outer(source) in about}
        strays = {
            outer(source)
            for number, of_shard in enumerate(found)
            for source in of_shard
            if source in about and target(source) != number
        }
        if strays:
            self._move(strays, target)
        return target

    def _renamed(self, plan: SyncPlan, records: Mapping[str, SourceRecord]) -> dict[str, int]:
        """For each file that is gone, and that a new one with the same content belongs to another database than: which."""
        gone = {
            (records[source].size, records[source].content_hash): source
            for source in plan.gone
            if records[source].container is None and records[source].content_hash
        }
        sizes = {size for size, _ in gone}
        targets: dict[str, int] = {}
        for one in plan.read if gone else ():
            # Most files are told apart by their size, and are read only once.
            if one.source in records or one.stat().size not in sizes:
                continue
            source = gone.get((one.stat().size, _hash_of(one)))
            if source is not None:
                targets.setdefault(source, self.place_of(one.source))
        return targets


class _Saved:
    """What is saved in any database; for `placed`."""

    def __init__(self, transactions: Sequence[ReadTransaction]) -> None:
        self._transactions = transactions

    def content_hash(self, source: str) -> str | None:
        """The hash of a source's saved content, or None."""
        found = (transaction.content_hash(source) for transaction in self._transactions)
        return next((hash_ for hash_ in found if hash_ is not None), None)

    def has_sources_below(self, source: str) -> bool:
        """Whether there are documents whose sources are that source, a slash, and more."""
        return any(transaction.has_sources_below(source) for transaction in self._transactions)


def _outer(source: Source) -> str:
    return source.container or source.source


def _hash_of(source: SourceFile | PageSource) -> str | None:
    try:
        return content_hash(source.read())
    except SourceError:
        return None


def _parts_of(plan: SyncPlan, place: Callable[[str], int], shards: int) -> dict[int, SyncPlan]:
    """The part of a plan that each database has; those that have none are left out."""
    parts: dict[int, SyncPlan] = {}
    for number in range(shards):

        def mine(source: str, number: int = number) -> bool:
            return place(source) == number

        part = replace(
            plan,
            read=[one for one in plan.read if mine(one.source)],
            unchanged=list(filter(mine, plan.unchanged)),
            notes=list(filter(mine, plan.notes)),
            failed=[pair for pair in plan.failed if mine(pair[0])],
            skipped=[pair for pair in plan.skipped if mine(pair[0])],
            gone=list(filter(mine, plan.gone)),
            about={source: about for source, about in plan.about.items() if mine(source)},
        )
        if part.read or part.unchanged or part.failed or part.skipped or part.gone:
            parts[number] = part
    return parts
