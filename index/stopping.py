"""Stops work that nobody waits for: whoever starts it has an event, and the work looks at it between its batches.

The event is not a parameter of each function in between. It belongs to the thread that asked for the work, as the
cancel scopes of Trio do (https://trio.readthedocs.io/en/stable/reference-core.html#cancellation-and-timeouts).
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from index.errors import OutOfTimeError, StoppedError

Item = TypeVar("Item")
Result = TypeVar("Result")

_STOPPED: ContextVar[threading.Event | None] = ContextVar("stopped", default=None)
# In seconds of `time.monotonic`.
_UNTIL: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def stoppable(stopped: threading.Event) -> Iterator[None]:
    """Lets `stopped` stop what is done inside: soon after it is set, the work raises `StoppedError`.

    What was saved until then stays. In a generator the block must not hold a `yield`, or the caller gets the event, too.
    """
    token = _STOPPED.set(stopped)
    try:
        yield
    finally:
        _STOPPED.reset(token)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stops what is done inside after so many seconds: soon after them the work raises `OutOfTimeError`.

    It is for work that something else can take the place of; a limit around it still counts. In a generator the block must
    not hold a `yield`, as with `stoppable`.
    """
    until, outer = time.monotonic() + seconds, _UNTIL.get()
    token = _UNTIL.set(until if outer is None else min(until, outer))
    try:
        yield
    finally:
        _UNTIL.reset(token)


def raise_if_stopped() -> None:
    """To be called between two batches of work.

    Raises:
        StoppedError: The event of `stoppable` is set.
        OutOfTimeError: The seconds of `time_limit` have passed.
    """
    _raise_if(_STOPPED.get(), _UNTIL.get())


def until_stopped(work: Callable[[Item], Result]) -> Callable[[Item], Result]:
    """The same work for a pool, whose threads don't know the event of this one; each call looks at the event first."""
    stopped, until = _STOPPED.get(), _UNTIL.get()

    def run(item: Item) -> Result:
        _raise_if(stopped, until)
        return work(item)

    return run


def _raise_if(stopped: threading.Event | None, until: float | None) -> None:
    if stopped is not None and stopped.is_set():
        raise StoppedError("stopped, since nobody waits for it any more; start it again if you need it")
    if until is not None and time.monotonic() >= until:
        raise OutOfTimeError("stopped, since it took longer than it may")
