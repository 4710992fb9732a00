"""Stops work that nobody waits for: whoever starts it has an event, and the work looks at it between its batches.

The event is not a parameter of each function in between. It belongs to the thread that asked for the work, as the
cancel scopes of Trio do (https://trio.readthedocs.io/en/stable/reference-core.html#cancellation-and-timeouts).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from index.errors import StoppedError

Item = TypeVar("Item")
Result = TypeVar("Result")

_STOPPED: ContextVar[threading.Event | None] = ContextVar("stopped", default=None)


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


def raise_if_stopped() -> None:
    """To be called between two batches of work.

    Raises:
        StoppedError: The event of `stoppable` is set.
    """
    _raise_if(_STOPPED.get())


def until_stopped(work: Callable[[Item], Result]) -> Callable[[Item], Result]:
    """The same work for a pool, whose threads don't know the event of this one; each call looks at the event first."""
    stopped = _STOPPED.get()

    def run(item: Item) -> Result:
        _raise_if(stopped)
        return work(item)

    return run


def _raise_if(stopped: threading.Event | None) -> None:
    if stopped is not None and stopped.is_set():
        raise StoppedError("stopped, since nobody waits for it any more; start it again if you need it")
