"""What programs reach: who is let in without a key, with a wrong one, or from another website."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bench.attack.foreign import EMBEDDED, EVIL, FETCHED, FORM
from bench.attack.serving import Server
from bench.server import own_token, run_command

_DESCRIPTION = "/api/v1/openapi.json"
_UNDESCRIBED = (
    ("GET", _DESCRIPTION),
    ("GET", "/v1/models"),
    ("GET", "/v1/models/pincite"),
    ("POST", "/v1/chat/completions"),
    ("POST", "/v1/responses"),
    ("POST", "/mcp"),
    ("DELETE", "/mcp"),
)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# They tell everybody whether the server runs.
_OPEN_TO_ALL = ("/health", "/ready")
# What the guard answers itself: no key or a wrong one, another website, another name.
_REFUSED = (401, 403, 421)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """How many requests of a kind were sent, and which of them were let in, as "GET /api/v1/status"."""

    tried: int
    let_in: Sequence[str]


def programs_attacked(server: Server, index: Path) -> dict[str, LetIn]:
    """Sends each method to each address: as other websites do, without a key, with wrong ones; and its own with the right one.

    Let in is whatever the guard does not refuse, or is marked as readable for others; what then becomes of it does not matter.
    """
    token = own_token(index)
    own = _own(server, token)
    everything = [(method, path) for path in dict.fromkeys(path for _, path in own) for method in _METHODS]
    # An earlier run may have been interrupted.
    for key in json.loads(_keys(index, "list")):
        _keys(index, "remove", key["name"])
    # As long as there is no key, on this machine everybody but websites may ask: the first row is about these.
    found = {"other websites": _tried(server, everything, _foreign(server))}
    removed = json.loads(_keys(index, "add", "removed"))["key"]
    _keys(index, "add", "kept")
    _keys(index, "remove", "removed")
    try:
        found["no key"] = _tried(server, everything, [{}])
        wrong = [f"Bearer {key}" for key in (secrets.token_hex(), removed, removed[:-1], token.swapcase())]
        found["a wrong key"] = _tried(
            server, everything, [{"authorization": one} for one in [*wrong, "Basic eDp5"]]
        )
        found["the right key"] = _tried(server, own, [{"authorization": f"Bearer {token}"}])
    finally:
        _keys(index, "remove", "kept")
    return found


def _keys(index: Path, *arguments: str) -> str:
    return run_command("keys", *arguments, "--json", "--data", str(index))


def _foreign(server: Server) -> list[Mapping[str, str]]:
    port = urlsplit(server.url).port
    bare = server.host.rpartition(":")[0] or server.host
    as_json = {"content-type": "application/json"}
    return [
        {**as_json, **FETCHED},
        FORM,
        EMBEDDED,
        {**as_json, **FETCHED, "origin": "null"},
        {**as_json, **FETCHED, "origin": f"http://{bare}:9", "sec-fetch-site": "same-site"},
        # After DNS rebinding: the browser takes the name for that of the other website, whose own page then asks.
        {
            **as_json,
            "host": f"evil.example:{port}",
            "origin": f"{EVIL}:{port}",
            "sec-fetch-site": "same-origin",
        },
        # Clients of OpenAI's protocol can't send no key, so a website may send one, too.
        {**as_json, **FETCHED, "authorization": "Bearer none"},
    ]


def _own(server: Server, token: str) -> list[tuple[str, str]]:
    """The methods and addresses that there are."""
    described = httpx.get(f"{server.url}{_DESCRIPTION}", headers={"authorization": f"Bearer {token}"})
    paths = described.raise_for_status().json()["paths"]
    own = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    return [one for one in [*own, *_UNDESCRIBED] if one[1] not in _OPEN_TO_ALL]


def _tried(
    server: Server, addresses: Sequence[tuple[str, str]], senders: Sequence[Mapping[str, str]]
) -> LetIn:
    tried = 0
    let_in = []
    with httpx.Client(base_url=server.url, timeout=60.0) as client:
        for method, path in addresses:
            for headers in senders:
                tried += 1
                answer = client.request(method, path, headers={"host": server.host, **headers}, content=b"{}")
                if answer.status_code not in _REFUSED or "access-control-allow-origin" in answer.headers:
                    let_in.append(f"{method} {path}")
    return LetIn(tried=tried, let_in=let_in)
