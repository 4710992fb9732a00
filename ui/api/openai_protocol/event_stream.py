"""The events of a stream in the two forms of OpenAI."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing

from ui.api.openai_protocol.parameters import Json
from ui.api.openai_protocol.problems import OpenAiError

DONE = b"data: [DONE]\n\n"
"""Ends a stream of chat completions."""


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
