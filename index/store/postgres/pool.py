"""Connections that are kept open for the next transaction."""

import contextlib
import queue
import threading
import time
import weakref
from collections.abc import Callable, Iterator

import psycopg

from index.errors import DatabaseError
from index.stopping import raise_if_stopped
from index.store.postgres.connection import PostgresConnection

# A server of PostgreSQL has 100 connections by default, for all that use it.
MOST = 16
_LOOK_EVERY = 0.2  # seconds between two tries to reach a server


class Pool:
    """The connections of one process to the servers that one address names. Any thread may use it."""

    def __init__(self, connect: Callable[[], PostgresConnection], most: int = MOST) -> None:
        """Opens nothing yet.

        Args:
            connect: Opens a connection.
            most: How many there may be; a thread that finds none waits for one.
        """
        self._connect = connect
        self._free = threading.BoundedSemaphore(most)
        self._idle: queue.LifoQueue[PostgresConnection] = queue.LifoQueue()
        # Who forgets to close an index leaves nothing open all the same.
        weakref.finalize(self, _close_all, self._idle)

    @contextlib.contextmanager
    def connection(self, *, patience: float) -> Iterator[PostgresConnection]:
        """A connection that works; it is closed after an error, and else kept.

        Args:
            patience: Seconds to wait for a server that does not answer, or for a connection that another thread has.

        Raises:
            DatabaseError: No server answers, or none of the connections became free.
            StoppedError: Nobody waits for the work any more.
        """
        end = time.monotonic() + patience
        while not self._free.acquire(timeout=_LOOK_EVERY):
            raise_if_stopped()
            if time.monotonic() > end + MOST:
                raise DatabaseError("all connections to the database are in use; try again")
        try:
            connection = self._working(end)
            try:
                yield connection
            except BaseException:
                # Its transaction is still open, so that nobody else may get it.
                connection.close()
                raise
            self._idle.put(connection)
        finally:
            self._free.release()

    def close(self) -> None:
        """Closes the connections that nobody uses."""
        _close_all(self._idle)

    def _working(self, end: float) -> PostgresConnection:
        with contextlib.suppress(queue.Empty):
            while True:
                kept = self._idle.get_nowait()
                if _works(kept):
                    return kept
                kept.close()
        while True:
            try:
                return self._connect()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
            # As long as a standby becomes the primary.
            raise_if_stopped()
            time.sleep(_LOOK_EVERY)


def _close_all(idle: "queue.LifoQueue[PostgresConnection]") -> None:
    with contextlib.suppress(queue.Empty):
        while True:
            idle.get_nowait().close()


def _works(connection: PostgresConnection) -> bool:
    """Whether the server is still there. Asking costs 50 microseconds on one machine, and a question that fails much more."""
    try:
        connection.raw.execute("")
    except psycopg.Error:
        return False
    return True
