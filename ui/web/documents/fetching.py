"""Fetches a web page once, by this machine, when a person asks for it."""

import http.client
import mimetypes
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urljoin

from rag import SourceError
from ui.languages import page_text
from ui.web.documents.addresses import Target, parsed, resolved

_TYPES = mimetypes.MimeTypes()
_TYPES.add_type("text/markdown", ".md")
_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 1 << 16
_HEADERS = {
    # Not packed: a page of some kilobytes could unpack to more than a machine holds.
    "Accept-Encoding": "identity",
    "Accept": "text/html, application/pdf, text/plain, */*;q=0.5",
    "User-Agent": "Pincite (fetches what a person asks for, once)",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What a fetch may cost: `size` in bytes, `seconds` in all, `wait` for each piece, and how often it is sent on."""

    size: int = 200_000_000
    seconds: float = 120.0
    wait: float = 20.0
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was fetched.

    Attributes:
        url: The address that it came from in the end.
        name: A name for it, whose suffix tells what it is.
    """

    url: str
    name: str


def fetch(
    address: str,
    into: Path,
    *,
    private: bool,
    limits: FetchLimits | None = None,
    show: Callable[[int, int | None], None] = lambda _done, _total: None,
    stopped: threading.Event | None = None,
) -> Fetched:
    """Fetches an address into a file. No cookie, password or proxy of this machine is used.

    Args:
        address: As a person types it.
        into: The file to write.
        private: Whether addresses of this machine and of its own network are allowed.
        limits: What it may cost.
        show: Called with the bytes that have arrived, and how many there are, if that is known.
        stopped: Ends it early.

    Raises:
        SourceError: It can't be fetched, with the reason; or it was stopped.
    """
    limits = limits or FetchLimits()
    end = time.monotonic() + limits.seconds
    parts = parsed(address)
    for _ in range(limits.redirects + 1):
        target = resolved(parts, private=private)
        with closing(_Exchange(target, limits, end, stopped or threading.Event())) as exchange:
            response = exchange.response()
            onward = response.getheader("Location")
            if response.status in _REDIRECTS and onward:
                parts = parsed(urljoin(target.url, onward))
                continue
            _raise_for_status(target, response.status)
            with into.open("wb") as file:
                exchange.save(file, show)
            return Fetched(url=target.url, name=_name(target, response.getheader("Content-Type")))
    raise SourceError(address, page_text("it was sent on more than {n} times", n=limits.redirects))


class _Exchange:
    """One request and its response, on a connection to the very numbers that were checked."""

    def __init__(self, target: Target, limits: FetchLimits, end: float, stopped: threading.Event) -> None:
        self._target = target
        self._limits = limits
        self._end = end
        self._stopped = stopped
        self._connection = _connection(target, limits.wait)
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()
        self._socket: socket.socket | None = None
        self._response: http.client.HTTPResponse | None = None

    def response(self) -> http.client.HTTPResponse:
        """Asks, and returns the head of the response.

        Raises:
            SourceError: There is none.
        """
        try:
            self._connection.connect()
            # The connection forgets it as soon as a response says that it is the last one.
            self._socket = self._connection.sock
            self._connection.request("GET", self._target.path, headers=_HEADERS)
            self._response = self._connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            raise SourceError(self._target.url, self._reason(error)) from error
        return self._response

    def save(self, file: BinaryIO, show: Callable[[int, int | None], None]) -> None:
        """Writes the body.

        Raises:
            SourceError: It is too large, late, stopped, or breaks off.
        """
        done = 0
        try:
            for piece in self._pieces():
                done += len(piece)
                if done > self._limits.size:
                    raise SourceError(
                        self._target.url,
                        page_text("it is larger than {n} MB", n=self._limits.size // 1_000_000),
                    )
                file.write(piece)
                show(done, self._length())
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise SourceError(self._target.url, self._reason(error)) from error
        if not done:
            raise SourceError(self._target.url, page_text("it is empty"))

    def close(self) -> None:
        """Ends the connection."""
        self._closed.set()
        if self._response is not None:
            self._response.close()
        self._connection.close()

    def _pieces(self) -> Iterator[bytes]:
        response = self._response
        if response is None:
            return
        if (coding := (response.getheader("Content-Encoding") or "identity").lower()) not in _UNPACK:
            raise SourceError(
                self._target.url,
                page_text("it comes in a form that Pincite does not unpack ({form})", form=coding),
            )
        unpack = _UNPACK[coding]()
        while piece := response.read1(_PIECE):
            while piece:
                yield unpack.decompress(piece, _PIECE) if unpack else piece
                piece = unpack.unconsumed_tail if unpack else b""
        if self._stopped.is_set() or time.monotonic() > self._end:
            raise TimeoutError
        if response.length:
            raise SourceError(self._target.url, page_text("it broke off before its end; try it again"))

    def _length(self) -> int | None:
        length = (self._response and self._response.getheader("Content-Length")) or ""
        return int(length) if length.isdigit() else None

    def _watch(self) -> None:
        """Breaks the connection off when it is stopped, or late: who sends a byte now and then is late for no piece."""
        while not self._closed.wait(0.1):
            if self._stopped.is_set() or time.monotonic() > self._end:
                with suppress(OSError):
                    if self._socket is not None:
                        # Closing alone would not wake the thread that reads from it.
                        self._socket.shutdown(socket.SHUT_RDWR)

    def _reason(self, error: Exception) -> str:
        if self._stopped.is_set():
            return page_text("it was cancelled")
        if isinstance(error, TimeoutError) or time.monotonic() > self._end:
            return page_text("it takes too long to answer; try it again later")
        if isinstance(error, ssl.SSLError):
            return page_text(
                "{host} can't prove that it is what it says ({why})",
                host=self._target.host,
                why=error.reason or "certificate",
            )
        why = getattr(error, "strerror", None) or type(error).__name__
        return page_text("{host} can't be reached ({why})", host=self._target.host, why=why)


def _connection(target: Target, wait: float) -> http.client.HTTPConnection:
    if target.scheme == "https":
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = _PinnedHTTPS(
            target.host, target.port, timeout=wait, context=context
        )
    else:
        connection = _Pinned(target.host, target.port, timeout=wait)
    connection.numbers = target.numbers  # type: ignore[attr-defined]
    return connection


class _Pinned(http.client.HTTPConnection):
    """Connects to numbers, and names the host."""

    numbers: str

    def connect(self) -> None:
        self.sock = socket.create_connection((self.numbers, self.port), self.timeout)


class _PinnedHTTPS(http.client.HTTPSConnection):
    """The same; the certificate must be that of the host's name."""

    numbers: str
    _context: ssl.SSLContext

    def connect(self) -> None:
        plain = socket.create_connection((self.numbers, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


_UNPACK: dict[str, Callable[[], "zlib._Decompress | None"]] = {
    "identity": lambda: None,
    # Some servers pack whatever they are asked for.
    "gzip": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS),
    "deflate": zlib.decompressobj,
}


def _raise_for_status(target: Target, status: int) -> None:
    if 200 <= status < 300:
        return
    reasons = {
        401: page_text("it asks for a password"),
        403: page_text("it does not let Pincite in"),
        404: page_text("there is no such page"),
        410: page_text("the page is gone"),
        429: page_text("it wants fewer requests; try it again later"),
    }
    reason = reasons.get(status, page_text("the answer was an error ({status})", status=str(status)))
    raise SourceError(target.url, reason)


def _name(target: Target, content_type: str | None) -> str:
    """The last part of the path, with a suffix that fits the type that was stated."""
    name = unquote(PurePosixPath(target.path.partition("?")[0]).name) or target.host
    kind = (content_type or "").partition(";")[0].strip().lower()
    if not kind or kind in ("application/octet-stream", "text/plain") or _TYPES.guess_type(name)[0] == kind:
        # Servers state these two of whatever they don't know.
        return name
    return f"{name}{_TYPES.guess_extension(kind) or ''}"
