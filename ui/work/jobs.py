"""Runs work in a thread while its progress is shown, and stops it on request."""

import asyncio
import contextlib
import logging
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rag import PinciteError, stoppable
from ui.languages import page_text
from ui.work.line import LineFullError

Item = TypeVar("Item")

_log = logging.getLogger("pincite")

# How the threads here are called, by which `wait_for_work` finds them.
_NAME = "pincite-work-"

STEP = 0.04
"""Seconds between two updates of `items`: faster ones cost the browser time, and nobody can read them."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job ended early. `message` is plain text for the user; `error` is what was raised, if it was expected."""

    message: str
    error: PinciteError | LineFullError | None = None


_INTERNAL_ERROR = Failure(
    page_text("Pincite could not finish this because of an internal error. The terminal shows the details.")
)


@dataclass
class Job(Generic[Item]):
    """One run of `work` in a daemon thread, so that Ctrl-C never waits for it.

    `work` gets a function to hand over items, none of which is None, and an event that tells it to stop. The event also
    stops whatever the library does meanwhile (`rag.stoppable`).
    """

    work: Callable[[Callable[[Item], None], threading.Event], None]
    stopped: threading.Event = field(default_factory=threading.Event)
    failure: Failure | None = None
    # None is the end.
    _handed_over: "queue.SimpleQueue[Item | None]" = field(default_factory=queue.SimpleQueue)
    # Told of each item, by a reader that does not wait in a thread.
    _arrived: Callable[[], None] = field(default_factory=lambda: _nobody, init=False)

    def items(self, patience: float) -> Iterator[Item | None]:
        """Starts the work and yields its newest item, at most one each `STEP`, until the work has ended.

        Yields None after so many seconds of `patience` without a new item. In between it sleeps: a thread that looked each
        `STEP` would take time from those that work.
        """
        _JobThread(self._run, self.stop).start()
        next_step = 0.0
        while True:
            try:
                newest = self._handed_over.get(timeout=patience)
            except queue.Empty:
                yield None
                continue
            time.sleep(max(0.0, next_step - time.monotonic()))
            newest, ended = self._newest(newest, ended=newest is None)
            if newest is not None:
                yield newest
            if ended:
                return
            next_step = time.monotonic() + STEP

    async def items_as_they_come(self) -> AsyncIterator[Item]:
        """Like `items`, for an event loop: no thread waits. The work is stopped when nobody reads on."""
        loop, arrived = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            # A loop that has ended waits for nothing.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(arrived.set)

        self._arrived = tell
        _JobThread(self._run, self.stop).start()
        ended = False
        try:
            while not ended:
                await arrived.wait()
                arrived.clear()
                newest, ended = self._newest(None, ended=False)
                if newest is not None:
                    yield newest
        finally:
            if not ended:
                self.stop()

    def stop(self) -> None:
        """Stops the work, and ends `items` without waiting for that."""
        self.stopped.set()
        self._hand_over(None)

    def _hand_over(self, item: Item | None) -> None:
        self._handed_over.put(item)
        self._arrived()

    def _newest(self, newest: Item | None, *, ended: bool) -> tuple[Item | None, bool]:
        """The newest item that was handed over up to the end, and whether the end was."""
        # Older items are dropped: each item shows the whole state.
        while not ended and not self._handed_over.empty():
            following = self._handed_over.get()
            ended = following is None
            newest = newest if following is None else following
        return newest, ended

    def _run(self) -> None:
        # The work counts as failed until it returns. An unexpected error is not caught: threading.excepthook
        # prints it in the terminal of the server.
        self.failure = _INTERNAL_ERROR
        try:
            with stoppable(self.stopped):
                self.work(self._hand_over, self.stopped)
            self.failure = None
        except (PinciteError, LineFullError) as error:
            self.failure = Failure(str(error), error)
        finally:
            self._hand_over(None)


def _nobody() -> None:
    """Whoever waits in a thread sees the items without being told."""


class _JobThread(threading.Thread):
    """The thread of a job, by which the end of the server finds how to stop it."""

    def __init__(self, run: Callable[[], None], stop: Callable[[], None]) -> None:
        super().__init__(target=run, name=f"{_NAME}job", daemon=True)
        self.stop = stop


@dataclass(frozen=True, slots=True)
class _Running:
    session: str
    stop: Callable[[], None]


def start_work(run: Callable[[], None], stop: Callable[[], None]) -> None:
    """Runs something that goes on for long in a thread; the end of the server calls `stop`, and waits for it."""
    _JobThread(run, stop).start()


class JobRegistry:
    """The running jobs by the id that the page gave them, so that each can be stopped."""

    def __init__(self) -> None:
        self._running: dict[str, _Running] = {}

    def add(self, job_id: str, session: str, stop: Callable[[], None]) -> None:
        """Adds a running job of a visitor's session; `stop` stops it."""
        self._running[job_id] = _Running(session, stop)

    def remove(self, job_id: str) -> None:
        """Removes a job that has ended."""
        self._running.pop(job_id, None)

    def stop(self, job_id: str) -> None:
        """Stops the job, if it is still running."""
        # The job may have ended while the request to stop it was on its way.
        if running := self._running.get(job_id):
            running.stop()

    def leave(self, session: str) -> None:
        """Stops all jobs of a visitor who has left."""
        # A copy, since jobs begin and end in other threads.
        for running in list(self._running.values()):
            if running.session == session:
                running.stop()


class WarmUp:
    """Loads the models in a thread, so that the page opens at once."""

    def __init__(self, load: Callable[[], None], then: Callable[[], None] = lambda: None) -> None:
        """Starts nothing yet.

        Args:
            load: What questions need.
            then: What else is loaded, while questions are answered already.
        """
        self._load = load
        self._then = then
        self._done = threading.Event()

    def start(self) -> None:
        """Starts loading."""
        threading.Thread(target=self._run, name=f"{_NAME}warm-up", daemon=True).start()

    @property
    def loading(self) -> bool:
        """Whether loading has not finished yet."""
        return not self._done.is_set()

    def _run(self) -> None:
        try:
            self._load()
            self._done.set()
            self._then()
        except PinciteError as error:
            # Each question gets the same error and shows it; here it goes to the terminal.
            _log.error("%s", error)
        finally:
            # Also after an error, or the page would say for ever that it is getting ready.
            self._done.set()


def stop_work() -> None:
    """Stops all jobs, since the server ends: those that wait in line would otherwise be worked on one after another."""
    for thread in threading.enumerate():
        if isinstance(thread, _JobThread):
            thread.stop()


def wait_for_work(seconds: float) -> bool:
    """Waits for the threads of jobs and of the models' loading, so many seconds at most in all; whether all ended.

    Before Python ends: it stops the threads that are left wherever they are, and inside the C++ of the models that
    aborts the whole process.
    """
    end = time.monotonic() + seconds
    working = [thread for thread in threading.enumerate() if thread.name.startswith(_NAME)]
    for thread in working:
        thread.join(max(0.0, end - time.monotonic()))
    return not any(thread.is_alive() for thread in working)
