"""The application for programs, behind its guard; and what sends each request to it or to the page."""

import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import Depends, FastAPI
from starlette.routing import Route

from ui.api.guard import Guard, GuardRules, OnlyWith, needs
from ui.api.mcp_server import McpOverHttp
from ui.api.metrics import Metrics
from ui.api.openai_protocol.routes import openai_routes
from ui.api.problems import DESCRIBED, handle_problems
from ui.api.seen import asking_of, called_by
from ui.api.v1.chats import chat_routes
from ui.api.v1.documents import document_routes
from ui.api.v1.jobs import job_routes
from ui.api.v1.questions import question_routes
from ui.api.v1.service import service_routes
from ui.api.v1.verifying import verifying_routes
from ui.web.security.asgi import App, Receive, Scope, Send
from ui.work.served import Served

_PATHS = ("/api/", "/v1/")
_SINGLE = ("/mcp", "/health", "/ready", "/metrics")

_DESCRIPTION = """Ask questions about your documents, and get sentences of them, each with the exact place it is from.

All offsets are positions in a document's text, in Unicode code points, from 0; `end` is the offset after the last one."""


class Programs:
    """What programs reach: an ASGI application, and what has to run as long as it is served."""

    def __init__(
        self, served: Served, rules: GuardRules, *, with_page: bool = True, with_metrics: bool = False
    ) -> None:
        """Serves nothing yet.

        Args:
            served: The documents, and what answers.
            rules: Who is let in.
            with_page: Whether the page is served at the same address, so that citations can lead to it.
            with_metrics: Whether requests are counted for Prometheus.

        Raises:
            PinciteError: What counts for Prometheus is not installed.
        """
        self.app = interfaces_app(served, with_page=with_page)
        self._served: App = Guard(self.app, rules)
        if with_metrics:
            metrics = Metrics(served)
            self.app.include_router(metrics.routes())
            # Around the guard: what is refused is counted, too.
            self._served = metrics.counting(self._served)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        await self._served(scope, receive, send)

    def running(self) -> AbstractAsyncContextManager[object]:
        """What runs meanwhile; to be entered in the server's event loop."""
        return self.app.router.lifespan_context(self.app)

    def before(self, page: App) -> App:
        """An application that sends programs here, and everybody else to the page."""

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            own = scope["type"] == "http" and is_for_programs(scope["path"])
            await (self if own else page)(scope, receive, send)

        return either


def is_for_programs(path: str) -> bool:
    """Whether programs send requests to this path, and not the page."""
    return path.startswith(_PATHS) or path in _SINGLE


def interfaces_app(served: Served, *, with_page: bool = True) -> FastAPI:
    """All routes for programs, without their guard."""
    mcp = McpOverHttp(served.asking, with_page=with_page, seen_by=asking_of(served), called_by=called_by)

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        async with mcp.running():
            yield
        served.stop()

    app = FastAPI(
        title="Pincite",
        version="1",
        description=_DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        # Its pages would load their scripts from another host.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=running,
    )
    handle_problems(app)
    # It would write a line for each form that is damaged, which is told to the sender.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
    every = (document_routes, job_routes, question_routes, verifying_routes, chat_routes, service_routes)
    for routes in every:
        app.include_router(routes(served), responses=DESCRIBED)
    app.include_router(
        openai_routes(served.asking, with_page=with_page, seen_by=asking_of(served)),
        dependencies=[Depends(needs("ask"))],
    )
    # A route, and not a mount, which would answer at "/mcp/" alone.
    app.router.routes.append(Route("/mcp", OnlyWith("ask", mcp)))
    return app
