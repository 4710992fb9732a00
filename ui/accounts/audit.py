"""The audit log: who did what, and when. What was asked is kept only where an admin has switched that on."""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ui.accounts.account import Account
from ui.accounts.database import Connection, Database

What: TypeAlias = Literal[
    "signed in",
    "failed to sign in",
    "signed out",
    "asked",
    "added",
    "removed",
    "put back",
    "renamed",
    "followed",
    "account made",
    "account removed",
    "account deleted",
    "password changed",
    "failed to change the password",
    "role changed",
    "quota changed",
    "audit changed",
    "exported",
    "group made",
    "group removed",
    "shared",
    "shared no more",
    "key made",
    "key removed",
]
"""What is written down."""

COMMAND = "(command)"
"""Who does what an admin of the machine does by the command."""

UNKNOWN = "(unknown)"
"""Who tries to sign in by a name that there is not. The name is not kept: people type their password in its place."""

KEPT_DAYS = 400
"""Days after which a line is removed."""

_QUESTIONS = "audit questions"
_LONGEST = 50  # names in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """Something that was done.

    Attributes:
        at: When, in seconds since 1970.
        account: The id of who did it; None for the command, and for somebody unknown.
        name: What they were called.
        what: What was done.
        about: With what: names of documents, of accounts.
    """

    at: float
    account: str | None
    name: str
    what: str
    about: Mapping[str, Any] = field(default_factory=dict)


class AuditLog:
    """Writes lines and reads them. Any thread and any process may use it."""

    def __init__(self, database: Database) -> None:
        """Writes nothing."""
        self._database = database

    def write(self, who: Account | str, what: What, **about: Any) -> None:  # noqa: ANN401 - any JSON
        """Writes a line.

        Args:
            who: An account, or `COMMAND` or `UNKNOWN`.
            what: What was done.
            about: With what; of long lists the first names are kept, and how many there were.
        """
        account, name = (None, who) if isinstance(who, str) else (who.id, who.name)
        told = json.dumps({key: _short(value) for key, value in about.items() if value is not None})
        now = time.time()
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO audit (id, at, account, name, what, about) VALUES (?, ?, ?, ?, ?, ?)",
                (secrets.token_hex(12), now, account, name, what, told),
            )
            # By the index, and mostly nothing.
            connection.execute("DELETE FROM audit WHERE at < ?", (now - KEPT_DAYS * 86400,))

    def asked(self, who: Account | str, question: str, by: str | None = None) -> None:
        """Writes that somebody asked; the question itself only if that is switched on."""
        self.write(who, "asked", question=question if self.keeps_questions() else None, by=by)

    def lines(self, *, account: str | None = None, since: float = 0.0, k: int = 1000) -> list[AuditLine]:
        """The newest `k` lines, the newest first.

        Args:
            account: Only those of the account with this id.
            since: Only those from then on, in seconds since 1970.
            k: The most lines.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT at, account, name, what, about FROM audit WHERE at >= ? AND (? = '' OR account = ?) "
                "ORDER BY at DESC, id LIMIT ?",
                (since, account or "", account or "", k),
            ).fetchall()
        return [
            AuditLine(at=float(at), account=account_id, name=name, what=what, about=json.loads(about))
            for at, account_id, name, what, about in rows
        ]

    def keeps_questions(self) -> bool:
        """Whether the text of questions is kept."""
        with self._database.reading() as connection:
            return _kept(connection)

    def keep_questions(self, keep: bool) -> None:
        """Has the text of questions kept from now on, or no more; those that are there lose it then."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO choices (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (_QUESTIONS, "on" if keep else "off"),
            )
            if not keep:
                connection.execute("UPDATE audit SET about = '{}' WHERE what = 'asked'")


def _kept(connection: Connection) -> bool:
    row = connection.execute("SELECT value FROM choices WHERE name = ?", (_QUESTIONS,)).fetchone()
    return row is not None and row[0] == "on"


def _short(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list | tuple) and len(value) > _LONGEST:
        return [*map(_short, value[:_LONGEST]), f"and {len(value) - _LONGEST} more"]
    return value[:2000] if isinstance(value, str) else value
