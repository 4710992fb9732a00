"""The types of ASGI, and the plain responses that are sent without Gradio."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers: TypeAlias = list[tuple[bytes, bytes]]


class RefusedError(Exception):
    """A request that is not served; the message is plain text for whoever sent it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def respond(
    send: Send, status: int, body: str, *, kind: str = "text/plain", headers: Headers | None = None
) -> None:
    """Sends a whole response."""
    # What depends on who asks must not be kept by a browser or a proxy.
    own = [(b"content-type", f"{kind}; charset=utf-8".encode()), (b"cache-control", b"no-store")]
    data = body.encode()
    length = (b"content-length", str(len(data)).encode())
    start = {"type": "http.response.start", "status": status, "headers": [*own, length, *(headers or [])]}
    await send(start)
    await send({"type": "http.response.body", "body": data})


def header(scope: Scope, name: bytes) -> str | None:
    """The value of a header, or None.

    Raises:
        RefusedError: The header is there twice; two programs could then each believe another one.
    """
    values = [value for key, value in scope["headers"] if key == name]
    if len(values) > 1:
        raise RefusedError(400, f"The header {name.decode()} was sent twice.")
    return values[0].decode("latin-1") if values else None
