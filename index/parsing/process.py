"""Parses files in another process, so that a crash, a bomb or an endless loop affects only one file."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from types import TracebackType
from typing import Self

from index.documents import Box
from index.errors import PinciteError
from index.formats.extract import EncryptedError, Extract, File, ShowPage, UnreadableError
from index.parsing.protocol import Message, extract_from, file_message, receive, send
from index.parsing.watchdog import Watchdog
from index.stopping import raise_if_stopped

# How many pages that take too much are left out of a file, before the whole file counts as one that does.
_MOST_LEFT_OUT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The memory and time that reading one file may take; each file in an archive or message has its own.

    Attributes:
        memory: Bytes of address space beyond those of an idle parser. Linux only.
        seconds: Processor time of a file without pages, and of each page of one with pages. Not on Windows.
        all_pages: Processor time of all pages. What it does not suffice for is left out, and read on later.
        silence: Seconds by the clock without an answer or a next page. A busy machine must not reach them: they only
            end what waits for ever.
    """

    memory: int = 512_000_000
    seconds: int = 60
    all_pages: int = 600
    silence: int = 900


class BusyError(UnreadableError):
    """The parser gave no sign for too long: the machine may be at fault, and not the file."""


class _EndedError(UnreadableError):
    """The file has ended its process."""


class ParserProcess:
    """A process that parses files. It starts with the first file, and again after a file that ended it.

    One thread may use it at a time.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Starts nothing yet."""
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: Watchdog | None = None
        self._page = 0  # the one that is being read; 0 before the first

    def __enter__(self) -> Self:
        """For `with`, which ends the process."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the process."""
        self.close()

    def read(self, file: File) -> Extract:
        """Reads a file; its `show_page` is called before each page. Pages that end the process are left out.

        Raises:
            EncryptedError: It is encrypted, and its password is missing or wrong.
            BusyError: The process gave no sign.
            UnreadableError: It can't be read, or exceeds the limits.
            PinciteError: The process can't be started.
            StoppedError: Nobody waits for it any more.
        """
        while True:
            # Closed by another thread, it must not start again.
            raise_if_stopped()
            try:
                return self._read(file)
            except _EndedError:
                if not self._page or len(file.left_out) >= _MOST_LEFT_OUT:
                    raise
            # From the start again: what the process had read is gone with it.
            file = replace(file, left_out=(*file.left_out, self._page))

    def _read(self, file: File) -> Extract:
        message, blobs = self.ask({}, file)
        try:
            return extract_from(message, blobs)
        # A process that sends what does not fit together is not trusted with the next file.
        except ValueError as error:
            self._end()
            raise UnreadableError("its parser failed") from error

    def draw(self, file: File, page: int, boxes: Sequence[Box], *, width: int) -> bytes:
        """A PNG of a PDF's page, `width` pixels wide, with the boxes highlighted.

        Raises:
            UnreadableError: It can't be drawn, or drawing it exceeds the limits.
        """
        request = {"page": page, "boxes": [asdict(box) for box in boxes], "width": width}
        _, (png, *_) = self.ask({"draw": request}, file)
        return png

    @property
    def is_running(self) -> bool:
        """Whether there is a process: what it was told is gone with it."""
        return self._process is not None

    def close(self) -> None:
        """Ends the process, if there is one."""
        self._end()

    def ask(self, message: Message, file: File) -> tuple[Message, list[bytes]]:
        """The answer to a message about a file, as `index.parsing.worker` gives it, with its blobs.

        Raises:
            EncryptedError: The file is encrypted, and its password is missing or wrong.
            UnreadableError: It can't be read, or exceeds the limits.
            PinciteError: The process can't be started.
        """
        attributes, blobs = file_message(file)
        try:
            answer, parts = self._exchange({**message, "file": attributes}, blobs, file.show_page)
        except BaseException:  # also Ctrl-C: the rest of the answer would be read as that to the next file
            self._end()
            raise
        if answer.get("ended") == "memory":
            self._end()
            raise UnreadableError(
                f"reading it takes more than {self._limits.memory // 1_000_000} MB of memory; split it"
            )
        if reason := answer.get("reason"):
            raise (EncryptedError if answer.get("encrypted") else UnreadableError)(str(reason))
        return answer, parts

    def _exchange(
        self, message: Message, blobs: Sequence[bytes], show_page: ShowPage
    ) -> tuple[Message, list[bytes]]:
        if self._watchdog and self._watchdog.expired:  # just when the last answer came
            self._end()
        if self._process is None:
            self._start()
        process, watchdog = self._process, self._watchdog
        assert process and process.stdin and process.stdout and watchdog  # noqa: S101 (just started)
        self._page = 0
        watchdog.expect()
        try:
            send(process.stdin, message, blobs)
            while True:
                answer, parts = receive(process.stdout)
                # Messages about pages come before the answer, in any number.
                if "page" not in answer:
                    return answer, parts
                watchdog.expect()
                self._page = int(answer["page"])
                show_page(self._page, int(answer.get("pages", 0)))
        # A process that was killed or has crashed shows here as the end of its stream.
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise self._why_ended(process, watchdog) from error
        finally:
            watchdog.rest()

    def _why_ended(self, process: "subprocess.Popen[bytes]", watchdog: Watchdog) -> UnreadableError:
        """Why the process of a file has ended, or sends what is no answer."""
        process.kill()
        code = process.wait()
        if watchdog.expired:
            return BusyError(
                f"its parser gave no sign for {self._limits.silence:,} seconds; add it again when less runs here"
            )
        if code == -getattr(signal, "SIGXCPU", 0):
            return _EndedError(
                f"reading it takes more than {self._limits.seconds} seconds of processor time; split it"
            )
        return _EndedError("its parser crashed: it is damaged, or takes too much memory")

    def _start(self) -> None:
        limits = (str(self._limits.memory), str(self._limits.seconds))
        try:
            self._process = subprocess.Popen(  # noqa: S603 (the same Python, and our own module)
                [sys.executable, "-P", "-m", "index.parsing.worker", *limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # The same modules as here, whether installed or not; -P: but none from the current folder.
                env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
            )
            self._watchdog = Watchdog(self._process, self._limits.silence)
        # No fault of the file: saved as its problem, it would keep the file from being read later.
        except (OSError, RuntimeError) as error:
            self._end()
            reason = error.strerror if isinstance(error, OSError) else "there is no memory for a thread"
            raise PinciteError(
                f"no file can be read now: a process for it can't be started ({reason}); "
                "close other programs, and try again"
            ) from error

    def _end(self) -> None:
        process, self._process = self._process, None
        watchdog, self._watchdog = self._watchdog, None
        if watchdog is not None:
            watchdog.close()
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                # Closing writes out what is left in the buffer, which the dead process can't take.
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()
