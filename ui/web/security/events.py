"""Reads the events that the page sends, and passes on only what belongs to one, and to its visitor."""

import json
from collections.abc import Container
from typing import Any

from ui.web.security.asgi import Receive, RefusedError, Scope, header
from ui.web.security.visitors import Visitor

LARGEST = 2**20
"""Bytes of an event: a question of 10,000 characters and twelve earlier turns have a tenth of it."""

_DEEPEST = 20


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


async def own_event(scope: Scope, receive: Receive, visitor: Visitor, known: Container[int]) -> bytes:
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


def _checked(event: object, visitor: Visitor, known: Container[int]) -> dict[str, Any]:
    if not isinstance(event, dict):
        raise ValueError
    function, trigger = event.get("fn_index"), event.get("trigger_id")
    session = visitor.session(event.get("session_hash"))
    if session is None or not isinstance(trigger, int | None):
        raise ValueError
    if not isinstance(function, int) or function not in known:
        raise ValueError
    # The regions of the page are no inputs, so `data` is always empty; what else was sent is left out.
    return {
        "data": [],
        "event_data": _own(event.get("event_data"), visitor),
        "fn_index": int(function),
        "trigger_id": trigger,
        "session_hash": session,
    }


def _own(value: object, visitor: Visitor, depth: int = 0) -> object:
    """What the page sent, with the paths of this visitor's uploads in place of what was handed out for them.

    Raises:
        ValueError: No script of the page would make it: it has null bytes or paths that are not the visitor's, or it is
            too deep.
    """
    if depth > _DEEPEST:
        raise ValueError
    if isinstance(value, str):
        # No path may have a null byte.
        if "\0" in value:
            raise ValueError
        # Half of a character, such as JavaScript leaves where it cuts a text, can't be written; it becomes "?".
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_own(part, visitor, depth + 1) for part in value]
    if isinstance(value, dict):
        parts = {_own(key, visitor): _own(part, visitor, depth + 1) for key, part in value.items()}
        # Gradio looks on the disk at whatever has this key, and compares it with the folder of the newest server.
        if "path" in parts:
            raise ValueError
        return {**parts, "stored": _own_path(parts["stored"], visitor)} if "stored" in parts else parts
    return value


def _own_path(handed_out: object, visitor: Visitor) -> str:
    path = visitor.upload(handed_out) if isinstance(handed_out, str) else None
    if path is None:
        raise ValueError
    return path
