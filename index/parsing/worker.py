"""The process that parses: reads files that it is sent until its input ends.

It gives up what it does not need: memory beyond a limit, files that it could write, the network, other
programs. Where the system knows no such limits (Windows, and macOS for memory) only the time is
limited, by the parent.
"""

import os
import signal
import sys
from dataclasses import replace
from typing import IO, Any

from index.formats.dispatch import read_file
from index.formats.extract import EncryptedError, UnreadableError
from index.parsing.protocol import Message, extract_message, file_from, receive, send

# The one program that a reader may start: it recognises text on scans.
_ALLOWED = "tesseract"
# Its pictures, in a temporary folder.
_MOST_WRITTEN = 200_000_000


def main() -> None:
    """Serves files; see `index.parsing.process`, which starts it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this
    stdin, stdout = _own_pipes()
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    _limit_memory(memory)
    sys.addaudithook(refuse)
    while True:
        try:
            message, blobs = receive(stdin)
        except EOFError:
            return
        _limit_time(seconds)
        answer, parts = _answered(message, blobs[0], stdout)
        send(stdout, answer, parts)
        if "ended" in answer:
            return


def _answered(message: Message, data: bytes, stdout: IO[bytes]) -> tuple[Message, list[bytes]]:
    """What became of one file; whatever goes wrong with it is said and not raised."""

    def show_page(page: int, pages: int) -> None:
        send(stdout, {"page": page, "pages": pages})

    try:
        file = replace(file_from(message["file"], data), show_page=show_page)
        if draw := message.get("draw"):
            return {}, [_drawn(file, draw)]
        return extract_message(read_file(file))
    except UnreadableError as error:
        return {"reason": str(error), "encrypted": isinstance(error, EncryptedError)}, []
    except MemoryError:
        return {"ended": "memory"}, []
    except RecursionError:
        return {"reason": "it is nested too deep"}, []
    # A reader met something that it does not know; one file must not cost the others.
    except Exception as error:  # noqa: BLE001 (said by name, and the fuzz run looks for these)
        return {
            "reason": f"it is damaged ({type(error).__name__} in its reader)",
            "uncaught": repr(error),
        }, []


def _drawn(file: Any, draw: Message) -> bytes:
    from index.documents import Box
    from index.formats.pdf.drawing import draw_page

    boxes = [Box(**it) for it in draw["boxes"]]
    return draw_page(file, draw["page"], boxes, width=draw["width"])


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, where no library that prints can reach them."""
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    return stdin, stdout


def _limit_memory(most: int) -> None:
    """Limits the address space to `most` bytes more than are in use, and the files it may write."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + most, used + most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN, _MOST_WRITTEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return


def _limit_time(seconds: int) -> None:
    """A second guard, should the parent be gone: the processor's time for this file."""
    try:
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        most = int(usage.ru_utime + usage.ru_stime) + 2 * seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (ImportError, OSError, ValueError):
        return


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Nothing that a reader does reaches the network or starts a program."""
    if event in (
        "socket.connect",
        "socket.getaddrinfo",
        "socket.bind",
        "socket.sendto",
        "os.system",
        "os.exec",
    ):
        raise PermissionError(f"a reader must not use {event}")
    if event == "subprocess.Popen" and os.path.basename(str(arguments[0])) != _ALLOWED:
        raise PermissionError("a reader must not start programs")


if __name__ == "__main__":
    main()
