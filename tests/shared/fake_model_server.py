"""A small OpenAI-compatible server on loopback that behaves, or misbehaves, as its behaviour says."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODELS = ("tiny", "small")
WORDS = ("Oslo ", "is ", "the ", "capital ", "[1].")


class Call:
    """One request for a reply, and the ways to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: dict) -> None:
        self.handler, self.body = handler, body

    def start(self, status=200, content_type="text/event-stream", length=None, **headers) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        if length is not None:
            self.handler.send_header("Content-Length", str(length))
        self.handler.end_headers()

    def send(self, data: str) -> None:
        self.handler.wfile.write(data.encode())
        self.handler.wfile.flush()

    def event(self, value: object) -> None:
        self.send(f"data: {json.dumps(value)}\n\n")

    def piece(self, text: str | None, ending: str | None = None) -> None:
        self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": ending}]})

    def finish(self) -> None:
        self.piece(None, "stop")
        self.event(
            {"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 5, "total_tokens": 17}}
        )
        self.send("data: [DONE]\n\n")

    def refuse(self, status: int, message: str, **headers) -> None:
        text = json.dumps({"error": {"message": message}})
        self.start(status, "application/json", len(text), **headers)
        self.send(text)


def behaves(call: Call) -> None:
    call.start()
    for word in WORDS:
        call.piece(word)
    call.finish()


class FakeModelServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behaviour: Callable[[Call], None]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour
        self.calls: list[tuple[dict, dict]] = []  # body and headers of each request for a reply
        self.gone = threading.Event()  # the client closed the connection before the end

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeModelServer

    def do_GET(self) -> None:
        if self.path != "/v1/models":
            self.send_error(404)
            return
        listed = [{"id": name, "object": "model", "max_model_len": 2048} for name in MODELS]
        text = json.dumps({"object": "list", "data": listed})
        call = Call(self, {})
        call.start(200, "application/json", len(text))
        call.send(text)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.calls.append((body, {name.lower(): value for name, value in self.headers.items()}))
        try:
            self.server.behaviour(Call(self, body))
        except (BrokenPipeError, ConnectionResetError):
            self.server.gone.set()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(behaviour: Callable[[Call], None]):
    server = FakeModelServer(behaviour)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def goes_on(call: Call) -> None:
    """Writes without end, until the client is gone."""
    call.start()
    while True:
        call.piece("more ")
        time.sleep(0.002)


def busy(times, **headers):
    left = [times]

    def behaviour(call):
        left[0] -= 1
        if left[0] >= 0:
            call.refuse(429, "slow down", **headers)
        else:
            behaves(call)

    return behaviour
