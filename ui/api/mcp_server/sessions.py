"""How many sessions of the Model Context Protocol each caller has open: one must not use up those of all."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_EACH = 50
"""More than any program opens at once that closes those that it has done with."""


class OpenSessions:
    """The sessions of each caller. It belongs to the event loop."""

    def __init__(self, idle: float, clock: Callable[[], float] = time.monotonic) -> None:
        """There are none yet.

        Args:
            idle: Seconds after which one that nobody uses has ended.
            clock: Tells the time in seconds.
        """
        self._idle, self._clock = idle, clock
        # When each was last used.
        self._used: dict[str, dict[object, float]] = {}

    def has_room(self, caller: str) -> bool:
        """Whether a caller may open another one."""
        now = self._clock()
        left = {one: at for one, at in self._used.get(caller, {}).items() if now - at < self._idle}
        self._used[caller] = left
        return len(left) < MOST_EACH

    @contextmanager
    def opening(self, caller: str) -> Iterator[Callable[[str], None]]:
        """Counts a session that is being opened; what the block gets is told its name, and without one none was opened."""
        mine = self._used.setdefault(caller, {})
        opening = object()
        mine[opening] = self._clock()

        def opened(session: str) -> None:
            self.use(caller, session)

        try:
            yield opened
        finally:
            self._used.get(caller, {}).pop(opening, None)

    def use(self, caller: str, session: str) -> None:
        """A caller has used one of its sessions."""
        self._used.setdefault(caller, {})[session] = self._clock()

    def end(self, caller: str, session: str) -> None:
        """A caller has ended one."""
        self._used.get(caller, {}).pop(session, None)
