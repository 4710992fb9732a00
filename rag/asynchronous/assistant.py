"""The assistant for programs with an event loop: the same methods, awaited."""

import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from functools import partial, wraps
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from index import Embedder, IngestReport, PinciteError, ReadOptions, StoppedError, raise_if_stopped
from index.ingest.progress import ShowProgress
from rag.assistant import Assistant
from rag.asynchronous.threads import MOST_THREADS, StoppableThreads

P = ParamSpec("P")
Item = TypeVar("Item")
Result = TypeVar("Result")


class AsyncAssistant:
    """An `Assistant` whose methods are awaited, and whose work is stopped when nobody awaits it.

    Each method has the name, the arguments, the result and the errors of that of `Assistant`. It runs in a thread, so the
    event loop goes on meanwhile. Cancelling the task returns at once, and the work ends soon after, as with
    `rag.stoppable`. Functions such as `progress` are called in that thread.

    `stream` is an async generator. If answers are taken more slowly than they grow, the next one is the newest; the last
    is always that of `ask`. Closing the stream stops the work.

    Attributes:
        assistant: What does the work. Any thread may use it meanwhile.
        run: Runs anything else in a thread, and stops it: `await assistant.run(assistant.assistant.index.collections)`.
    """

    def __init__(self, assistant: Assistant, *, threads: int = MOST_THREADS) -> None:
        """Takes an assistant, which `close` closes, and how many threads there may be for it."""
        self.assistant = assistant
        self._threads = StoppableThreads(threads)
        # Each has a thread of its own, for as long as it goes on.
        self._watched: set[threading.Event] = set()
        self.run = self._threads.run
        self.ask = self._awaited(assistant.ask)
        self.stream = self._streamed(assistant.stream)
        self.search = self._awaited(assistant.search)
        self.verify = self._awaited(assistant.verify)
        self.export = self._awaited(assistant.export)
        self.verify_answer = self._awaited(assistant.verify_answer)
        self.document = self._awaited(assistant.document)
        self.reference = self._awaited(assistant.reference)
        self.documents = self._awaited(assistant.documents)
        self.suggest_questions = self._awaited(assistant.suggest_questions)
        self.suggest_questions_of = self._awaited(assistant.suggest_questions_of)
        self.next_questions = self._awaited(assistant.next_questions)
        self.add = self._awaited(assistant.add)
        self.add_texts = self._awaited(assistant.add_texts)
        self.sync = self._awaited(assistant.sync)
        self.read_on = self._awaited(assistant.read_on)
        self.remove = self._awaited(assistant.remove)
        self.boxes = self._awaited(assistant.boxes)
        self.draw = self._awaited(assistant.draw)
        self.check = self._awaited(assistant.check)
        self.rebuild = self._awaited(assistant.rebuild)
        self.warm_up = self._awaited(assistant.warm_up)

    @classmethod
    async def open(
        cls,
        folder: str | Path | None = None,
        *,
        embedder: Embedder | str | None = None,
        threshold: float | None = None,
        max_wrong: float | None = None,
        create: bool = True,
        threads: int = MOST_THREADS,
    ) -> "AsyncAssistant":
        """Opens an index, as `Assistant.open` does; `async with await AsyncAssistant.open(folder) as assistant:`."""

        def opened() -> Assistant:
            assistant = Assistant.open(
                folder, embedder=embedder, threshold=threshold, max_wrong=max_wrong, create=create
            )
            try:
                raise_if_stopped()
            except StoppedError:
                assistant.close()
                raise
            return assistant

        opening = StoppableThreads(1)
        try:
            return cls(await opening.run(opened), threads=threads)
        finally:
            opening.close()

    async def watch(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> AsyncGenerator[IngestReport | PinciteError, None]:
        """Like `sync`, now and after each change in the folder, until the generator is closed. No report is left out."""
        stop, own = threading.Event(), StoppableThreads(1)
        self._watched.add(stop)
        rounds = self.assistant.watch(
            folder, collection=collection, options=options, progress=progress, stop=stop
        )
        try:
            while (report := await own.run(partial(next, rounds, None))) is not None:
                yield report
        finally:
            stop.set()
            own.close()
            self._watched.discard(stop)

    @property
    def threshold(self) -> float:
        """Questions with a lower confidence are refused."""
        return self.assistant.threshold

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever added to the index: not awaited, since that is one row to read."""
        return self.assistant.is_new

    async def close(self) -> None:
        """Stops what goes on, which then raises `StoppedError`, and closes the index."""
        for stop in list(self._watched):
            stop.set()
        self._threads.close()
        # Those are closed.
        closing = StoppableThreads(1)
        try:
            await closing.run(self._close)
        finally:
            closing.close()

    def _close(self) -> None:
        # What was stopped may be reading the files still.
        self._threads.wait()
        self.assistant.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _awaited(self, method: Callable[P, Result]) -> Callable[P, Coroutine[Any, Any, Result]]:
        @wraps(method)
        async def awaited(*args: P.args, **kwargs: P.kwargs) -> Result:
            return await self._threads.run(partial(method, *args, **kwargs))

        return awaited

    def _streamed(self, method: Callable[P, Iterator[Item]]) -> Callable[P, AsyncGenerator[Item, None]]:
        @wraps(method)
        def streamed(*args: P.args, **kwargs: P.kwargs) -> AsyncGenerator[Item, None]:
            return self._threads.newest(partial(method, *args, **kwargs))

        return streamed
