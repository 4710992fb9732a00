"""A thousand requests that no program should send: not one may make the server fail."""

import http.client
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_PATHS = (
    ("POST", "/api/v1/ask"),
    ("POST", "/api/v1/search"),
    ("POST", "/api/v1/verify"),
    ("POST", "/api/v1/verify/answer"),
    ("POST", "/api/v1/texts"),
    ("POST", "/api/v1/documents"),
    ("POST", "/api/v1/chats"),
    ("POST", "/api/v1/chats/xxxxxxxx/questions"),
    ("PATCH", "/api/v1/documents/x"),
    ("GET", "/api/v1/documents"),
    ("GET", "/api/v1/documents/x/text"),
    ("GET", "/api/v1/documents/x/pages/1"),
    ("POST", "/v1/chat/completions"),
    ("POST", "/v1/responses"),
    ("GET", "/v1/models"),
    ("POST", "/mcp"),
    ("GET", "/mcp"),
)
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND")
_TYPES = (
    "application/json",
    "application/json; charset=utf-16",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "text/plain",
    "\x80",
    "",
)
_VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    10**400,
    1e308,
    "",
    "\0",
    "\ud800",
    "x" * 5_000,
    [],
    {},
    [[[[[[]]]]]],
    {"role": "user"},
    "../../etc/passwd",
    "1; DROP TABLE documents",
)
_NAMES = (
    "question", "history", "collection", "after", "writer", "max_wrong", "k", "text", "texts", "sources", "title",
    "model", "messages", "input", "stream", "jsonrpc", "method", "params", "id", "format", "version", "citations",
)  # fmt: skip


@dataclass(slots=True)
class Malformed:
    """What became of the requests.

    Attributes:
        statuses: How many got each status.
        failed: Those that got a status of 500 or more, or no answer; a line each.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


def sent_malformed(address: str, token: str, count: int, seed: int) -> Malformed:
    """Sends so many to a server, each over a connection of its own.

    Args:
        address: Where it is reached: "127.0.0.1:7860".
        token: Opens it; some requests have another one.
        count: How many.
        seed: The same makes the same requests.
    """
    found = Malformed()
    for method, path, headers, body in _requests(token, count, seed):
        connection = http.client.HTTPConnection(address, timeout=60)
        try:
            connection.request(method, path, body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            found.failed.append(f"{method} {path[:60]}: {type(error).__name__}")
            continue
        finally:
            connection.close()
        found.statuses[status] += 1
        if status >= 500:
            found.failed.append(f"{method} {path[:60]}: {status}, {body[:200]!r}")
    return found


def _requests(token: str, count: int, seed: int) -> Iterator[tuple[str, str, dict[str, str], bytes]]:
    chance = random.Random(seed)
    for _ in range(count):
        method, path = chance.choice(_PATHS)
        if chance.random() < 0.1:
            method = chance.choice(_METHODS)
        if chance.random() < 0.2:
            path += chance.choice(
                (
                    "?" + "a=1&" * 50,
                    "?limit=x&after=-1&start=99999999999999999999",
                    "/%00",
                    "/..%2f",
                    "/é".encode().hex(),
                )
            )
        headers = {
            "Authorization": f"Bearer {token}"
            if chance.random() < 0.9
            else chance.choice(("Bearer", "x", "Bearer \x80")),
            "Content-Type": "application/json" if chance.random() < 0.7 else chance.choice(_TYPES),
            "Accept": chance.choice(
                ("*/*", "application/json", "text/event-stream", "application/json, text/event-stream")
            ),
        }
        yield method, path, headers, _body(chance)


def _body(chance: random.Random) -> bytes:
    names = chance.sample(_NAMES, chance.randint(0, 5))
    # Half of them say what is asked, so that more than the first check is reached.
    value: object = {name: chance.choice(_VALUES) for name in names}
    if isinstance(value, dict) and chance.random() < 0.5:
        value |= {"question": "How many arches has bridge 7?", "model": "pincite", "input": "Arches?"}
    if chance.random() < 0.2:
        value = chance.choice(_VALUES)
    text = json.dumps(value).encode()
    match chance.randint(0, 9):
        case 0:
            return text[: chance.randint(0, len(text))]
        case 1:
            return bytes(chance.randbytes(chance.randint(0, 300)))
        case 2:
            return b"[" * 20_000
        case 3:
            return (
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="'
                + text[:50]
                + b'"\r\n\r\nx\r\n--x--'
            )
    return text
