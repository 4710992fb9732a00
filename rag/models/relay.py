"""Runs a model in a thread of its own and relays what it writes, so that a stop takes effect while the model is silent."""

import atexit
import queue
import threading
import time
from collections.abc import Callable, Generator
from typing import TypeAlias

from index.errors import WriterError
from index.stopping import raise_if_stopped
from rag.protocols import Usage

HandOver: TypeAlias = Callable[[str], None]
"""Takes a piece of text; an empty one is a sign of life."""

_LOOK = 0.1  # seconds between two looks at whether the work should stop
_GRACE = 10.0  # seconds that work gets to stop when Python ends
# The process, and not a caller, has to know them: see `_stop_all`.
_RUNNING: dict[threading.Thread, Callable[[], None]] = {}


@atexit.register
def _stop_all() -> None:
    """Stops what still runs when Python ends: ended within llama.cpp, a thread takes the process down with a message."""
    running = dict(_RUNNING)
    for stop in running.values():
        stop()
    for thread in running:
        thread.join(_GRACE)


def relay(
    work: Callable[[HandOver], Usage], stop: Callable[[], None], patience: Callable[[bool], float]
) -> Generator[str, None, Usage]:
    """Yields the pieces that `work` hands over, and returns what it returns.

    Args:
        work: Runs in a thread of its own.
        stop: Called once when nobody waits for the work any more; it makes `work` end soon.
        patience: The most seconds that pass without a sign of life, from whether there was one before.

    Raises:
        StoppedError: The event of `index.stoppable` was set.
        WriterError: The work raised it, or was silent for too long.
        ModelError: The work raised it.
    """
    # None ends it. An error of the work is raised here, in the thread that asked.
    news: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    ending: list[Usage | BaseException] = []

    def run() -> None:
        try:
            ending.append(work(news.put))
        except BaseException as error:  # noqa: BLE001  (raised again by the thread that waits)
            ending.append(error)
        finally:
            _RUNNING.pop(threading.current_thread(), None)
            news.put(None)

    thread = threading.Thread(target=run, name="writer", daemon=True)
    _RUNNING[thread] = stop
    thread.start()
    try:
        yield from _pieces(news, patience)
    finally:
        stop()
    (end,) = ending
    if isinstance(end, BaseException):
        raise end
    return end


def _pieces(
    news: "queue.SimpleQueue[str | None]", patience: Callable[[bool], float]
) -> Generator[str, None, None]:
    heard, alive = time.monotonic(), False
    while True:
        raise_if_stopped()
        try:
            piece = news.get(timeout=_LOOK)
        except queue.Empty:
            if time.monotonic() - heard > patience(alive):
                raise WriterError(
                    f"the model said nothing for {patience(alive):.0f} seconds; it may be too large for its machine, or "
                    "busy: try again, or choose a smaller one"
                ) from None
            continue
        if piece is None:
            return
        heard, alive = time.monotonic(), True
        if piece:
            yield piece
