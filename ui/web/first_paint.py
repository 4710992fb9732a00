"""Puts into the page what must be there before it is drawn: its language, its colours, and the catalogue of its texts.

Gradio adds what it gets as `head` by a script, after the first paint: a page in the other colours would flash. Both are kept
in cookies of the browser, so that the server can send the page as it is wanted.
"""

import json
import re
from pathlib import Path

from starlette.requests import cookie_parser

from ui.languages import Catalogue, catalogues, chosen_catalogue
from ui.web.security import App, Message, Receive, Scope, Send
from ui.web.security.asgi import header

LANGUAGE_COOKIE = "pincite-language"
THEME_COOKIE = "pincite-theme"
"""Also in ui/assets/settings/choices.js, which writes them."""

THEMES = ("light", "dark")
"""What can be chosen; without a choice the page is as the system."""

_COLOURS = Path(__file__).parents[1] / "assets" / "theme.css"
_HTML = re.compile(r"<html\b[^>]*?\slang=\"en\"")
# Gradio sets the language of its own texts, and that of the page, by this.
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
    """The HTML of the page with the language and the theme of whoever sent the request."""
    cookies = cookie_parser(header(scope, b"cookie") or "")
    language = language_of(scope)
    theme = cookies.get(THEME_COOKIE, "")
    attribute = f' data-theme="{theme}"' if theme in THEMES else ""
    page = _HTML.sub(
        lambda tag: tag[0].replace('lang="en"', f'lang="{language.code}"{attribute}'), page, count=1
    )
    return page.replace("<head>", f"<head>{_head(language)}", 1)


def language_of(scope: Scope) -> Catalogue:
    """The language of whoever sent the request."""
    cookies = cookie_parser(header(scope, b"cookie") or "")
    return chosen_catalogue(
        cookies.get(LANGUAGE_COOKIE), header(scope, b"accept-language") or "", catalogues()
    )


def _head(language: Catalogue) -> str:
    names = {catalogue.code: catalogue.name for catalogue in catalogues().values()}
    data = json.dumps(
        {"code": language.code, "names": names, "texts": dict(language.texts), "sent": dict(language.sent)}
    )
    # The only way out of a script element is a tag that ends it.
    data = data.replace("<", "\\u003c")
    colours = _COLOURS.read_text(encoding="utf-8")
    return f'<style>{colours}</style><script>{_SCRIPT}</script><script type="application/json" id="pincite-language">{data}</script>'
