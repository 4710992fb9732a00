"""The parser process: reads the files that it is sent, until its input ends.

It gives up everything that it does not need: memory above a limit, writing large files, the network, and other
programs. On systems without such limits (Windows, and macOS for memory) only silence is limited, by the parent.
"""

import os
import signal
import sys
from dataclasses import replace
from typing import IO, Any

from index.formats.dispatch import read_file
from index.formats.extract import EncryptedError, File, UnreadableError
from index.formats.pdf import rapid
from index.parsing.protocol import Message, extract_message, file_from, receive, send

# The only program that a reader may start: it recognises text on scans.
_ALLOWED = "tesseract"
# Bytes: enough for the pictures of scans in a temporary folder.
_MAX_WRITTEN = 200_000_000
# Bytes below the limit from which on memory counts as used up: less than a library or a large array takes at once.
_NEARLY_ALL = 4_000_000


def main() -> None:
    """Serves requests; `index.parsing.process` starts this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C, and then ends this process
    stdin, stdout = _own_pipes()
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    _limit_memory(memory)
    # No Python code can remove a hook again.
    sys.addaudithook(refuse)
    pages = _KeptPages()
    while True:
        try:
            message, blobs = receive(stdin)
        except EOFError:
            return
        # Before each file and each page, since the time of all adds up in one process.
        _limit_time(seconds)
        answer, parts = _answer(message, blobs[0], stdout, seconds, pages)
        send(stdout, answer, parts)
        if "ended" in answer:  # without memory the process can't be relied on
            return


def _answer(
    message: Message, data: bytes, stdout: IO[bytes], seconds: int, pages: "_KeptPages"
) -> tuple[Message, list[bytes]]:
    """The answer for one file. An error is part of the answer, and is not raised."""

    def show_page(page: int, pages: int) -> None:
        _limit_time(seconds)
        send(stdout, {"page": page, "pages": pages})

    try:
        file = replace(file_from(message["file"], data), show_page=show_page)
        return _work(message, file, pages)
    except MemoryError:
        return {"ended": "memory"}, []
    except RecursionError:
        return {"reason": "it is nested too deep"}, []
    # A fault of ours in one file must not stop the others. That of a reader has led to the plain text before.
    except Exception as error:  # noqa: BLE001 (whatever it is, it is no damage of the file)
        # What is written in C may call a file damaged, or raise anything, where it gets no memory.
        if _memory_is_used_up() and not isinstance(error, EncryptedError):
            return {"ended": "memory"}, []
        if isinstance(error, UnreadableError):
            return {"reason": str(error), "encrypted": isinstance(error, EncryptedError)}, []
        reason = f"Pincite could not read it ({type(error).__name__})"
        return {"reason": reason, "uncaught": repr(error)}, []


def _work(message: Message, file: File, pages: "_KeptPages") -> tuple[Message, list[bytes]]:
    if draw := message.get("draw"):
        return {}, [_draw(file, draw)]
    if asked := message.get("pages"):
        return pages.answer(asked, file)
    return extract_message(read_file(file))


def _draw(file: File, request: Message) -> bytes:
    from index.documents import Box
    from index.formats.pdf.drawing import draw_page

    boxes = [Box(**box) for box in request["boxes"]]
    return draw_page(file, request["page"], boxes, width=request["width"])


class _KeptPages:
    """The pages of the file that was opened last, so that it is not sent again for each of them."""

    def __init__(self) -> None:
        self._open: Any = None

    def answer(self, asked: Message, file: File) -> tuple[Message, list[bytes]]:
        """The shapes of all pages of a file that is opened, or of one that is open a page or where its points are."""
        # Late: most parsers draw nothing.
        from index.formats.pdf.pages import OpenPages

        if asked["what"] == "open":
            self._open = OpenPages(file)
            return {"shapes": self._open.shapes()}, []
        if asked["what"] == "place":
            return {"placement": self._open.placement(asked["page"])}, []
        picture, placement = self._open.draw(asked["page"], asked["width"])
        return {"placement": placement}, [picture]


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, moved to where a library that prints can't write into them."""
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    return stdin, stdout


def _limit_memory(limit: int) -> None:
    """Limits the address space to `limit` bytes more than are in use, and the size of files it may write.

    What recognises text on pictures may take more, from when it is loaded on.
    """
    try:
        import resource

        used = _address_space()
        most = used + limit + (rapid.MEMORY if rapid.is_available() else 0)
        # The hard limits too, so that the code of a reader can't raise them again.
        resource.setrlimit(resource.RLIMIT_AS, (used + limit, most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_WRITTEN, _MAX_WRITTEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would have the document in it
    except (ImportError, OSError, ValueError):
        return


def _memory_is_used_up() -> bool:
    """Whether the address space is full up to a small rest, now. False where it has no limit."""
    try:
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        return limit != resource.RLIM_INFINITY and _address_space() > limit - _NEARLY_ALL
    except MemoryError:
        return True
    except (ImportError, OSError, ValueError):
        return False


def _address_space() -> int:
    """The bytes of address space in use; Linux only."""
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _limit_time(seconds: int) -> None:
    """Limits the processor time from here on: the system ends the process with SIGXCPU behind it."""
    try:
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(usage.ru_utime + usage.ru_stime) + seconds + 1
        # Only the soft limit, which can rise again for the next page; a hard limit can't.
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (ImportError, OSError, ValueError):
        return


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: readers must not use the network or start programs."""
    if event in (
        "socket.connect",
        "socket.getaddrinfo",
        "socket.bind",
        "socket.sendto",
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
    ):
        raise PermissionError(f"a reader must not use {event}")
    if event == "subprocess.Popen" and os.path.basename(str(arguments[0])) != _ALLOWED:
        raise PermissionError("a reader must not start programs")


if __name__ == "__main__":
    main()
