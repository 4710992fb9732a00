"""Asks an OpenAI-compatible server for the vectors of texts, in batches that it takes."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedding.embedder import Vectors
from rag.models import server_errors
from rag.models.endpoint import Endpoint
from rag.models.waiting import OneWait

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

_BATCH = 128
# Of a text that is cut because the server finds it too long.
_SHORTEST = 100  # characters
# llama.cpp finds its own fault in a text that is too long. What is busy or wants a key is not asked again.
_SIZE_STATUS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)
# What servers say where a batch has too many texts, or a text has too many tokens.
_SIZE_WORDS = ("batch", "too large", "too long", "context", "tokens", "length", "maximum")


class EmbeddingRequests:
    """Requests for vectors of one model; it remembers how many texts the server takes at once. Any thread may use it."""

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        """Asks nothing yet."""
        self._endpoint = endpoint
        self._model = model
        self._most = _BATCH

    async def vectors(self, client: "AsyncOpenAI", texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), float32.

        Raises:
            openai.OpenAIError: The server refuses them, or does not answer.
            ServerError: What it sends are no vectors of these texts.
        """
        found: list[Vectors] = []
        first = 0
        while first < len(texts):
            batch = texts[first : first + self._most]
            vectors, _ = await self._batch(client, batch)
            found.append(vectors)
            first += len(batch)
        try:
            return np.concatenate(found)
        except ValueError:
            raise server_errors.rubbish(self._endpoint.place) from None

    async def _batch(self, client: "AsyncOpenAI", texts: Sequence[str]) -> tuple[Vectors, bool]:
        """The vectors of texts that are asked for at once, by halves where that is too much; and whether one was cut."""
        import openai

        try:
            return await self._asked(client, texts), False
        except openai.APIStatusError as error:
            if not _is_size(error) or (len(texts) == 1 and len(texts[0]) <= _SHORTEST):
                raise
        if len(texts) == 1:
            vectors, _ = await self._batch(client, [texts[0][: len(texts[0]) // 2]])
            return vectors, True
        half = len(texts) // 2
        (left, left_cut), (right, right_cut) = (
            await self._batch(client, texts[:half]),
            await self._batch(client, texts[half:]),
        )
        if not (left_cut or right_cut):
            # No text was too long, so they were too many.
            self._most = min(self._most, len(texts) - half)
        return np.concatenate([left, right]), left_cut or right_cut

    async def _asked(self, client: "AsyncOpenAI", texts: Sequence[str]) -> Vectors:
        # By default the client wants base64, which not every server has.
        asked: dict[str, Any] = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        reply = await OneWait().ask(lambda: client.embeddings.create(**asked))
        items = sorted(reply.data, key=lambda item: int(item.index))
        if [item.index for item in items] != list(range(len(texts))):
            raise server_errors.rubbish(self._endpoint.place)
        vectors = np.array([item.embedding for item in items], dtype=np.float32)
        if vectors.ndim != 2 or not vectors.shape[1]:
            raise server_errors.rubbish(self._endpoint.place)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(lengths).all() and (lengths > 0).all()):
            raise server_errors.rubbish(self._endpoint.place)
        return np.asarray(vectors / lengths, dtype=np.float32)


def _is_size(error: "APIStatusError") -> bool:
    if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return True
    said = str(error.message).casefold()
    return error.status_code in _SIZE_STATUS and any(words in said for words in _SIZE_WORDS)
