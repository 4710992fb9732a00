"""Requests that are handed on to a server which runs over the same index: its models are loaded, and it has the page."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
)

from ui.api.mcp_server.server import Context, Handlers
from ui.api.running import RunningServer, running_servers

Result = TypeVar("Result")

# Seconds without a byte of an answer; a model that is loaded first takes some.
_PATIENCE = httpx2.Timeout(120.0, connect=3.0)
_GONE = (MCPError, httpx2.HTTPError, anyio.ClosedResourceError, anyio.BrokenResourceError, OSError)


class ForwardingHandlers:
    """Answers each request as a server that runs does, and by itself while there is none.

    Each request has a connection of its own: servers come and go, and a client whose server has gone is of no use any more.
    """

    def __init__(self, folder: Path, own: Callable[[], Handlers]) -> None:
        """Asks nobody yet.

        Args:
            folder: That of the index, where a server tells that it runs.
            own: What answers otherwise; it is asked for when it is needed.
        """
        self._folder = folder
        self._own = own

    async def call_tool(self, context: Context, params: CallToolRequestParams) -> CallToolResult:
        """What a tool gives.

        Raises:
            MCPError: There is no tool of that name.
        """

        async def told(progress: float, total: float | None, message: str | None) -> None:
            await context.session.report_progress(progress, total, message)

        return await self._forwarded(
            lambda client: client.call_tool(params.name, params.arguments, progress_callback=told)
        ) or await self._own().call_tool(context, params)

    async def list_resources(
        self, context: Context, params: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        """Some of the documents.

        Raises:
            MCPError: The cursor is none.
        """
        cursor = params.cursor if params else None
        return await self._forwarded(
            lambda client: client.list_resources(cursor=cursor)
        ) or await self._own().list_resources(context, params)

    async def read_resource(self, context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        """The text of a document, or of a span of it.

        Raises:
            MCPError: There is no such document, or span.
        """
        return await self._forwarded(
            lambda client: client.read_resource(str(params.uri))
        ) or await self._own().read_resource(context, params)

    async def _forwarded(self, request: Callable[[Client], Awaitable[Result]]) -> Result | None:
        """What a server gives; None if none answers."""
        for server in running_servers(self._folder):
            if (result := await _asked(server, request)) is not None:
                return result
        return None


async def _asked(server: RunningServer, request: Callable[[Client], Awaitable[Result]]) -> Result | None:
    result: Result | None = None
    refused: MCPError | None = None
    headers = {"authorization": f"Bearer {server.token}"}
    try:
        async with (
            httpx2.AsyncClient(headers=headers, timeout=_PATIENCE) as http,
            Client(streamable_http_client(f"{server.address.rstrip('/')}/mcp", http_client=http)) as client,
        ):
            try:
                result = await request(client)
            except MCPError as error:
                # What is wrong with the request is told; any other error is one of the connection.
                refused = error if error.code == INVALID_PARAMS else None
    except* _GONE:
        # Said to nobody: what was asked is answered here.
        pass
    if refused is not None:
        raise refused
    return result
