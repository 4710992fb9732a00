"""A client that goes away: its work stops, nothing is left of it, and the terminal says nothing."""

import asyncio
import json
import threading
import time

import pytest

from index import raise_if_stopped
from own_loop import in_own_loop
from rag import StoppedError
from ui.api.app import interfaces_app
from ui.api.callers import THIS_MACHINE
from ui.api.guard import CALLER
from ui.work.asking import Asking


def left(served, path, body):
    """The status that a request gets whose client goes away as soon as the request is sent."""
    sent = [{"type": "http.request", "body": json.dumps(body).encode()}]
    statuses = []

    async def receive():
        return sent.pop() if sent else {"type": "http.disconnect"}

    async def send(message):
        statuses.append(message.get("status"))

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        CALLER: THIS_MACHINE,
    }
    in_own_loop(interfaces_app(served)(scope, receive, send))
    return statuses[0]


@pytest.mark.parametrize(
    ("path", "body", "work"),
    [
        ("/api/v1/texts", {"texts": [{"source": "a", "text": "A lamp."}]}, "add_texts"),
        ("/api/v1/verify/answer", {}, "verify_answer"),
        (
            "/api/v1/verify",
            {"text": "A lamp.", "sources": [{"number": 1, "document": "bridge.txt", "start": 0, "end": 9}]},
            "verify",
        ),
    ],
)
def test_what_a_client_no_longer_waits_for_is_stopped(shared_client, monkeypatch, caplog, path, body, work):
    ended = threading.Event()

    def endless(*_args, **_kwargs):
        try:
            while True:
                raise_if_stopped()
                time.sleep(0.005)
        except StoppedError:
            ended.set()
            raise

    monkeypatch.setattr(shared_client.served.assistant, work, endless)
    monkeypatch.setattr("ui.api.v1.verifying.from_json", lambda *_: None)
    assert left(shared_client.served, path, body) == 499
    # Before the thread began, or in its midst.
    assert ended.wait(0.5) or not shared_client.served.checking._going_on
    assert not caplog.records


def test_of_a_chat_that_nobody_waits_for_nothing_is_left(client, monkeypatch):
    async def endless(*_args):
        await asyncio.sleep(60)

    monkeypatch.setattr(Asking, "answer", endless)
    assert left(client.served, "/api/v1/chats", {"question": "How many lamps?"}) == 499
    assert client.get("/api/v1/chats").json()["total"] == 0


def test_many_files_at_once_leave_threads_for_short_requests(client, monkeypatch):
    ready, go_on = threading.Event(), threading.Event()

    def slow(*_args, **_kwargs):
        ready.set()
        go_on.wait(5)
        return report

    report = client.served.assistant.add_texts([])
    monkeypatch.setattr(client.served.assistant, "add", slow)
    sending = [
        threading.Thread(
            target=client.post, args=("/api/v1/documents",), kwargs={"files": {"file": ("a.txt", b"A lamp.")}}
        )
        for _ in range(50)
    ]
    for thread in sending:
        thread.start()
    assert ready.wait(5)
    started = time.monotonic()
    assert client.get("/api/v1/status").status_code == 200
    took = time.monotonic() - started
    go_on.set()
    for thread in sending:
        thread.join(10)
    assert took < 2
