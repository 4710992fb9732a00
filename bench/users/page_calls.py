"""What an attacker sends as events of the page, and to its viewer."""

import threading
from collections.abc import Iterator
from typing import Any

import httpx

from bench.attack.tab import Tab
from bench.users.people import People, Person

SQL = (
    "' OR 1=1 --",
    "'; DELETE FROM documents; --",
    '" OR ""="',
    "x' UNION SELECT text FROM main.documents --",
    "%",
    "*",
    "_",
    "main.documents",
    "a" * 3000,
)
"""What stands in every field in its turn, in place of an id."""

_SLOW = 60.0


def page_events(attacker: Person, victim: Person, people: People) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each event of the page with what is the victim's, and with SQL, in each of its fields."""
    names = [*victim.documents, *victim.sources, *SQL[:3]]
    spaces = (victim.space, f"group:{people.group}", "", "*", "nobody:", *SQL[:3])
    for name in names:
        yield "remove", {"documents": [name]}
        yield "remove", {"documents": [*attacker.documents, name]}
        yield "rename", {"document": name, "title": "mine"}
        yield "readon", {"document": name}
        yield "again", {"source": name}
        yield "forget", {"sources": [name]}
        yield "unlock", {"document": name, "password": "x"}
        yield "undo", {"undo": name}
        yield "cancel", {"upload": name}
        yield "stop", {"ask": name}
        yield (
            "ask",
            {
                "ask": "a1",
                "question": f"What is the {victim.name}?",
                "scope": [{"kind": "document", "name": name}],
            },
        )
        for kind in ("folder", "collection"):
            yield (
                "ask",
                {
                    "ask": "a2",
                    "question": "Which word opens the vault?",
                    "scope": [{"kind": kind, "name": name}],
                },
            )
    for space in spaces:
        yield "address", {"address": "http://127.0.0.1:9/x", "to": space}
        yield "text", {"stored": "/etc/passwd", "title": "x", "to": space}
        yield (
            "read",
            {"files": [{"stored": "/etc/passwd", "name": "x", "key": "k"}], "unsent": [], "to": space},
        )
        yield "follow", {"folder": "/etc", "to": space}
    yield "unfollow", {"folder": "/etc"}
    yield "look", {"have": ["x' OR 1=1", 10**9]}
    yield "ask", {"ask": "a3", "question": "Which word opens the vault of whom?"}
    for chat, message in (
        (victim.chat, victim.message),
        (victim.chat, SQL[0]),
        *((one, victim.message) for one in SQL[:4]),
    ):
        yield "ask", {"ask": "a4", "question": "And then?", "chat": chat, "message": message}
        yield (
            "ask",
            {"ask": "a5", "question": "And then?", "chat": chat, "message": "m" * 12, "replaces": message},
        )
        for call in _calls(chat, message, victim):
            yield "call", call


def _calls(chat: str, message: str, victim: Person) -> Iterator[dict[str, Any]]:
    where = {"chat": chat, "message": message, "messages": [message]}
    documents = (victim.documents[0], victim.sources[1])
    for name in (
        "open",
        "answers",
        "stale",
        "delete",
        "undelete",
        "unreplace",
        "copy",
        "save answer",
        "rate",
    ):
        yield {"name": name, "data": {**where, "form": "text", "rating": {"helpful": False}}}
    yield {"name": "rename", "data": {**where, "title": "mine"}}
    yield {"name": "pin", "data": {**where, "pinned": True}}
    yield {"name": "scope", "data": {**where, "scope": {"items": []}}}
    for form in ("markdown", "html", "json"):
        yield {"name": "export", "data": {**where, "format": form}}
    for document in documents:
        yield {"name": "cite", "data": {"document": document, "start": 0, "end": 20}}
        yield {"name": "reference", "data": {"document": document, "form": "bibtex"}}
        yield {"name": "right place", "data": {**where, "document": document, "start": 0, "end": 20}}
    for words in (victim.name, *SQL[:3]):
        yield {"name": "list", "data": {"words": words}}
    for name in ("list", "cited", "questions", "import", SQL[1]):
        yield {"name": name, "data": {"stored": "/etc/passwd"}}


def viewer_paths(victim: Person) -> Iterator[str]:
    """What the viewer could be asked of the victim's documents."""
    for name in (*victim.documents, *victim.sources, *SQL[:3]):
        for behind in (
            "",
            "/part/0",
            f"/find?words={victim.name}",
            "/questions",
            "/pages",
            "/page/open/1/800",
            "/words/open/1",
        ):
            yield f"/viewer/{name}{behind}"


class AttackingTab:
    """A tab of the attacker, whose stream is read meanwhile: what comes on it was shown."""

    def __init__(self, client: httpx.Client) -> None:
        """Opens the tab."""
        self.tab = Tab(client, "attack1")

    def shown(self, kind: str, data: dict[str, Any]) -> str:
        """Sends an event; returns all that came back, of the event and on the stream until it has ended."""
        send = self.tab.run if kind in ("cancel", "stop") else self.tab.send
        answer = send(kind, data)
        if kind in ("cancel", "stop") or answer.status_code != 200:
            return answer.text
        got: list[str] = [answer.text]

        def read() -> None:
            for message in self.tab.stream():
                got.append(str(message))
                if message.get("msg") == "process_completed":
                    return

        reading = threading.Thread(target=read, daemon=True)
        reading.start()
        reading.join(_SLOW)
        return "\n".join(got)
