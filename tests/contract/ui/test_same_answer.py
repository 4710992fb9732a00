"""Every interface gives the same answer to the same question, each citation exact: Python, command, HTTP, OpenAI's, MCP."""

import json

import httpx
import httpx2
import openai
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from typer.testing import CliRunner

from own_loop import in_own_loop
from programs_client import OWN_TOKEN, TEXT, programs_client, with_key
from rag.export import to_json
from ui.cli.command import app

QUESTIONS = [
    "How many arches has the north bridge?",
    "Who built the bridge?",
    "Where was Anna Berg born, and how many lamps has the bridge?",
    "Who painted the ceiling of the tower?",
]
ADDRESS = "http://localhost"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    # The command opens the index by itself, so that it has to know the model.
    folder = tmp_path_factory.mktemp("same") / "index"
    with programs_client(folder, embedder="all-MiniLM-L6-v2") as client:
        yield client


def by_python(client, question):
    assistant = client.served.assistant
    return json.loads(to_json(assistant.export(assistant.ask(question))))


def by_command(client, question):
    folder = str(client.served.assistant.index.folder)
    return json.loads(CliRunner().invoke(app, ["ask", question, "--json", "--data", folder]).stdout)


def by_http(client, question):
    return client.post("/api/v1/ask", json={"question": question}, headers=with_key(OWN_TOKEN)).json()


def by_http_stream(client, question):
    headers = {**with_key(OWN_TOKEN), "accept": "text/event-stream"}
    events = client.post("/api/v1/ask", json={"question": question}, headers=headers).text
    return json.loads(events.strip().rpartition("data: ")[2])


def by_chat_completions(client, question):
    async def ask():
        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(transport=transport) as http:
            asked = openai.AsyncOpenAI(base_url=f"{ADDRESS}/v1", api_key=OWN_TOKEN, http_client=http)
            messages = [{"role": "user", "content": question}]
            return await asked.chat.completions.create(model="pincite", messages=messages)

    return in_own_loop(ask()).choices[0].message.pincite


def by_responses(client, question):
    async def ask():
        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(transport=transport) as http:
            asked = openai.AsyncOpenAI(base_url=f"{ADDRESS}/v1", api_key=OWN_TOKEN, http_client=http)
            return await asked.responses.create(model="pincite", input=question)

    return in_own_loop(ask()).output[0].pincite


def by_mcp(client, question):
    async def ask():
        transport = httpx2.ASGITransport(client.app)
        async with (
            client.app.running(),
            httpx2.AsyncClient(transport=transport, headers=with_key(OWN_TOKEN)) as http,
            Client(streamable_http_client(f"{ADDRESS}/mcp", http_client=http)) as asked,
        ):
            return await asked.call_tool("ask", {"question": question})

    return in_own_loop(ask()).structured_content


def what_counts(answer):
    """An answer without what differs from run to run: its time, and how long each step took."""
    return {name: value for name, value in answer.items() if name not in ("created", "timings")}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "interface", [by_command, by_http, by_http_stream, by_chat_completions, by_responses, by_mcp]
)
def test_the_same_question_gets_the_same_answer(client, interface, question):
    answer, same = interface(client, question), by_python(client, question)
    if interface == by_mcp and answer["status"] == "answered":
        same["hits"] = []  # a model that reads the answer has no use for the rest
    assert what_counts(answer) == what_counts(same)
    for citation in answer["citations"]:
        assert TEXT[citation["start"] : citation["end"]] == citation["quote"]
