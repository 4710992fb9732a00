"""Sends calls by the Model Context Protocol, with the official client."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

_INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "bench", "version": "1"},
    },
}
_HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


async def called(
    url: str,
    key: str,
    other: str,
    calls: Sequence[tuple[str, dict[str, Any]]],
    look: Callable[[str, str], None],
) -> None:
    """Sends the calls of somebody, and then some in the session of somebody else.

    Args:
        url: The address of the server.
        key: Whose calls they are.
        other: The key of who has the session that is stolen.
        calls: The tools with their arguments; "resource" reads one.
        look: Called with each call, and what came back.
    """
    async with (
        httpx2.AsyncClient(headers=_with(key), timeout=60.0) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
    ):
        look("resources/list", str(await client.list_resources()))
        for name, arguments in calls:
            given = {name_: value for name_, value in arguments.items() if value is not None}
            try:
                if name == "resource":
                    result: object = await client.read_resource(given["uri"])
                else:
                    result = await client.call_tool(name, given)
            except MCPError as error:
                result = error
            look(f"{name} {given}", str(result))
    await _in_the_session_of(url, key, other, look)


async def _in_the_session_of(url: str, key: str, other: str, look: Callable[[str, str], None]) -> None:
    """A session that was begun by somebody else, whose id became known."""
    async with httpx2.AsyncClient(timeout=60.0) as http:
        begun = await http.post(f"{url}/mcp", headers={**_HEADERS, **_with(other)}, json=_INITIALIZE)
        session = {"mcp-session-id": begun.headers.get("mcp-session-id", "")}
        for name, arguments in (("list", {}), ("search", {"query": "Which word opens the vault?"})):
            call = {
                "jsonrpc": "2.0",
                "id": 2,
                "method": "tools/call",
                "params": {"name": name, "arguments": arguments},
            }
            answer = await http.post(
                f"{url}/mcp", headers={**_HEADERS, **_with(key), **session}, content=json.dumps(call)
            )
            look(f"{name} in the session of another", answer.text)


def _with(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}
