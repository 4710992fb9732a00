"""Tells visitors apart by a signed cookie, and ties what they start to them."""

import hmac
import re
import secrets

from starlette.requests import cookie_parser

from ui.web.security.asgi import Scope, header

_ID = 24  # hexadecimal digits, 96 bits


class Visitors:
    """Gives each visitor a cookie that this process has signed. Nothing is kept, so no number of them is too many.

    With a password only who typed it gets a cookie, so a valid one is a login as well.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def new(self) -> str:
        """The value of a cookie for a new visitor."""
        number = secrets.token_hex(16)
        return f"{number}.{self._signed('cookie', number)}"

    def cookie(self, scope: Scope) -> str | None:
        """The valid cookie that a request brings, or None."""
        value = cookie_parser(header(scope, b"cookie") or "").get(cookie_name(scope), "")
        number, _, signature = value.partition(".")
        is_ours = hmac.compare_digest(signature.encode(), self._signed("cookie", number).encode())
        return value if is_ours else None

    def visitor(self, cookie: str, owner: str | None) -> "Visitor":
        """The visitor who has this cookie, and whose chats are those of `owner`; without one they are of this visit."""
        return Visitor(self._signed("visitor", cookie), owner)

    def _signed(self, purpose: str, text: str) -> str:
        return _signature(self._key, purpose, text)


class Visitor:
    """One visitor, and the names of what is theirs, which nobody else can make.

    Attributes:
        id: Appears in the names of sessions; the cookie can't be made from it.
        owner: Whose chats the visitor has; appears there, too.
    """

    def __init__(self, secret: str, owner: str | None = None) -> None:
        self._key = secret.encode()
        self.id = self._signed("id", "")[:_ID]
        self.owner = owner or self._signed("owner", "")[:_ID]

    @property
    def token(self) -> str:
        """What the page sends with an upload; other websites can send the cookie, but can't read this."""
        return self._signed("token", "")

    def is_token(self, given: str | None) -> bool:
        """Whether it is the token of this visitor."""
        return hmac.compare_digest(self.token.encode(), (given or "").encode())

    def session(self, name: object) -> str | None:
        """The name of a session of the page inside the visitor's own names, or None if it is not like one.

        Gradio gives the events of a session to everybody who knows its name. Behind the visitor's id, the same name
        of another visitor is another session.
        """
        is_name = isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name)
        return f"{self.id}-{self.owner}-{name}" if is_name else None

    def handed_out(self, path: str) -> str:
        """The path of an upload, as only this visitor gets it."""
        return f"{self._signed('path', path)}:{path}"

    def upload(self, handed_out: str) -> str | None:
        """The path of an upload that was handed out to this visitor, or None if it was not."""
        signature, _, path = handed_out.partition(":")
        is_own = hmac.compare_digest(signature.encode(), self._signed("path", path).encode())
        return path if is_own else None

    def _signed(self, purpose: str, text: str) -> str:
        return _signature(self._key, purpose, text)


def _signature(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose} {text}".encode(), "sha256").hexdigest()


def cookie_name(scope: Scope) -> str:
    """The name of the cookie. It has the port, since browsers give one cookie to all ports of a machine."""
    server = scope.get("server") or ("", 0)
    return f"pincite-{server[1] or 0}"


def cookie_header(scope: Scope, value: str, *, secure: bool) -> tuple[bytes, bytes]:
    """The header that gives a visitor the cookie."""
    # Lax, not strict: with strict a link from a mail would open the login page although one is logged in. Other
    # websites can make no other request with it than that, and it only shows the page.
    text = f"{cookie_name(scope)}={value}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
    return b"set-cookie", text.encode()


def visitor_of(session: str | None) -> str:
    """The visitor's id in the `session_hash` of a Gradio request."""
    return (session or "")[:_ID]


def owner_of(session: str | None) -> str:
    """Whose chats are asked for, in the `session_hash` of a Gradio request."""
    return (session or "").split("-", 2)[1]
