"""Figures for Prometheus: how many requests came, how long they took, how many questions wait. An option: `serve --metrics`."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from rag import PinciteError
from ui.api.callers import Caller
from ui.api.guard import needs
from ui.api.problems import refused
from ui.web.security.asgi import App, Message, Receive, Scope, Send
from ui.work.served import Served

if TYPE_CHECKING:
    from prometheus_client.core import Metric

# Seconds. A search takes some milliseconds, a quoted answer tenths of a second, prose a minute.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """Counts the requests of programs. No figure tells who asked, or what."""

    def __init__(self, served: Served) -> None:
        """Counts nothing yet.

        Raises:
            PinciteError: prometheus-client is not installed.
        """
        try:
            from prometheus_client import CollectorRegistry, Counter, Histogram
        except ImportError as error:
            raise PinciteError("--metrics needs prometheus-client: pip install 'pincite[metrics]'") from error
        self._registry = CollectorRegistry()
        names = ("method", "route")
        self._requests = Counter(
            "pincite_requests",
            "Requests of programs, by the route and the status.",
            (*names, "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "pincite_request_seconds",
            "How long a request took, streams until their end.",
            names,
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._registry.register(_Now(served))

    def counting(self, app: App) -> App:
        """The application, whose requests are counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            status, started = 500, time.perf_counter()

            async def noting(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await app(scope, receive, noting)
            finally:
                # The route as it is described: with the ids of documents there would be a figure for each.
                route = getattr(scope.get("route"), "path", "other")
                method = scope["method"] if route != "other" else "other"
                self._requests.labels(method, route, str(status)).inc()
                self._seconds.labels(method, route).observe(time.perf_counter() - started)

        return counted

    def routes(self) -> APIRouter:
        """The route by which Prometheus gets the figures; it needs a key as all others do."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        routes = APIRouter(tags=["service"], include_in_schema=False)

        @routes.get("/metrics")
        def metrics(caller: Annotated[Caller, Depends(needs("ask"))]) -> Response:
            """The figures."""
            if caller.principal is not None and not caller.principal.is_admin:
                # They count what everybody has, also what this one does not see.
                raise refused(403, "right", "Only keys of the machine, or of an admin, show the figures.")
            return Response(generate_latest(self._registry), headers={"content-type": CONTENT_TYPE_LATEST})

        return routes


class _Now:
    """Figures that are looked up when they are asked for."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def collect(self) -> Iterator["Metric"]:
        """As prometheus_client wants it."""
        from prometheus_client.core import GaugeMetricFamily

        index = self._served.assistant.index
        for name, what, value in (
            ("documents", "Documents in the index.", index.count()),
            ("index_generation", "Changes of the index so far.", index.generation),
            ("questions_waiting", "Questions that wait to be read.", self._served.line.waiting),
            ("ready", "Whether the models are loaded.", int(not self._served.warm_up.loading)),
        ):
            yield GaugeMetricFamily(f"pincite_{name}", what, value=value)
