"""Puts into the page what must be there before it is drawn: its colours, its language, and the catalogue of its texts.

Gradio adds what it gets as `head` by a script, after the first paint: a page in other colours would flash.
"""

import json
from functools import cache
from pathlib import Path

from ui.languages import Catalogue, catalogues
from ui.web.appearance import as_wanted, language_of
from ui.web.security import App, Message, Receive, Scope, Send

_COLOURS = Path(__file__).parents[1] / "assets" / "theme.css"
# By this Gradio chooses the language of its own texts, and that of the page.
_SCRIPT = 'Object.defineProperty(navigator, "language", { value: document.documentElement.lang });'


class FirstPaintMiddleware:
    """Adds it to the page itself; all else passes unchanged."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def hold(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = painted(body.decode(), scope).encode() if start["status"] == 200 else bytes(body)
            headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
            # Another language or theme is another page at the same address.
            headers += [(b"content-length", str(len(page)).encode()), (b"vary", b"accept-language, cookie")]
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, hold)


def painted(page: str, scope: Scope) -> str:
    """The HTML of the page for whoever sent the request."""
    return as_wanted(page, scope).replace("<head>", f"<head>{_head(language_of(scope))}", 1)


def _head(language: Catalogue) -> str:
    names = {catalogue.code: catalogue.name for catalogue in catalogues().values()}
    data = json.dumps(
        {"code": language.code, "names": names, "texts": dict(language.texts), "sent": dict(language.sent)}
    )
    # The only way out of a script element is a tag that ends it.
    data = data.replace("<", "\\u003c")
    return (
        f"<style>{_colours()}</style><script>{_SCRIPT}</script>"
        f'<script type="application/json" id="pincite-language">{data}</script>'
    )


@cache
def _colours() -> str:
    return _COLOURS.read_text(encoding="utf-8")
