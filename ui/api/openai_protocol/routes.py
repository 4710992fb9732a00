"""The routes below `/v1/`."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from ui.api.openai_protocol import chat_completions, conversation, model_names, parameters, responses
from ui.api.openai_protocol.answering import after_the_first, answers_to, last_of
from ui.api.openai_protocol.conversation import Conversation
from ui.api.openai_protocol.event_stream import as_chat_events, as_named_events
from ui.api.openai_protocol.model_names import ModelName
from ui.api.openai_protocol.parameters import Json
from ui.api.openai_protocol.problems import OpenAiError
from ui.api.openai_protocol.reply import Reply
from ui.api.streaming import EventStream, unless_gone
from ui.web.security.asgi import Scope
from ui.work.asking import Asking

_GONE = 499  # nobody reads it; nginx's number for a client that has gone


def openai_routes(
    asking: Asking, *, with_page: bool = True, seen_by: Callable[[Scope], Asking] | None = None
) -> APIRouter:
    """What the official client of OpenAI, and programs like it, ask for.

    Who may ask, from where, and how much a request may have is checked before.

    Args:
        asking: Answers the questions, in one line with those of the page.
        with_page: Whether the page is served at the same address, so that citations can lead to it.
        seen_by: What answers the sender of a request, where people are kept apart.
    """
    routes = _Routes(seen_by or (lambda _scope: asking), with_page=with_page)
    router = APIRouter(prefix="/v1", include_in_schema=False)
    for path, method, serve in (
        ("/models", "GET", routes.models),
        ("/models/{name:path}", "GET", routes.model),
        ("/chat/completions", "POST", routes.chat),
        ("/responses", "POST", routes.response),
        ("/{path:path}", None, _nothing),
    ):
        methods = [method] if method else ["GET", "POST", "PUT", "PATCH", "DELETE"]
        router.add_api_route(path, _safely(serve), methods=methods, response_model=None)
    return router


class _Routes:
    """What each route does."""

    def __init__(self, asking_for: Callable[[Scope], Asking], *, with_page: bool) -> None:
        self._asking_for = asking_for
        self._with_page = with_page
        self._created = int(time.time())

    async def models(self, request: Request) -> Response:
        """The list of models."""
        asking = self._asking_for(request.scope)
        names = await to_thread.run_sync(lambda: model_names.listed(list(_collections(asking))))
        return JSONResponse({"object": "list", "data": list(map(self._model, names))})

    async def model(self, request: Request) -> Response:
        """One model."""
        asking = self._asking_for(request.scope)
        return JSONResponse(self._model(await _named(asking, request.path_params["name"])))

    async def chat(self, request: Request) -> Response:
        """A chat completion."""
        sent = await _sent(request)
        parameters.check_chat(sent)
        streamed, with_usage = parameters.is_streamed(sent), parameters.wants_usage(sent)
        reply, model = await self._reply(request, sent, conversation.of_messages(sent))
        answers = answers_to(self._asking_for(request.scope), reply.asked, model, "messages")
        if not streamed:
            answer, shape = await unless_gone(request.receive, last_of(answers))
            return JSONResponse(chat_completions.completion(reply, answer, shape))
        answers = await unless_gone(request.receive, after_the_first(answers))
        chunks = chat_completions.chunks(reply, answers, with_usage=with_usage)
        return EventStream(as_chat_events(chunks))

    async def response(self, request: Request) -> Response:
        """A response."""
        sent = await _sent(request)
        parameters.check_response(sent)
        streamed = parameters.is_streamed(sent)
        reply, model = await self._reply(request, sent, conversation.of_input(sent))
        answers = answers_to(self._asking_for(request.scope), reply.asked, model, "input")
        if not streamed:
            answer, shape = await unless_gone(request.receive, last_of(answers))
            return JSONResponse(responses.response(reply, answer, shape))
        answers = await unless_gone(request.receive, after_the_first(answers))
        return EventStream(as_named_events(responses.events(reply, answers)))

    async def _reply(self, request: Request, sent: Json, asked: Conversation) -> tuple[Reply, ModelName]:
        name = sent.get("model")
        if not isinstance(name, str) or not name:
            raise OpenAiError(400, "You must name a model: `pincite`.", param="model")
        page = str(request.base_url).rstrip("/") if self._with_page else None
        reply = Reply(model=name, asked=asked, page=page, metadata=parameters.metadata(sent))
        return reply, await _named(self._asking_for(request.scope), name)

    def _model(self, name: ModelName) -> Json:
        ours = {"collection": name.collection, "writer": name.writer, "leaves_for": name.leaves_for}
        return {
            "id": str(name),
            "object": "model",
            "created": self._created,
            "owned_by": "pincite",
            "pincite": ours,
        }


async def _named(asking: Asking, name: str) -> ModelName:
    known = await to_thread.run_sync(lambda: model_names.parsed(name, _collections(asking)))
    if known is None:
        raise model_names.unknown(name)
    return known


def _collections(asking: Asking) -> dict[str, int]:
    return asking.assistant.index.collections()


async def _nothing(request: Request) -> Response:
    raise OpenAiError(
        404, f"Unknown request URL: {request.method} {request.url.path[:200]}.", code="unknown_url"
    )


async def _sent(request: Request) -> Json:
    """The JSON object of a request."""
    try:
        sent: Any = json.loads(await request.body())
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise OpenAiError(400, "The body of the request is not a JSON object.")
    return sent


def _safely(serve: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The route with each error in OpenAI's form."""

    async def served(request: Request) -> Response:
        try:
            return await serve(request)
        except OpenAiError as error:
            return error.response()
        except ClientDisconnect:
            return Response(status_code=_GONE)

    return served
