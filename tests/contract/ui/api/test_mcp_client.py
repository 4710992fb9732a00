"""The official client of the Model Context Protocol, over HTTP and over stdio."""

import asyncio
import os
import sys
import threading
import time
from contextlib import asynccontextmanager
from functools import partial

import httpx2
import jsonschema
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from starlette.applications import Starlette
from starlette.routing import Route

from index import raise_if_stopped
from own_loop import in_own_loop
from rag import Assistant, Readings, StoppedError
from small_asking import small_asking
from ui.api.mcp_server import McpOverHttp, OwnHandlers, forwarding, mcp_server
from ui.api.mcp_server.forwarding import ForwardingHandlers
from ui.api.mcp_server.resources import PAGE
from ui.api.running import RunningServer, announced

QUESTION = "How many arches has the bridge over the Ester?"
HERE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    with small_asking(tmp_path_factory.mktemp("mcp")) as asking:
        yield asking


@asynccontextmanager
async def over_http(asking, mode):
    served = McpOverHttp(asking)
    # A route, and not a mount, which would answer at "/mcp/" alone.
    app = Starlette(routes=[Route("/mcp", served)])
    transport = httpx2.ASGITransport(app)
    async with (
        served.running(),
        httpx2.AsyncClient(transport=transport) as http,
        Client(streamable_http_client(f"{HERE}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


def used(asking, use, mode="auto"):
    """What `use` gives of a client over HTTP."""

    async def run():
        async with asyncio.timeout(20), over_http(asking, mode) as client:
            return await use(client)

    return in_own_loop(run())


def called(asking, name, **arguments):
    return used(asking, lambda client: client.call_tool(name, arguments))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_only_read_and_say_what_they_take_and_give(asking, mode):
    tools = used(asking, lambda client: client.list_tools(), mode).tools
    assert [tool.name for tool in tools] == ["ask", "search", "read", "list", "verify"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)
        assert all("description" in one for one in tool.input_schema["properties"].values())


def test_no_stream_is_held_on_which_nothing_would_ever_come(asking):
    async def get():
        app = Starlette(routes=[Route("/mcp", McpOverHttp(asking))])
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as http:
            return await http.get(f"{HERE}/mcp", headers={"accept": "text/event-stream"})

    assert in_own_loop(get()).status_code == 405


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_answer_has_its_exact_places_as_json_and_as_links(asking, mode):
    told = []

    async def progress(done, total, message):
        told.append((done, message))

    async def use(client):
        result = await client.call_tool("ask", {"question": QUESTION}, progress_callback=progress)
        links = [block.uri for block in result.content if block.type == "resource_link"]
        return result, [(await client.read_resource(link)).contents[0].text for link in links]

    result, linked = used(asking, use, mode)
    shape, answer = result.structured_content, asking.assistant.ask(QUESTION)
    assert not result.is_error
    assert shape["text"] == answer.text
    assert answer.text in result.content[0].text
    assert f"[1] opens at {HERE}/?document={answer.citations[0].document_id}&start=" in result.content[0].text
    assert linked == [citation["quote"] for citation in shape["citations"]] == [answer.citations[0].quote]
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1][1] == "Answered"


def test_what_nothing_answers_is_said_with_the_nearest_passages(asking):
    result = called(asking, "ask", question="Who painted the ceiling of the tower?")
    assert result.structured_content["status"] == "not_found"
    assert result.content[0].text.startswith("The documents don't say")
    assert len(result.content) == 1 + len(result.structured_content["hits"]) > 1


def test_passages_are_found_and_read_with_what_stands_around_them(asking):
    (passage,) = called(asking, "search", query="arches", k=1).structured_content["passages"]
    document = asking.assistant.document(passage["document"])
    assert document.text[passage["start"] : passage["end"]] == passage["text"]
    assert passage["url"].startswith(f"{HERE}/?document=")
    at = document.text.index("14")
    read = called(asking, "read", document="bridge.txt", start=at, end=at + 2, around=9).structured_content
    assert (read["before"], read["text"], read["after"]) == ("ster has ", "14", " arches. ")


def test_documents_are_listed_some_at_a_time(asking):
    first = called(asking, "list", limit=1).structured_content
    second = called(asking, "list", limit=1, offset=first["next"]).structured_content
    assert [one["documents"][0]["title"] for one in (first, second)] == ["bridge", "tower"]
    assert (first["total"], second["next"]) == (2, None)
    assert called(asking, "list", collection="works").structured_content["total"] == 1
    assert called(asking, "list", title="TOW").structured_content["documents"][0]["title"] == "tower"


def test_a_text_is_checked_against_what_stands_at_its_places(asking):
    (passage,) = called(asking, "search", query="arches", k=1).structured_content["passages"]
    place = {name: passage[name] for name in ("document", "start", "end")} | {
        "number": 1,
        "quote": "other words",
    }
    text = "The bridge over the Ester has 14 arches [1]. It has 15 arches [1]."
    result = called(asking, "verify", text=text, sources=[place]).structured_content
    assert [one["verdict"] for one in result["sentences"]] == ["supported", "neither"]
    assert "15" in result["sentences"][1]["reason"]
    assert result["sources"] == [{"number": 1, "quote": passage["text"], "as_quoted": False}]


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("ask", {}, "`question`"),
        ("ask", {"question": "?"}, "question"),
        ("ask", {"question": QUESTION, "colection": "works"}, "`colection`"),
        ("ask", {"question": QUESTION, "collection": "none"}, "There are: default, works"),
        ("search", {"query": "arches", "after": "last week"}, "2024-05-31"),
        ("read", {"document": "none"}, "`list` names the documents"),
        ("verify", {"text": "x", "sources": [{"number": 1, "document": "bridge.txt", "start": 5, "end": 9999}]}, "offsets"),
    ],
)  # fmt: skip
def test_an_error_of_a_call_tells_the_model_what_to_do(asking, name, arguments, says):
    result = called(asking, name, **arguments)
    assert result.is_error
    assert says in result.content[0].text


