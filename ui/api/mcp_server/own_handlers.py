"""What is done for requests by the process that has the documents."""

from collections.abc import Callable

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

from rag.asynchronous import StoppableThreads
from ui.api.mcp_server.call import Call
from ui.api.mcp_server.resources import BadAddressError, contents, listed
from ui.api.mcp_server.server import Context
from ui.api.mcp_server.tools import call_tool
from ui.web.security.asgi import Scope
from ui.work.asking import Asking


class OwnHandlers:
    """Answers requests from the documents."""

    def __init__(
        self,
        asking: Asking,
        *,
        with_page: bool = False,
        seen_by: Callable[[Scope], Asking] | None = None,
    ) -> None:
        """Loads nothing.

        Args:
            asking: Answers questions.
            with_page: Whether the page is served at the address that requests come to, so that places can be opened there.
            seen_by: What answers the sender of a request, where people are kept apart; by its own request, whatever
                session it names.
        """
        self._asking = asking
        self._seen_by = seen_by
        self._with_page = with_page
        self._threads = StoppableThreads()

    async def call_tool(self, context: Context, params: CallToolRequestParams) -> CallToolResult:
        """What a tool gives.

        Raises:
            MCPError: There is no tool of that name.
        """

        async def progress(done: float, doing: str) -> None:
            await context.session.report_progress(done, message=doing)

        call = Call(
            asking=self._for(context), threads=self._threads, page=self._page(context), progress=progress
        )
        result = await call_tool(call, params.name, params.arguments or {})
        if result is None:
            raise MCPError(INVALID_PARAMS, f"There is no tool {params.name[:100]!r}; tools/list names them.")
        return result

    async def list_resources(
        self, context: Context, params: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        """Some of the documents.

        Raises:
            MCPError: The cursor is none.
        """
        cursor, assistant = params.cursor if params else None, self._for(context).assistant
        try:
            found, following = await self._threads.run(lambda: listed(assistant, cursor))
        except BadAddressError as error:
            raise MCPError(INVALID_PARAMS, str(error)) from error
        return ListResourcesResult(resources=found, next_cursor=following)

    async def read_resource(self, context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        """The text of a document, or of a span of it.

        Raises:
            MCPError: There is no such document, or span.
        """
        uri, assistant = str(params.uri), self._for(context).assistant
        try:
            found = await self._threads.run(lambda: contents(assistant, uri))
        except BadAddressError as error:
            raise MCPError(INVALID_PARAMS, str(error), {"uri": uri[:200]}) from error
        return ReadResourceResult(contents=list(found))

    def _for(self, context: Context) -> Asking:
        if self._seen_by is None:
            return self._asking
        if context.request is None:
            raise AssertionError("what is answered by who asks comes by HTTP")
        return self._seen_by(context.request.scope)

    def _page(self, context: Context) -> str | None:
        """The address of the page: that which the request was sent to."""
        if not self._with_page or context.request is None:
            return None
        return str(context.request.base_url).rstrip("/")
