"""A response of server-sent events, whose work stops when the client goes away.

Starlette's own asks the server only when it has something to send, and a model that writes may be silent for a minute.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ui.api.openai_protocol.answering import gone
from ui.api.openai_protocol.parameters import Json
from ui.api.openai_protocol.problems import OpenAiError

DONE = b"data: [DONE]\n\n"
"""Ends a stream of chat completions."""

# By itself a proxy closes a connection that says nothing, often after a minute. Clients pass over comments.
_SILENT = 15.0
_COMMENT = b": still working\n\n"


async def as_chat_events(chunks: AsyncGenerator[Json, None]) -> AsyncGenerator[bytes, None]:
    """Chunks as events without a name, and the end; an error of the answer in place of what would follow."""
    try:
        async with aclosing(chunks):
            async for chunk in chunks:
                yield _event(chunk)
    except OpenAiError as error:
        yield _event(error.body)
    yield DONE


async def as_named_events(events: AsyncGenerator[Json, None]) -> AsyncGenerator[bytes, None]:
    """The events of a response, each under the name of its type."""
    async with aclosing(events):
        async for event in events:
            yield f"event: {event['type']}\n".encode() + _event(event)


def _event(value: Json) -> bytes:
    # Without the ends of lines that JSON need not escape and that some readers of events split at.
    return b"data: " + json.dumps(value).encode() + b"\n\n"


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
