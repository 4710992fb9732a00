"""The authorization code flow: a browser is sent to the provider, and comes back with a code.

https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth, with PKCE (RFC 7636).
"""

import base64
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from ui.accounts.openid.errors import OpenIdError
from ui.accounts.openid.provider import Provider
from ui.accounts.openid.tokens import checked_claims

__all__ = ["Claims", "OpenId", "OpenIdError", "Started"]

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Started:
    """A sign-in that was begun. The browser keeps it, so that any server may finish it, and nobody else's browser can.

    Attributes:
        state: Comes back with the code.
        nonce: Comes back in the id token.
        verifier: Proves to the provider that who has the code began (PKCE).
    """

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)

    @classmethod
    def new(cls) -> "Started":
        """One that nobody can guess."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @classmethod
    def read(cls, cookie: str) -> "Started":
        """From what a browser kept.

        Raises:
            OpenIdError: It is none.
        """
        parts = cookie.split(".")
        if len(parts) != 3 or not all(map(_TOKEN.fullmatch, parts)):
            raise OpenIdError("a browser came back from the provider that did not begin a sign-in")
        return cls(*parts)

    @property
    def cookie(self) -> str:
        """What the browser keeps."""
        return f"{self.state}.{self.nonce}.{self.verifier}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Who has signed in at the provider.

    Attributes:
        issuer: The provider.
        subject: What it calls them, for ever.
        name: What people call them; may be what somebody else is called, too.
    """

    issuer: str
    subject: str
    name: str


class OpenId:
    """Signs people in by one provider. Any thread may use it."""

    def __init__(self, issuer: str, client_id: str, secret: str | None = None) -> None:
        """Asks nothing yet.

        Args:
            issuer: The address of the provider.
            client_id: What the provider calls this server.
            secret: What the provider knows it by, if it gave a secret.

        Raises:
            OpenIdError: It is no address of a provider.
        """
        self.provider = Provider(issuer)
        self._client_id = client_id
        self._secret = secret

    def address(self, started: Started, back: str) -> str:
        """Where the browser is sent.

        Args:
            started: The sign-in.
            back: The address that the browser comes back to, which the provider has to know.

        Raises:
            OpenIdError: The provider can't be reached.
        """
        challenge = base64.urlsafe_b64encode(sha256(started.verifier.encode()).digest()).rstrip(b"=")
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": back,
            "scope": "openid profile email",
            "state": started.state,
            "nonce": started.nonce,
            "code_challenge": challenge.decode(),
            "code_challenge_method": "S256",
        }
        endpoint = self.provider.endpoints().authorization
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    def finish(self, started: Started, back: str, query: Mapping[str, str]) -> Claims:
        """Who has signed in.

        Args:
            started: What the browser kept.
            back: The address that it came back to.
            query: What it brought.

        Raises:
            OpenIdError: Nobody has: the provider refused, or something does not hold.
        """
        if not hmac.compare_digest(query.get("state", "").encode(), started.state.encode()):
            raise OpenIdError("a browser came back with the state of another sign-in")
        # A code of another provider is none of this one (RFC 9207).
        if query.get("iss", self.provider.issuer) != self.provider.issuer:
            raise OpenIdError("a browser came back from another provider")
        if not query.get("code"):
            raise OpenIdError(f"{self.provider.issuer} signed nobody in: {query.get('error', '')[:100]}")
        form = {
            "grant_type": "authorization_code",
            "code": query["code"],
            "redirect_uri": back,
            "code_verifier": started.verifier,
        }
        tokens = self.provider.tokens(form, self._client_id, self._secret)
        claims = checked_claims(
            str(tokens.get("id_token", "")),
            lambda again: self.provider.keys(again=again),
            issuer=self.provider.issuer,
            client_id=self._client_id,
            nonce=started.nonce,
        )
        return Claims(issuer=self.provider.issuer, subject=claims["sub"], name=_name(claims))


def _name(claims: Mapping[str, Any]) -> str:
    """The first that they are called by."""
    named = (claims.get(name) for name in ("preferred_username", "email", "name", "sub"))
    return next((one for one in named if isinstance(one, str) and one.strip()), "")
