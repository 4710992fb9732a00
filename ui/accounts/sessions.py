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

    def begin(self, account_id: str, password_hash: str | None = None) -> str | None:
        """Begins a session; returns its token, which is kept nowhere.

        Args:
            account_id: Whose.
            password_hash: What is kept of the password that was typed.

        Returns:
            The token; None if the account was closed, or got another password, since somebody looked.
        """
        token, now = secrets.token_urlsafe(32), self._clock()
        # Who sets a password waits, or this one does: else a session could begin by the old one behind its back.
        with self._database.writing(of_account(account_id)) as connection:
            connection.execute("DELETE FROM sessions WHERE expires < ?", (now,))
            begun = connection.execute(
                "INSERT INTO sessions (hash, account, began, expires) "
                "SELECT CAST(? AS TEXT), id, CAST(? AS DOUBLE PRECISION), CAST(? AS DOUBLE PRECISION) FROM accounts "
                "WHERE id = ? AND closed IS NULL AND (CAST(? AS TEXT) IS NULL OR password = ?)",
                (_hashed(token), now, now + LASTS, account_id, password_hash, password_hash),
            )
            return token if begun.rowcount == 1 else None

    def account(self, token: str) -> str | None:
        """The id of the open account whose session has this token; None if there is none, or it has expired."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT sessions.account FROM sessions JOIN accounts ON accounts.id = sessions.account "
                "WHERE sessions.hash = ? AND sessions.expires > ? AND accounts.closed IS NULL",
                (_hashed(token), self._clock()),
            ).fetchone()
        return str(row[0]) if row else None

    def of(self, account_id: str) -> list[dict[str, float]]:
        """When each session of an account began, and when it expires, in seconds since 1970."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT began, expires FROM sessions WHERE account = ? ORDER BY began", (account_id,)
            ).fetchall()
        return [{"began": float(began), "expires": float(expires)} for began, expires in rows]

    def end(self, token: str) -> None:
        """Ends a session."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE hash = ?", (_hashed(token),))


def of_account(account_id: str) -> str:
    """What those wait for one another by who begin sessions of an account, and who end all of them."""
    return f"sessions {account_id}"


def _hashed(token: str) -> str:
    # It has 256 random bits, so that nobody finds it by trying, and no slow hash is needed.
    return sha256(token.encode("utf-8", "replace")).hexdigest()
