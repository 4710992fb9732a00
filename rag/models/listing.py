"""The models that a server lists."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rag.models.endpoint import Endpoint, open_client
from rag.models.server_errors import ServerError, rubbish, said_by, unknown_model

LIST_SECONDS = 2.0
"""How long a server may take to list its models."""

_MOST_BYTES = 10_000_000


def listed_models(endpoint: Endpoint, seconds: float = LIST_SECONDS) -> Mapping[str, int | None]:
    """The models that the server lists, each with the tokens of its context where the server says it.

    Raises:
        ServerError: It does not answer in time, wants a key, or what it sends is no list.
        ModelError: The extra is not installed.
    """

    async def listing() -> dict[str, int | None]:
        async with open_client(endpoint, connect=seconds, read=seconds, most_bytes=_MOST_BYTES) as client:
            with said_by(endpoint):
                page = await asyncio.wait_for(client.models.list(), seconds)
                return {str(model.id): _context(model.model_dump()) for model in page.data}

    # In a thread, since the caller's may have an event loop of its own.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(listing())).result()


def not_found(endpoint: Endpoint, model: str) -> ServerError:
    """Why a request for the model was not found: the server has no such model, or its address is wrong."""
    try:
        known = tuple(listed_models(endpoint))
    except ServerError:
        return rubbish(endpoint.place)
    return unknown_model(endpoint.place, model, known)


def _context(model: Mapping[str, Any]) -> int | None:
    """The context as vLLM ("max_model_len") and llama.cpp ("meta.n_ctx", or that of its training) tell it."""
    meta = model.get("meta")
    told = [
        model.get("max_model_len"),
        *(meta.get(key) for key in ("n_ctx", "n_ctx_train") if isinstance(meta, dict)),
    ]
    return next((tokens for tokens in told if isinstance(tokens, int) and tokens > 0), None)
