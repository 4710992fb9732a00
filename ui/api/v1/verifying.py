"""`/api/v1/verify`: a text by anybody, and answers that were exported, checked against the documents."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import TypeAdapter

from rag import Assistant
from rag.export import VerifiedAnswer, from_json
from ui.api.guard import VERIFIED_ANSWERS
from ui.api.seen import seen
from ui.api.streaming import unless_gone
from ui.api.verifying import VerifyInput, VerifyOutput, verified_text
from ui.work.served import Served


def verifying_routes(served: Served) -> APIRouter:
    """The routes that check what was said."""
    routes = APIRouter(tags=["verifying"])
    Seen = Annotated[Served, Depends(seen(served, "ask"))]  # noqa: N806 - a type

    @routes.post("/api/v1/verify", response_model=VerifyOutput)
    async def verify(sent: VerifyInput, request: Request, seen: Seen) -> VerifyOutput:
        """Whether the documents support each sentence of a text."""
        work = served.checking.run(lambda: verified_text(seen.assistant, sent.text, sent.sources))
        return await unless_gone(request.receive, work)

    @routes.post(
        VERIFIED_ANSWERS,
        response_model=VerifiedAnswer,
        openapi_extra={
            "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
        },
    )
    async def verify_answer(request: Request, seen: Seen) -> Response:
        """What became of an answer that was exported: is each quote there, and does each sentence hold?"""
        body = await request.body()
        work = served.checking.run(lambda: _verified(seen.assistant, body))
        found = await unless_gone(request.receive, work)
        return Response(found, media_type="application/json")

    return routes


def _verified(assistant: Assistant, body: bytes) -> bytes:
    return TypeAdapter(VerifiedAnswer).dump_json(assistant.verify_answer(from_json(body, "the body")))
