"""A writer that runs a GGUF file on this machine, by llama.cpp (xllamacpp) in a process of its own."""

import threading
import weakref
from collections.abc import Generator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from index.embedding.threads import cores
from index.errors import ModelError, WriterError
from rag.models.estimate import estimated_tokens
from rag.models.gguf.header import GgufHeader, read_header
from rag.models.gguf.openings import Openings
from rag.models.gguf.process import ModelProcess, Running
from rag.models.relay import HandOver, relay
from rag.protocols import Message, Usage

# More would take memory that few questions need: 8,192 tokens of a model of 1.5 billion numbers take 230 MB.
_CONTEXT = 8_192
# Tokens that are read between two looks at whether to stop. 64 took a tenth longer than 512.
_BATCH = 64
# Reading is heard of after each batch, so even a large model is not silent for long.
_PATIENCE = 120.0
# Of a large file on a slow disk nothing is heard until it is loaded.
_PATIENCE_LOADING = 600.0


class GgufWriter:
    """Writes with the model of a GGUF file; satisfies `rag.protocols.Writer`.

    It is loaded when it first writes, once for all threads. Any number of threads may write; they take turns.
    """

    destination = None

    def __init__(self, name: str, path: Path) -> None:
        """Reads only what the file says of itself.

        Args:
            name: What people call the writer.
            path: The file.

        Raises:
            ModelError: There is no such file, it is no GGUF, or it can't hold a conversation.
        """
        self.name = name
        self._path = path
        self._last: list[Message] = []
        if not self._header.chats:
            raise ModelError(f"{path}: this model has no chat template; choose one that follows instructions")
        # Its threads spin while they wait, so one core is left to the rest.
        running = Running(context=self.context, batch=_BATCH, threads=max(cores() - 1, 1))
        self._process = ModelProcess(name, path, running)
        # It goes with this writer, or when Python ends.
        weakref.finalize(self, self._process.close)

    @cached_property
    def _header(self) -> GgufHeader:
        return read_header(self._path)

    @cached_property
    def context(self) -> int:
        """That of the model, but no more than is worth its memory."""
        return min(self._header.context or _CONTEXT, _CONTEXT)

    def count(self, text: str) -> int:
        """An estimate, since llama.cpp does not offer to count."""
        return estimated_tokens(text)

    def write(
        self, messages: Sequence[Message], *, at_most: int, schema: Mapping[str, object] | None = None
    ) -> Generator[str, None, Usage]:
        """Yields pieces of the reply, as `Writer.write` says; the model stops after a batch or a token at most."""
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            self._process.stop(stopped)

        def work(hand_over: HandOver) -> Usage:
            while not self._process.turn.acquire(timeout=0.1):
                hand_over("")  # it lives, but has another's turn
                if stopped.is_set():
                    return Usage()
            try:
                with self._process.asked(stopped) as openings:
                    if stopped.is_set():
                        return Usage()
                    kept = self._goes_on(messages) or _is_behind(openings, messages, hand_over, stopped)
                    return self._reply(_body(messages, at_most, schema, kept), hand_over, stopped)
            finally:
                self._process.turn.release()

        return relay(work, stop, lambda _: _PATIENCE if self._process.ready else _PATIENCE_LOADING)

    def _goes_on(self, messages: Sequence[Message]) -> bool:
        """Whether the conversation is the last one and more; then what was read of it is kept.

        What another one left would do as well where they begin alike, but the same tokens in other batches have other
        roundings, and equal messages are to give equal replies.
        """
        before = len(self._last)
        goes_on = 0 < before < len(messages) and list(messages[:before]) == self._last
        self._last = list(messages)
        return goes_on

    def _reply(self, body: Mapping[str, Any], hand_over: HandOver, stopped: threading.Event) -> Usage:
        usage, errors, written = Usage(), [], False

        def take(message: Mapping[str, Any]) -> None:
            nonlocal usage, written
            if error := message.get("error"):
                errors.append(error)
            if "prompt" in message:
                usage = Usage(prompt=message["prompt"], reply=message["reply"])
            piece = message.get("piece", "")
            written = written or bool(piece)
            hand_over(piece)

        self._process.chat(body, take)
        if stopped.is_set():
            return usage
        if errors:
            raise self._failure(errors[0])
        if not written:
            raise WriterError(f"the model {self.name} wrote nothing; try again, or choose another model")
        return usage

    def _failure(self, error: Mapping[str, Any]) -> WriterError:
        if error.get("type") == "exceed_context_size_error":
            return WriterError(
                f"the question and its sentences have {error['n_prompt_tokens']:,} tokens, and the model {self.name} "
                f"reads {error['n_ctx']:,}; choose one with a longer context"
            )
        return WriterError(f"the model {self.name} failed: {error.get('message')}; the quoted answer stands")


def _is_behind(
    openings: Openings, messages: Sequence[Message], hand_over: HandOver, stopped: threading.Event
) -> bool:
    """Whether all but the last message is read already; it is by then, if the model can."""

    def is_stopped() -> bool:
        hand_over("")  # a sign of life
        return stopped.is_set()

    opening = messages[:-1]
    return bool(opening) and openings.take_up(opening, is_stopped)


def _body(
    messages: Sequence[Message], at_most: int, schema: Mapping[str, object] | None, goes_on: bool
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "messages": [{"role": message.role, "content": message.text} for message in messages],
        "max_tokens": at_most,
        "temperature": 0,
        "seed": 0,
        "cache_prompt": goes_on,
        "stream": True,
        "stream_options": {"include_usage": True},
        # Heard of after each batch, so that reading can be stopped, too.
        "return_progress": True,
    }
    if schema is not None:
        form = {"name": "reply", "schema": dict(schema), "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    return body
