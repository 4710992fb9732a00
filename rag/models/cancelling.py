"""Waits for requests to a server in a thread with an event loop of its own, so that they end as soon as nobody waits."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from typing import Any, TypeVar

from index.stopping import raise_if_stopped

Result = TypeVar("Result")

_LOOK = 0.1  # seconds between two looks at whether the work should stop


def finished(work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """What the coroutine of `work` gives. The caller may have an event loop of its own.

    Raises:
        StoppedError: The event of `index.stoppable` was set; the work was cancelled.
        Exception: Any that the work raised.
    """
    raise_if_stopped()
    done: Future[Result] = Future()
    stopped = threading.Event()
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = []

    async def cancellable() -> Result:
        if task := asyncio.current_task():
            running.append((task.get_loop(), task))
        # Set before there was a task to cancel.
        if stopped.is_set():
            raise asyncio.CancelledError
        return await work()

    def run() -> None:
        try:
            done.set_result(asyncio.run(cancellable()))
        except BaseException as error:  # noqa: BLE001  (raised again by the thread that waits)
            done.set_exception(error)

    # Not waited for when it is cancelled: looking up the address of a host can't be interrupted.
    threading.Thread(target=run, name="server", daemon=True).start()
    try:
        while not wait([done], _LOOK).done:
            raise_if_stopped()
    except BaseException:
        stopped.set()
        for loop, task in running:
            # It has ended by itself.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(task.cancel)
        raise
    return done.result()
