"""Asks a provider of OpenID Connect where its endpoints are, for its keys, and for tokens.

https://openid.net/specs/openid-connect-discovery-1_0.html
"""

import ipaddress
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from ui.accounts.openid.errors import OpenIdError

_PATIENCE = 10.0  # seconds
_LARGEST = 2**20  # bytes of an answer
_FRESH = 3600.0  # seconds for which what was discovered counts
# Seconds before the keys are asked for again because of a token with an unknown one: anybody could send such tokens.
_KEYS_AGAIN = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where a provider is asked for what."""

    authorization: str
    token: str
    keys: str


class Provider:
    """A provider of OpenID Connect. Any thread may use it."""

    def __init__(self, issuer: str) -> None:
        """Asks nothing yet.

        Args:
            issuer: Its address, exactly as it calls itself.

        Raises:
            OpenIdError: It is no address of HTTPS; only one of this machine may be without.
        """
        self.issuer = _checked(issuer, "The address of the provider")
        self._lock = threading.Lock()
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, Mapping[str, Any]] | None = None

    @property
    def host(self) -> str:
        """What people know it by."""
        return urlsplit(self.issuer).hostname or ""

    def endpoints(self) -> Endpoints:
        """Its endpoints.

        Raises:
            OpenIdError: It can't be reached, or calls itself something else.
        """
        with self._lock:
            if self._endpoints is None or time.monotonic() - self._endpoints[0] > _FRESH:
                told = _fetched("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
                if told.get("issuer") != self.issuer:
                    raise OpenIdError(
                        f"{self.issuer} calls itself {str(told.get('issuer'))[:200]!r}: give the address that it does"
                    )
                endpoints = Endpoints(
                    authorization=_endpoint(told, "authorization_endpoint"),
                    token=_endpoint(told, "token_endpoint"),
                    keys=_endpoint(told, "jwks_uri"),
                )
                self._endpoints = time.monotonic(), endpoints
            return self._endpoints[1]

    def keys(self, *, again: bool = False) -> Mapping[str, Any]:
        """The keys that it signs with, as a JSON Web Key Set; `again`: asks anew, unless it was just asked.

        Raises:
            OpenIdError: It can't be reached.
        """
        address = self.endpoints().keys
        with self._lock:
            age = time.monotonic() - self._keys[0] if self._keys else _FRESH
            if self._keys is None or age >= (_KEYS_AGAIN if again else _FRESH):
                self._keys = time.monotonic(), _fetched("GET", address)
            return self._keys[1]

    def tokens(self, form: Mapping[str, str], client_id: str, secret: str | None) -> Mapping[str, Any]:
        """What it gives for a code.

        Args:
            form: What is sent.
            client_id: That of this server.
            secret: That of this server, if it has one.

        Raises:
            OpenIdError: It gives nothing.
        """
        auth = httpx.BasicAuth(client_id, secret) if secret else None
        return _fetched("POST", self.endpoints().token, data={**form, "client_id": client_id}, auth=auth)


def _fetched(method: str, address: str, **more: Any) -> Mapping[str, Any]:  # noqa: ANN401 - what httpx takes
    try:
        # No address of the provider's choice, beyond those that it told.
        answer = httpx.request(method, address, timeout=_PATIENCE, follow_redirects=False, **more)
        if len(answer.content) > _LARGEST:
            raise ValueError
        told = answer.json()
    except (httpx.HTTPError, json.JSONDecodeError, ValueError, UnicodeDecodeError) as error:
        raise OpenIdError(f"{address} gives no answer that can be used ({type(error).__name__})") from error
    if not answer.is_success or not isinstance(told, dict):
        why = told.get("error") if isinstance(told, dict) else None
        raise OpenIdError(f"{address} refuses: {answer.status_code} {str(why)[:100]}")
    return told


def _endpoint(told: Mapping[str, Any], name: str) -> str:
    return _checked(str(told.get(name)), f"The {name} of the provider")


def _checked(address: str, what: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_here = host == "localhost" or _is_loopback(host)
        # Without HTTPS anybody on the way could say who signs in.
        if (
            not host
            or parts.username
            or parts.fragment
            or not (parts.scheme == "https" or (parts.scheme == "http" and is_here))
        ):
            raise ValueError
    except ValueError:
        raise OpenIdError(f"{what} has to be like https://login.example, and is {address[:200]!r}") from None
    return address


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
