"""Runs work in a thread while the page shows its progress, and stops it on request."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rag import PinciteError

Item = TypeVar("Item")

_log = logging.getLogger("pincite")

# How the threads here are called, by which `wait_for_work` finds them.
_NAME = "pincite-work-"

STEP = 0.04
"""Seconds between two updates: faster ones cost the browser time, and nobody can read them."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job ended early. `message` is plain text for the user."""

    message: str


_INTERNAL_ERROR = Failure(
    "Pincite could not finish this because of an internal error. The terminal shows the details."
)


@dataclass
class Job(Generic[Item]):
    """One run of `work` in a daemon thread, so that Ctrl-C never waits for it.

    `work` gets a function to hand over items, and an event that tells it to stop. `items()` yields the newest
    item each `STEP`, and None if there is no new one, until the work has ended or was stopped.
    """

    work: Callable[[Callable[[Item], None], threading.Event], None]
    stopped: threading.Event = field(default_factory=threading.Event)
    failure: Failure | None = None
    _handed_over: "queue.SimpleQueue[Item]" = field(default_factory=queue.SimpleQueue)
    _ended: threading.Event = field(default_factory=threading.Event)

    def items(self) -> Iterator[Item | None]:
        """Starts the work and yields its newest items."""
        threading.Thread(target=self._run, name=f"{_NAME}job", daemon=True).start()
        while not self.stopped.is_set():
            # Asked before the queue is read: so nothing is lost that the work hands over just before its end.
            ended = self._ended.wait(STEP)
            newest = self._newest()
            if newest is not None or not ended:
                yield newest
            if ended:
                return

    def _newest(self) -> Item | None:
        newest: Item | None = None
        # Older items are dropped: each item shows the whole state.
        while not self._handed_over.empty():
            newest = self._handed_over.get()
        return newest

    def _run(self) -> None:
        # The work counts as failed until it returns. An unexpected error is not caught: threading.excepthook
        # prints it in the terminal of the server.
        self.failure = _INTERNAL_ERROR
        try:
            self.work(self._handed_over.put, self.stopped)
            self.failure = None
        except PinciteError as error:
            self.failure = Failure(str(error))
        finally:
            self._ended.set()


class JobRegistry:
    """The running jobs by the id that the page gave them, so that each can be stopped."""

    def __init__(self) -> None:
        self._running: dict[str, threading.Event] = {}

    def add(self, job_id: str, stopped: threading.Event) -> None:
        """Adds a running job; `stopped` tells it to stop."""
        self._running[job_id] = stopped

    def remove(self, job_id: str) -> None:
        """Removes a job that has ended."""
        self._running.pop(job_id, None)

    def stop(self, job_id: str) -> None:
        """Stops the job, if it is still running."""
        # The job may have ended while the request to stop it was on its way.
        if stopped := self._running.get(job_id):
            stopped.set()


class WarmUp:
    """Loads the models in a thread, so that the page opens at once."""

    def __init__(self, load: Callable[[], None]) -> None:
        self._load = load
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
        except PinciteError as error:
            # Each question gets the same error and shows it; here it goes to the terminal.
            _log.error("%s", error)
        finally:
            # Also after an error, or the page would say for ever that it is getting ready.
            self._done.set()


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
