"""The Model Context Protocol over HTTP ("streamable HTTP"), as an application that is put at `/mcp`."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ui.api.mcp_server.own_handlers import OwnHandlers
from ui.api.mcp_server.server import mcp_server
from ui.work.asking import Asking

# Each costs little, and one that nobody uses ends after half an hour.
_MOST_SESSIONS = 500
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
        # It would write the name of a session that somebody else tries, which is told to the sender.
        logging.getLogger("mcp.server.streamable_http_manager").setLevel(logging.ERROR)

    def _new_sessions(self) -> StreamableHTTPSessionManager:
        return StreamableHTTPSessionManager(
            mcp_server(OwnHandlers(self._asking, with_page=self._with_page, seen_by=self._seen_by)),
            # Host and origin are checked for all interfaces in one place.
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
            max_sessions=_MOST_SESSIONS,
            max_request_body_size=_LARGEST,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["method"] == "GET":
            # A stream for what a server sends unasked. This one never does, and it would be held for hours.
            await Response(status_code=405, headers={"allow": "POST, DELETE"})(scope, receive, send)
            return
        if self._called_by is not None:
            known = AccessToken(token="", client_id=self._called_by(scope), scopes=[])
            scope = {**scope, "user": AuthenticatedUser(known)}
        await self._sessions.handle_request(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """To be held while the server runs."""
        # One manager can run once, and a server may be started anew.
        self._sessions = self._new_sessions()
        async with self._sessions.run():
            yield
