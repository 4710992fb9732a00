"""Notices that a visitor has left: the stream of events to the page breaks off."""

from collections.abc import Callable
from urllib.parse import parse_qs

from ui.web.security.asgi import App, Message, Receive, Scope, Send


class LeavingMiddleware:
    """Calls `leave` with the session of each stream of Gradio's queue that breaks off before its end.

    Gradio itself notices it only when the function that answers has its next value.
    """

    def __init__(self, app: App, leave: Callable[[str], None]) -> None:
        self._app = app
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or not scope["path"].endswith("/queue/data"):
            await self._app(scope, receive, send)
            return
        session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
        ended = False

        async def watched_receive() -> Message:
            message = await receive()
            # After the end of a stream the server says "disconnect", too.
            if message["type"] == "http.disconnect" and not ended:
                self._leave(session)
            return message

        async def watched_send(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.body" and not message.get("more_body"):
                ended = True
            await send(message)

        await self._app(scope, watched_receive, watched_send)
