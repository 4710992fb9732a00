"""A writer that runs a GGUF file in this process, by llama.cpp (xllamacpp).

llama.cpp is asked through its functions and not through a port. Its server listens nevertheless: on a socket in a private
folder, or where there are none on loopback, and wants a key that nobody knows.
"""

import os
import secrets
import shutil
import tempfile
import threading
import weakref
from collections.abc import Generator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.embedding.threads import cores
from index.errors import ModelError, WriterError
from rag.models.estimate import estimated_tokens
from rag.models.gguf_header import GgufHeader, read_header
from rag.models.openings import Openings
from rag.models.relay import HandOver, relay
from rag.protocols import Message, Usage

if TYPE_CHECKING:
    import xllamacpp

_HOW = "pip install 'pincite[gguf]'"
# More would take memory that few questions need: 8,192 tokens of a model of 1.5 billion numbers take 230 MB.
_CONTEXT = 8_192
# Tokens that are read between two looks at whether to stop. 64 took a tenth longer than 512.
_BATCH = 64
# Reading is heard of after each batch, so even a large model is not silent for long.
_PATIENCE = 120.0


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
        self._loading = threading.Lock()
        self._turn = threading.Lock()
        self._last: list[Message] = []
        if not self._header.chats:
            raise ModelError(f"{path}: this model has no chat template; choose one that follows instructions")

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

        def work(hand_over: HandOver) -> Usage:
            while not self._turn.acquire(timeout=0.1):
                hand_over("")  # it lives, but has another's turn
                if stopped.is_set():
                    return Usage()
            try:
                kept = self._goes_on(messages) or self._is_behind_opening(messages, hand_over, stopped)
                return self._reply(_body(messages, at_most, schema, kept), hand_over, stopped)
            finally:
                self._turn.release()

        return relay(work, stopped.set, lambda _: _PATIENCE)

    def _is_behind_opening(
        self, messages: Sequence[Message], hand_over: HandOver, stopped: threading.Event
    ) -> bool:
        """Whether all but the last message is read already; it is by then, if the model can."""

        def is_stopped() -> bool:
            hand_over("")  # a sign of life
            return stopped.is_set()

        opening = messages[:-1]
        return bool(opening) and self._model.openings.take_up(opening, is_stopped)

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

        def take(chunk: Mapping[str, Any]) -> bool:
            nonlocal usage, written
            if error := chunk.get("error"):
                errors.append(error)
            if told := chunk.get("usage"):
                usage = Usage(prompt=told["prompt_tokens"], reply=told["completion_tokens"])
            piece = "".join(choice["delta"].get("content") or "" for choice in chunk.get("choices", ()))
            written = written or bool(piece)
            hand_over(piece)
            return stopped.is_set()

        try:
            self._model.server.handle_chat_completions(dict(body), take)
        except (ValueError, RuntimeError) as error:
            raise WriterError(f"the model {self.name} failed: {error}; the quoted answer stands") from error
        if errors:
            raise self._failure(errors[0])
        if not written and not stopped.is_set():
            raise WriterError(f"the model {self.name} wrote nothing; try again, or choose another model")
        return usage

    def _failure(self, error: Mapping[str, Any]) -> WriterError:
        if error.get("type") == "exceed_context_size_error":
            return WriterError(
                f"the question and its sentences have {error['n_prompt_tokens']:,} tokens, and the model {self.name} "
                f"reads {error['n_ctx']:,}; choose one with a longer context"
            )
        return WriterError(f"the model {self.name} failed: {error.get('message')}; the quoted answer stands")

    @property
    def _model(self) -> "_Model":
        # Without the lock, two threads that come first would both load it.
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> "_Model":
        """The model; for as long as llama.cpp loads it, no other thread of Python runs."""
        try:
            import xllamacpp
        except ImportError as error:
            raise ModelError(f"a GGUF file needs xllamacpp; run: {_HOW}") from error
        # Of the socket and the openings; it goes with this writer, or when Python ends.
        folder = Path(tempfile.mkdtemp(prefix="pincite-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        socket = folder / "llama.sock" if os.name == "posix" else None
        key = secrets.token_urlsafe(32)
        try:
            server = xllamacpp.Server(self._parameters(xllamacpp.CommonParams(), folder, socket, key))
        except (ValueError, RuntimeError) as error:
            raise ModelError(
                f"{self._path}: llama.cpp can't load this model ({error}); download it again, or choose another"
            ) from error
        openings = Openings(server, folder, socket, key)
        weakref.finalize(self, openings.close)
        return _Model(server, openings)

    def _parameters(
        self, given: "xllamacpp.CommonParams", folder: Path, socket: Path | None, key: str
    ) -> "xllamacpp.CommonParams":
        given.model.path = str(self._path)
        given.n_ctx = self.context
        given.n_batch = given.n_ubatch = _BATCH
        # Its threads spin while they wait, so one core is left to the rest.
        given.cpuparams.n_threads = given.cpuparams_batch.n_threads = max(cores() - 1, 1)
        given.verbosity = -1
        given.cache_ram_mib = 0
        given.warmup = given.fit_params = given.ui = False
        given.api_keys = [key]
        # One slot, whose state is saved behind an opening and put back.
        given.n_parallel, given.endpoint_slots, given.slot_save_path = 1, True, f"{folder}{os.sep}"
        if socket:
            given.hostnames = [str(socket)]
        return given


class _Model(NamedTuple):
    """A loaded model, and what it has read once for all."""

    server: "xllamacpp.Server"
    openings: Openings


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
