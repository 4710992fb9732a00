"""Errors of PostgreSQL, as ones that tell what to do; to people who share an index without where its database is."""

import contextlib
import logging
from collections.abc import Iterator

import psycopg

from index.errors import ConnectionLostError, DatabaseError
from index.store.access import Access

# A primary that has become a standby, or two that wait for each other: the next try finds another state.
_PASSING = (
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)
_log = logging.getLogger("pincite")


def place_for(place: str, access: Access | None) -> str:
    """How messages to somebody call an index: whoever shares it is told no address."""
    return place if access is None else "the index"


@contextlib.contextmanager
def explained_errors(place: str, access: Access | None = None) -> Iterator[None]:
    """Turns an error of PostgreSQL into one that tells what to do.

    Args:
        place: The database, without a password.
        access: Who reads or changes something. What PostgreSQL says names servers and users: it is not told them, and goes to the log.

    Raises:
        DatabaseError: There was one.
    """
    try:
        yield
    except psycopg.Error as error:
        found = _explained(place, error)
        if access is not None:
            _log.warning("%s", found)
            found = type(found)(
                "the database of the index can't do this now; the log of the server says why; try again later"
            )
        raise found from error


def _explained(place: str, error: psycopg.Error) -> DatabaseError:
    said = _first_line(error)
    if isinstance(error, _PASSING):
        return ConnectionLostError(f"{place}: {said}; try again")
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return DatabaseError(f"{place}: {said}; give this user of the database the right")
    if isinstance(error, psycopg.OperationalError) and _is_lost(error):
        return ConnectionLostError(
            f"{place}: the database does not answer, or refuses ({said}); "
            "look whether it runs, and whether name and password are right"
        )
    return DatabaseError(f"{place}: the database reports: {said}")


def _is_lost(error: psycopg.Error) -> bool:
    """Whether the connection is gone or was never there, and nothing is wrong with what was asked."""
    # Without a code the error is one of this side; classes 08 and 57P are those of connections, 53 of too many of them.
    return error.sqlstate is None or error.sqlstate.startswith(("08", "57P", "53"))


def _first_line(error: psycopg.Error) -> str:
    return (error.diag.message_primary or str(error)).strip().split("\n")[0]
