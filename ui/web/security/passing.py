"""What is changed of a request, or of its answer, on its way through the gate."""

import json
from collections.abc import Iterable

from ui.web.security.asgi import Message, Receive, Scope, Send
from ui.web.security.visitors import Visitor


def handing_out_uploads(send: Send, visitor: Visitor) -> Send:
    """Hands out the paths of uploads so that only this visitor can have them read."""
    start: Message = {}
    body = bytearray()

    async def handing_out(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        answer = bytes(body)
        if start["status"] == 200:
            answer = json.dumps([visitor.handed_out(path) for path in json.loads(answer)]).encode()
        await send({**start, "headers": _with_length(start["headers"], answer)})
        await send({"type": "http.response.body", "body": answer})

    return handing_out


def _with_length(headers: Iterable[tuple[bytes, bytes]], body: bytes) -> list[tuple[bytes, bytes]]:
    lengths = {b"content-length", b"transfer-encoding"}
    kept = [(name, value) for name, value in headers if name.lower() not in lengths]
    return [*kept, (b"content-length", str(len(body)).encode())]


def with_body(scope: Scope, receive: Receive, body: bytes) -> tuple[Scope, Receive]:
    """A request with another body."""
    unread = [{"type": "http.request", "body": body}]

    async def receive_body() -> Message:
        # Afterwards the server's own, which tells when the visitor leaves.
        return unread.pop() if unread else await receive()

    return {**scope, "headers": _with_length(scope["headers"], body)}, receive_body
