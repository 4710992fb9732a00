"""Ends a process that gives no sign for too long."""

import _thread
import subprocess
import threading
import time

# Seconds until a new thread runs. It takes a moment, or for ever: without memory for it, it dies at its first step.
_TO_START = 60.0


class Watchdog:
    """Kills a process if a sign that is waited for does not come. One thread, for the life of the process.

    Attributes:
        expired: Whether it has killed the process.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        """Starts watching; nothing is waited for yet.

        Args:
            process: What is watched.
            seconds: How long each sign may take, by the clock.

        Raises:
            RuntimeError: There is no memory for its thread.
        """
        self.expired = False
        self._process = process
        self._seconds = seconds
        self._changed = threading.Condition(threading.Lock())
        self._deadline: float | None = None
        self._closed = False
        started = threading.Event()
        # Not `Thread.start`: it waits for ever for a thread that dies before it says that it runs.
        _thread.start_new_thread(self._watch, (started,))
        if not started.wait(_TO_START):
            raise RuntimeError("can't start new thread")

    def expect(self) -> None:
        """A sign is waited for from now on; also after each sign, if another one must follow."""
        self._set(time.monotonic() + self._seconds)

    def rest(self) -> None:
        """Nothing is waited for."""
        self._set(None)

    def close(self) -> None:
        """Ends the watching. The process is left alone."""
        self._closed = True
        self._set(None)

    def _set(self, deadline: float | None) -> None:
        with self._changed:
            self._deadline = deadline
            self._changed.notify()

    def _watch(self, started: threading.Event) -> None:
        try:
            started.set()
            with self._changed:
                while not self._closed:
                    left = None if self._deadline is None else self._deadline - time.monotonic()
                    if left is not None and left <= 0:
                        self.expired = True
                        return
                    self._changed.wait(left)
        finally:
            # Whatever ends the watching ends the process, too: an answer could be waited for without end.
            if not self._closed:
                self._process.kill()
