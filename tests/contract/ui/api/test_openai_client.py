"""The official client of OpenAI gets what its types promise, and exact citations."""

import asyncio
import threading
from urllib.parse import parse_qs, urlsplit

import httpx
import openai
import pytest
from fastapi import FastAPI
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from fixed_writer import FixedWriter
from index import raise_if_stopped
from own_loop import in_own_loop
from rag import Readings
from small_asking import small_asking
from ui.api.openai_protocol import openai_routes

QUESTION = "How many arches has the bridge over the Ester?"
HERE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    with small_asking(
        tmp_path_factory.mktemp("openai"), FixedWriter("The bridge has 14 arches [1].")
    ) as asking:
        yield asking


def app_of(asking, **options):
    app = FastAPI()
    app.include_router(openai_routes(asking, **options))
    return app


def used(asking, use, **options):
    """What `use` gives of a client."""

    async def run():
        transport = httpx.ASGITransport(app_of(asking, **options))
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as http:
            client = openai.AsyncOpenAI(api_key="k", base_url=f"{HERE}/v1", http_client=http, max_retries=0)
            return await use(client)

    return in_own_loop(run())


def asked(question=QUESTION, **more):
    return {"model": "pincite", "messages": [{"role": "user", "content": question}], **more}


def strictly(kind, value):
    """The value by the client's own type; a field of a wrong type or a missing one is an error."""
    return TypeAdapter(kind).validate_python(
        value.model_dump(mode="json", exclude_unset=True, warnings="error"), strict=False
    )


def exact(asking, shape):
    for citation in shape["citations"]:
        document = asking.assistant.document(citation["document_id"])
        assert document.text[citation["start"] : citation["end"]] == citation["quote"]
    return shape["citations"]


def test_models_are_listed_and_found(asking):
    async def use(client):
        return [model.id async for model in client.models.list()], await client.models.retrieve(
            "pincite/works"
        )

    ids, one = used(asking, use)
    assert {"pincite", "pincite/works"} <= set(ids)
    assert one.id == "pincite/works"


def test_a_chat_completion_is_the_answer_with_its_exact_places(asking):
    completion = used(asking, lambda client: client.chat.completions.create(**asked(temperature=0.3)))
    strictly(ChatCompletion, completion)
    message, answer = completion.choices[0].message, asking.assistant.ask(QUESTION)
    assert message.content == answer.text
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage.total_tokens > 0
    assert message.pincite["status"] == "answered"
    citations = exact(asking, message.pincite)
    assert len(message.annotations) == len(citations) == 1
    cited = message.annotations[0].url_citation
    assert message.content[cited.start_index : cited.end_index] == "[1]"
    place = parse_qs(urlsplit(cited.url).query)
    assert cited.url.startswith(f"{HERE}/?")
    assert [place["document"][0], int(place["start"][0]), int(place["end"][0])] == [
        citations[0][name] for name in ("document_id", "start", "end")
    ]


def test_a_streamed_chat_completion_is_the_same(asking):
    async def use(client):
        stream = await client.chat.completions.create(
            **asked(stream=True, stream_options={"include_usage": True})
        )
        return [chunk async for chunk in stream], await client.chat.completions.create(**asked())

    chunks, whole = used(asking, use)
    for chunk in chunks:
        strictly(ChatCompletionChunk, chunk)
    *before, last = chunks
    deltas = [chunk.choices[0].delta for chunk in before]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    annotated = next(delta for delta in deltas if getattr(delta, "annotations", None))
    assert annotated.annotations == [one.model_dump() for one in whole.choices[0].message.annotations]
    assert annotated.pincite["statements"] == whole.choices[0].message.pincite["statements"]
    assert before[-1].choices[0].finish_reason == "stop"
    assert (last.choices, last.usage) == ([], whole.usage)


def test_a_response_and_its_stream_are_the_same(asking):
    async def use(client):
        whole = await client.responses.create(model="pincite", input=QUESTION, metadata={"mine": "1"})
        stream = await client.responses.create(model="pincite", input=QUESTION, stream=True)
        return whole, [event async for event in stream]

    whole, events = used(asking, use)
    strictly(Response, whole)
    for event in events:
        strictly(ResponseStreamEvent, event)
    assert whole.output_text == asking.assistant.ask(QUESTION).text
    assert whole.metadata == {"mine": "1"}
    (annotation,) = whole.output[0].content[0].annotations
    assert whole.output_text[annotation.start_index : annotation.end_index] == "[1]"
    assert exact(asking, whole.output[0].pincite)
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert [event.type.removeprefix("response.") for event in events] == [
        "created", "in_progress", "output_item.added", "content_part.added", "output_text.delta",
        "output_text.annotation.added", "output_text.done", "content_part.done", "output_item.done", "completed",
    ]  # fmt: skip
    assert events[-1].response.output_text == whole.output_text


