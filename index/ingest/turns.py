"""One change of an index at a time; a long one gives way to a short one between its batches."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from index.stopping import raise_if_stopped

# Bytes of a file that are read, cut and embedded in a second on two cores, roughly: 80 passages of 700 characters.
_BYTES_PER_SECOND = 50_000
# How often a change that waits looks whether it was stopped.
_LOOK_EVERY = 0.2


@dataclass(slots=True, order=True)
class Turn:
    """A place in the order of changes: the one that would have ended first if it were alone comes first.

    So a short change passes a long one, and none is passed for ever.
    """

    would_end: float
    number: int = field(default_factory=itertools.count().__next__)

    def add(self, size: int) -> None:
        """There are so many more bytes to read."""
        self.would_end += size / _BYTES_PER_SECOND


class Turns:
    """The order of the changes of one index. Any thread may use it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Turn] = []
        self._current: Turn | None = None

    @contextmanager
    def take(self, size: int) -> Iterator[Turn]:
        """Waits for a turn, and keeps it until the block ends.

        Args:
            size: Bytes of what is to be read, roughly.

        Raises:
            StoppedError: Nobody waits for it any more.
        """
        turn = Turn(time.monotonic())
        turn.add(size)
        self._wait(turn)
        try:
            yield turn
        finally:
            self._release(turn)

    def give_way(self, turn: Turn) -> None:
        """Lets those that come first have their turn; returns when this one is the first again.

        Raises:
            StoppedError: Nobody waits for it any more.
        """
        with self._changed:
            first = min(self._waiting, default=turn)
        if first < turn:
            self._release(turn)
            self._wait(turn)

    def _wait(self, turn: Turn) -> None:
        with self._changed:
            self._waiting.append(turn)
            try:
                while self._current is not None or min(self._waiting) != turn:
                    raise_if_stopped()
                    self._changed.wait(_LOOK_EVERY)
                self._current = turn
            finally:
                self._waiting.remove(turn)
                # If this one goes without its turn, it may have been the first of those that wait.
                self._changed.notify_all()

    def _release(self, turn: Turn) -> None:
        with self._changed:
            # A change that was stopped while it gave way has no turn to release.
            if self._current is turn:
                self._current = None
                self._changed.notify_all()
