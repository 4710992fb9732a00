"""Builds the page from its regions (library, chat, evidence, settings, and two that carry calls), and connects their events with the controllers.

Each region is an HTML skeleton and scripts from the folder of its name in `ui/assets`. No text of a document or a
question goes through a template: the skeletons are constant, and the scripts build the rest from plain JSON with
text nodes (for the reason, see `ui.web.pieces`).
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import gradio as gr

from ui.web.chats.asked import kept_steps
from ui.web.chats.events import connect_chats
from ui.web.controllers import ControllersOfPeople
from ui.web.documents.events import connect_library
from ui.web.gradio_events import ASK, AT_ONCE, LOOK, TRY, each_packed, packed, sent
from ui.web.pieces import Json
from ui.web.security import owner_of, visitor_of

STYLES = (
    "base.css",
    "menu.css",
    "library/library.css",
    "library/documents.css",
    "library/adding.css",
    "chats/chats.css",
    "chat/chat.css",
    "chat/scope.css",
    "chat/connection.css",
    "chat/forms.css",
    "chat/rating.css",
    "evidence/evidence.css",
    "evidence/viewer.css",
    "evidence/reading.css",
    "settings/settings.css",
    "small.css",
    "forced.css",
)
# The scripts of a region run in this order, as one; events.js comes last, since it starts the region. A name with a
# folder is from there.
SCRIPTS = {
    "library": (
        "tabs",
        "documents",
        "tree",
        "rows",
        "row",
        "ticks",
        "menu",
        "dialogs",
        "news",
        "report",
        "passwords",
        "same_names",
        "uploads",
        "chats/list",
        "chats/row",
        "chats/carrying",
        "account",
        "elsewhere",
        "events",
    ),
    "chat": (
        "chats",
        "opening",
        "address",
        "writer",
        "asking",
        "connection",
        "keeping",
        "again",
        "copying",
        "rating",
        "message",
        "answer",
        "parts",
        "statements",
        "forms",
        "table",
        "searched",
        "scope",
        "steps",
        "followups",
        "welcome",
        "keys",
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
        "linked",
        "find",
        "selection",
        "events",
    ),
    "settings": ("choices", "theme", "languages", "sure", "model", "keys", "events"),
    "calls": ("calls/calls",),
    "background": ("calls/calls",),
}


# Regions that show nothing, and only carry calls and their answers.
_FOLDERS = {"calls": "calls", "background": "calls"}

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
    """A theme that loads no font; theme.css sets the colours."""
    sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
    return gr.themes.Base(font=sans, font_mono=["ui-monospace", "Consolas", "monospace"])


def build(people: ControllersOfPeople) -> gr.Blocks:
    """The page, ready to be launched."""
    page = gr.Blocks(title="Pincite", analytics_enabled=False, fill_width=True)
    with page:
        library_region, chat_region, evidence_region, _, calls, background = map(_region, SCRIPTS)
        _connect_chat(chat_region, people)
        connect_chats(calls, background, people)
        connect_library(page, library_region, people)
        _connect_evidence(evidence_region, people)
    return page


def _region(name: str) -> gr.HTML:
    scripts = [
        "language.js",
        "shared.js",
        "menu.js",
        "copy.js",
        *(f"{script if '/' in script else f'{name}/{script}'}.js" for script in SCRIPTS[name]),
    ]
    return gr.HTML(
        value={},
        html_template=asset(f"{_FOLDERS.get(name, name)}/{name}.html"),
        js_on_load="\n".join(map(asset, scripts)),
        apply_default_css=False,
        elem_id=f"pc-{name}",
        elem_classes=["pc-region"],
    )


def _connect_chat(region: gr.HTML, people: ControllersOfPeople) -> None:
    def ask(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        session = request.session_hash
        visitor, owner, own = visitor_of(session), owner_of(session), people.of_session(session)
        steps = kept_steps(
            own.chats.store, own.chat, owner, sent(event), visitor=visitor, session=str(session)
        )
        yield from each_packed(steps)

    def stop(event: gr.EventData, request: gr.Request) -> None:
        # Of everybody: the jobs of all have their visitors' names.
        people.everybody.chat.stop(str(sent(event).get("ask", "")), visitor=visitor_of(request.session_hash))

    def try_writer(event: gr.EventData) -> Json:
        return packed(people.everybody.chat.writers.trial(str(sent(event).get("writer", ""))))

    region.ask(ask, None, region, **ASK)
    region.trywriter(try_writer, None, region, **TRY)
    region.stop(stop, None, None, **AT_ONCE)


def _connect_evidence(region: gr.HTML, people: ControllersOfPeople) -> None:
    def unlock(event: gr.EventData, request: gr.Request) -> Json:
        asked = sent(event)
        view = people.of_session(request.session_hash).viewer.unlock(
            str(asked.get("document", "")), asked.get("password")
        )
        # `opening` differs each time, so the page gets an event even if the same password is typed twice.
        return packed({**view, "opening": asked.get("opening")})

    # All else comes from `ui.web.viewer.routes`; an event has the password in its body, and not in an address.
    region.unlock(unlock, None, region, **LOOK)
