"""Which web addresses may be fetched, and the address in numbers that a connection is made to."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from rag import SourceError
from ui.languages import page_text

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000  # characters
_SAFE = "%/:=&?~+!$,;'@()*[]"  # as they are in a path or a query


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A web address whose name is resolved, once.

    Attributes:
        url: The address, without its fragment.
        scheme: "http" or "https".
        host: Its name, in ASCII.
        port: The port.
        numbers: The IP address that the name stood for.
        path: What is asked for there, with its query.
    """

    url: str
    scheme: str
    host: str
    port: int
    numbers: str
    path: str


def parsed(address: str) -> SplitResult:
    """The parts of a web address as a person types it: "example.org/page" is one, too.

    Raises:
        SourceError: It is no address of a web page.
    """
    text = address.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except (ValueError, UnicodeError):
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in _PORTS or not host or len(text) > _LONGEST:
        raise SourceError(
            _shown(address),
            page_text("it is not the address of a web page, such as https://example.org/page"),
        )
    if parts.username or parts.password:
        raise SourceError(
            _shown(address),
            page_text("it has a name or a password in it, which would be kept with the document"),
        )
    bracketed = f"[{host}]" if ":" in host else host
    place = bracketed if port in (None, _PORTS[parts.scheme]) else f"{bracketed}:{port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    return parts._replace(netloc=place, path=path, query=query, fragment="")


def resolved(parts: SplitResult, *, private: bool) -> Target:
    """The address with the numbers that its name stands for now; the connection is made to these and to nothing else.

    A name is not asked for a second time: it could stand for another machine by then (DNS rebinding).

    Args:
        parts: From `parsed`.
        private: Whether addresses of this machine and of its own network are allowed.

    Raises:
        SourceError: The name is unknown, or stands for an address that is not public.
    """
    url, host = urlunsplit(parts), parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(url, page_text("no computer with the name {host} was found", host=host)) from error
    numbers = [str(address[0]) for *_, address in found]
    # All of them: whoever answers for a name may put a private address behind a public one.
    if not private and not all(map(is_public, numbers)):
        raise SourceError(
            url,
            page_text(
                "{host} is not on the public internet, and this page may fetch only from there", host=host
            ),
        )
    path = urlunsplit(("", "", parts.path, parts.query, ""))
    return Target(url=url, scheme=parts.scheme, host=host, port=port, numbers=numbers[0], path=path)


def is_public(numbers: str) -> bool:
    """Whether an IP address is one of the public internet."""
    address = ipaddress.ip_address(numbers.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        # What carries an address of IPv4 leads to that one.
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not inner.is_global:
            return False
        if inner is not None and address.ipv4_mapped:
            return True
    is_special = (
        address.is_multicast or address.is_reserved or any(address in network for network in _SPECIAL)
    )
    return address.is_global and not is_special


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# What Python 3.11 takes for public: protocol assignments (RFC 6890), and sites before RFC 3879.
_SPECIAL = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("fec0::/10"))


def _shown(address: str) -> str:
    return "".join(c for c in address.strip()[:100] if c.isprintable()) or "(nothing)"
