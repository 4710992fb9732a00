"""Hands the newest of what a thread makes to an event loop: who comes late gets the last one, not all that were missed."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Newest(Generic[Item]):
    """A place for one item. A thread puts items there and ends; a coroutine takes each that is still there."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Takes the loop of the coroutine."""
        self._loop = loop
        self._changed = asyncio.Event()
        self._lock = threading.Lock()
        # At most one.
        self._items: list[Item] = []
        self._ended = False

    def put(self, item: Item) -> None:
        """Puts an item there, in the place of one that was not taken. Any thread may call it."""
        with self._lock:
            waits = bool(self._items)
            self._items[:] = [item]
        # Once for all that come before the loop has time: its list of calls would grow, too.
        if not waits:
            self._wake()

    def end(self) -> None:
        """Says that no more items come. Any thread may call it."""
        with self._lock:
            self._ended = True
        self._wake()

    async def items(self) -> AsyncGenerator[Item, None]:
        """Yields the newest item each time that there is another one, and the last one always."""
        ended = False
        while not ended:
            await self._changed.wait()
            self._changed.clear()
            with self._lock:
                taken, ended = list(self._items), self._ended
                self._items.clear()
            for item in taken:
                yield item

    def _wake(self) -> None:
        # The loop was closed: nobody waits any more.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._changed.set)
