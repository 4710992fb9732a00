"""Whether the server runs and is ready, and what it is."""

import logging
from importlib import metadata
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from rag import PinciteError
from ui.api.seen import seen
from ui.api.v1.shapes import StatusShape
from ui.work.served import Served

_log = logging.getLogger("pincite")


def service_routes(served: Served) -> APIRouter:
    """The routes for whoever watches over the server; the first two need no key."""
    routes = APIRouter(tags=["service"])
    index = served.assistant.index
    Seen = Annotated[Served, Depends(seen(served, "ask"))]  # noqa: N806 - a type

    @routes.get("/health")
    async def health() -> dict[str, str]:
        """The server runs."""
        return {"status": "ok"}

    @routes.get("/ready", responses={503: {"description": "Not yet."}})
    def ready() -> JSONResponse:
        """The models are loaded, and the index can be read; 503 until then."""
        state = "loading" if served.warm_up.loading else "ready"
        try:
            index.count()
        except PinciteError as error:
            # Everybody may ask this, so that no path is told.
            _log.error("%s", error)
            state = "failing"
        return JSONResponse({"status": state}, 200 if state == "ready" else 503)

    @routes.get("/api/v1/status", response_model=StatusShape)
    def status(seen: Seen) -> StatusShape:
        """What runs here."""
        return StatusShape(
            version=metadata.version("pincite"),
            documents=seen.assistant.index.count(),
            generation=index.generation,
            embedder=index.embedder.name,
            loading=served.warm_up.loading,
        )

    return routes
