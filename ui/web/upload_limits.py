"""Limits for uploads: the size of each, of all that wait to be read, and of those that a visitor sends in an hour."""

import time
from collections import Counter
from dataclasses import dataclass

from starlette.requests import ClientDisconnect

from ui.languages import page_text
from ui.web.security import App, Message, Receive, Scope, Send
from ui.work.uploads import UploadFolder

_HOUR = 3600
# What a form adds to its file: two lines that part it from the rest, and its name.
_FORM = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """How much visitors may upload, in bytes.

    Attributes:
        each: The size of one file. The message of uploads.js names it, too.
        waiting: The size of all files that are not read yet, of all visitors together.
        hourly: What one visitor, that is one address in the network, may send in an hour.
    """

    each: int = 200_000_000
    waiting: int = 2_000_000_000
    hourly: int = 5_000_000_000


class UploadLimitsMiddleware:
    """Refuses an upload that passes a limit, with a sentence that the page shows."""

    def __init__(self, app: App, uploads: UploadFolder, limits: UploadLimits) -> None:
        self._app = app
        self._uploads = uploads
        self._limits = limits
        self._arriving: list[int] = []
        self._hour = 0
        self._sent: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or refuses it."""
        if scope["type"] != "http" or not scope["path"].rstrip("/").endswith("/upload"):
            await self._app(scope, receive, send)
            return
        size, visitor = _length(scope), str((scope.get("client") or ("",))[0])
        if refusal := self._refusal(size, visitor):
            if size is not None and size <= self._limits.each + _FORM:
                # A browser that can't send all of it shows an error of the connection in place of our sentence.
                await _drain(receive)
            await _answer(send, *refusal)
            return
        await self._pass_on(size or 0, visitor, (scope, receive, send))

    def _refusal(self, size: int | None, visitor: str) -> tuple[int, str] | None:
        """The status and the reason for which an upload is refused, or None."""
        if size is None:
            return 411, page_text("its size was not sent with it")
        if size > self._limits.each + _FORM:
            return 413, page_text("it is larger than {size}; split it", size=_shown(self._limits.each))
        if sum(self._arriving) + self._uploads.waiting + size > self._limits.waiting:
            return 429, page_text("too much waits to be read already; add it again in a few minutes")
        hour, left = divmod(time.time(), _HOUR)
        if hour != self._hour:
            self._hour = int(hour)
            self._sent.clear()
        if self._sent[visitor] + size > self._limits.hourly:
            minutes = -int(-(_HOUR - left) // 60)
            return 429, page_text(
                "more than {size} were sent from your address within an hour; "
                "go on in {minutes} min, or use the command: pincite add FOLDER",
                size=_shown(self._limits.hourly),
                minutes=minutes,
            )
        return None

    async def _pass_on(self, size: int, visitor: str, request: tuple[Scope, Receive, Send]) -> None:
        """Lets an upload in, and counts it while it arrives and after it has."""
        scope, receive, send = request

        async def counted(message: Message) -> None:
            # Others were refused by the routes behind, as where nobody has logged in.
            if message["type"] == "http.response.start" and message["status"] == 200:
                self._uploads.received(size)
            await send(message)

        self._sent[visitor] += size
        self._arriving.append(size)
        try:
            await self._app(scope, receive, counted)
        except ClientDisconnect:
            pass  # the visitor has left, so nobody waits for an answer
        finally:
            self._arriving.remove(size)
            if not self._arriving:
                self._uploads.remove_unfinished()


def _length(scope: Scope) -> int | None:
    """The length of a request's body, or None if it is not said."""
    text = bytes(dict(scope["headers"]).get(b"content-length", b""))
    return int(text) if text.isdigit() else None


async def _drain(receive: Receive) -> None:
    more = True
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)


async def _answer(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})


def _shown(size: int) -> str:
    return f"{size // 10**9} GB" if size >= 10**9 else f"{size // 10**6} MB"
