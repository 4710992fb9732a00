"""Reads the events that the page sends, and passes on only what belongs to one."""

import json
from collections.abc import Container
from typing import Any

from ui.web.security.asgi import Receive, RefusedError, Scope, header
from ui.web.security.visitors import own_session

LARGEST = 2**20
"""Bytes of an event: a question of 10,000 characters and twelve earlier turns have a tenth of it."""

_DEEPEST = 20
_LONGEST_PATH = 1000  # characters; the systems differ, and those that count bytes take 4096


async def read_body(scope: Scope, receive: Receive, largest: int) -> bytes:
    """The whole body of a request.

    Raises:
        RefusedError: It is too large, or its sender has gone.
    """
    if int(header(scope, b"content-length") or 0) > largest:
        raise RefusedError(413, f"This is larger than {largest:,} bytes.")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "The request ended early.")
        body += message.get("body", b"")
        # A body that is sent in pieces need not say its length.
        if len(body) > largest:
            raise RefusedError(413, f"This is larger than {largest:,} bytes.")
        if not message.get("more_body"):
            return bytes(body)


async def own_event(scope: Scope, receive: Receive, visitor: str, known: Container[int]) -> bytes:
    """The body of an event, in a session of this visitor.

    Raises:
        RefusedError: It is not an event that the page could have sent.
    """
    # Other websites can send this type only after they were allowed to, which they never are.
    if (header(scope, b"content-type") or "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, "An event is JSON.")
    try:
        event = json.loads(await read_body(scope, receive, LARGEST))
        return json.dumps(_checked(event, visitor, known)).encode()
    except (ValueError, RecursionError):
        raise RefusedError(400, "This is not an event of the page.") from None


def _checked(event: object, visitor: str, known: Container[int]) -> dict[str, Any]:
    if not isinstance(event, dict):
        raise ValueError
    function, trigger, data = event.get("fn_index"), event.get("trigger_id"), event.get("event_data")
    name = event.get("session_hash")
    session = own_session(visitor, name) if isinstance(name, str) else None
    if not (isinstance(function, int) and function in known and isinstance(trigger, int | None)):
        raise ValueError
    if session is None or not _is_plain(data):
        raise ValueError
    # The regions of the page are no inputs, so `data` is always empty; what else was sent is left out.
    return {
        "data": [],
        "event_data": data,
        "fn_index": int(function),
        "trigger_id": trigger,
        "session_hash": session,
    }


def _is_plain(value: object, depth: int = 0) -> bool:
    """Whether this is what a script of the page would make: text that can be written, paths that can be, not deep."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, str):
        # No null bytes, which no path may have, and no halves of characters.
        return "\0" not in value and not any("\ud800" <= c <= "\udfff" for c in value)
    if isinstance(value, dict):
        # Gradio looks on the disk at whatever has this key.
        parts = [*value, *value.values()]
        return _is_path(value.get("path", "")) and all(_is_plain(part, depth + 1) for part in parts)
    return all(_is_plain(part, depth + 1) for part in value) if isinstance(value, list) else True


def _is_path(value: object) -> bool:
    text = str(value).replace("\\", "/")
    return len(text) <= _LONGEST_PATH and all(
        len(name.encode("utf-8", "replace")) <= 255 for name in text.split("/")
    )
