"""The real page over a small real index, without models, so that it starts in a moment."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.attack.tab import Tab
from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from ports import free_port
from rag import Assistant, Readings
from ui.web.server import launch
from ui.work.jobs import wait_for_work


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
    folder: Path,
    host: str = "127.0.0.1",
    reader: WaitingReader | None = None,
    port: int | None = None,
    **access,
) -> Iterator[str]:
    """The address of a served page."""
    assistant = Assistant(Index(folder / "index", embedder=WordEmbedder()), reader=reader or WaitingReader())
    assistant.add_texts([TextSource(source="bridge", title="bridge", text="The bridge has 14 arches.")])
    page, url = launch(assistant, host, port or free_port(), **access)
    try:
        yield url.rstrip("/")
    finally:
        page.close(verbose=False)
        wait_for_work(20.0)
        assistant.close()


def opened(url: str, name: str = "tab1") -> Tab:
    """A tab of a visitor who is new here."""
    client = httpx.Client(base_url=url, timeout=20)
    client.get("/")
    return Tab(client, name)
