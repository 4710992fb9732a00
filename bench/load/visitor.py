"""A visitor of the page: asks, leaves and uploads by the protocol of Gradio's queue, as its script in a browser does."""

import asyncio
import json
import random
import string
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

# As long as the page itself waits before it looks where its answer is.
_TIMEOUT = httpx.Timeout(30.0, read=60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of a question: its last state, and the seconds until the first evidence and until its end."""

    state: str
    first: float | None
    whole: float
    tries: int = 1
    longest_line: int = 0


class Visitor:
    """One tab of the page. Use it with `async with`."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        # What a browser says of requests that the page itself makes.
        headers = {"origin": self._url, "sec-fetch-site": "same-origin"}
        self._client = httpx.AsyncClient(base_url=self._url, timeout=_TIMEOUT, headers=headers)
        self._session = _chance()
        self._events: dict[str, tuple[int, int]] = {}
        self._token = ""

    async def __aenter__(self) -> Self:
        """Opens the page."""
        await self._client.get("/")
        config = (await self._client.get("/config")).raise_for_status().json()
        for function in config["dependencies"]:
            for component, event in function["targets"]:
                # The region of the library comes first, and only that of the evidence has another "read".
                self._events.setdefault(event, (function["id"], component))
        token = await self._client.get("/upload-token")
        self._token = token.text if token.is_success else ""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the tab."""
        await self._client.aclose()

    async def ask(self, question: str, *, leave_after: float | None = None) -> Asked:
        """Asks a question, and again as long as the line is full; leaves after so many seconds."""
        started, tries = time.monotonic(), 0
        asked = Asked(state="refused", first=None, whole=0.0)
        while asked.state in ("full", "refused") and tries < 20:
            if tries:
                await asyncio.sleep(random.uniform(3, 6))
            tries += 1
            asked = await self._ask_once(question, started, tries, leave_after)
        return asked

    async def upload(self, name: str, data: bytes, upload: str = "") -> tuple[bool, float]:
        """Uploads a file; returns whether it was read, and after how many seconds. `upload` is an id for `cancel`."""
        started = time.monotonic()
        headers = {"x-pincite-token": self._token}
        sent = await self._client.post("/gradio_api/upload", files={"files": (name, data)}, headers=headers)
        if not sent.is_success:
            return False, time.monotonic() - started
        file = {"stored": sent.json()[0], "name": name, "key": _chance()}
        event = {"files": [file], "unsent": [], "upload": upload}
        views = [view async for view in self._send("read", event)]
        report = views[-1].get("report") if views else None
        return bool(report and report["read"]), time.monotonic() - started

    async def cancel(self, upload: str) -> None:
        """Cancels an upload."""
        body = self._body("cancel", {"upload": upload})
        (await self._client.post("/gradio_api/run/predict", json=body)).raise_for_status()

    async def _ask_once(self, question: str, started: float, tries: int, leave_after: float | None) -> Asked:
        first, longest_line, state = None, 0, "refused"
        async for view in self._send("ask", {"ask": _chance(), "question": question, "history": []}):
            state = view["state"]
            longest_line = max(longest_line, view.get("before") or 0)
            if first is None and view.get("answer") and view["answer"]["cards"]:
                first = time.monotonic() - started
            if leave_after is not None and time.monotonic() - started >= leave_after:
                state = "left"
                break
        whole = time.monotonic() - started
        return Asked(state=state, first=first, whole=whole, tries=tries, longest_line=longest_line)

    async def _send(self, event: str, data: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Sends an event, and yields each view that comes of it; none if it is refused."""
        joined = await self._client.post("/gradio_api/queue/join", json=self._body(event, data))
        if not joined.is_success:
            return
        stream = self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self._session})
        async with stream as response:
            value: object = None
            async for line in response.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("msg") in ("process_generating", "process_completed"):
                    value = _updated(value, message)
                    if view := _view(value):
                        yield view
                if message.get("msg") in ("close_stream", "unexpected_error", "server_stopped"):
                    return

    def _body(self, event: str, data: Mapping[str, Any]) -> dict[str, Any]:
        number, component = self._events[event]
        return {
            "data": [],
            "event_data": data,
            "fn_index": number,
            "trigger_id": component,
            "session_hash": self._session,
        }


def _updated(value: object, message: Mapping[str, Any]) -> object:
    """The value of the region after a message, which brings the value itself or what changed in it."""
    output = (message.get("output") or {}).get("data") or [None]
    if message["msg"] == "process_completed" or not isinstance(output[0], list):
        return output[0] if output[0] is not None else value
    for action, path, new in output[0]:
        value = _applied(value, action, path, new)
    return value


def _applied(value: object, action: str, path: Sequence[str], new: object) -> object:
    # Our views are one string, so that only these two of Gradio's differences occur.
    if not path:
        return f"{value}{new}" if action == "append" else new
    inside = value if isinstance(value, dict) else {}
    return {**inside, path[0]: _applied(inside.get(path[0]), action, path[1:], new)}


def _view(value: object) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    view: dict[str, Any] | None = json.loads(value["json"]) if "json" in value else _view(value.get("value"))
    return view


def _chance() -> str:
    return "".join(random.choices(string.ascii_lowercase + string.digits, k=11))
