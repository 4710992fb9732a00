"""The one door to the page: each request, of every kind, is checked here before Gradio sees it."""

import json
from collections.abc import AsyncIterator, Callable, Container
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from urllib.parse import parse_qs, urlencode

from starlette.applications import Starlette

from ui.web.security.addresses import Addresses
from ui.web.security.asgi import App, Message, Receive, RefusedError, Scope, Send, header, log_in_first
from ui.web.security.events import own_event
from ui.web.security.owners import Owners
from ui.web.security.passing import handing_out_uploads, with_body
from ui.web.security.passwords import PasswordCheck
from ui.web.security.people import People
from ui.web.security.policy import respond
from ui.web.security.provided import BACK, THERE, Provided
from ui.web.security.visitors import Visitor, cookie_header
from ui.web.security.visits import LOGOUT, PASSWORD, Visit, Visits

# What the page uses of Gradio. All else of it is switched off, also what a later version adds: its descriptions of
# the API, and the routes by which it would fetch from other hosts, hand out files, or end the work of others.
_EVENTS = {"/gradio_api/queue/join", "/gradio_api/run/predict"}
_UPLOAD = "/gradio_api/upload"
_POSTS = _EVENTS | {_UPLOAD, "/login", LOGOUT, PASSWORD}
_STREAM = "/gradio_api/queue/data"
_TOKEN = "/upload-token"  # noqa: S105 - a path
# By it the page sees that the server has stopped, was started anew, or asks for the password again. Gradio's own way to
# see that, /gradio_api/app_id, stays shut: at once, and in the middle of a word, it would reload the page.
_ALIVE = "/alive"
_OPEN_TO_ALL = {
    "/login",
    "/manifest.json",
    "/favicon.ico",
    "/pwa_icon",
    "/gradio_api/startup-events",
    _ALIVE,
}
_GETS = _OPEN_TO_ALL | {THERE, BACK, "/", "/config", "/theme.css", _STREAM, _TOKEN}
OWNER = "pincite.owner"
"""Where a request has whose chats its visitor has."""

VIEWER = "/viewer/"
"""Below it is what the viewer reads of documents (`ui.web.viewer.routes`)."""
_FOLDERS = ("/assets/", "/static/", "/svelte/", VIEWER)

_LONGEST_PATH, _LONGEST_QUERY = 200, 2000  # characters; a file system takes no name above 255

# Gradio would believe these and tell the page to send its requests there.
_LEFT_OUT = {b"x-forwarded-host", b"x-forwarded-proto", b"x-gradio-server"}


