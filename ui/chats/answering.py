"""Which server answers a question: any number of them share the chats, and one may be gone before it has answered."""

import logging
import secrets
import threading
import time

from rag import AppDatabase, Connection, PinciteError

_log = logging.getLogger("pincite")

_SURE = 20.0  # seconds that a server counts as there; clocks of machines may differ by some seconds
_RENEWED = 5.0  # seconds between two times that it says so


class Answering:
    """The questions that this server answers. While there are some, a thread says that it is still there.

    A question whose server did not say so for `_SURE` seconds counts as stopped (`is_answered`). Nothing has to be put right
    when a server starts, and nobody stops what others answer.
    """

    def __init__(self, database: AppDatabase) -> None:
        """Starts nothing yet.

        Args:
            database: That of the chats.
        """
        self._database = database
        self._server = secrets.token_hex(8)
        self._lock = threading.Lock()
        self._running = False
        self._closed = threading.Event()

    def begin(self, connection: Connection, chat: str, message: str) -> None:
        """Notes in a transaction that this server answers a message."""
        connection.execute(
            "INSERT INTO waiting (chat, message, server, until) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (chat, message) DO UPDATE SET server = excluded.server, until = excluded.until",
            (chat, message, self._server, time.time() + _SURE),
        )
        with self._lock:
            if not self._running:
                self._running = True
                threading.Thread(target=self._renew, name="pincite-answering", daemon=True).start()

    def end(self, connection: Connection, chat: str, message: str) -> None:
        """Notes in a transaction that a message is answered, or will not be."""
        connection.execute("DELETE FROM waiting WHERE chat = ? AND message = ?", (chat, message))

    def close(self) -> None:
        """Gives up what is not answered yet."""
        self._closed.set()
        with self._database.writing(self._server) as connection:
            connection.execute("DELETE FROM waiting WHERE server = ?", (self._server,))

    def _renew(self) -> None:
        # Twice without any: a question that is just being put is seen by the second time.
        without = 0
        while not self._closed.wait(_RENEWED):
            try:
                with self._database.writing(self._server) as connection:
                    renewed = connection.execute(
                        "UPDATE waiting SET until = ? WHERE server = ?",
                        (time.time() + _SURE, self._server),
                    ).rowcount
            except PinciteError as error:
                _log.warning("%s", error)
                continue
            without = 0 if renewed else without + 1
            with self._lock:
                if without > 1:
                    self._running = False
                    return


def is_answered(until: float | None) -> bool:
    """Whether the server that answers a message is there, by the time until which it is sure to be."""
    return until is not None and until > time.time()
