"""A writer on an OpenAI-compatible server: Ollama, llama.cpp, LM Studio, vLLM, a company's gateway, OpenAI.

Each reply has a thread with an event loop of its own: only there can a request be cancelled that waits for a connection,
for the first word or for its next try.
"""

import asyncio
import contextlib
import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from index.errors import ModelError, WriterError
from rag.models import server_errors
from rag.models.endpoint import Endpoint, open_client
from rag.models.estimate import estimated_tokens
from rag.models.listing import listed_models, not_found
from rag.models.relay import HandOver, relay
from rag.models.waiting import OneWait
from rag.protocols import Message, Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletionChunk

_Body: TypeAlias = dict[str, Any]

# That of Ollama, which cuts what is longer without a word.
_CONTEXT = 4_096
# No tokenizer has longer tokens on average; what goes on beyond that does not heed the limit.
_CHARACTERS_PER_TOKEN = 8
_BYTES_PER_TOKEN, _BYTES = 4_000, 1_000_000
_REPAIRS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a server may take, in seconds: to connect, for the first piece of a reply, and between two."""

    connect: float = 5
    first: float = 180
    between: float = 60


class ServerWriter:
    """Writes with a model of a server; satisfies `rag.protocols.Writer`. Any number of threads may write."""

    def __init__(self, name: str, endpoint: Endpoint, model: str, patience: Patience | None = None) -> None:
        """Asks nothing of the server yet.

        Args:
            name: What people call the writer.
            endpoint: The server.
            model: What the server calls the model.
            patience: How long the server may take.
        """
        self.name = name
        self._endpoint = endpoint
        self._model = model
        self._patience = patience or Patience()

    @property
    def destination(self) -> str:
        """Host and port of the server; for a model that Ollama only passes on, the host that it goes to."""
        return self._endpoint.reached(self._model)

    @cached_property
    def context(self) -> int:
        """As the settings say, or else the server; without either, that of the most careful server."""
        if self._endpoint.context:
            return self._endpoint.context
        # A server that is down says so when it is to write.
        with contextlib.suppress(WriterError, ModelError):
            return listed_models(self._endpoint).get(self._model) or _CONTEXT
        return _CONTEXT

    def count(self, text: str) -> int:
        """An estimate, as a server has no common way to count."""
        return estimated_tokens(text)

    def write(
        self, messages: Sequence[Message], *, at_most: int, schema: Mapping[str, object] | None = None
    ) -> Generator[str, None, Usage]:
        """Yields pieces of the reply, as `Writer.write` says; closing it ends the request."""
        asked = self._body(messages, at_most, schema)
        stopped = threading.Event()
        running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = []

        async def reply(hand_over: HandOver) -> Usage:
            if task := asyncio.current_task():
                running.append((task.get_loop(), task))
            return Usage() if stopped.is_set() else await self._reply(asked, at_most, hand_over)

        def stop() -> None:
            stopped.set()
            for loop, task in running:
                # It has ended by itself.
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(task.cancel)

        return relay(lambda hand_over: asyncio.run(reply(hand_over)), stop, self._seconds)

    def _seconds(self, alive: bool) -> float:
        return self._patience.between if alive else self._patience.first

    def _body(self, messages: Sequence[Message], at_most: int, schema: Mapping[str, object] | None) -> _Body:
        body: _Body = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.text} for message in messages],
            "max_tokens": at_most,
            # The same words twice, as far as the server can.
            "temperature": 0,
            "seed": 0,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if schema is not None:
            form = {"name": "reply", "schema": dict(schema), "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        return body

    async def _reply(self, asked: _Body, at_most: int, hand_over: HandOver) -> Usage:
        client = open_client(
            self._endpoint,
            connect=self._patience.connect,
            read=self._patience.first,
            most_bytes=_BYTES + at_most * _BYTES_PER_TOKEN,
        )
        async with client:
            with server_errors.said_by(self._endpoint):
                async with await self._opened(client, asked) as stream:
                    return await _read(stream, self._endpoint, at_most * _CHARACTERS_PER_TOKEN, hand_over)

    async def _opened(self, client: "AsyncOpenAI", asked: _Body) -> "AsyncStream[ChatCompletionChunk]":
        """The reply as it begins: asked without what the server can't do, and once more where it wants us to wait."""
        import openai

        wait = OneWait()
        for _ in range(_REPAIRS):
            try:
                return await wait.ask(partial(_create, client, asked))
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                asked = _repaired(asked, str(error.message)) or _give_up(error)
            except openai.NotFoundError:
                raise not_found(self._endpoint, self._model) from None
        return await wait.ask(partial(_create, client, asked))


async def _create(client: "AsyncOpenAI", asked: _Body) -> "AsyncStream[ChatCompletionChunk]":
    # The types of the client can't tell from a dictionary that the reply is streamed.
    return cast("AsyncStream[ChatCompletionChunk]", await client.chat.completions.create(**asked))


def _give_up(error: Exception) -> _Body:
    raise error


def _repaired(asked: _Body, said: str) -> _Body | None:
    """What to ask a server in place of what it can't do, from its words; None if nothing is left to change."""
    if server_errors.is_too_long(said):
        return None
    # Models of OpenAI that reason want the one, and all other servers know the other.
    if "max_completion_tokens" in said and "max_tokens" in asked:
        rest = {key: value for key, value in asked.items() if key != "max_tokens"}
        return {**rest, "max_completion_tokens": asked["max_tokens"]}
    named = [key for key in ("temperature", "seed", "stream_options") if key in said and key in asked]
    # A server that knows no schema seldom says what it is that it does not know.
    unknown = named[0] if named else "response_format"
    return {key: value for key, value in asked.items() if key != unknown} if unknown in asked else None


async def _read(
    stream: "AsyncStream[ChatCompletionChunk]", endpoint: Endpoint, most: int, hand_over: HandOver
) -> Usage:
    """Hands over the pieces of a reply of at most `most` characters.

    Raises:
        ServerError: It is empty, refused, cut off, or no reply.
    """
    usage, ending, written, heard = Usage(), None, 0, False
    async for chunk in stream:
        heard = True
        # The last one of a reply has what it cost, and no choices.
        if chunk.usage is not None:
            usage = Usage(prompt=chunk.usage.prompt_tokens, reply=chunk.usage.completion_tokens)
        piece = ""
        for choice in chunk.choices[:1]:
            piece = choice.delta.content or ""
            ending = choice.finish_reason or ("refusal" if choice.delta.refusal else ending)
        if not isinstance(piece, str):
            raise server_errors.rubbish(endpoint.place)
        piece = piece[: most - written]
        written += len(piece)
        hand_over(piece)
        if written >= most:
            return usage
    if not heard:
        raise server_errors.rubbish(endpoint.place)
    if ending in ("refusal", "content_filter"):
        raise server_errors.refused(endpoint.place)
    if ending is None:
        raise server_errors.broke_off(endpoint.place)
    if not written:
        raise server_errors.nothing_written(endpoint.place, reasoned=ending == "length")
    return usage
