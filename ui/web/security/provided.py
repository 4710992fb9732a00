"""Signing in by a provider of OpenID Connect: the two requests of a browser, there and back."""

import logging
from dataclasses import dataclass
from functools import partial
from math import ceil
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from starlette.requests import cookie_parser

from rag import PinciteError
from ui.accounts import Accounts, Role
from ui.accounts.openid import OpenId, OpenIdError, Started
from ui.accounts.openid.accounts import account_of
from ui.languages import page_text
from ui.web.appearance import language_of
from ui.web.security.asgi import Scope, Send, accounts_fail, header
from ui.web.security.login import show_login, show_wait
from ui.web.security.policy import respond

THERE, BACK = "/login/openid", "/login/openid/back"
"""Where the sign-in page leads, and where the provider sends the browser."""

_log = logging.getLogger("pincite")

_LASTS = 600  # seconds that somebody may take at the provider
_AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidedBy:
    """A provider, and what becomes of who comes from it.

    Attributes:
        openid: The provider.
        role: What somebody new may do; None if only those come in who have an account.
    """

    openid: OpenId
    role: Role | None = None


class Provided:
    """Signs visitors in by a provider. Belongs to the event loop of one server."""

    def __init__(self, accounts: Accounts, by: ProvidedBy) -> None:
        """Asks nothing yet."""
        self._accounts = accounts
        self._by = by
        self._limiter: CapacityLimiter | None = None

    @property
    def host(self) -> str:
        """What people know the provider by."""
        return self._by.openid.provider.host

    async def there(self, scope: Scope, send: Send, *, secure: bool) -> None:
        """Sends the browser to the provider."""
        started = Started.new()
        limiter = self._limiter = self._limiter or CapacityLimiter(_AT_ONCE)
        work = partial(self._by.openid.address, started, _back(scope, secure=secure))
        try:
            address = await to_thread.run_sync(work, limiter=limiter)
        except OpenIdError as error:
            await self._failed(scope, send, error)
            return
        cookie = _cookie(scope, started.cookie, secure=secure)
        await respond(send, 303, "", headers=[(b"location", address.encode()), cookie])

    async def back(self, scope: Scope, send: Send, *, secure: bool) -> str | None:
        """The token of a new session; if nobody was signed in, None, and the sign-in page was sent.

        Raises:
            RefusedError: The accounts can't be read.
        """
        address = (scope.get("client") or ("", 0))[0]
        # Each asks the provider something: who comes with what does not hold has to wait as with a wrong password.
        if wait := ceil(self._accounts.signing_in.admit(address)):
            await show_wait(scope, send, wait, people=True, provider=self.host)
            return None
        limiter = self._limiter = self._limiter or CapacityLimiter(_AT_ONCE)
        try:
            work = partial(self._signed_in, scope, address, secure=secure)
            token = await to_thread.run_sync(work, limiter=limiter)
        except OpenIdError as error:
            await self._failed(scope, send, error)
            return None
        except PinciteError as error:
            _log.error("%s", error)
            raise accounts_fail() from error
        if token is None:
            problem = page_text(
                "You have no account here. Ask who looks after Pincite for one.", language=language_of(scope)
            )
            await show_login(scope, send, problem, people=True, provider=self.host, status=403)
        return token

    def _signed_in(self, scope: Scope, address: str, *, secure: bool) -> str | None:
        kept = cookie_parser(header(scope, b"cookie") or "").get(_name(scope), "")
        query = {
            name: values[0] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()
        }
        claims = self._by.openid.finish(Started.read(kept), _back(scope, secure=secure), query)
        account = account_of(self._accounts, claims, self._by.role)
        if account is None:
            return None
        return self._accounts.signing_in.vouched(account, address=address, by=claims.issuer)

    async def _failed(self, scope: Scope, send: Send, error: OpenIdError) -> None:
        # What is wrong is for who runs the server: it may name its addresses.
        _log.warning("%s", error)
        problem = page_text("Signing in did not work. Try it again.", language=language_of(scope))
        await show_login(scope, send, problem, people=True, provider=self.host, status=403)


def _back(scope: Scope, *, secure: bool) -> str:
    return f"{'https' if secure else 'http'}://{header(scope, b'host')}{BACK}"


def _cookie(scope: Scope, value: str, *, secure: bool) -> tuple[bytes, bytes]:
    # Lax: the browser comes back from another website.
    text = f"{_name(scope)}={value}; Path={THERE}; Max-Age={_LASTS}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
    return b"set-cookie", text.encode()


def _name(scope: Scope) -> str:
    _, _, port = (header(scope, b"host") or "").rpartition(":")
    return f"pincite-openid-{port if port.isascii() and port.isdigit() else 0}"
