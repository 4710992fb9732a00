"""The one door for programs: who sends a request, from where, how many and how much of it, before any route sees it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hmac import compare_digest

from anyio import to_thread
from fastapi import HTTPException, Request

from rag import AppDatabaseError
from ui.accounts import Accounts
from ui.api.callers import THIS_MACHINE, Caller, Right
from ui.api.keys import KeyFileError, KeyStore
from ui.api.limits import RequestLimits
from ui.api.problems import Problem, ProblemError, problem_response, refused
from ui.api.receiving import bounded, too_large
from ui.web.security.addresses import Addresses
from ui.web.security.asgi import App, Receive, RefusedError, Scope, Send, header

_log = logging.getLogger("pincite")

CALLER = "pincite.caller"
"""Where a request has its `Caller`."""

LARGEST = 2**20
"""Bytes of a request that uploads nothing."""

LARGEST_UPLOAD = 200_000_000
"""Bytes of a file that is sent, as on the page."""

UPLOADS = "/api/v1/documents"
"""Where files may be sent."""

VERIFIED_ANSWERS = "/api/v1/verify/answer"
"""Where exported answers are sent, which may have whole texts."""

LARGEST_ANSWER = 20 * 2**20

OPEN_TO_ALL = frozenset({"/health", "/ready"})
"""What tells nothing of the documents: for whoever watches whether the server runs."""

_LONGEST_PATH, _LONGEST_QUERY = 500, 20_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRules:
    """Who is let in.

    Attributes:
        addresses: Where the server is reached; checked where no key is sent, since a browser sends requests of any website.
        keys: The keys of programs.
        accounts: The people who use the server; once there are some, nobody comes in without a key.
        own_token: That of the commands of the user that runs the server.
        open_here: Whether programs of this machine need no key as long as none was made.
        largest_upload: Bytes of a file that may be sent.
    """

    addresses: Addresses
    keys: KeyStore
    accounts: Accounts
    own_token: str
    open_here: bool
    largest_upload: int = LARGEST_UPLOAD


class Guard:
    """Checks each request for programs, and names its caller in the scope."""

    def __init__(self, app: App, rules: GuardRules, limits: RequestLimits | None = None) -> None:
        """Checks nothing yet.

        Args:
            app: What is behind it.
            rules: Who is let in.
            limits: Counts the requests of each key.
        """
        self._app = app
        self._rules = rules
        self._limits = limits or RequestLimits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or refuses it with a problem."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            _check_route(scope)
            if scope["path"] not in OPEN_TO_ALL:
                await self._let_in(scope)
                _check_form(scope)
            await self._app(scope, self._bounded(scope, receive), send)
        except (RefusedError, ProblemError, HTTPException) as error:
            await problem_response(scope["path"], _problem(error))(scope, receive, send)

    async def _let_in(self, scope: Scope) -> None:
        """Names the caller.

        Raises:
            ProblemError: The key is missing or wrong, or too many requests came.
            RefusedError: Another website sent it.
        """
        try:
            # In a thread: the database may be on another machine.
            caller = await to_thread.run_sync(self._known, scope)
        except (KeyFileError, AppDatabaseError) as error:
            # Whoever asks is not known, so that no path is told.
            _log.error("%s", error)
            raise refused(
                503, "keys", "The keys can't be read, so nobody is let in. The server's terminal says why."
            ) from error
        if wait := self._limits.wait(caller):
            detail = f"The key “{caller.name}” may send {caller.per_minute} requests a minute. Try again in {wait} s."
            raise refused(429, "too-many-requests", detail, Retry_After=str(wait))
        scope[CALLER] = caller

    def _known(self, scope: Scope) -> Caller:
        """The caller, with its account as it is now.

        Raises:
            ProblemError: The key is missing or wrong, or its account is not there any more.
            RefusedError: Another website sent it.
        """
        caller = self._caller(scope)
        if caller.account is None:
            return caller
        principal = self._rules.accounts.principal(caller.account)
        if principal is None:
            raise _unknown("The account of this key is not there any more.")
        return caller.acting_for(principal)

    def _caller(self, scope: Scope) -> Caller:
        given = _key(scope)
        if given is not None:
            if compare_digest(given.encode("utf-8", "replace"), self._rules.own_token.encode()):
                return THIS_MACHINE
            if caller := self._rules.keys.caller(given):
                return caller
        is_open = self._rules.open_here and not self._rules.keys.keys() and not self._rules.accounts.on
        if given is None or is_open:
            # A website in a browser of this machine could send it: a key, which no browser knows, is not needed here.
            self._rules.addresses.check(scope)
        if is_open:
            # Clients of OpenAI's protocol can't send none, so that any word counts as none.
            return THIS_MACHINE
        if given is None:
            raise _unknown(
                "This needs a key: send it as “Authorization: Bearer KEY”. `pincite keys add NAME` makes one."
            )
        raise _unknown("This key is not known here. `pincite keys list` shows which there are.")

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """What is received, up to as much as this caller may send there."""
        large: dict[str, tuple[Right | None, int]] = {
            # What a form adds to its file is little.
            UPLOADS: ("add", self._rules.largest_upload + LARGEST),
            VERIFIED_ANSWERS: ("ask", LARGEST_ANSWER),
        }
        right, largest = large.get(scope["path"], (None, LARGEST))
        # Routes ask for a right when the body is there: nobody else may send so much. Who only reads sends nothing.
        if right is not None and scope["method"] not in ("GET", "HEAD"):
            _check_right(scope[CALLER], right)
        if (_length(scope) or 0) > largest:
            raise refused(413, "too-large", f"{too_large(largest)}.")
        return bounded(receive, largest)


class OnlyWith:
    """An application for those who have a right, whatever it does."""

    def __init__(self, right: Right, app: App) -> None:
        """Takes the right, and what is behind it."""
        self._right = right
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request.

        Raises:
            ProblemError: The caller does not have the right.
        """
        _check_right(scope[CALLER], self._right)
        await self._app(scope, receive, send)


