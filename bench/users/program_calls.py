"""What an attacker sends by HTTP, by OpenAI's protocol and by MCP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bench.users.page_calls import SQL
from bench.users.people import People, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request of a program."""

    method: str
    path: str
    body: Any = None

    @property
    def only_reads(self) -> bool:
        """Whether it changes nothing where it may."""
        adds = self.path.endswith(("/texts", "/questions"))
        return self.method in ("GET", "POST") and not adds


def http_requests(victim: Person, people: People) -> Iterator[Request]:
    """Each route of `/api/v1` with what is the victim's, and with SQL, in each of its fields."""
    question = f"What is the {victim.name}?"
    for name in (*victim.documents, *victim.sources, *SQL[:6]):
        path = f"/api/v1/documents/{quote(name, safe='')}"
        for behind in ("", "/text", "/passages", "/boxes?start=0&end=9", "/pages/1"):
            yield Request(method="GET", path=path + behind)
        yield Request(method="DELETE", path=path)
        yield Request(method="PATCH", path=path, body={"title": "mine"})
        place = {"number": 1, "document": name, "start": 0, "end": 9}
        yield Request(
            method="POST", path="/api/v1/verify", body={"text": "It is so. [1]", "sources": [place]}
        )
        for key in ("collection", "source", "author", "language", "folder"):
            yield Request(method="POST", path="/api/v1/search", body={"question": "vault word", key: name})
        yield Request(
            method="POST", path="/api/v1/search", body={"question": "vault word", "sources": [name]}
        )
        yield Request(method="GET", path=f"/api/v1/documents?collection={quote(name)}")
    for path in ("/api/v1/search", "/api/v1/ask"):
        yield Request(method="POST", path=path, body={"question": "Which word opens the vault?"})
        yield Request(method="POST", path=path, body={"question": question})
    for to in (victim.space, f"group:{people.group}", "Law", "*", "", *SQL[:4]):
        text = {"source": "contract", "text": "Something else."}
        yield Request(method="POST", path="/api/v1/texts", body={"texts": [text], "place": to})
    for chat in (victim.chat, *(one[:64].ljust(8, "x") for one in SQL[:4])):
        path = f"/api/v1/chats/{quote(chat, safe='')}"
        yield Request(method="GET", path=path)
        yield Request(method="DELETE", path=path)
        yield Request(method="PATCH", path=path, body={"title": "mine", "pinned": True})
        yield Request(method="POST", path=f"{path}/questions", body={"question": "And then?"})
    for path in ("documents", "collections", "chats", "status", "models", "openapi.json"):
        yield Request(method="GET", path=f"/api/v1/{path}")
    yield Request(method="POST", path="/api/v1/verify/answer", body=_exported(victim))


def openai_requests(victim: Person) -> Iterator[Request]:
    """What a client of OpenAI's protocol may ask."""
    yield Request(method="GET", path="/v1/models")
    questions = ("Which word opens the vault?", f"What is the {victim.name}?", *SQL[:4])
    for name in (
        "pincite",
        "pincite/default",
        *(f"pincite/{one}" for one in (victim.space, *SQL[:3])),
    ):
        yield Request(method="GET", path=f"/v1/models/{quote(name, safe='')}")
        for question in questions:
            messages = [{"role": "user", "content": question}]
            yield Request(
                method="POST", path="/v1/chat/completions", body={"model": name, "messages": messages}
            )
            yield Request(method="POST", path="/v1/responses", body={"model": name, "input": question})


def tool_calls(victim: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tools of MCP, and as "resource" the addresses of its resources."""
    for name in (*victim.documents, *victim.sources, *SQL[:5]):
        yield "read", {"document": name}
        yield "resource", {"uri": f"pincite://document/{quote(name, safe='')}"}
        yield "resource", {"uri": f"pincite://document/{name}?start=0&end=20"}
        yield "list", {"title": name, "collection": None}
        yield (
            "verify",
            {"text": "It is so. [1]", "sources": [{"number": 1, "document": name, "start": 0, "end": 9}]},
        )
        for key in ("collection", "source"):
            yield "search", {"query": "vault word", key: name}
            yield "ask", {"question": "Which word opens the vault?", key: name}
    for question in ("Which word opens the vault?", f"What is the {victim.name}?"):
        yield "search", {"query": question, "k": 50}
        yield "ask", {"question": question}


def _exported(victim: Person) -> Any:  # noqa: ANN401 - JSON
    """An answer of the victim's as they could have handed it out, of which others want to see more."""
    return json.loads(json.dumps({"format": "pincite-answer", "documents": [{"id": victim.documents[0]}]}))
