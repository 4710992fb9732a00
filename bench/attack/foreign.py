"""Twenty kinds of request that other websites make a visitor's browser send, with the visitor's cookie."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

import httpx

from bench.attack.serving import PASSWORD, Server
from bench.attack.tab import Tab

EVIL = "http://evil.example"
_SCRIPT = "/static/js/iframeResizer.contentWindow.min.js"
_JOIN, _STOP = "/gradio_api/queue/join", "/gradio_api/run/predict"
_JSON = {"content-type": "application/json"}
FETCHED = {
    "origin": EVIL,
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "cors",
    "sec-fetch-dest": "empty",
}
EMBEDDED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}
_FRAMED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
_FILE = {**FETCHED, "content-type": "multipart/form-data; boundary=b"}
_FILE_BODY = (
    b'--b\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nA lamp.\r\n--b--\r\n'
)
_UPGRADE = {
    **FETCHED,
    "sec-fetch-mode": "websocket",
    "connection": "Upgrade",
    "upgrade": "websocket",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "sec-websocket-version": "13",
}
FORM = {**FETCHED, "sec-fetch-mode": "navigate", "content-type": "text/plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of request. `own` says that the page itself sends it too, so that it must work from there."""

    title: str
    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=lambda: FETCHED)
    body: bytes = b""
    own: bool = False


def kinds(server: Server, tab: Tab) -> list[Kind]:
    """The twenty kinds; `tab` is the visitor's, in which a question is being answered."""
    return [*_looks(tab), *_events(server, tab), *_others(tab)]


def _looks(tab: Tab) -> list[Kind]:
    return [
        Kind(title="the page, fetched", path="/", own=True),
        Kind(title="the page, in a frame", path="/", headers=_FRAMED, own=True),
        Kind(title="its configuration", path="/config", own=True),
        Kind(title="a script, embedded", path=_SCRIPT, headers=EMBEDDED, own=True),
        Kind(title="its style", path="/theme.css", own=True),
        Kind(title="the token for uploads", path="/upload-token", own=True),
        Kind(title="the stream of answers", path=f"/gradio_api/queue/data?session_hash={tab.name}"),
        Kind(title="a heartbeat", path=f"/gradio_api/heartbeat/{tab.name}"),
        Kind(title="a file of the server", path="/gradio_api/file=/etc/hostname"),
    ]


def _events(server: Server, tab: Tab) -> list[Kind]:
    body = json.dumps(tab.event("ask", {"ask": "evil", "question": "How many arches?"})).encode()
    fetched, port = {**_JSON, **FETCHED}, urlsplit(server.url).port
    bare = server.host.rpartition(":")[0] or server.host
    other_port = {**fetched, "origin": f"http://{bare}:9", "sec-fetch-site": "same-site"}
    # The browser takes the name for that of the other website, whose own page then asks.
    rebound = {"host": f"evil.example:{port}", "origin": f"{EVIL}:{port}", "sec-fetch-site": "same-origin"}
    ask = partial(Kind, path=_JOIN, method="POST", body=body)
    return [
        ask(title="an event, fetched", headers=fetched, own=True),
        ask(title="an event, by a form", headers=FORM),
        ask(title="an event, from a local file", headers={**fetched, "origin": "null"}),
        ask(title="an event, from another port", headers=other_port),
        ask(title="an event, after DNS rebinding", headers={**_JSON, **rebound}),
    ]


def _others(tab: Tab) -> list[Kind]:
    stop = json.dumps(tab.event("stop", {"ask": "victim"})).encode()
    cancel = json.dumps({"session_hash": tab.name, "fn_index": 0, "event_id": "0"}).encode()
    post = partial(Kind, method="POST")
    login = {**FETCHED, "content-type": "application/x-www-form-urlencoded"}
    preflight = {
        **FETCHED,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    return [
        post(title="a stop", path=_STOP, headers={**_JSON, **FETCHED}, body=stop),
        post(title="a cancel", path="/gradio_api/cancel", headers={**_JSON, **FETCHED}, body=cancel),
        post(title="an upload", path="/gradio_api/upload", headers=_FILE, body=_FILE_BODY),
        post(title="a login", path="/login", headers=login, body=f"password={PASSWORD}".encode()),
        Kind(title="a preflight", path=_JOIN, method="OPTIONS", headers=preflight),
        Kind(title="a WebSocket", path="/gradio_api/queue/data", headers=_UPGRADE),
    ]


def obeyed(server: Server, client: httpx.Client, kind: Kind, *, own: bool = False) -> bool:
    """Whether a request was served, or its answer marked as readable for others.

    With `own` the page itself sends it.
    """
    site = {"origin": server.origin, "sec-fetch-site": "same-origin"}
    headers = {
        "host": server.host,
        "cookie": client.headers["cookie"],
        **kind.headers,
        **(site if own else {}),
    }
    request = httpx.Request(kind.method, f"{server.url}{kind.path}", headers=headers, content=kind.body)
    # A client of its own: that of the visitor would add what a browser adds for its own page only.
    with httpx.Client(timeout=10.0) as browser:
        answer = browser.send(request, stream=True)
        answer.close()
    return answer.status_code < 400 or "access-control-allow-origin" in answer.headers


def attacked(server: Server) -> Iterator[tuple[Kind, bool, bool | None]]:
    """Each kind, whether it was obeyed for another website, and for the page itself where that sends it."""
    with server.browser() as client:
        tab = Tab(client, "victim")
        tab.send("ask", {"ask": "victim", "question": "How many arches?"})
        for kind in kinds(server, tab):
            foreign = obeyed(server, client, kind)
            yield kind, foreign, obeyed(server, client, kind, own=True) if kind.own else None
