"""Files that are added although nobody waits for that, and how far all are that are being read."""

import asyncio
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from rag import IngestReport, JobState, PinciteError
from rag.asynchronous import StoppableThreads

MOST, LARGEST = 100, 2_000_000_000
"""Files, and bytes of them, that wait or are being read at a time; each lies on the disk until then."""

_KEPT = 1_000  # jobs; those that are done longest are forgotten first


class TooManyError(Exception):
    """So many files wait that another one has to come again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    state: JobState
    space: str
    size: int


class AddingLater:
    """Adds files one by one, as threads are free. Any thread may ask how far they are; `begin` belongs to the event loop."""

    def __init__(self, threads: StoppableThreads) -> None:
        """Adds nothing.

        Args:
            threads: What adds them; who waits for files that he sends has the same.
        """
        self._threads = threads
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, _Job] = OrderedDict()
        # asyncio itself keeps no task alive.
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, add: Callable[[str], IngestReport], *, source: str, space: str, size: int) -> JobState:
        """Adds a file soon.

        Args:
            add: Adds it; gets the name of the job.
            source: What the file is called.
            space: Where its document goes; who sees that sees the job.
            size: Its bytes.

        Returns:
            The job, of which nothing is done yet.

        Raises:
            TooManyError: Too many wait, or too large ones; it is not begun.
        """
        job = uuid.uuid4().hex
        state = JobState(
            id=job,
            created=time.time(),
            files=1,
            done=0,
            working=(source,),
            failed=(),
            is_owned=True,
            is_here=True,
            is_waited_for=False,
        )
        with self._lock:
            waiting = [one for one in self._jobs.values() if not one.state.is_done]
            if len(waiting) >= MOST or (waiting and size + sum(one.size for one in waiting) > LARGEST):
                raise TooManyError
            self._jobs[job] = _Job(state=state, space=space, size=size)
        task = asyncio.get_running_loop().create_task(self._run(job, source, add))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return state

    def states(self, spaces: Collection[str] | None = None) -> list[JobState]:
        """The jobs, the newest first; or only those that add to one of these spaces."""
        with self._lock:
            jobs = list(self._jobs.values())
        return [one.state for one in reversed(jobs) if spaces is None or one.space in spaces]

    async def _run(self, job: str, source: str, add: Callable[[str], IngestReport]) -> None:
        # Unless it ends in an expected way: what else happens is told in the terminal, by asyncio.
        failed = [(source, "Pincite could not read it because of an internal error")]
        try:
            failed = list((await self._threads.run(lambda: add(job))).failed)
        except PinciteError as error:
            failed = [(source, str(error))]
        finally:
            self._end(job, failed)

    def _end(self, job: str, failed: list[tuple[str, str]]) -> None:
        with self._lock:
            ended = self._jobs[job]
            self._jobs[job] = replace(ended, state=replace(ended.state, done=1, working=(), failed=failed))
            done = [name for name, one in self._jobs.items() if one.state.is_done]
            for name in done[:-_KEPT]:
                del self._jobs[name]


def all_jobs(
    later: AddingLater, shared: Collection[JobState], spaces: Collection[str] | None
) -> list[JobState]:
    """The jobs of this server, and those of the queue of its index, the newest first.

    Args:
        later: Those of this server.
        shared: Those of the queue, as far as they are seen.
        spaces: Whose are seen; None for all.
    """
    jobs = {one.id: one for one in shared}
    for own in later.states(spaces):
        # One that is in the queue, too, is done there: by other processes, if this server should end.
        jobs[own.id] = replace(jobs.get(own.id, own), is_waited_for=False)
    return sorted(jobs.values(), key=lambda one: one.created, reverse=True)
