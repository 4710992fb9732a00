"""Runs a GGUF file in another process: loading stops nothing here, a damaged file ends only it, and memory is given back."""

import contextlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from index.errors import ModelError, WriterError
from rag.models.gguf import worker
from rag.models.gguf.openings import Openings

Message: TypeAlias = Mapping[str, Any]
Take: TypeAlias = Callable[[Message], None]

_HOW = "pip install 'pincite[gguf]'"
# Seconds that a reply gets to end when it is stopped, before its process is ended and has to load again.
_GRACE = 10.0
_TO_END = 2.0  # seconds that a process which has closed its pipe takes to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How a model runs.

    Attributes:
        context: Tokens that it reads and writes.
        batch: Tokens that it reads between two looks at whether to stop.
        threads: Threads that compute.
    """

    context: int
    batch: int
    threads: int


class ModelProcess:
    """A process with a model. It starts when it is asked, and again after it has ended.

    Attributes:
        turn: Held by the thread that asks.
        ready: Whether the model is loaded.
    """

    def __init__(self, name: str, path: Path, running: Running, *, idle: float = 600) -> None:
        """Starts nothing yet.

        Args:
            name: What people call the model.
            path: Its file.
            running: How it runs.
            idle: Seconds after a turn after which the process ends, and its memory is free.
        """
        self.turn = threading.Lock()
        self.ready = False
        self._name = name
        self._path = path
        self._running = running
        self._idle = idle
        self._process: subprocess.Popen[str] | None = None
        self._openings: Openings | None = None
        self._folder = ""
        self._asked = 0  # how many requests so far
        self._stopped: threading.Event | None = None  # that of the thread that asks
        self._sending = threading.Lock()
        self._ends: threading.Timer | None = None

    @contextlib.contextmanager
    def asked(self, stopped: threading.Event) -> Iterator[Openings]:
        """Loads the model, if it is not, and lets it be asked inside the block; gives what it has read once for all.

        Args:
            stopped: Whether nobody waits any more; whoever sets it also calls `stop` with it.

        Raises:
            ModelError: The model can't be loaded.
            WriterError: The process ended.
        """
        if self._ends:
            self._ends.cancel()
        try:
            openings = self._loaded()
            self._stopped = stopped
            yield openings
        finally:
            self._stopped = None
            self._ends = threading.Timer(self._idle, self._close_unless_asked)
            self._ends.daemon = True
            self._ends.start()

    def chat(self, body: Message, take: Take) -> None:
        """Hands over what comes of a request for chat completions: a "piece", what it cost ("prompt", "reply"), an "error".

        Raises:
            WriterError: The process ended, and was not stopped.
        """
        self._ask("chat", body, take)

    def stop(self, stopped: threading.Event) -> None:
        """Stops what is asked with that event, if it is now. A process that goes on is ended a while later."""
        process = self._process
        if process is None or self._stopped is not stopped:
            return
        with contextlib.suppress(OSError, ValueError):
            self._send(process, {"stop": self._asked})

        def end() -> None:
            if self._stopped is stopped:
                process.kill()

        timer = threading.Timer(_GRACE, end)
        timer.daemon = True
        timer.start()

    def _ask(self, kind: str, body: Message, take: Take) -> None:
        process, stopped = self._process, self._stopped
        assert stopped  # noqa: S101 (inside the block of `asked`)
        # It may have been ended for that.
        if process is None or stopped.is_set():
            return
        self._asked += 1
        try:
            self._send(process, {"number": self._asked, "kind": kind, "body": body})
            # Set after the last request and before this one.
            if stopped.is_set():
                self.stop(stopped)
            while "end" not in (message := self._receive(process)):
                take(message)
        except BaseException:
            self.close()
            # If it was stopped, it was ended because it went on.
            if not stopped.is_set():
                raise

    def close(self) -> None:
        """Ends the process, if there is one."""
        process, self._process = self._process, None
        openings, self._openings = self._openings, None
        folder, self._folder = self._folder, ""
        self.ready = False
        if openings:
            openings.close()
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                # Closing writes out what is left in the buffer, which the dead process can't take.
                with contextlib.suppress(OSError, ValueError):
                    stream.close()
        shutil.rmtree(folder, ignore_errors=True)

    def _close_unless_asked(self) -> None:
        if self.turn.acquire(blocking=False):
            try:
                self.close()
            finally:
                self.turn.release()

    def _loaded(self) -> Openings:
        if self._openings and self._process and self._process.poll() is None:
            return self._openings
        # It may have been ended by the system meanwhile.
        self.close()
        try:
            self._openings = self._load()
        except BaseException:
            self.close()
            raise
        self.ready = True
        return self._openings

    def _load(self) -> Openings:
        process, key = self._started(), secrets.token_urlsafe(32)
        socket = str(Path(self._folder) / "llama.sock") if os.name == "posix" else ""
        place = {"path": str(self._path), "folder": self._folder, "socket": socket, "key": key}
        try:
            self._send(process, {**place, **asdict(self._running)})
        except OSError as error:
            raise self._why_ended(process) from error
        answer = self._receive(process)
        if reason := answer.get("failed"):
            raise ModelError(
                f"{self._path}: llama.cpp can't load this model ({reason}); download it again, or choose another"
            )
        return Openings(
            partial(self._ask, "completion"), Path(self._folder), socket or str(answer["loaded"]), key
        )

    def _started(self) -> "subprocess.Popen[str]":
        if importlib.util.find_spec("xllamacpp") is None:
            raise ModelError(f"a GGUF file needs xllamacpp; run: {_HOW}")
        # Of the socket and the openings; removed with the process.
        self._folder = tempfile.mkdtemp(prefix="pincite-")
        try:
            self._process = subprocess.Popen(  # noqa: S603 (the same Python, and our own file)
                [sys.executable, "-P", worker.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                # The same libraries as here; -P: but no module beside the file.
                env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
            )
        except OSError as error:
            raise WriterError(
                f"the model {self._name} can't be started ({error.strerror}); close other programs, and try again"
            ) from error
        return self._process

    def _send(self, process: "subprocess.Popen[str]", message: Message) -> None:
        assert process.stdin  # noqa: S101 (a pipe)
        # A stop comes from another thread.
        with self._sending:
            process.stdin.write(json.dumps(message) + "\n")
            process.stdin.flush()

    def _receive(self, process: "subprocess.Popen[str]") -> Message:
        assert process.stdout  # noqa: S101 (a pipe)
        try:
            message: Message = json.loads(process.stdout.readline())
        # A process that crashed shows here as the end of its stream.
        except (OSError, ValueError) as error:
            raise self._why_ended(process) from error
        return message

    def _why_ended(self, process: "subprocess.Popen[str]") -> WriterError:
        try:
            # Its pipe closes a moment before it has ended.
            code = process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            code = None  # it lives, and has sent what is no message
        if code == -getattr(signal, "SIGKILL", 0):
            return WriterError(
                f"the model {self._name} was ended by the system, most likely for lack of memory; close other programs, or "
                "choose a smaller model"
            )
        return WriterError(
            f"the model {self._name} crashed: its file is damaged, or llama.cpp can't run it here; download it again, or "
            "choose another"
        )
