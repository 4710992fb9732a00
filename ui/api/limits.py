"""How many requests a caller may send: so many at once, which come back evenly over a minute."""

import threading
import time
from collections.abc import Callable
from math import ceil

from ui.api.callers import Caller

_MINUTE = 60.0


class RequestLimits:
    """A bucket of requests for each caller, full at first (token bucket). Any thread may use it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # How much each had, and when.
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, caller: Caller) -> int:
        """Takes one request; 0, or the seconds, at least 1, after which one is there again."""
        if caller.per_minute is None:
            return 0
        rate, now = caller.per_minute / _MINUTE, self._clock()
        with self._lock:
            left, then = self._left.get(caller.name, (float(caller.per_minute), now))
            left = min(caller.per_minute, left + (now - then) * rate)
            if left >= 1.0:
                self._left[caller.name] = left - 1.0, now
                return 0
            self._left[caller.name] = left, now
            return max(1, ceil((1.0 - left) / rate)) if rate else int(_MINUTE)
