"""Runs work in threads for an event loop: what is not awaited any more is stopped, and there are never too many threads."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from contextvars import copy_context
from typing import TypeVar

from index import raise_if_stopped, stoppable
from rag.asynchronous.newest import Newest

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_THREADS = 8
"""Each question uses all cores for most of its time, so that more threads would make none of them faster."""


class StoppableThreads:
    """At most so many threads for work that can be stopped. What comes while all are busy waits for its turn.

    Work is stopped as `index.stoppable` says: soon after nobody awaits it, it raises `StoppedError` in its thread. Several
    event loops may use the same threads.
    """

    def __init__(self, most: int = MOST_THREADS) -> None:
        """Takes how many threads there may be; each is started when it is needed."""
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="pincite-async")
        # The events of all that runs or waits.
        self._going_on: set[threading.Event] = set()

    async def run(self, work: Callable[[], Result]) -> Result:
        """What `work` returns or raises, in a thread. Cancelling returns at once, and stops the work.

        Raises:
            StoppedError: The threads were closed meanwhile.
            RuntimeError: They were closed before.
        """
        stopped = threading.Event()
        try:
            return await asyncio.wrap_future(self._start(work, stopped))
        finally:
            stopped.set()

    async def newest(self, start: Callable[[], Iterator[Item]]) -> AsyncGenerator[Item, None]:
        """The items of the iterator that `start` makes, which runs in a thread as fast as it can.

        Who is slower gets the newest item each time, and misses those before it; the last one always comes. So each item
        has to be whole, as each `Answer` of a stream is. Closing this generator, or cancelling who waits for it, closes
        the iterator soon.

        Raises:
            StoppedError: The threads were closed meanwhile.
            RuntimeError: They were closed before.
        """
        stopped = threading.Event()
        newest = Newest[Item](asyncio.get_running_loop())
        future = self._start(lambda: _each(start(), newest.put), stopped)
        future.add_done_callback(lambda _: newest.end())
        try:
            async with aclosing(newest.items()) as items:
                async for item in items:
                    yield item
            # It has ended: this raises what it raised.
            future.result()
        finally:
            stopped.set()
            # If it waits for a thread, it never needs one.
            future.cancel()

    def close(self) -> None:
        """Stops all work and takes no more. The threads end soon; `wait` waits for that, and so does Python at its end."""
        self._pool.shutdown(wait=False)
        for stopped in list(self._going_on):
            stopped.set()

    def wait(self) -> None:
        """Takes no more work, and waits until all has ended. Blocks: not to be called by an event loop."""
        self._pool.shutdown()

    def _start(self, work: Callable[[], Result], stopped: threading.Event) -> Future[Result]:
        def run() -> Result:
            with stoppable(stopped):
                # It may have waited for its turn for long.
                raise_if_stopped()
                return work()

        # What the caller has set for itself holds in the thread, too, such as the span that it is in.
        future = self._pool.submit(copy_context().run, run)
        self._going_on.add(stopped)
        future.add_done_callback(lambda _: self._going_on.discard(stopped))
        return future


def _each(items: Iterator[Item], put: Callable[[Item], None]) -> None:
    try:
        for item in items:
            put(item)
            raise_if_stopped()
    finally:
        # At once, not when the last reference is gone: closing is what stops a writer.
        if isinstance(items, Generator):
            items.close()
