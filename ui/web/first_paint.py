"""Puts into the page what must be there before it is drawn: its colours, its empty frame, its language, and the catalogue of its texts.

Gradio adds what it gets as `head` by a script, after the first paint: a page in other colours would flash.
"""

import json
import re
from functools import cache
from pathlib import Path

from ui.languages import Catalogue, catalogues, page_text
from ui.web.appearance import as_wanted, language_of
from ui.web.security import App, Message, Receive, Scope, Send

_ASSETS = Path(__file__).parents[1] / "assets"
# By this Gradio chooses the language of its own texts, and that of the page.
_SCRIPT = 'Object.defineProperty(navigator, "language", { value: document.documentElement.lang });'

# What Gradio tells programs that show a preview of a link: its own name, and a picture of another host.
_PREVIEW = re.compile(r'<meta\s[^>]*"(?:og|twitter):[^>]*>\s*')


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
    return as_wanted(_PREVIEW.sub("", page), scope).replace("<head>", f"<head>{_head(language_of(scope))}", 1)


def _head(language: Catalogue) -> str:
    names = {catalogue.code: catalogue.name for catalogue in catalogues().values()}
    data = json.dumps(
        {"code": language.code, "names": names, "texts": dict(language.texts), "sent": dict(language.sent)}
    )
    # The only way out of a script element is a tag that ends it.
    data = data.replace("<", "\\u003c")
    # Shown by waiting.css. JSON's strings are also those of CSS, but for escapes that this text has none of.
    slow = json.dumps(
        page_text("Pincite does not answer. Reload the page.", language=language), ensure_ascii=False
    )
    return (
        f"<style>:root {{ --pc-slow: {slow}; }}\n{_styles()}</style><script>{_SCRIPT}</script>"
        f'<script type="application/json" id="pincite-language">{data}</script>'
    )


@cache
def _styles() -> str:
    return "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in ("theme.css", "waiting.css"))