class Gate:
    """Checks the address, the sender, the visitor and the form of each request.

    Args:
        app: What is behind the gate.
        addresses: Where the page is served.
        known: The numbers of Gradio's functions.
        sessions: The sessions that something waits for.
        check: Checks passwords; None if everybody may come in.
        owners: Tells whose chats a visitor has; by default each browser has its own.
        people: Knows visitors by their accounts, once there are some; they come before the password.
        provided: Signs them in by a provider, too.
    """

    def __init__(
        self,
        app: App,
        addresses: Addresses,
        known: Container[int],
        sessions: Container[str],
        check: PasswordCheck | None = None,
        owners: Owners | None = None,
        people: People | None = None,
        provided: Provided | None = None,
    ) -> None:
        self._app = app
        self._addresses = addresses
        self._known = known
        self._sessions = sessions
        self._visits = Visits(check, owners or Owners(one_person=False), people, provided)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or refuses it with a sentence."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            # The page uses no WebSockets, and browsers open them to any host.
            await send({"type": "websocket.close", "code": 1008})
        else:
            try:
                await self._serve(scope, receive, send)
            except RefusedError as refusal:
                await respond(send, refusal.status, str(refusal))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._addresses.check(scope)
        _check_route(scope)
        visit = await self._visits.of(scope)
        if scope["path"] in ("/login", LOGOUT):
            secure = self._addresses.is_secure(scope)
            await self._visits.log_in_or_out(scope, receive, send, visit, secure=secure)
        elif scope["path"] == PASSWORD:
            secure = self._addresses.is_secure(scope)
            await self._visits.change_password(scope, receive, send, visit, secure=secure)
        elif scope["path"] in (THERE, BACK):
            secure = self._addresses.is_secure(scope)
            await self._visits.by_provider(scope, send, visit, secure=secure)
        elif scope["path"] == _ALIVE:
            known = visit.cookie is not None or not visit.locked
            answer = json.dumps({"server": self._visits.named(visit), "known": known})
            await respond(send, 200, answer, kind="application/json")
        elif visit.cookie:
            await self._serve_visitor(scope, receive, send, visit, visit.cookie)
        elif scope["path"] in _OPEN_TO_ALL:
            await self._app(scope, receive, send)
        elif not visit.locked:
            cookie = self._visits.visitors.new()
            await self._serve_visitor(scope, receive, self._with_cookie(scope, send, cookie), visit, cookie)
        elif scope["path"] == "/":
            await self._visits.show(scope, send, visit)
        else:
            raise log_in_first()

    async def _serve_visitor(
        self, scope: Scope, receive: Receive, send: Send, visit: Visit, cookie: str
    ) -> None:
        visitor, path = self._visits.visitors.visitor(cookie, visit.owner), scope["path"]
        if not visit.people:
            send = self._visits.owners.named(scope, send, secure=self._addresses.is_secure(scope))
        scope = self._plain(scope)
        if path == _TOKEN:
            await respond(send, 200, visitor.token)
            return
        if path == _UPLOAD:
            if not visitor.is_token(header(scope, b"x-pincite-token")):
                raise RefusedError(403, "An upload needs the token of the page. Reload the page.")
            # Its answer is read here, so it must not be packed.
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope, send = {**scope, "headers": plain}, handing_out_uploads(send, visitor)
        elif path in _EVENTS:
            body = await own_event(scope, receive, visitor, self._known)
            scope, receive = with_body(scope, receive, body)
        scope["query_string"] = self._own_query(scope, visitor)
        scope[OWNER] = visitor.owner
        await self._app(scope, receive, send)

    def _with_cookie(self, scope: Scope, send: Send, cookie: str) -> Send:
        added = cookie_header(scope, cookie, secure=self._addresses.is_secure(scope))

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], added]}
            await send(message)

        return with_cookie

    def _plain(self, scope: Scope) -> Scope:
        """The request without what would mislead Gradio; it takes from it where the page sends its requests."""
        headers = [(name, value) for name, value in scope["headers"] if name not in _LEFT_OUT]
        scheme = "https" if self._addresses.is_secure(scope) else "http"
        return {**scope, "headers": headers, "scheme": scheme}

    def _own_query(self, scope: Scope, visitor: Visitor) -> bytes:
        """The query: none, or for the stream of events that of the visitor's own session, or what the viewer asks."""
        if scope["path"].startswith(VIEWER):
            return bytes(scope["query_string"])
        if scope["path"] != _STREAM:
            return b""
        name = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
        session = visitor.session(name)
        # Gradio would begin to answer, and then print a traceback.
        if session not in self._sessions:
            raise RefusedError(404, "Nothing is being answered in this session of yours.")
        return urlencode({"session_hash": session}).encode()


def _check_route(scope: Scope) -> None:
    path, query = scope["path"], scope["query_string"]
    if len(path) > _LONGEST_PATH or len(query) > _LONGEST_QUERY:
        raise RefusedError(414, "This address is too long.")
    # With "..", a folder of files would lead out of it.
    if not path.isprintable() or b"%00" in query or ".." in path or "\\" in path:
        raise RefusedError(400, "This is not an address of the page.")
    allowed = _POSTS if scope["method"] == "POST" else _GETS
    if scope["method"] not in ("GET", "HEAD", "POST"):
        raise RefusedError(405, "The page does not use this method.")
    if path not in allowed and not (path.startswith(_FOLDERS) and allowed is _GETS):
        raise RefusedError(404, "Pincite has nothing at this address.")


def in_front(
    doors: Callable[[App], App], running: Callable[[], AbstractAsyncContextManager[object]]
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """A lifespan that puts something before all of Gradio when the server starts.

    Args:
        doors: Puts it before an application: the gate, and before that what programs reach.
        running: What has to run as long as the server does.

    As a middleware of Gradio's application it would come too late: Gradio puts its own around it, and the one for
    other origins (CORS) answers some of their requests itself, and marks what we refuse as readable for them.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        if app.middleware_stack is not None:
            app.middleware_stack = doors(app.middleware_stack)
        async with running():
            yield

    return lifespan
