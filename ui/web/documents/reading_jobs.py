"""Runs what reads documents, and yields its progress for the page, with the documents that have appeared."""

import time
from collections.abc import Iterator
from dataclasses import asdict

from rag import IngestProgress
from ui.pace import Pace
from ui.web.documents.rows import DocumentRows, Seen
from ui.web.pieces import Json
from ui.work.jobs import Job, JobRegistry

_SHOW_EVERY = 0.25  # seconds between two steps of a progress line


class ReadingJobs:
    """The jobs that read documents, each under the name by which its visitor may cancel it."""

    def __init__(self, rows: DocumentRows, jobs: JobRegistry | None = None) -> None:
        """Runs nothing.

        Args:
            rows: The list of documents.
            jobs: Those of all visitors; by default there are no others.
        """
        self._rows = rows
        self.jobs = jobs or JobRegistry()

    def cancel(self, upload: str, visitor: str) -> None:
        """Stops a job of this visitor; what is read of it stays."""
        self.jobs.stop(f"{visitor} {upload}")

    def run(self, job: Job[IngestProgress], upload: str, visitor: str, seen: Seen) -> Iterator[Json]:
        """Runs a job, and yields its progress, until it has ended.

        Args:
            job: What reads.
            upload: The name that the page gave it.
            visitor: Whose it is.
            seen: What the page has of the list. Each step has all that came since then, so that none of them matters alone.
        """
        # Only the event: the report waits for the end of the work, so that it says what was read.
        self.jobs.add(f"{visitor} {upload}", "", job.stopped.set)
        try:
            yield from self._progress(job, upload, seen)
        finally:
            self.jobs.remove(f"{visitor} {upload}")

    def _progress(self, job: Job[IngestProgress], upload: str, seen: Seen) -> Iterator[Json]:
        last, pace, turn = 0.0, Pace(), seen.turn
        newest: IngestProgress | None = None
        for progress in job.items(_SHOW_EVERY):
            newest = progress or newest  # progress that comes too soon is shown a little later
            if newest is None or time.monotonic() - last < _SHOW_EVERY:
                continue
            last = time.monotonic()
            shown: Json = {"progress": {**asdict(pace.status(newest, last)), "upload": upload}}
            newest = None
            if (now := self._rows.turn) != turn:
                # A document appears soon after it is saved.
                turn, shown["list"] = now, self._rows.since(seen, fresh=False)
            yield shown
