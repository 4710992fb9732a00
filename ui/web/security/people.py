"""Who a visitor is where there are accounts: the cookie of a session, signing in, and signing out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from typing import TypeVar
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from starlette.requests import cookie_parser

from rag import PinciteError
from ui.accounts import Account, Accounts
from ui.accounts.passwords import LONGEST, SHORTEST
from ui.accounts.sessions import LASTS
from ui.languages import page_text
from ui.web.appearance import language_of
from ui.web.security.asgi import Receive, Scope, Send, accounts_fail, header
from ui.web.security.events import read_body
from ui.web.security.login import show_login, show_wait, too_many

Result = TypeVar("Result")

_log = logging.getLogger("pincite")

_LARGEST = 8192
# Passwords that are checked at a time: each takes 64 MB for a tenth of a second.
_CHECKS = 2
_READS = 16


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account, and the token of its session, which is kept in the cookie alone."""

    account: Account
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of a new password: the status of HTTP, why it was not taken, or the token of the session that goes on."""

    status: int
    problem: str = ""
    token: str | None = field(default=None, repr=False)


class People:
    """Knows visitors by their accounts. Belongs to the event loop of one server."""

    def __init__(self, accounts: Accounts) -> None:
        """Reads nothing.

        Args:
            accounts: The accounts.
        """
        self._accounts = accounts
        self._limiters: dict[int, CapacityLimiter] = {}

    async def on(self) -> bool:
        """Whether people have to sign in."""
        return await self._run(_READS, lambda: self._accounts.on)

    async def who(self, scope: Scope) -> SignedIn | None:
        """Who sent a request, or None."""
        token = cookie_parser(header(scope, b"cookie") or "").get(_name(scope), "")
        account = await self._run(_READS, partial(self._accounts.signed_in, token)) if token else None
        return SignedIn(account, token) if account else None

    async def sign_in(
        self, scope: Scope, receive: Receive, send: Send, provider: str | None = None
    ) -> str | None:
        """The token of a new session; if name or password are wrong, None, and the page was sent again with the reason.

        Args:
            scope: The request.
            receive: Gives its body.
            send: Sends the response.
            provider: The host of the provider that signs people in, too.

        Raises:
            RefusedError: What was sent is too large for a form with a password.
        """
        form = parse_qs((await read_body(scope, receive, _LARGEST)).decode("utf-8", "replace"))
        name, password = (form.get(field, [""])[0] for field in ("username", "password"))
        address = (scope.get("client") or ("", 0))[0]
        signing_in = self._accounts.signing_in
        # Nothing is awaited between the body and this, which counts it: many requests at one time count one after another.
        if wait := ceil(signing_in.admit(address)):
            await show_wait(scope, send, wait, people=True, provider=provider)
            return None
        token = await self._run(_CHECKS, partial(signing_in.sign_in, address, name, password))
        if token is None:
            problem = page_text("The name or the password is wrong.", language=language_of(scope))
            await show_login(scope, send, problem, people=True, provider=provider)
        return token

    async def change_password(self, scope: Scope, receive: Receive, signed_in: SignedIn) -> Changed:
        """Gives somebody another password, who types the current one, too.

        Raises:
            RefusedError: What was sent is too large for two passwords, or the accounts can't be read.
        """
        form = parse_qs((await read_body(scope, receive, _LARGEST)).decode("utf-8", "replace"))
        current, wanted = (form.get(field, [""])[0] for field in ("current", "new"))
        language, address = language_of(scope), (scope.get("client") or ("", 0))[0]
        if not SHORTEST <= len(wanted) <= LONGEST:
            text = page_text(
                "A password has {n} to {most} characters.", n=SHORTEST, most=LONGEST, language=language
            )
            return Changed(status=422, problem=text)
        signing_in = self._accounts.signing_in
        if wait := ceil(signing_in.admit(address)):
            return Changed(status=429, problem=too_many(wait, language))
        work = partial(signing_in.change_password, signed_in.account, address, current, wanted)
        token = await self._run(_CHECKS, work)
        if token is None:
            return Changed(status=403, problem=page_text("The current password is wrong.", language=language))
        return Changed(status=204, token=token)

    async def sign_out(self, signed_in: SignedIn) -> None:
        """Ends a session."""

        def end() -> None:
            self._accounts.sessions.end(signed_in.token)
            self._accounts.audit.write(signed_in.account, "signed out")

        await self._run(_READS, end)

    async def _run(self, limit: int, work: Callable[[], Result]) -> Result:
        """Runs it in a thread: the database may be on another machine."""
        # Made here, since it belongs to the loop of the server.
        limiter = self._limiters.setdefault(limit, CapacityLimiter(limit))
        try:
            return await to_thread.run_sync(work, limiter=limiter)
        except PinciteError as error:
            _log.error("%s", error)
            raise accounts_fail() from error


def session_cookie(scope: Scope, token: str | None, *, secure: bool) -> tuple[bytes, bytes]:
    """The header that gives a browser the cookie of its session, or takes it away."""
    # See `cookie_header` for the reason of Lax.
    text = (
        f"{_name(scope)}={token or ''}; Path=/; Max-Age={int(LASTS) if token else 0}; HttpOnly; SameSite=Lax"
        f"{'; Secure' if secure else ''}"
    )
    return b"set-cookie", text.encode()


def _name(scope: Scope) -> str:
    """The name of the cookie, with the port in the address: browsers give one cookie to all ports of a machine.

    Not the port that the server listens on: behind a proxy several servers have one address.
    """
    _, _, port = (header(scope, b"host") or "").rpartition(":")
    return f"pincite-session-{port if port.isascii() and port.isdigit() else 0}"
