"""Who sent a request, and how they log in and out: by a cookie of this process, by the one password, or by an account."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from ui.web.security.asgi import Receive, Scope, Send, header, log_in_first, nothing_here
from ui.web.security.login import log_in, show_login
from ui.web.security.owners import Owners
from ui.web.security.passwords import PasswordCheck
from ui.web.security.people import People, SignedIn, session_cookie
from ui.web.security.policy import respond
from ui.web.security.provided import THERE, Provided
from ui.web.security.visitors import Visitors, cookie_header

LOGOUT = "/logout"
"""Where the page sends who signs out."""

PASSWORD = "/password"  # noqa: S105 - a path
"""Where the page sends a new password."""

# What an address of the page may ask for (ui/assets/chat/address.js, ui/assets/evidence/linked.js).
_ID, _OFFSET = re.compile(r"[A-Za-z0-9_-]{8,64}"), re.compile(r"[0-9]{1,9}")
_KEPT = {"chat": _ID, "document": _ID, "start": _OFFSET, "end": _OFFSET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known of who sent a request.

    Attributes:
        cookie: What tells visitors apart; None for one who is not known yet.
        owner: Whose chats they have; None for a browser that has no cookie yet.
        locked: Whether somebody has to log in first.
        people: Whether there are accounts.
        signed_in: Their account, if they have signed in.
    """

    cookie: str | None
    owner: str | None
    locked: bool
    people: bool = False
    signed_in: SignedIn | None = None


class Visits:
    """Tells who sent a request.

    Attributes:
        visitors: Gives visitors without accounts their cookies.
        owners: Tells whose chats they have.
    """

    def __init__(
        self,
        check: PasswordCheck | None,
        owners: Owners,
        people: People | None,
        provided: Provided | None = None,
    ) -> None:
        """Takes what is needed; see `Gate`."""
        self.visitors = Visitors()
        self.owners = owners
        self._check = check
        self._people = people
        self._provided = provided
        self._name = secrets.token_hex(8)  # tells this process from those before and after it

    async def of(self, scope: Scope) -> Visit:
        """Who sent a request.

        Raises:
            RefusedError: The accounts can't be read.
        """
        if self._people is not None and await self._people.on():
            who = await self._people.who(scope)
            if who is None:
                return Visit(cookie=None, owner=None, locked=True, people=True)
            return Visit(cookie=who.token, owner=who.account.id, locked=True, people=True, signed_in=who)
        return Visit(
            cookie=self.visitors.cookie(scope),
            owner=self.owners.owner(scope),
            locked=self._check is not None,
        )

    async def show(self, scope: Scope, send: Send, visit: Visit) -> None:
        """Sends the page to log in."""
        provider = self._provided.host if self._provided and visit.people else None
        await show_login(scope, send, people=visit.people, provider=provider)

    async def by_provider(self, scope: Scope, send: Send, visit: Visit, *, secure: bool) -> None:
        """Serves a browser that goes to the provider, or comes back.

        Raises:
            RefusedError: There is no provider, or the accounts can't be read.
        """
        if self._provided is None or not visit.people or scope["method"] != "GET":
            raise nothing_here()
        if scope["path"] == THERE:
            await self._provided.there(scope, send, secure=secure)
            return
        token = await self._provided.back(scope, send, secure=secure)
        if token is None:
            return
        if visit.signed_in and self._people:
            await self._people.sign_out(visit.signed_in)
        to_page = (b"location", b"../../")
        await respond(send, 303, "", headers=[to_page, session_cookie(scope, token, secure=secure)])

    def named(self, visit: Visit) -> str:
        """What tells a page whether all is as it was: the same process, and the same person."""
        if visit.signed_in is None:
            return self._name
        person = sha256(f"{self._name} {visit.owner}".encode()).hexdigest()
        return f"{self._name}-{person[:8]}"

    async def change_password(
        self, scope: Scope, receive: Receive, send: Send, visit: Visit, *, secure: bool
    ) -> None:
        """Serves a request of the page to change the password of whoever has signed in.

        Raises:
            RefusedError: Nobody has, it is too large, or the accounts can't be read.
        """
        if self._people is None or visit.signed_in is None:
            raise log_in_first()
        changed = await self._people.change_password(scope, receive, visit.signed_in)
        cookies = [session_cookie(scope, changed.token, secure=secure)] if changed.token else []
        await respond(send, changed.status, changed.problem, headers=cookies)

    async def log_in_or_out(
        self, scope: Scope, receive: Receive, send: Send, visit: Visit, *, secure: bool
    ) -> None:
        """Serves a request to log in, or out; `secure`: whether the browser speaks HTTPS.

        Raises:
            RefusedError: It is too large, or the accounts can't be read.
        """
        leaves, to_page = scope["path"] == LOGOUT, (b"location", b"./" + _asked_for(scope))
        if scope["method"] != "POST" or not visit.locked:
            await respond(send, 303, "", headers=[to_page])
        elif self._people is not None and visit.people:
            provider = self._provided.host if self._provided else None
            token = None if leaves else await self._people.sign_in(scope, receive, send, provider)
            if token is None and not leaves:
                return
            if visit.signed_in:
                await self._people.sign_out(visit.signed_in)
            cookie = session_cookie(scope, token, secure=secure)
            await respond(send, 303, "", headers=[(b"location", b"./") if leaves else to_page, cookie])
        elif leaves or self._check is None:
            await respond(send, 303, "", headers=[to_page])
        elif await log_in(scope, receive, send, self._check):
            cookie = cookie_header(scope, self.visitors.new(), secure=secure)
            await respond(send, 303, "", headers=[to_page, cookie])


def _asked_for(scope: Scope) -> bytes:
    """The query of the address at which the login was shown, as far as it is that of a chat or of a place in a document."""
    sent = parse_qs(urlsplit(header(scope, b"referer") or "").query)
    kept = {name: sent[name][0] for name, form in _KEPT.items() if form.fullmatch(sent.get(name, [""])[0])}
    return f"?{urlencode(kept)}".encode() if kept else b""
