"""The real page over a small real index, without models, so that it starts in a moment."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from ports import free_port
from rag import Assistant, Readings
from ui.web.jobs import wait_for_work
from ui.web.server import launch


class WaitingReader:
    """Answers nothing, and not before `go` is set."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def warm_up(self) -> None:
        pass

    def read(self, _question, hits, _search):
        self.go.wait(20)
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@contextmanager
def served(
    folder: Path, host: str = "127.0.0.1", reader: WaitingReader | None = None, **access
) -> Iterator[str]:
    """The address of a served page."""
    assistant = Assistant(Index(folder / "index", embedder=WordEmbedder()), reader=reader or WaitingReader())
    assistant.add_texts([TextSource(source="bridge", title="bridge", text="The bridge has 14 arches.")])
    page, url = launch(assistant, host, free_port(), **access)
    try:
        yield url.rstrip("/")
    finally:
        page.close(verbose=False)
        wait_for_work(20.0)
        assistant.close()


class Tab:
    """A tab of a browser that speaks the page's own protocol."""

    def __init__(self, url: str, name: str = "tab1", client: httpx.Client | None = None) -> None:
        self.client = client or httpx.Client(base_url=url, timeout=20)
        self.name = name
        if client is None:
            self.client.get("/")
        functions = self.client.get("/config").json()["dependencies"]
        self.functions = {target[1]: (f["id"], target[0]) for f in functions for target in f["targets"]}

    def send(self, event: str, data: object = None, path: str = "queue/join") -> httpx.Response:
        """Sends an event."""
        function, trigger = self.functions[event]
        body = {"data": [], "event_data": data, "fn_index": function, "trigger_id": trigger}
        return self.client.post(f"/gradio_api/{path}", json={**body, "session_hash": self.name})

    def stream(self) -> Iterator[dict]:
        """The messages of the tab's stream."""
        address = f"/gradio_api/queue/data?session_hash={self.name}"
        with self.client.stream("GET", address) as response:
            for line in response.iter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])
