"""A tab of the page: sends its events and reads its stream by the protocol of Gradio's queue."""

import json
from collections.abc import Iterator
from typing import Any

import httpx


class Tab:
    """A tab in a browser that has the page's cookie."""

    def __init__(self, client: httpx.Client, name: str) -> None:
        self.client = client
        self.name = name
        functions = client.get("/config").raise_for_status().json()["dependencies"]
        # The region of the library comes before that of the evidence, which has a "read" too: the first counts.
        targets = [(event, (f["id"], part)) for f in functions for part, event in f["targets"]]
        self._functions = dict(reversed(targets))

    def event(self, kind: str, data: object = None) -> dict[str, Any]:
        """The body of an event, such as "ask"."""
        function, trigger = self._functions[kind]
        sent = {"data": [], "event_data": data, "fn_index": function, "trigger_id": trigger}
        return {**sent, "session_hash": self.name}

    def send(self, kind: str, data: object = None) -> httpx.Response:
        """Sends an event to the queue."""
        return self.client.post("/gradio_api/queue/join", json=self.event(kind, data))

    def run(self, kind: str, data: object = None) -> httpx.Response:
        """Sends an event past the queue, as the page does to stop an answer."""
        return self.client.post("/gradio_api/run/predict", json=self.event(kind, data))

    def stream(self) -> Iterator[dict[str, Any]]:
        """The messages of the tab's stream; none if it is refused."""
        address = f"/gradio_api/queue/data?session_hash={self.name}"
        with self.client.stream("GET", address) as response:
            for line in response.iter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])
