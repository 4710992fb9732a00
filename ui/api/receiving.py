"""How much is received of a request, and how long its sender may be silent before all of it is there."""

import asyncio

from fastapi import HTTPException

from ui.web.security.asgi import Message, Receive

PATIENCE = 60.0
"""Seconds without a byte of a body that is not complete: who sends nothing any more would hold its place for ever."""


def bounded(receive: Receive, largest: int, patience: float = PATIENCE) -> Receive:
    """What is received, up to so many bytes, as long as they keep coming.

    FastAPI lets no other error than `HTTPException` through while it reads a body.
    """
    received, complete = 0, False

    async def receiving() -> Message:
        nonlocal received, complete
        if complete:
            # Only that the client has gone, which may take as long as the work.
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), patience)
        except TimeoutError:
            raise HTTPException(
                408, f"Nothing more of the request came for {patience:g} s; send it again"
            ) from None
        received += len(message.get("body", b""))
        # A body that is sent in pieces need not say its length.
        if received > largest:
            raise HTTPException(413, too_large(largest))
        complete = not message.get("more_body", False)
        return message

    return receiving


def too_large(largest: int) -> str:
    """Why a request is refused that has more bytes."""
    return f"This is larger than {largest:,} bytes"
