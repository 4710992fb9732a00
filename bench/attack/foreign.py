"""Twenty kinds of request that other websites make a visitor's browser send, with the visitor's cookie."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from bench.attack.serving import PASSWORD, Server
from bench.attack.tab import Tab

_EVIL = "http://evil.example"
_SCRIPT = "/static/js/iframeResizer.contentWindow.min.js"
_JOIN, _STOP = "/gradio_api/queue/join", "/gradio_api/run/predict"
_JSON = {"content-type": "application/json"}
_FETCHED = {
    "origin": _EVIL,
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "cors",
    "sec-fetch-dest": "empty",
}
_EMBEDDED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}
_FRAMED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
_FORM = {**_FETCHED, "sec-fetch-mode": "navigate", "content-type": "text/plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of request. `own` says that the page itself sends it too, so that it must work from there."""

    title: str
    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=lambda: _FETCHED)
    body: bytes = b""
    own: bool = False


def kinds(server: Server, tab: Tab) -> list[Kind]:
    """The twenty kinds; `tab` is the visitor's, in which a question is being answered."""
    question = json.dumps(tab.event("ask", {"ask": "evil", "question": "How many arches?"})).encode()
    stop = json.dumps(tab.event("stop", {"ask": "victim"})).encode()
    cancel = json.dumps({"session_hash": tab.name, "fn_index": 0, "event_id": "0"}).encode()
    other_port = {**_JSON, **_FETCHED, "origin": f"http://{_bare(server)}:9", "sec-fetch-site": "same-site"}
    fetched = {**_JSON, **_FETCHED}
    port = urlsplit(server.url).port
    rebound = {"host": f"evil.example:{port}", "origin": f"{_EVIL}:{port}", "sec-fetch-site": "same-origin"}
    upgrade = {
        **_FETCHED,
        "sec-fetch-mode": "websocket",
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "sec-websocket-version": "13",
    }
    preflight = {
        **_FETCHED,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    form = {**_FETCHED, "content-type": "application/x-www-form-urlencoded"}
    file = {**_FETCHED, "content-type": "multipart/form-data; boundary=b"}
    sent = (
        b'--b\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nA lamp.\r\n--b--\r\n'
    )
    return [
        Kind(title="the page, fetched", path="/", own=True),
        Kind(title="the page, in a frame", path="/", headers=_FRAMED, own=True),
        Kind(title="its configuration", path="/config", own=True),
        Kind(title="a script, embedded", path=_SCRIPT, headers=_EMBEDDED, own=True),
        Kind(title="its style", path="/theme.css", own=True),
        Kind(title="the token for uploads", path="/upload-token", own=True),
        Kind(title="the stream of answers", path=f"/gradio_api/queue/data?session_hash={tab.name}"),
        Kind(title="a heartbeat", path=f"/gradio_api/heartbeat/{tab.name}"),
        Kind(title="a file of the server", path="/gradio_api/file=/etc/hostname"),
        Kind(title="an event, fetched", path=_JOIN, method="POST", headers=fetched, body=question, own=True),
        Kind(title="an event, by a form", path=_JOIN, method="POST", headers=_FORM, body=question),
        Kind(
            title="an event, from a local file",
            path=_JOIN,
            method="POST",
            headers={**fetched, "origin": "null"},
            body=question,
        ),
        Kind(
            title="an event, from another port", path=_JOIN, method="POST", headers=other_port, body=question
        ),
        Kind(title="a stop", path=_STOP, method="POST", headers=fetched, body=stop),
        Kind(title="a cancel", path="/gradio_api/cancel", method="POST", headers=fetched, body=cancel),
        Kind(title="an upload", path="/gradio_api/upload", method="POST", headers=file, body=sent),
        Kind(
            title="a login", path="/login", method="POST", headers=form, body=f"password={PASSWORD}".encode()
        ),
        Kind(title="a preflight", path=_JOIN, method="OPTIONS", headers=preflight),
        Kind(title="a WebSocket", path="/gradio_api/queue/data", headers=upgrade),
        Kind(
            title="an event, after DNS rebinding",
            path=_JOIN,
            method="POST",
            headers={**_JSON, **rebound},
            body=question,
        ),
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


def _bare(server: Server) -> str:
    return server.host.rpartition(":")[0] or server.host
