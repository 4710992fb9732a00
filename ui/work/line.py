"""A line of questions: a few are worked on at a time, the others wait and know their place."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rag import StoppedError

LONGEST = 200
"""How many may wait. It bounds the memory; who comes later tries again, and nobody is lost."""

# How often one that waits looks at its place, and whether it was stopped.
_LOOK_EVERY = 0.5


class LineFullError(Exception):
    """So many wait already that one more has to come again later."""


@dataclass(slots=True, eq=False)
class _Place:
    come: threading.Event = field(default_factory=threading.Event)


class Line:
    """Turns in the order of arrival, `at_once` of them at a time. Any thread may use it."""

    def __init__(self, at_once: int, longest: int = LONGEST) -> None:
        """An empty line."""
        self._at_once = at_once
        self._longest = longest
        self._lock = threading.Lock()
        self._waiting: list[_Place] = []
        self._working = 0
        # Events of work that is done only while nobody is in line.
        self._spare: set[threading.Event] = set()

    @contextmanager
    def turn(self, stopped: threading.Event, show: Callable[[int], None]) -> Iterator[None]:
        """Waits for a turn, and keeps it until the block ends.

        Args:
            stopped: Ends the waiting.
            show: Called with how many come before, at first and whenever that changes; not called without a wait.

        Raises:
            LineFullError: The line is as long as it may be.
            StoppedError: `stopped` was set.
        """
        place = self._join()
        try:
            shown = None
            while not place.come.wait(0.0 if shown is None else _LOOK_EVERY):
                if stopped.is_set():
                    raise StoppedError("stopped while it waited in line")
                if (before := self._before(place)) != shown:
                    shown = before
                    show(before)
            if shown:
                show(0)
            yield
        finally:
            self._leave(place)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def raise_if_full(self) -> None:
        """Before any work for somebody who then could not wait here.

        Raises:
            LineFullError: The line is as long as it may be.
        """
        if len(self._waiting) >= self._longest:
            raise LineFullError

    @contextmanager
    def spare(self, stopped: threading.Event) -> Iterator[bool]:
        """Whether nobody is in line; `stopped` is set as soon as somebody joins."""
        with self._lock:
            idle = not self._working and not self._waiting
            if idle:
                self._spare.add(stopped)
        try:
            yield idle
        finally:
            with self._lock:
                self._spare.discard(stopped)

    def _join(self) -> _Place:
        place = _Place()
        with self._lock:
            self.raise_if_full()
            self._waiting.append(place)
            for stopped in self._spare:
                stopped.set()
            self._call_next()
        return place

    def _leave(self, place: _Place) -> None:
        with self._lock:
            if place.come.is_set():
                self._working -= 1
            else:
                self._waiting.remove(place)
            self._call_next()

    def _call_next(self) -> None:
        while self._waiting and self._working < self._at_once:
            self._waiting.pop(0).come.set()
            self._working += 1

    def _before(self, place: _Place) -> int:
        with self._lock:
            return self._waiting.index(place) + self._working if place in self._waiting else 0
