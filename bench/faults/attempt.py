"""One try of an operation in a process of its own, with every call that changes a file stopped and decided on here."""

import resource
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, islice
from multiprocessing import get_context, reduction
from multiprocessing.connection import Connection, wait
from pathlib import Path

from bench.crash_safety import small_thresholds
from bench.faults.calls import Call
from bench.faults.interception import Listener, intercept
from bench.faults.operations import OPERATIONS, QUESTION, State, opened, state_of
from bench.word_embedder import WordEmbedder
from index import Index, PinciteError

# Descriptors that a limit leaves free beside those that are open.
_NO_LIMIT = -1
# What the process sends before it closes the index.
_DONE = "done"
_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How an operation ended.

    Attributes:
        acknowledged: Whether it said that it is done.
        error: What it said else; a traceback if the error is not one of ours.
        is_ours: Whether it is a sentence of ours.
    """

    acknowledged: bool
    error: str = ""
    is_ours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The same operation in the same process after the fault has gone: how it ended, and what is in the index."""

    end: End
    state: State
    found: int


# Decides on a call: None lets it through, a number is the error that it gets, "part" writes a part.
Decide = Callable[[Call], "int | str | None"]


def attempt(
    name: str,
    place: Path,
    files: Path,
    decide: Decide,
    at_end: Callable[[End], None],
    *,
    at_done: Callable[[], None] = lambda: None,
    descriptors: int = _NO_LIMIT,
) -> Again:
    """Runs an operation on the index `place`/index; then, without faults, once more in the same process.

    Args:
        name: The name of the operation.
        place: The folder in which calls are decided on.
        files: The files that the operation adds.
        decide: Decides on each call in `place` until the operation has ended.
        at_end: Called when it has ended and the index is closed, before it is run once more.
        at_done: Called before that, when the change is acknowledged.
        descriptors: How many descriptors the process may open until then.
    """
    context = get_context("forkserver")
    # Forked from a process that has the modules loaded, or each of a thousand children would import them.
    context.set_forkserver_preload(["bench.faults.attempt", "index.search.local.engine"])
    ours, theirs = context.Pipe()
    child = context.Process(target=_work, args=(name, place, files, theirs, descriptors))
    child.start()
    # The pipe only ends if no other process has its other end open.
    theirs.close()
    listener = Listener(reduction.recv_handle(ours))
    try:
        message = _supervise(listener, ours, place, decide)
        if message == _DONE:
            at_done()
            message = _supervise(listener, ours, place, decide)
        assert isinstance(message, End)
        at_end(message)
        ours.send(None)
        again = _supervise(listener, ours, place, lambda _: None)
        assert isinstance(again, Again)
        return again
    except EOFError as error:
        child.join()
        raise RuntimeError(f"the process died with {child.exitcode}") from error
    finally:
        # Calls that still wait fail, so that the child ends.
        listener.close()
        child.kill()
        child.join()
        ours.close()


def _supervise(listener: Listener, pipe: Connection, place: Path, decide: Decide) -> object:
    """Replies to calls until the process sends a message; returns the message."""
    while True:
        ready = wait([listener.descriptor, pipe], _SECONDS)
        if not ready:
            raise TimeoutError(f"it hangs: no call and no message for {_SECONDS} s")
        # Calls come first: those before a message are then decided on before it is read.
        if listener.descriptor not in ready:
            return pipe.recv()
        try:
            call = listener.receive()
        except ProcessLookupError:
            # It was the last of the processes, or only a parser that was ended in its call.
            if pipe in ready:
                return pipe.recv()
            continue
        _reply(listener, call, decide(call) if call and call.is_below(place) else None)


def _reply(listener: Listener, call: Call | None, decision: int | str | None) -> None:
    if call and decision == "part":
        listener.write_part(call)
    elif isinstance(decision, int):
        listener.fail(decision)
    else:
        listener.proceed()


def _work(name: str, place: Path, files: Path, pipe: Connection, descriptors: int) -> None:
    """The work of the child."""
    session = _Session(name, place / "index", files)
    # What it imports with the first text is no part of the operation.
    WordEmbedder().embed(["warm up"])
    with small_thresholds():
        reduction.send_handle(pipe, intercept(pipe.fileno()), 0)
        with _descriptor_limit(descriptors):
            end = session.run(lambda: pipe.send(_DONE))
        pipe.send(end)
        pipe.recv()
        pipe.send(session.again())


class _Session:
    """A process that goes on with the same index after an error, as a server does."""

    def __init__(self, name: str, folder: Path, files: Path) -> None:
        self._operation = next(operation for operation in OPERATIONS if operation.name == name)
        self._folder = folder
        self._files = files
        self._index: Index | None = None

    def run(self, done: Callable[[], None] = lambda: None) -> End:
        """Opens the index, changes it and closes it; calls `done` when the change is acknowledged."""
        end = self._change()
        if end.acknowledged:
            done()
        try:
            if self._index:
                self._index.close()
        except Exception as error:  # noqa: BLE001 (any other error is a finding)
            return replace(end, error=str(error), is_ours=isinstance(error, PinciteError))
        return end

    def _change(self) -> End:
        try:
            self._index = self._index or opened(self._folder)
            result = self._operation.run(self._index, self._files)
        except PinciteError as error:
            return End(acknowledged=False, error=str(error), is_ours="\n" not in str(error))
        except Exception:  # noqa: BLE001 (any other error is a finding)
            return End(acknowledged=False, error=traceback.format_exc(), is_ours=False)
        failed = getattr(result, "failed", ())
        return End(acknowledged=not failed, error="; ".join(reason for _, reason in failed))

    def again(self) -> Again:
        """Does the same once more, and looks what is in the index."""
        end = self.run()
        index = self._index or opened(self._folder)
        again = Again(end=end, state=state_of(index), found=len(index.search(QUESTION, k=500)))
        index.close()
        return again


@contextmanager
def _descriptor_limit(free: int) -> Iterator[None]:
    """Lets the process open only so many descriptors more than it has."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if free != _NO_LIMIT:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_limit(free), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _limit(free: int) -> int:
    """The first number that no new descriptor may have: they take the lowest ones that are not in use."""
    used = {int(path.name) for path in Path("/proc/self/fd").iterdir()}
    unused = (number for number in count() if number not in used)
    return next(islice(unused, free, None))
