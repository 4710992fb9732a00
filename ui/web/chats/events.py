"""Connects the events of the page with what is done for chats."""

from typing import Any

import gradio as gr

from ui.web.controllers import ControllersOfPeople
from ui.web.gradio_events import EVENT, packed, sent
from ui.web.pieces import Json
from ui.web.security import owner_of

_CALLS: dict[str, Any] = {"concurrency_id": "calls", "concurrency_limit": 8, **EVENT}
# A queue of its own, of which nobody waits for the end.
_BACKGROUND: dict[str, Any] = {"concurrency_id": "followups", "concurrency_limit": 1, **EVENT}


def connect_chats(calls: gr.HTML, background: gr.HTML, people: ControllersOfPeople) -> None:
    """Answers the calls of calls.js, each by its number."""

    def call(event: gr.EventData, request: gr.Request) -> Json:
        data = sent(event)
        chats = people.of_session(request.session_hash).chats
        view = chats.call(owner_of(request.session_hash), data.get("name"), data.get("data"))
        return packed({**view, "call": data.get("call")})

    def follow(event: gr.EventData, request: gr.Request) -> Json:
        data = sent(event)
        chats = people.of_session(request.session_hash).chats
        view = chats.followups(owner_of(request.session_hash), data.get("data"))
        return packed({**view, "call": data.get("call")})

    calls.call(call, None, calls, **_CALLS)
    background.call(follow, None, background, **_BACKGROUND)
