"""The types of ASGI, and what is read of a request."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


class RefusedError(Exception):
    """A request that is not served; the message is plain text for whoever sent it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def nothing_here() -> RefusedError:
    """That there is nothing at an address."""
    return RefusedError(404, "Pincite has nothing at this address.")


def log_in_first() -> RefusedError:
    """That somebody has to log in before there is anything."""
    return RefusedError(401, "Log in first.")


def accounts_fail() -> RefusedError:
    """That nobody is let in for now. Whoever asks is not known, so that no path is told."""
    return RefusedError(
        503, "The accounts can't be read, so nobody is let in. The server's terminal says why."
    )


def header(scope: Scope, name: bytes) -> str | None:
    """The value of a header, or None.

    Raises:
        RefusedError: The header is there twice; two programs could then each believe another one.
    """
    values = [value for key, value in scope["headers"] if key == name]
    if len(values) > 1:
        raise RefusedError(400, f"The header {name.decode()} was sent twice.")
    return values[0].decode("latin-1") if values else None
