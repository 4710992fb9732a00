"""Parses files in another process, so that a crash, a bomb or an endless loop affects only one file."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Self

from index.documents import Box
from index.errors import PinciteError
from index.formats.extract import EncryptedError, Extract, File, ShowPage, UnreadableError
from index.parsing.protocol import Message, extract_from, file_message, receive, send


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The memory and time that reading one file may take.

    Attributes:
        memory: Bytes of address space beyond those of an idle parser. Linux only.
        seconds: Time for a file; each file in an archive or message has its own.
    """

    memory: int = 512_000_000
    seconds: int = 60


class ParserProcess:
    """A process that parses files. It starts with the first file, and again after a file that ended it.

    One thread may use it at a time.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Starts nothing yet."""
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """For `with`, which ends the process."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the process."""
        self.close()

    def read(self, file: File) -> Extract:
        """Reads a file; its `show_page` is called before each page.

        Raises:
            EncryptedError: It is encrypted, and its password is missing or wrong.
            UnreadableError: It can't be read, or exceeds the limits.
            PinciteError: The process can't be started.
        """
        message, blobs = self._ask({}, file)
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
        _, (png, *_) = self._ask({"draw": request}, file)
        return png

    def close(self) -> None:
        """Ends the process, if there is one."""
        self._end()

    def _ask(self, message: Message, file: File) -> tuple[Message, list[bytes]]:
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
        process = self._process = self._process or self._start()
        assert process.stdin and process.stdout  # noqa: S101 (both are pipes)
        timed_out = threading.Event()
        # The worker limits its own processor time, but it could also wait forever.
        timer = threading.Timer(self._limits.seconds, self._kill, (process, timed_out))
        timer.daemon = True
        timer.start()
        try:
            send(process.stdin, message, blobs)
            while True:
                answer, parts = receive(process.stdout)
                # Messages about pages come before the answer, in any number.
                if "page" not in answer:
                    return answer, parts
                show_page(int(answer["page"]), int(answer.get("pages", 0)))
        # A process that was killed or has crashed shows here as the end of its stream.
        except (OSError, EOFError, ValueError, TypeError) as error:
            if timed_out.is_set():
                raise UnreadableError(
                    f"reading it takes more than {self._limits.seconds} seconds; split it"
                ) from error
            raise UnreadableError("its parser crashed: it is damaged, or takes too much memory") from error
        finally:
            timer.cancel()

    @staticmethod
    def _kill(process: "subprocess.Popen[bytes]", timed_out: threading.Event) -> None:
        timed_out.set()
        process.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        limits = (str(self._limits.memory), str(self._limits.seconds))
        try:
            return subprocess.Popen(  # noqa: S603 (the same Python, and our own module)
                [sys.executable, "-P", "-m", "index.parsing.worker", *limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # The same modules as here, whether installed or not; -P: but none from the current folder.
                env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
            )
        # No fault of the file: saved as its problem, it would keep the file from being read later.
        except OSError as error:
            raise PinciteError(
                f"no file can be read now: a process for it can't be started ({error.strerror}); "
                "close other programs, and try again"
            ) from error

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                # Closing writes out what is left in the buffer, which the dead process can't take.
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()
