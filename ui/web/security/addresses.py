"""At which addresses a browser may open the page, and whether a request came from the page itself.

A browser sends requests of any website to any address that it reaches, with that address's cookies. It says who
sent them in `Origin` and `Sec-Fetch-Site`, which scripts can't change; both are checked for every request. `Host` is
checked too: a website may point its own name to this machine (DNS rebinding), and counts as the same origin then.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from rag import PinciteError
from ui.web.security.asgi import RefusedError, Scope, header

_FOREIGN = "Another website sent this request. Pincite answers only its own page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The host names that the server was started with, and the origins that stand for it behind a proxy."""

    names: frozenset[str]
    origins: frozenset[str] = frozenset()

    @classmethod
    def of(cls, host: str, origins: Iterable[str] = ()) -> "Addresses":
        """Those of a server on `host`.

        The address that a connection came in on need not be named: each request brings it (see `check`).

        Raises:
            PinciteError: An origin is not like https://pincite.example.
        """
        names = {"localhost", bare(host)}
        if not is_loopback(host):
            own = socket.gethostname().lower()
            names |= {own, f"{own}.local"}
        return cls(names=frozenset(names), origins=frozenset(map(parsed_origin, origins)))

    def check(self, scope: Scope) -> None:
        """Checks where a request was sent to, and which page sent it.

        Raises:
            RefusedError: It was sent to another name, or by another website.
        """
        host, origin = (header(scope, b"host") or "").lower(), header(scope, b"origin")
        own = set(self.origins)
        if host not in {urlsplit(named).netloc for named in self.origins}:
            # The port is not compared: a tunnel may have another one, and no website can choose a name by it.
            if not self._is_served(_name(host), scope):
                raise RefusedError(421, _unknown_host(host))
            own.add(f"http://{host}")
        if origin is not None and origin.lower() not in own:
            raise RefusedError(403, _FOREIGN)
        # "none" is a person who typed the address. Another port of this machine is "same-site", and foreign.
        if header(scope, b"sec-fetch-site") not in (None, "none", "same-origin") and not _is_link(scope):
            raise RefusedError(403, _FOREIGN)

    def is_secure(self, scope: Scope) -> bool:
        """Whether the browser that sent this request speaks HTTPS, to the server or to a proxy before it."""
        host = (header(scope, b"host") or "").lower()
        return scope["scheme"] == "https" or f"https://{host}" in self.origins

    def _is_served(self, name: str, scope: Scope) -> bool:
        # An address in numbers can't be pointed elsewhere, but must be the one that the connection came in on.
        server = scope.get("server") or ("", None)
        return name in self.names or name == str(server[0]).partition("%")[0]


def _is_link(scope: Scope) -> bool:
    """Whether a click on a link of another website opens the page; that website can't read what comes back."""
    return (
        scope["method"] in ("GET", "HEAD")
        # The other one is where a provider sends who has signed in there.
        and scope["path"] in ("/", "/login/openid/back")
        and header(scope, b"sec-fetch-mode") == "navigate"
        # Not a frame: there the other website would still be around the page.
        and header(scope, b"sec-fetch-dest") == "document"
    )


def parsed_origin(given: str) -> str:
    """The origin as browsers write it: scheme, host, and the port if it is not the usual one.

    Raises:
        PinciteError: It is not like https://pincite.example.
    """
    try:
        parts = urlsplit(given.strip().lower())
        usual = {"http": 80, "https": 443}[parts.scheme]
        port = "" if parts.port in (None, usual) else f":{parts.port}"
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise ValueError
    except (KeyError, ValueError):
        raise PinciteError(
            f"“{given}” is not an origin. Write the address of the page without a path, such as https://pincite.example."
        ) from None
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{name}{port}"


def bare(host: str) -> str:
    """A host in lower case, an IPv6 address without brackets."""
    return host.strip().lower().removeprefix("[").removesuffix("]")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if bare(host) == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare(host)).is_loopback
    # Any other name counts as reachable: what it leads to may change.
    except ValueError:
        return False


def _name(host: str) -> str:
    """The name in a `Host` header, without the port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _unknown_host(host: str) -> str:
    # The text is plain, but a name of a thousand characters helps nobody.
    shown = "".join(c for c in host[:100] if c.isprintable()) or "(no name)"
    return (
        f"Pincite does not know the address {shown}. "
        "If you reach it through a proxy or by another name, start it with --origin and that address, "
        "such as: pincite serve --origin https://pincite.example"
    )
