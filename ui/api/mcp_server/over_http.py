"""The Model Context Protocol over HTTP ("streamable HTTP"), as an application that is put at `/mcp`."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ui.api.mcp_server.own_handlers import OwnHandlers
from ui.api.mcp_server.server import mcp_server
from ui.api.mcp_server.sessions import OpenSessions
from ui.work.asking import Asking

# Each costs little, and one that nobody uses ends after a while. Of one caller `OpenSessions` bounds them.
_MOST_SESSIONS = 1_000
_IDLE = 1_800.0  # seconds
_NAME = "mcp-session-id"
_LARGEST = 2**20
"""Bytes of a request: a text to verify has a tenth of it."""


class McpOverHttp:
    """An ASGI application that serves the protocol at any path that it is put at, while `running`.

    Who may call, from where and how often is checked before.
    """

    def __init__(
        self,
        asking: Asking,
        *,
        with_page: bool = True,
        seen_by: Callable[[Scope], Asking] | None = None,
        called_by: Callable[[Scope], str] | None = None,
    ) -> None:
        """Serves nothing yet.

        Args:
            asking: What answers.
            with_page: Whether the page is served at the same address.
            seen_by: What answers the sender of a request; see `OwnHandlers`.
            called_by: Names the sender of a request: a session is used by whoever has begun it, and for others it is not there.
        """
        self._asking = asking
        self._called_by = called_by
        self._with_page = with_page
        self._seen_by = seen_by
        self._sessions = self._new_sessions()
        self._open = OpenSessions(_IDLE)
        # It would write the name of a session that somebody else tries, which is told to the sender.
        logging.getLogger("mcp.server.streamable_http_manager").setLevel(logging.ERROR)

    def _new_sessions(self) -> StreamableHTTPSessionManager:
        return StreamableHTTPSessionManager(
            mcp_server(OwnHandlers(self._asking, with_page=self._with_page, seen_by=self._seen_by)),
            # Host and origin are checked for all interfaces in one place.
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
            max_sessions=_MOST_SESSIONS,
            session_idle_timeout=_IDLE,
            max_request_body_size=_LARGEST,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["method"] == "GET":
            # A stream for what a server sends unasked. This one never does, and it would be held for hours.
            await Response(status_code=405, headers={"allow": "POST, DELETE"})(scope, receive, send)
            return
        if self._called_by is None:
            await self._sessions.handle_request(scope, receive, send)
            return
        caller = self._called_by(scope)
        known = AccessToken(token="", client_id=caller, scopes=[])
        await self._handle(caller, {**scope, "user": AuthenticatedUser(known)}, receive, send)

    async def _handle(self, caller: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request of a caller, who has a bounded number of sessions."""
        named = Headers(scope=scope).get(_NAME)
        if named is not None:
            status = await self._served(scope, receive, send)
            if status == HTTPStatus.NOT_FOUND or scope["method"] == "DELETE":
                self._open.end(caller, named)
            else:
                self._open.use(caller, named)
        elif not self._open.has_room(caller):
            text = "Too many sessions of this key are open: end some (DELETE), or wait until they end by themselves."
            await Response(text, 429, {"retry-after": "60"})(scope, receive, send)
        else:
            with self._open.opening(caller) as opened:
                await self._served(scope, receive, send, opened)

    async def _served(
        self, scope: Scope, receive: Receive, send: Send, opened: Callable[[str], None] = lambda name: None
    ) -> int:
        """Serves a request; returns the status. `opened` is told the name of a session that it has begun."""
        statuses: list[int] = []

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                name = Headers(raw=message["headers"]).get(_NAME)
                if name and message["status"] == HTTPStatus.OK:
                    opened(name)
            await send(message)

        await self._sessions.handle_request(scope, receive, send_on)
        return statuses[0] if statuses else 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """To be held while the server runs."""
        # One manager can run once, and a server may be started anew.
        self._sessions = self._new_sessions()
        async with self._sessions.run():
            yield
