"""The page: three regions, each an HTML skeleton and a script, wired to Python by events.

No text of a document or a question goes through a template: the skeletons are constant, and the
scripts build the rest from plain JSON with `textContent` (the reason stands in `ui.web.pieces`).
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr

from ui.web.chat import ChatController
from ui.web.library import LibraryController
from ui.web.pieces import Json

STYLES = ("base.css", "library.css", "conversation.css", "evidence.css", "small.css")
SCRIPTS = {
    "library": ("shared.js", "library.js"),
    "conversation": ("shared.js", "conversation.js", "answer.js"),
    "evidence": ("shared.js", "evidence.js"),
}


@cache
def asset(name: str) -> str:
    """The text of a file in ui/assets."""
    return (Path(__file__).parents[1] / "assets" / name).read_text(encoding="utf-8")


def head() -> str:
    """The style sheets, for the page's head.

    Not launch's `css`: Gradio 6.31 repeats each of its rules behind a prefix, and takes apart
    selectors with `:is(...)` as it does so.
    """
    return "<style>" + "\n".join(asset(name) for name in STYLES) + "</style>"


def theme() -> gr.themes.Base:
    """A theme that loads no font; the colours are ours, in base.css."""
    sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
    return gr.themes.Base(font=sans, font_mono=["ui-monospace", "Consolas", "monospace"])


def build(asking: ChatController, reading: LibraryController) -> gr.Blocks:
    """The page, ready to be launched."""
    page = gr.Blocks(title="Pincite", analytics_enabled=False, fill_width=True)
    with page:
        library = _region("library")
        conversation = _region("conversation")
        evidence = _region("evidence")
        _wire_conversation(conversation, asking)
        _wire_library(page, library, asking, reading)
        _wire_evidence(evidence, reading)
    return page


def _region(name: str) -> gr.HTML:
    return gr.HTML(
        value={},
        html_template=asset(f"{name}.html"),
        js_on_load="\n".join(asset(script) for script in SCRIPTS[name]),
        apply_default_css=False,
        elem_id=f"pc-{name}",
        elem_classes=["pc-region"],
    )


# Asking and reading each have their own queue, so that neither waits for the other.
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "trigger_mode": "multiple"}


def _wire_conversation(conversation: gr.HTML, asking: ChatController) -> None:
    def ask(event: gr.EventData) -> Iterator[Json]:
        sent = _sent(event)
        writer = sent.get("writer")
        name, question = str(sent.get("ask", "")), str(sent.get("question", ""))
        yield from _each(asking.steps(name, question, sent.get("history"), str(writer) if writer else None))

    def stop(event: gr.EventData) -> None:
        asking.stop(str(_sent(event).get("ask", "")))

    conversation.ask(ask, None, conversation, concurrency_id="ask", concurrency_limit=4, **_QUIET)
    conversation.stop(stop, None, None, queue=False, **_QUIET)


def _wire_library(
    page: gr.Blocks, library: gr.HTML, asking: ChatController, reading: LibraryController
) -> None:
    def show() -> Json:
        return _packed(reading.library(writers=asking.writers()))

    def read(event: gr.EventData) -> Iterator[Json]:
        sent = _sent(event)
        yield from _each(reading.read_uploads(sent.get("files"), sent.get("unsent"), sent.get("password")))

    def sample() -> Iterator[Json]:
        yield from _each(reading.read_sample())

    def remove(event: gr.EventData) -> Json:
        return _packed(reading.remove(str(_sent(event).get("document", ""))))

    reads: dict[str, Any] = {"concurrency_id": "read", "concurrency_limit": 1, **_QUIET}
    looks: dict[str, Any] = {"concurrency_id": "look", "concurrency_limit": 4, **_QUIET}
    page.load(show, None, library, **looks)
    library.read(read, None, library, **reads)
    library.sample(sample, None, library, **reads)
    library.remove(remove, None, library, **looks)


def _wire_evidence(evidence: gr.HTML, reading: LibraryController) -> None:
    def open_document(event: gr.EventData) -> Json:
        sent = _sent(event)
        shown = reading.open(str(sent.get("document", "")), sent.get("span"), sent.get("marks"))
        # `opening` differs each time, so the page hears of the same document opened twice.
        return _packed({**shown, "opening": sent.get("opening")})

    def draw(event: gr.EventData) -> Json:
        sent = _sent(event)
        shown = reading.draw(str(sent.get("document", "")), sent.get("span"), sent.get("password"))
        return _packed({**shown, "opening": sent.get("opening")})

    evidence.draw(draw, None, evidence, concurrency_id="look", concurrency_limit=4, **_QUIET)
    evidence.read(open_document, None, evidence, concurrency_id="look", concurrency_limit=4, **_QUIET)


def _packed(view: Json) -> Json:
    """A view as one string, so that it arrives whole.

    Gradio 6.31 sends each step of a stream as a difference to the last, and its page applies one
    wrongly where a list got shorter: a sentence showed the end of another one (seen on 2026-11-24).
    """
    return {"json": json.dumps(view)}


def _each(views: Iterable[Json]) -> Iterator[Json]:
    return map(_packed, views)


def _sent(event: gr.EventData) -> dict[str, Any]:
    """What the page's script sent along with the event."""
    data = event._data  # EventData has no public way to ask for a key that may be missing
    return data if isinstance(data, dict) else {}
