"""How the events of the page are sent to Python and back, and in which queue each of them waits."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import gradio as gr

from ui.web.pieces import Json

EVENT: dict[str, Any] = {
    "api_visibility": "private",
    # The scripts show the progress themselves.
    "show_progress": "hidden",
    # By default Gradio drops an event while the last one of its kind is still running.
    "trigger_mode": "multiple",
}
# Each has its own queue, so that none waits for another. Questions and files to read wait in lines of our own
# (`ui.work.line`, `index.ingest.turns`), which tell the page its place and let short uploads pass long ones.
ASK: dict[str, Any] = {"concurrency_id": "ask", "concurrency_limit": None, **EVENT}
READ: dict[str, Any] = {"concurrency_id": "read", "concurrency_limit": 16, **EVENT}
LOOK: dict[str, Any] = {"concurrency_id": "look", "concurrency_limit": 4, **EVENT}
TRY: dict[str, Any] = {"concurrency_id": "try", "concurrency_limit": 1, **EVENT}
LIST: dict[str, Any] = {"concurrency_id": "list", "concurrency_limit": 2, **EVENT}
SUGGEST: dict[str, Any] = {"concurrency_id": "suggest", "concurrency_limit": 1, **EVENT}
# Outside the queues: a stop must not wait, and not be refused if they are full.
AT_ONCE: dict[str, Any] = {"queue": False, **EVENT}


def packed(view: Json) -> Json:
    """Makes one string of a view, so that the page gets it unchanged.

    Gradio 6.31 sends each step of a stream as a difference to the last one, and its page applies the
    difference wrongly if a list got shorter: a sentence showed the end of another one (seen on 2026-11-24).
    """
    return {"json": json.dumps(view)}


def each_packed(views: Iterable[Json]) -> Iterator[Json]:
    """The same for each step of a stream."""
    return map(packed, views)


def sent(event: gr.EventData) -> dict[str, Any]:
    """The data that the script of the page sent with the event."""
    data = event._data  # EventData has no public access to a key that may be missing
    return data if isinstance(data, dict) else {}
