"""Opens the queue of an index, where there is one, when it is first needed."""

import threading
from collections.abc import Sequence

from index.errors import PinciteError
from index.ingest.changes import ReadOptions
from index.ingest.finding import Source
from index.ingest.queue.jobs import JobQueue
from index.ingest.queue.schema import STEPS
from index.ingest.reading_on import StoredFile
from index.ingest.sources import SourceFile, path_as_text
from index.ingest.texts import PageSource
from index.store.store import Store


class Queues:
    """The queue of one index; a folder has none, since one process at a time changes it. Any thread may ask."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._opening = threading.Lock()
        self._queue: JobQueue | None = None

    def queue(self) -> JobQueue | None:
        """The queue, opened.

        Raises:
            AppDatabaseError: The database can't be reached, or does not allow it.
        """
        if self._database.address is None:
            return None
        with self._opening:
            if self._queue is None:
                self._queue = JobQueue(self._database.app_database("jobs", STEPS, replaceable=False))
            return self._queue

    def needed(self) -> JobQueue:
        """The queue, opened.

        Raises:
            PinciteError: The index is in a folder.
            AppDatabaseError: As `queue`.
        """
        if (queue := self.queue()) is None:
            raise PinciteError(
                f"{self._database.place}: only an index in a database of PostgreSQL has a queue of files"
            )
        return queue

    def queue_for(self, sources: Sequence[Source], options: ReadOptions) -> JobQueue | None:
        """The queue, if these sources are to go there: several files, or an upload, which would be gone with its server.

        What a password opens is read at once, since no password is kept; and so are texts, and what a cluster reads.
        """
        if self._database.address is None or options.password or options.workers is not None:
            return None
        fitting = all(map(_can_wait, sources))
        return self.queue() if fitting and (len(sources) > 1 or any(map(_is_upload, sources))) else None

    def close(self) -> None:
        """Closes it, if it was opened."""
        with self._opening:
            if self._queue is not None:
                self._queue.close()
                self._queue = None


def _can_wait(source: Source) -> bool:
    return isinstance(source, SourceFile | PageSource) and not isinstance(source, StoredFile)


def _is_upload(source: Source) -> bool:
    return isinstance(source, SourceFile) and source.source != path_as_text(source.path)
