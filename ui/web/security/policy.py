"""The content security policy of the page, and the headers that keep it apart from other websites."""

import base64
import hashlib
import re
from collections.abc import Sequence

from ui.web.security.asgi import App, Message, Receive, Scope, Send

# A script with `src` is a file of this host, which needs no hash.
_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def policy(html: bytes) -> str:
    """The policy of a page: nothing from other hosts, and no inline script except those of the page itself.

    The index page of Gradio has inline scripts (its configuration), which are allowed by their hashes, so an
    `onerror=` or a `<script>` that got into the page would not run. `gr.HTML` builds functions from strings,
    which needs 'unsafe-eval'; it gets only our own constant templates and scripts. Svelte sets style
    attributes, which needs inline styles.
    """
    hashes = [base64.b64encode(hashlib.sha256(s).digest()).decode() for s in _INLINE.findall(html)]
    scripts = " ".join(["'self'", "'unsafe-eval'", *(f"'sha256-{h}'" for h in hashes)])
    return (
        f"default-src 'self'; script-src {scripts}; script-src-attr 'none'; "
        "style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'none'; frame-src 'none'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


_HEADERS = [
    # Not "no-referrer": with that, browsers do not say which page sent a form, and the login is one.
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    # Browsers that do not say which website sent a request still keep the answer from it.
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


class PolicyMiddleware:
    """Adds the policy to every response of Gradio; an HTML page is held back until its scripts are hashed."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()

        async def hold(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                if _is_html(message):
                    start = message
                else:
                    # Other responses have no inline scripts, so no hash is allowed for them.
                    await send(_with_headers(message, b""))
            # The headers go first but need the hashes of the whole page, so both wait for its last part.
            elif start is not None:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await send(_with_headers(start, bytes(body)))
                    await send({"type": "http.response.body", "body": bytes(body)})
            else:
                await send(message)

        await self._app(scope, receive, hold)


def _is_html(message: Message) -> bool:
    headers = dict(message["headers"])
    return bytes(headers.get(b"content-type", b"")).startswith(b"text/html")


def _with_headers(message: Message, html: bytes) -> Message:
    return {**message, "headers": [*message["headers"], *_protection(html)]}


def _protection(html: bytes) -> list[tuple[bytes, bytes]]:
    return [*_HEADERS, (b"content-security-policy", policy(html).encode())]


async def respond(
    send: Send,
    status: int,
    body: str,
    *,
    kind: str = "text/plain",
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    """Sends a whole response of ours, under the same policy."""
    data = body.encode()
    own = [
        (b"content-type", f"{kind}; charset=utf-8".encode()),
        (b"content-length", str(len(data)).encode()),
        # What depends on who asks must not be kept by a browser or a proxy.
        (b"cache-control", b"no-store"),
    ]
    all_headers = [*own, *headers, *_protection(data)]
    await send({"type": "http.response.start", "status": status, "headers": all_headers})
    await send({"type": "http.response.body", "body": data})