def test_documents_are_resources_some_at_a_time(tmp_path):
    texts = {f"{n}.txt": f"Note {n} is about birds." for n in range(PAGE + 2)}

    async def use(client):
        first = await client.list_resources()
        second = await client.list_resources(cursor=first.next_cursor)
        last = second.resources[-1].uri
        span = await client.read_resource(f"{last}?start=0&end=4")
        whole = await client.read_resource(last)
        wrong = []
        for uri in (
            "pincite://document/none",
            f"{last}?start=9&end=3",
            f"{last}?start=x",
            "file:///etc/passwd",
        ):
            with pytest.raises(MCPError) as raised:
                await client.read_resource(uri)
            wrong.append(raised.value.code)
        with pytest.raises(MCPError):
            await client.list_resources(cursor="nonsense")
        return first, second, span.contents[0].text, whole.contents[0].text, wrong

    with small_asking(tmp_path, texts=texts) as asking:
        first, second, span, whole, wrong = used(asking, use)
    assert [one.name for one in (*first.resources, *second.resources)] == [str(n) for n in range(PAGE + 2)]
    assert second.next_cursor is None
    assert (span, whole) == ("Note", f"Note {PAGE + 1} is about birds.")
    assert set(wrong) == {-32602}


class WaitingReader:
    """Reads until it is stopped."""

    def __init__(self):
        self.begun, self.stopped = threading.Event(), threading.Event()

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.begun.set()
        try:
            for _ in range(500):
                raise_if_stopped()
                time.sleep(0.01)
        except StoppedError:
            self.stopped.set()
            raise
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_work_stops_when_the_call_is_cancelled(tmp_path, mode):
    reader = WaitingReader()

    async def use(asking):
        async with Client(mcp_server(OwnHandlers(asking)), mode=mode) as client:
            call = asyncio.create_task(client.call_tool("ask", {"question": QUESTION}))
            await asyncio.to_thread(reader.begun.wait, 5)
            call.cancel()
            assert await asyncio.to_thread(reader.stopped.wait, 5)

    with small_asking(tmp_path, reader=reader) as asking:
        in_own_loop(use(asking))


def test_over_stdio_a_process_serves_the_index(tmp_path):
    Assistant.open(tmp_path / "index").close()
    command = [
        sys.executable,
        "-c",
        "from ui.cli.command import main; main()",
        "mcp",
        "--data",
        str(tmp_path / "index"),
    ]
    started = StdioServerParameters(command=command[0], args=command[1:], env=dict(os.environ))

    async def use():
        async with asyncio.timeout(60), Client(stdio_client(started)) as client:
            return client.instructions, await client.call_tool("list", {})

    instructions, result = in_own_loop(use())
    assert "`ask`" in instructions
    assert result.structured_content == {"documents": [], "total": 0, "next": None, "collections": {}}


@pytest.fixture
def stdio_of(asking, monkeypatch):
    """A client of what `pincite mcp` serves over the index of `asking`, and a server that runs over it if it is announced."""

    @asynccontextmanager
    async def client(reachable):
        served, own = McpOverHttp(asking), OwnHandlers(asking)
        transport = httpx2.ASGITransport(Starlette(routes=[Route("/mcp", served)]))
        if reachable:
            monkeypatch.setattr(
                forwarding.httpx2, "AsyncClient", partial(httpx2.AsyncClient, transport=transport)
            )
        handlers = ForwardingHandlers(asking.assistant.index.folder, lambda: own)
        async with served.running(), Client(mcp_server(handlers)) as client:
            yield client

    return client


@pytest.mark.parametrize("reachable", [True, False])
def test_a_server_that_runs_over_the_index_answers_and_else_the_process_itself(asking, stdio_of, reachable):
    running = RunningServer(address="http://127.0.0.1:9", token="t", pid=os.getpid(), version="0")

    async def use():
        async with stdio_of(reachable) as client:
            found = await client.call_tool("search", {"query": "arches", "k": 1})
            wrong = await client.call_tool("ask", {})
            (passage,) = found.structured_content["passages"]
            text = (await client.read_resource(passage["uri"])).contents[0].text
            with pytest.raises(MCPError) as raised:
                await client.read_resource("pincite://document/none")
            return passage, wrong, text, raised.value.code, await client.list_resources()

    with announced(asking.assistant.index.folder, running):
        passage, wrong, text, code, listed = in_own_loop(use())
    # Only a server has the page.
    assert (passage["url"] is not None) == reachable
    assert text == passage["text"]
    assert wrong.is_error and code == -32602
    assert len(listed.resources) == 2
