"""Whose chats a visitor has: one person's on a page of this machine, else those of a browser, which a cookie names for a year.

It is no login: with a password the login comes first. The login ends with the server, and chats do not.
"""

import secrets
from hashlib import sha256

from starlette.requests import cookie_parser

from ui.chats.owner import ONE_PERSON
from ui.web.security.asgi import Message, Scope, Send, header

_TOKEN = 32  # hexadecimal digits, 128 bits
_YEAR = 365 * 24 * 3600  # seconds; browsers keep no cookie for more than 400 days


class Owners:
    """Tells whose chats a request is about."""

    def __init__(self, *, one_person: bool) -> None:
        """Keeps nothing.

        Args:
            one_person: Whether all visitors are one person.
        """
        self._one_person = one_person

    def owner(self, scope: Scope) -> str | None:
        """The owner, or None for a browser that has no cookie yet."""
        if self._one_person:
            return ONE_PERSON
        token = _token(scope)
        # Only the hash is kept with the chats, so that who reads their file can't come as somebody else.
        return sha256(f"owner {token}".encode()).hexdigest()[:_TOKEN] if token else None

    def named(self, scope: Scope, send: Send, *, secure: bool) -> Send:
        """Gives a browser that opens the page the cookie for another year."""
        if self._one_person or scope["path"] != "/":
            return send
        token = _token(scope) or secrets.token_hex(_TOKEN // 2)
        # See `cookie_header` for the reasons.
        text = f"{_name(scope)}={token}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"

        async def naming(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"set-cookie", text.encode())]}
            await send(message)

        return naming


def _name(scope: Scope) -> str:
    server = scope.get("server") or ("", 0)
    return f"pincite-chats-{server[1] or 0}"


def _token(scope: Scope) -> str | None:
    value = cookie_parser(header(scope, b"cookie") or "").get(_name(scope), "")
    return value if len(value) == _TOKEN and all(c in "0123456789abcdef" for c in value) else None