def needs(right: Right) -> Callable[[Request], Awaitable[Caller]]:
    """A dependency of FastAPI: the caller, who must have this right."""

    async def caller(request: Request) -> Caller:
        found: Caller = request.scope[CALLER]
        _check_right(found, right)
        return found

    return caller


def _check_right(caller: Caller, right: Right) -> None:
    if not caller.may(right):
        raise refused(403, "right", f"The key “{caller.name}” does not have the right “{right}”.")


def _key(scope: Scope) -> str | None:
    given = header(scope, b"authorization")
    if given is None:
        return None
    scheme, _, key = given.partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise _unknown("The header Authorization must be “Bearer KEY”.")
    return key.strip()


def _length(scope: Scope) -> int | None:
    text = header(scope, b"content-length")
    if text is None:
        return None
    # `int` would take "1_0" and " 10", which are no lengths.
    if not (text.isascii() and text.isdigit()):
        raise refused(400, "length", "The header Content-Length is no number.")
    return int(text)


def _check_route(scope: Scope) -> None:
    if len(scope["path"]) > _LONGEST_PATH or len(scope["query_string"]) > _LONGEST_QUERY:
        raise refused(414, "address-too-long", "This address is too long.")
    if "\0" in scope["path"]:
        raise refused(400, "address", "This is no address of Pincite.")


def _check_form(scope: Scope) -> None:
    sent = (header(scope, b"content-type") or "").strip().lower()
    if scope["path"] == UPLOADS and scope["method"] == "POST" and not sent.startswith("multipart/form-data"):
        # Read as another kind of form, a file would be called one with too many fields.
        detail = "Send the file as a form with the field “file”, as `curl -F file=@report.pdf` does."
        raise refused(415, "content-type", detail)


def _problem(error: RefusedError | ProblemError | HTTPException) -> Problem:
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, HTTPException):
        return Problem(status=error.status_code, kind="refused", detail=f"{error.detail}.")
    return Problem(status=error.status, kind="refused", detail=str(error))


def _unknown(detail: str) -> ProblemError:
    return refused(401, "key", detail, WWW_Authenticate="Bearer")
