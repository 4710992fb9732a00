"""Sessions of people who have signed in: a random token for the browser, of which only the hash is kept."""

import secrets
import time
from collections.abc import Callable
from hashlib import sha256

from ui.accounts.database import Database

LASTS = 14 * 24 * 3600.0
"""Seconds until somebody has to sign in again."""


class SessionStore:
    """The sessions. Any thread may use it, and any server over the same database; they outlive the server."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Reads nothing."""
        self._database = database
        self._clock = clock

    def begin(self, account_id: str) -> str:
        """Begins a session; returns its token, which is kept nowhere."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE expires < ?", (now,))
            connection.execute(
                "INSERT INTO sessions (hash, account, began, expires) VALUES (?, ?, ?, ?)",
                (_hashed(token), account_id, now, now + LASTS),
            )
        return token

    def account(self, token: str) -> str | None:
        """The id of the open account whose session has this token; None if there is none, or it has expired."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT sessions.account FROM sessions JOIN accounts ON accounts.id = sessions.account "
                "WHERE sessions.hash = ? AND sessions.expires > ? AND accounts.closed IS NULL",
                (_hashed(token), self._clock()),
            ).fetchone()
        return str(row[0]) if row else None

    def end(self, token: str) -> None:
        """Ends a session."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE hash = ?", (_hashed(token),))


def _hashed(token: str) -> str:
    # It has 256 random bits, so that nobody finds it by trying, and no slow hash is needed.
    return sha256(token.encode("utf-8", "replace")).hexdigest()
