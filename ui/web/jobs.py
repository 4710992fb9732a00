"""Work that goes on in a thread while the page is told about it, and that can be stopped."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rag import PinciteError

Item = TypeVar("Item")

_log = logging.getLogger("pincite")

STEP = 0.04
"""Seconds between two looks: a screen that changes faster is work for the browser, not for a reader."""


@dataclass(frozen=True, slots=True)
class Failure:
    """How a job ended early. `message` is for people, as text."""

    message: str


_BROKEN = Failure("Pincite could not finish this: something went wrong inside it. The terminal says more.")


@dataclass
class Job(Generic[Item]):
    """One run of `work` in a daemon thread (so that Ctrl-C never waits for it).

    `work` gets `say`, with which it hands over items. `items()` yields the newest of them each
    `STEP`, and None when nothing is new, until the work has ended or was stopped.
    """

    work: Callable[[Callable[[Item], None], threading.Event], None]
    stopped: threading.Event = field(default_factory=threading.Event)
    failure: Failure | None = None
    _said: "queue.SimpleQueue[Item]" = field(default_factory=queue.SimpleQueue)
    _ended: threading.Event = field(default_factory=threading.Event)

    def items(self) -> Iterator[Item | None]:
        """Starts the work and yields what it says, the newest only."""
        threading.Thread(target=self._run, daemon=True).start()
        while not self.stopped.is_set():
            ended = self._ended.wait(STEP)
            newest = self._newest()
            if newest is not None or not ended:
                yield newest
            if ended:
                return

    def _newest(self) -> Item | None:
        newest: Item | None = None
        while not self._said.empty():
            newest = self._said.get()
        return newest

    def _run(self) -> None:
        # Until the work returns, it counts as broken; an unforeseen error is left to
        # threading.excepthook, which prints it where the server was started.
        self.failure = _BROKEN
        try:
            self.work(self._said.put, self.stopped)
            self.failure = None
        except PinciteError as error:
            self.failure = Failure(str(error))
        finally:
            self._ended.set()


class JobRegistry:
    """The running jobs by the name that the page gave them, so that one can be stopped."""

    def __init__(self) -> None:
        self._running: dict[str, threading.Event] = {}

    def start(self, name: str, stopped: threading.Event) -> None:
        """Remembers a job."""
        self._running[name] = stopped

    def end(self, name: str) -> None:
        """Forgets it."""
        self._running.pop(name, None)

    def stop(self, name: str) -> None:
        """Stops the job of that name, if it still runs."""
        event = self._running.get(name)
        if event is not None:
            event.set()


class WarmUp:
    """Loads the models beside the page, so that the page is there at once."""

    def __init__(self, load: Callable[[], None]) -> None:
        self._load = load
        self._done = threading.Event()

    def start(self) -> None:
        """Begins to load."""
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def loading(self) -> bool:
        """Whether it is still at it."""
        return not self._done.is_set()

    def _run(self) -> None:
        try:
            self._load()
        except PinciteError as error:
            # Each question meets the same error and shows it; here it goes to the terminal.
            _log.error("%s", error)
        finally:
            self._done.set()