def test_without_a_page_citations_name_files(asking):
    whole = used(
        asking, lambda client: client.responses.create(model="pincite", input=QUESTION), with_page=False
    )
    (annotation,) = whole.output[0].content[0].annotations
    assert (annotation.type, annotation.filename) == ("file_citation", "bridge.txt")
    assert whole.output_text[annotation.index :].startswith("[1]")


def test_a_question_that_leans_on_an_earlier_turn_is_understood(asking):
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": "The bridge over the Ester has 14 arches. [1]"},
        {"role": "user", "content": "Who built it?"},
    ]
    completion = used(
        asking, lambda client: client.chat.completions.create(model="pincite", messages=messages)
    )
    assert "bridge" in completion.choices[0].message.pincite["standalone_question"]
    assert "Kovac" in completion.choices[0].message.content


def test_a_collection_is_asked_alone_and_a_refusal_is_an_answer(asking):
    async def use(client):
        return [
            await client.chat.completions.create(
                **asked("How many steps has the tower of Lund?", model=model)
            )
            for model in ("pincite", "pincite/works")
        ]

    found, refused = (one.choices[0] for one in used(asking, use))
    assert "211" in found.message.content
    assert refused.message.pincite["status"] == "not_found"
    assert refused.finish_reason == "stop"
    assert refused.message.annotations == []


def test_a_language_model_writes_where_the_model_says_so(asking):
    completion = used(asking, lambda client: client.chat.completions.create(**asked(model="pincite+fixed")))
    message = completion.choices[0].message
    assert message.content.startswith("The bridge has 14 arches. [1]")
    assert message.pincite["statements"][0]["verdict"] == "supported"
    assert message.pincite["models"]["writer"]["name"] == "fixed"


@pytest.mark.parametrize(
    ("wrong", "kind", "param"),
    [
        ({"model": "gpt-4o"}, openai.NotFoundError, "model"),
        ({"model": "pincite+http://127.0.0.1:9/v1#x"}, openai.NotFoundError, "model"),
        ({"n": 3}, openai.BadRequestError, "n"),
        ({"messages": []}, openai.BadRequestError, "messages"),
        (
            {"messages": [{"role": "user", "content": "?"}], "stream": True},
            openai.BadRequestError,
            "messages",
        ),
    ],
)
def test_what_is_not_supported_raises_the_clients_own_errors(asking, wrong, kind, param):
    with pytest.raises(kind) as raised:
        used(asking, lambda client: client.chat.completions.create(**{**asked(), **wrong}))
    assert raised.value.param == param


def test_requests_that_no_client_sends_are_errors_of_the_sender(asking):
    async def send():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app_of(asking)), base_url=HERE) as http:
            sent = [
                await http.post(f"/v1/{path}", content=body)
                for path in ("chat/completions", "responses")
                for body in BODIES
            ]
            return [*sent, await http.get("/v1/embeddings"), await http.delete("/v1/models/pincite")]

    for response in in_own_loop(send()):
        assert response.status_code in (400, 404), response.text
        assert set(response.json()["error"]) == {"message", "type", "param", "code"}


BODIES = [b"", b"{", b"[]", b"7", b"\xff\xfe", b'{"model": 7}', b'{"model": "pincite"}', b"[" * 100_000,
          b'{"model": "pincite", "messages": [[]]}', b'{"model": "pincite", "input": [{"role": "user"}]}']  # fmt: skip


class WaitingReader:
    """Reads until it is stopped."""

    def __init__(self):
        self.begun = threading.Event()
        self.ended = threading.Event()

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.begun.set()
        try:
            for _ in range(1000):
                raise_if_stopped()
                self.ended.wait(0.01)
        finally:
            self.ended.set()
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.mark.parametrize("stream", [False, True])
def test_work_stops_when_the_client_goes_away(tmp_path, stream):
    reader = WaitingReader()
    body = httpx.Request("POST", HERE, json=asked(stream=stream)).content

    async def leave(app):
        bodies = [{"type": "http.request", "body": body}]

        async def receive():
            if bodies:
                return bodies.pop()
            await asyncio.to_thread(reader.begun.wait, 5)
            return {"type": "http.disconnect"}

        async def send(message):
            pass

        scope = {
            "type": "http", "method": "POST", "path": "/v1/chat/completions", "raw_path": b"", "query_string": b"",
            "headers": [(b"host", b"127.0.0.1")], "scheme": "http", "server": ("127.0.0.1", 80), "root_path": "",
        }  # fmt: skip
        await asyncio.wait_for(app(scope, receive, send), 5)
        assert await asyncio.to_thread(reader.ended.wait, 5)

    with small_asking(tmp_path, reader=reader) as asking:
        in_own_loop(leave(app_of(asking)))
