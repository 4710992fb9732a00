"""Keeps the newest of what is asked for, up to a bound."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by their names; those that were not asked for the longest go first. Any thread may use it."""

    def __init__(
        self, bound: int, size: Callable[[Value], int], drop: Callable[[Value], None] = lambda _: None
    ) -> None:
        """Empty.

        Args:
            bound: The sizes of all values together at most; the newest stays, however large.
            size: The size of a value.
            drop: Called with each value that goes.
        """
        self._bound = bound
        self._size = size
        self._drop = drop
        self._lock = threading.Lock()
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._total = 0

    def get(self, name: str) -> Value | None:
        """The value of that name, if it is kept."""
        with self._lock:
            if name in self._values:
                self._values.move_to_end(name)
            return self._values.get(name)

    def put(self, name: str, value: Value) -> None:
        """Keeps a value, in place of the one of that name."""
        gone = []
        with self._lock:
            if (before := self._values.pop(name, None)) is not None:
                self._total -= self._size(before)
                gone.append(before)
            self._values[name] = value
            self._total += self._size(value)
            while self._total > self._bound and len(self._values) > 1:
                _, oldest = self._values.popitem(last=False)
                self._total -= self._size(oldest)
                gone.append(oldest)
        # Outside the lock: closing a file waits for the page that is being drawn.
        for one in gone:
            self._drop(one)

    def remove(self, name: str) -> None:
        """Lets a value go, if it is kept."""
        with self._lock:
            value = self._values.pop(name, None)
            if value is not None:
                self._total -= self._size(value)
        if value is not None:
            self._drop(value)

    def remove_if(self, old: Callable[[Value], bool]) -> None:
        """Lets the values go of which `old` is true."""
        with self._lock:
            names = [name for name, value in self._values.items() if old(value)]
        for name in names:
            self.remove(name)

    def clear(self) -> None:
        """Lets all values go."""
        self.remove_if(lambda _: True)
