"""Cookies that were stolen, forged, or kept after signing out."""

import secrets
from collections.abc import Iterator

import httpx

from bench.users.page_calls import SQL
from bench.users.people import People, Person

# Each shows something to whoever is signed in.
_PATHS = ("/", "/config", "/upload-token", "/viewer/{document}", "/viewer/{document}/part/0")
# What of the page comes only to who is signed in.
_ASK = {
    "data": [],
    "event_data": {"name": "list", "data": {}},
    "fn_index": 0,
    "trigger_id": 0,
    "session_hash": "x",
}


def replayed(url: str, people: People) -> Iterator[tuple[str, str]]:
    """Sends requests with cookies that are none any more; yields what each was, and what came back."""
    victim = people.victims[0]
    for title, cookie in _cookies(url, people):
        with httpx.Client(base_url=url, headers={"cookie": cookie, "origin": url}, timeout=60.0) as client:
            for path in _PATHS:
                answer = client.get(path.format(document=victim.documents[0]))
                yield f"{title}: {path}", answer.text
            yield f"{title}: event", client.post("/gradio_api/queue/join", json=_ASK).text
    yield from _as_owner(url, people.attackers[0], victim)


def _cookies(url: str, people: People) -> Iterator[tuple[str, str]]:
    victim, port = people.victims[0], url.rpartition(":")[2]
    name = f"pincite-session-{port}"
    with victim.signed_in(url) as client:
        own = client.cookies[name]
        client.post("/logout")
    yield "after signing out", f"{name}={own}"
    with victim.signed_in(url) as client:
        own = client.cookies[name]
        people.new_password(victim.name)
    yield "after a new password", f"{name}={own}"
    # Somebody else, whose password is still the same.
    last = people.attackers[-1]
    with last.signed_in(url) as client:
        own = client.cookies[name]
        people.remove(last.name)
    yield "of an account that was removed", f"{name}={own}"
    for value in (
        victim.id,
        victim.name,
        secrets.token_urlsafe(32),
        own[:-1],
        own.swapcase(),
        "",
        *SQL,
    ):
        yield f"forged {value[:20]}", f"{name}={value}"
        # That of a page without accounts, and that of its chats.
        yield (
            f"of a page without accounts {value[:20]}",
            f"pincite-{port}={value}; pincite-chats-{port}={victim.id}",
        )


def _as_owner(url: str, attacker: Person, victim: Person) -> Iterator[tuple[str, str]]:
    """Streams and events in a session that is named as one of the victim's."""
    with attacker.signed_in(url) as client:
        for name in (f"{'0' * 24}-{victim.id}-tab1", victim.id, *SQL[:4]):
            answer = client.get("/gradio_api/queue/data", params={"session_hash": name})
            yield f"the stream {name[:40]}", answer.text.replace("pc-library", "")
            sent = client.post("/gradio_api/queue/join", json={**_ASK, "session_hash": name})
            yield f"an event in {name[:40]}", sent.text
