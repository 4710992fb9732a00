"""A visitor who leaves is noticed by the stream that breaks off."""

import pytest

from asgi_requests import run
from ui.web.leaving import LeavingMiddleware


def left(path, messages, sent):
    """The sessions that count as left after an app has read the messages and sent others."""
    found = []

    async def app(scope, receive, send):
        for message in sent:
            await send(message)
        for _ in messages:
            await receive()

    async def receive():
        return {"type": messages.pop(0)}

    async def send(message):
        pass

    scope = {"type": "http", "path": path, "query_string": b"session_hash=abc-1"}
    run(LeavingMiddleware(app, found.append)(scope, receive, send))
    return found


STREAM = "/gradio_api/queue/data"
PART = {"type": "http.response.body", "body": b"data", "more_body": True}
END = {"type": "http.response.body", "body": b""}


def test_a_stream_that_breaks_off_names_its_session():
    assert left(STREAM, ["http.disconnect"], [PART]) == ["abc-1"]


@pytest.mark.parametrize(
    ("path", "messages", "sent"),
    [
        (STREAM, ["http.request"], [PART]),
        (STREAM, ["http.disconnect"], [PART, END]),
        ("/", ["http.disconnect"], []),
    ],
)
def test_a_stream_that_goes_on_one_that_has_ended_and_another_request_do_not(path, messages, sent):
    assert left(path, messages, sent) == []
