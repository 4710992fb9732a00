"""Work that stops when the client goes away: what waits for one result, and a stream of server-sent events.

Starlette's own stream asks the server only when it has something to send, and a model that writes may be silent for a minute.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing, suppress
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Result = TypeVar("Result")

# By itself a proxy closes a connection that says nothing, often after a minute. Clients pass over comments.
_SILENT = 15.0
_COMMENT = b": still working\n\n"


def event(name: str, value: object) -> bytes:
    """A server-sent event with a value as JSON."""
    return f"event: {name}\ndata: {json.dumps(value)}\n\n".encode()


class EventStream(Response):
    """Sends events as they come."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes, None], silent: float = _SILENT) -> None:
        """Sends nothing yet.

        Args:
            events: What is sent.
            silent: Seconds without an event after which a comment is sent.
        """
        super().__init__(headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._events = events
        self._silent = silent

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends all events, unless the client goes away before."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        sending, going = asyncio.ensure_future(self._send(send)), asyncio.ensure_future(gone(receive))
        try:
            await asyncio.wait({sending, going}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, going):
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task

    async def _send(self, send: Send) -> None:
        async with aclosing(self._events) as events:
            coming = asyncio.ensure_future(anext(events, None))
            try:
                while True:
                    done, _ = await asyncio.wait({coming}, timeout=self._silent)
                    body = coming.result() if done else _COMMENT
                    if body is None:
                        break
                    await send({"type": "http.response.body", "body": body, "more_body": True})
                    if done:
                        coming = asyncio.ensure_future(anext(events, None))
            finally:
                coming.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await coming
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def unless_gone(receive: Receive, work: Coroutine[Any, Any, Result]) -> Result:
    """What some work gives; it is stopped when the client goes away.

    Args:
        receive: Of the request, whose body was read.
        work: Stops when it is cancelled.

    Raises:
        ClientDisconnect: The client has gone.
    """
    working, going = asyncio.ensure_future(work), asyncio.ensure_future(gone(receive))
    try:
        await asyncio.wait({working, going}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, going):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task


async def gone(receive: Receive) -> None:
    """Waits until the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
