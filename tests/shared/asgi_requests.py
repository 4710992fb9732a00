"""Sends a request to an ASGI application without a server, with full control of what a browser would add."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field


@dataclass
class Answered:
    """What an application answered."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    all_headers: list[tuple[str, str]] = field(default_factory=list)

    @property
    def cookies(self) -> str:
        """What a browser would send back of all cookies."""
        return "; ".join(value.partition(";")[0] for name, value in self.all_headers if name == "set-cookie")

    @property
    def cookie(self) -> str:
        """What a browser would send back of the cookie."""
        return self.headers.get("set-cookie", "").partition(";")[0]


@dataclass
class Recorder:
    """An application that keeps what reached it, and answers 200."""

    answer: bytes = b"[]"
    scopes: list[dict] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def __call__(self, scope, receive, send):
        self.scopes.append(scope)
        self.bodies.append((await receive()).get("body", b""))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": self.answer})


def request(
    app, path="/", *, method="GET", headers=(), body=b"", server=("127.0.0.1", 7860), query="", **more
):
    """The answer to one request; `headers` is a mapping, and Host is the server's unless it is given."""
    given = {"host": f"{server[0]}:{server[1]}", "content-length": str(len(body)), **dict(headers)}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
        "scheme": "http",
        "server": server,
        "client": ("127.0.0.1", 50000),
        **more,
    }
    answered = Answered()

    async def receive():
        return {"type": "http.request", "body": body}

    async def send(message):
        if message["type"] == "http.response.start":
            answered.status = message["status"]
            answered.all_headers = [(name.decode(), value.decode()) for name, value in message["headers"]]
            answered.headers = dict(answered.all_headers)
        else:
            answered.body += message.get("body", b"")

    run(app(scope, receive, send))
    return answered


def run(work: Coroutine[object, object, None]) -> None:
    """Runs a coroutine to its end, in a thread: playwright keeps a loop running in that of the tests."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()
