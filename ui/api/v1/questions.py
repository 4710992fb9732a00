"""`/api/v1/search`, `/ask` and `/verify`: what is asked of the documents."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from rag import Answer
from ui.api.answer_json import answer_json, answer_text
from ui.api.guard import needs
from ui.api.problems import problem_of, problem_response
from ui.api.seen import seen
from ui.api.streaming import EventStream, event, unless_gone
from ui.api.v1.bodies import Question, Search
from ui.api.v1.shapes import HitsShape, ModelShape, ModelsShape, hit_json
from ui.work.asking import Asked, Asking
from ui.work.served import Served

_EVENTS = "text/event-stream"


def question_routes(served: Served) -> APIRouter:
    """The routes that search and ask."""
    routes = APIRouter(prefix="/api/v1", tags=["questions"])
    Seen = Annotated[Served, Depends(seen(served, "ask"))]  # noqa: N806 - a type

    @routes.post("/search", response_model=HitsShape)
    def search(sent: Search, seen: Seen) -> Response:
        """The passages that fit a question best, by meaning and by words."""
        hits = seen.assistant.search(sent.question, sent.k, where=sent.filter(seen.assistant))
        seen.asking.told(sent.question)
        return JSONResponse({"hits": [hit_json(hit) for hit in hits]})

    @routes.post("/ask", response_model=dict[str, Any], responses={200: {"content": {_EVENTS: {}}}})
    async def ask(sent: Question, request: Request, seen: Seen) -> Response:
        """An answer with its citations.

        With “Accept: text/event-stream” events come meanwhile: "hits" (what was found), "answer" (as far as it is known,
        each whole), at the end "done" (as without a stream) or "error" (a problem).
        """
        asked = await to_thread.run_sync(sent.asked, seen.asking)
        if _EVENTS in request.headers.get("accept", ""):
            return EventStream(answer_events(seen, asked, sent.writer))
        answer = await unless_gone(request.receive, seen.asking.answer(asked, sent.writer))
        text = await to_thread.run_sync(answer_text, seen.assistant, answer, sent.writer)
        return Response(text, media_type="application/json")

    @routes.get("/models", response_model=ModelsShape, dependencies=[Depends(needs("ask"))])
    def models() -> ModelsShape:
        """The language models that may write."""
        served.asking.writers.listed()
        listed = served.asking.writers.all_listed()
        return ModelsShape(models=[ModelShape(name=one["name"], goes_to=one["goes"]) for one in listed])

    return routes


async def answer_events(served: Served, asked: Asked, writer: str | None) -> AsyncGenerator[bytes, None]:
    """The events of a question: what is found, the answer as it grows, and its end or the problem."""
    latest: Answer | None = None
    asking: Asking = served.asking
    try:
        async with aclosing(asking.answers(asked, writer)) as answers:  # type: ignore[type-var]  # it is a generator
            async for latest in answers:
                name = "hits" if latest.status == "reading" else "answer"
                yield event(name, await to_thread.run_sync(answer_json, served.assistant, latest, writer))
        if latest is not None:
            yield event("done", await to_thread.run_sync(answer_json, served.assistant, latest, writer))
    except Exception as error:  # noqa: BLE001 - the status was sent already: any failure is told in an event
        yield event("error", _body(problem_response("/api/v1/ask", problem_of(error))))


def _body(response: JSONResponse) -> object:
    return json.loads(bytes(response.body))
