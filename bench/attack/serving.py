"""The real server in each of the ways in which people serve the page."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.server import served

PASSWORD = "open sesame"
_NAME = "pincite.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to serve the page: what the server is told, where it is reached, and what a browser calls it."""

    title: str
    host: str
    reached: str
    arguments: tuple[str, ...] = ()
    name: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server.

    Attributes:
        url: Where it is reached.
        way: How it is served.
        host: The `Host` that a browser sends.
        origin: The `Origin` of the page itself.
    """

    url: str
    way: Way
    host: str
    origin: str

    @contextmanager
    def browser(self) -> Iterator[httpx.Client]:
        """A browser that has opened the page, and typed the password if there is one."""
        headers = {"host": self.host, "origin": self.origin, "sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=self.url, headers=headers, timeout=60.0) as client:
            answer = self.log_in(client) if self.way.password else client.get("/")
            # Behind a proxy the cookie is for HTTPS only, and this client speaks HTTP, as the proxy does.
            client.headers["cookie"] = answer.headers.get("set-cookie", "").partition(";")[0]
            yield client

    def log_in(self, client: httpx.Client, password: str = PASSWORD, **headers: str) -> httpx.Response:
        """Types a password."""
        return client.post("/login", data={"password": password}, headers=headers)


def ways() -> list[Way]:
    """The five ways: on this machine twice, in a network with and without a password, and behind a proxy."""
    network = network_address()
    return [
        Way(title="127.0.0.1", host="127.0.0.1", reached="127.0.0.1"),
        Way(title="127.0.0.2", host="127.0.0.2", reached="127.0.0.2"),
        Way(title="a network address, with a password", host=network, reached=network, password=PASSWORD),
        Way(
            title="0.0.0.0 with --allow-public",
            host="0.0.0.0",
            reached="127.0.0.1",
            arguments=("--allow-public",),
        ),
        Way(
            title="behind a name, with a password",
            host="127.0.0.1",
            reached="127.0.0.1",
            arguments=("--origin", f"https://{_NAME}"),
            name=_NAME,
            password=PASSWORD,
        ),
    ]


@contextmanager
def serving(way: Way, index: Path) -> Iterator[Server]:
    """Serves an index until the block ends."""
    more = ("--no-seeds", *way.arguments)
    with served(index, *more, host=way.host, reached=way.reached, password=way.password) as (address, _):
        yield Server(
            url=f"http://{address}",
            way=way,
            host=way.name or address,
            origin=f"https://{way.name}" if way.name else f"http://{address}",
        )


def network_address() -> str:
    """This machine's address in its network, or one of its own if it has none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
        try:
            # An address for documentation (RFC 5737): connecting a datagram socket only looks up the way to it.
            route.connect(("192.0.2.1", 9))
            return str(route.getsockname()[0])
        except OSError:
            return "127.0.0.3"
