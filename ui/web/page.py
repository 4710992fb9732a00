"""Builds the page from its three regions (library, chat, evidence), and connects their events with the controllers.

Each region is an HTML skeleton and scripts from the folder of its name in `ui/assets`. No text of a document or a
question goes through a template: the skeletons are constant, and the scripts build the rest from plain JSON with
text nodes (for the reason, see `ui.web.pieces`).
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
from ui.web.security import visitor_of
from ui.web.viewer import OpenLibrary

STYLES = (
    "base.css",
    "library/library.css",
    "chat/chat.css",
    "chat/forms.css",
    "evidence/evidence.css",
    "evidence/viewer.css",
    "evidence/reading.css",
    "small.css",
)
# The scripts of a region run in this order, as one: events.js comes last, since it starts the region.
SCRIPTS = {
    "library": ("documents", "news", "passwords", "same_names", "uploads", "chats", "events"),
    "chat": (
        "chats",
        "connection",
        "writer",
        "asking",
        "message",
        "answer",
        "parts",
        "statements",
        "forms",
        "table",
        "searched",
        "welcome",
        "events",
    ),
    "evidence": (
        "cards",
        "source",
        "column",
        "document",
        "marks",
        "start_page",
        "outline",
        "pages",
        "text",
        "turning",
        "locked",
        "find",
        "selection",
        "events",
    ),
}


ASSETS = Path(__file__).parents[1] / "assets"


@cache
def asset(name: str) -> str:
    """The text of a file in ui/assets."""
    return (ASSETS / name).read_text(encoding="utf-8")


def head() -> str:
    """The style sheets, for the head of the page.

    The argument `css` of `launch` can't be used: Gradio 6.31 repeats each rule with a prefix and breaks
    selectors with `:is(...)`.
    """
    return "<style>" + "\n".join(asset(name) for name in STYLES) + "</style>"


def theme() -> gr.themes.Base:
    """A theme that loads no font; base.css sets the colours."""
    sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
    return gr.themes.Base(font=sans, font_mono=["ui-monospace", "Consolas", "monospace"])


def build(chat: ChatController, library: LibraryController, viewer: OpenLibrary) -> gr.Blocks:
    """The page, ready to be launched."""
    page = gr.Blocks(title="Pincite", analytics_enabled=False, fill_width=True)
    with page:
        library_region, chat_region, evidence_region = map(_region, SCRIPTS)
        _connect_chat(chat_region, chat)
        _connect_library(page, library_region, chat, library)
        _connect_evidence(evidence_region, viewer)
    return page


def _region(name: str) -> gr.HTML:
    scripts = ["shared.js", *(f"{name}/{script}.js" for script in SCRIPTS[name])]
    return gr.HTML(
        value={},
        html_template=asset(f"{name}/{name}.html"),
        js_on_load="\n".join(map(asset, scripts)),
        apply_default_css=False,
        elem_id=f"pc-{name}",
        elem_classes=["pc-region"],
    )


_EVENT: dict[str, Any] = {
    "api_visibility": "private",
    # The scripts show the progress themselves.
    "show_progress": "hidden",
    # By default Gradio drops an event while the last one of its kind is still running.
    "trigger_mode": "multiple",
}
# Each has its own queue, so that none waits for another. Questions and files to read wait in lines of our own
# (`ui.web.line`, `index.ingest.turns`), which tell the page its place and let short uploads pass long ones.
_ASK: dict[str, Any] = {"concurrency_id": "ask", "concurrency_limit": None, **_EVENT}
_READ: dict[str, Any] = {"concurrency_id": "read", "concurrency_limit": 16, **_EVENT}
_LOOK: dict[str, Any] = {"concurrency_id": "look", "concurrency_limit": 4, **_EVENT}
_TRY: dict[str, Any] = {"concurrency_id": "try", "concurrency_limit": 1, **_EVENT}
_SUGGEST: dict[str, Any] = {"concurrency_id": "suggest", "concurrency_limit": 1, **_EVENT}


def _connect_chat(region: gr.HTML, chat: ChatController) -> None:
    def ask(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        sent = _sent(event)
        writer = str(sent.get("writer") or "") or None
        ask_id, question = str(sent.get("ask", "")), str(sent.get("question", ""))
        # A request of another program may leave it out.
        rewrite = sent.get("rewrite") is not False
        session, visitor = str(request.session_hash), visitor_of(request.session_hash)
        steps = chat.steps(
            ask_id,
            question,
            sent.get("history"),
            writer,
            rewrite=rewrite,
            visitor=visitor,
            session=session,
        )
        yield from _each(steps)

    def stop(event: gr.EventData, request: gr.Request) -> None:
        chat.stop(str(_sent(event).get("ask", "")), visitor=visitor_of(request.session_hash))

    def try_writer(event: gr.EventData) -> Json:
        return _packed(chat.try_writer(str(_sent(event).get("writer", ""))))

    region.ask(ask, None, region, **_ASK)
    region.trywriter(try_writer, None, region, **_TRY)
    # Outside the queues: a stop must not wait, and not be refused if they are full.
    region.stop(stop, None, None, queue=False, **_EVENT)


def _connect_library(
    page: gr.Blocks, region: gr.HTML, chat: ChatController, library: LibraryController
) -> None:
    def show() -> Json:
        return _packed(library.show(writers=chat.writers()))

    def read(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        sent = _sent(event)
        files, unsent, upload = sent.get("files"), sent.get("unsent"), str(sent.get("upload", ""))
        visitor = visitor_of(request.session_hash)
        yield from _each(
            library.read_uploads(files, unsent, sent.get("password"), upload=upload, visitor=visitor)
        )

    def read_on(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        sent, visitor = _sent(event), visitor_of(request.session_hash)
        document, upload = str(sent.get("document", "")), str(sent.get("upload", ""))
        yield from _each(library.read_on(document, upload=upload, visitor=visitor))

    def cancel(event: gr.EventData, request: gr.Request) -> None:
        library.cancel(str(_sent(event).get("upload", "")), visitor=visitor_of(request.session_hash))

    def sample() -> Iterator[Json]:
        yield from _each(library.read_sample())

    def remove(event: gr.EventData) -> Json:
        return _packed(library.remove(str(_sent(event).get("document", ""))))

    def suggest() -> Json:
        return _packed(library.suggest())

    # Outside the queues, as a stop is.
    region.cancel(cancel, None, None, queue=False, **_EVENT)
    # The list does not wait for its example questions: they are found afterwards, in a queue of their own.
    for event in (
        page.load(show, None, region, **_LOOK),
        region.read(read, None, region, **_READ),
        region.sample(sample, None, region, **_READ),
        region.readon(read_on, None, region, **_READ),
        region.remove(remove, None, region, **_LOOK),
    ):
        event.then(suggest, None, region, **_SUGGEST)


def _connect_evidence(region: gr.HTML, viewer: OpenLibrary) -> None:
    def unlock(event: gr.EventData) -> Json:
        sent = _sent(event)
        view = viewer.unlock(str(sent.get("document", "")), sent.get("password"))
        # `opening` differs each time, so the page gets an event even if the same password is typed twice.
        return _packed({**view, "opening": sent.get("opening")})

    # All else comes from `ui.web.viewer.routes`; an event has the password in its body, and not in an address.
    region.unlock(unlock, None, region, **_LOOK)


def _packed(view: Json) -> Json:
    """Makes one string of a view, so that the page gets it unchanged.

    Gradio 6.31 sends each step of a stream as a difference to the last one, and its page applies the
    difference wrongly if a list got shorter: a sentence showed the end of another one (seen on 2026-11-24).
    """
    return {"json": json.dumps(view)}


def _each(views: Iterable[Json]) -> Iterator[Json]:
    return map(_packed, views)


def _sent(event: gr.EventData) -> dict[str, Any]:
    """The data that the script of the page sent with the event."""
    data = event._data  # EventData has no public access to a key that may be missing
    return data if isinstance(data, dict) else {}
