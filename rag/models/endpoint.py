"""A model server: its address, its key, and the client that talks to it and to no other host."""

import ipaddress
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from index.errors import ModelError

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

_HOW = "pip install 'pincite[openai]'"
# What a request needs; the client would add the versions of Python and of the system, and headers from variables.
_HEADERS = {
    "host", "accept", "accept-encoding", "connection", "content-length", "content-type", "transfer-encoding",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where an OpenAI-compatible server is.

    Attributes:
        url: Its base address, such as http://127.0.0.1:11434/v1.
        key: Sent to this address only, and never shown.
        key_from: What to set so that there is a (right) key, for people.
        context: The most tokens of messages and reply; None if only the server may know.
    """

    url: str
    key: str | None = field(default=None, repr=False)
    key_from: str = "the key of this server (pincite config set servers.NAME.key_env VARIABLE)"
    context: int | None = None

    def __post_init__(self) -> None:
        """Checks the address.

        Raises:
            ModelError: It is none of http or https, or has a password in it.
        """
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ModelError(f"{self.url!r} is no address of a server; one is http://127.0.0.1:11434/v1")
        if parts.username or parts.password:
            # Shown nowhere, since it holds the password.
            raise ModelError(
                "the address of a server may not have a password in it; put the key into a variable, and name it: "
                "pincite config set servers.NAME.key_env VARIABLE"
            )

    @property
    def place(self) -> str:
        """Host and port, for people."""
        return urlsplit(self.url).netloc

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine."""
        return is_loopback(urlsplit(self.url).hostname or "")

    def reached(self, model: str) -> str:
        """Where texts for a model go: host and port, and the host behind them for one that Ollama only passes on."""
        # Ollama calls such models "gpt-oss:120b-cloud" (https://docs.ollama.com/cloud).
        if self.is_local and model.endswith(("-cloud", ":cloud")):
            return f"ollama.com (through {self.place})"
        return self.place


def is_loopback(host: str) -> bool:
    """Whether a host name or address always means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def open_client(endpoint: Endpoint, *, connect: float, read: float, most_bytes: int) -> "AsyncOpenAI":
    """A client for one event loop. It follows no redirect, repeats nothing, and sends no more than is asked.

    Args:
        endpoint: The server.
        connect: Seconds for a connection.
        read: Seconds between two reads of a reply.
        most_bytes: Where a reply is cut.

    Raises:
        ModelError: The extra is not installed.
    """
    try:
        import httpx2
        from openai import AsyncOpenAI
    except ImportError as error:
        raise ModelError(f"a model server needs {error.name}; run: {_HOW}") from error

    async def send_no_more(request: httpx2.Request) -> None:
        for name in set(request.headers) - _HEADERS:
            del request.headers[name]
        request.headers["user-agent"] = "pincite"
        if endpoint.key:
            request.headers["authorization"] = f"Bearer {endpoint.key}"

    async def take_no_more(response: httpx2.Response) -> None:
        response.stream = _bounded(response, most_bytes)

    http = httpx2.AsyncClient(
        # The variables name proxies; what is on this machine needs none.
        trust_env=not endpoint.is_local,
        follow_redirects=False,
        timeout=httpx2.Timeout(read, connect=connect),
        event_hooks={"request": [send_no_more], "response": [take_no_more]},
    )
    # Without a key of ours the client would take the one of OpenAI from its variable.
    return AsyncOpenAI(base_url=endpoint.url, api_key=endpoint.key or "none", max_retries=0, http_client=http)


def _bounded(response: "httpx2.Response", most_bytes: int) -> "httpx2.AsyncByteStream":
    """The stream of the response, which ends with an error where it has too much."""
    import httpx2

    # That of an asynchronous client is one.
    inner = cast("httpx2.AsyncByteStream", response.stream)

    class Bounded(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = most_bytes
            async for chunk in inner:
                left -= len(chunk)
                if left < 0:
                    raise httpx2.ReadError("the reply is too long", request=response.request)
                yield chunk

        async def aclose(self) -> None:
            await inner.aclose()

    return Bounded()
