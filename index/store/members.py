"""Several databases that are one index together: each knows all of them, so that none can be left out unnoticed."""

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from index.errors import DatabaseError
from index.store.connection import Connection

KEY = "members"
"""Where in `meta` they are; an index in one database has no such row."""


class Member(NamedTuple):
    """One of the databases.

    Attributes:
        name: What it is called by the others, wherever it moves.
        place: Where it was when it joined, for messages.
    """

    name: str
    place: str


def name_of(connection: Connection) -> str:
    """The name of a database: the token of its first state, which a backup and a copy of its files keep."""
    (name,) = connection.execute("SELECT token FROM changes ORDER BY generation LIMIT 1").fetchone()
    return str(name)


def members_in(connection: Connection) -> tuple[Member, ...]:
    """All members that a database knows, in the order in which they joined; none if it is an index by itself."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    return members_from(row[0]) if row else ()


def members_from(value: str) -> tuple[Member, ...]:
    """The same, from what is saved."""
    return tuple(Member(*one) for one in json.loads(value))


def keep_members(connection: Connection, members: Sequence[Member]) -> None:
    """Makes these the members that a database knows; with none it is an index by itself. In a write transaction."""
    connection.execute("DELETE FROM main.meta WHERE key = ?", (KEY,))
    if members:
        connection.execute("INSERT INTO main.meta VALUES (?, ?)", (KEY, json.dumps(members)))


def check_members(members: Sequence[Member], opened: Collection[str], place: str) -> None:
    """Makes sure that all members were opened: otherwise a part of the documents would seem not to be there.

    Args:
        members: Those that a database knows.
        opened: The names of those that were opened together.
        place: Where that database is.

    Raises:
        DatabaseError: One is missing.
    """
    missing = [member.place for member in members if member.name not in opened]
    if opened and missing:
        raise DatabaseError(
            f"{place}: belongs to an index of {len(members)} databases, of which you did not name {', '.join(missing)}; "
            "give the addresses of all of them, with spaces between, and start what still runs anew"
        )
    if missing:
        others = [member.place for member in members if member.place != place]
        raise DatabaseError(
            f"{place}: has only a part of an index of {len(members)} databases, the others are {', '.join(others)}; "
            "give the addresses of all of them, with spaces between"
        )
