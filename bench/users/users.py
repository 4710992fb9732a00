"""`python -m bench users`: what people who share a server are shown of one another, and what they can change."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import httpx

from bench.output import Results, Table
from bench.server import served
from bench.users.mcp_calls import called
from bench.users.page_calls import AttackingTab, page_events, viewer_paths
from bench.users.people import People, Person, belongings, people_by_command, settled
from bench.users.program_calls import Request, http_requests, openai_requests, tool_calls
from bench.users.replayed import replayed
from rag import Assistant

INTERFACES = ("page events", "viewer", "HTTP", "OpenAI's protocol", "MCP", "cookies")


@dataclass(slots=True)
class Found:
    """What came of the calls.

    Attributes:
        calls: How many were sent, by interface and attacker.
        shown: What showed something of somebody else.
        failed: What ended with an error of the server (500), which may tell more than it should.
        own: How many of the same calls showed somebody what is their own, by interface: none would mean that a call is no test.
    """

    calls: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    own: Counter[str] = field(default_factory=Counter)

    def look(self, interface: str, call: str, answer: str, secret: Iterable[str], status: int = 200) -> None:
        """Counts a call, and looks at what came back."""
        self.calls[interface] += 1
        if any(word in answer for word in secret):
            self.shown.append(f"{interface}: {call}"[:300])
        if status == 500:
            self.failed.append(f"{interface}: {call}"[:300])


def users(cache: Path, *, most: int | None = None) -> Results:
    """Serves a small index with seven accounts, and has two of them attack the others on every interface.

    Args:
        cache: Where the index lies; it is made anew.
        most: The most calls to each interface for each pair; by default all.
    """
    folder = _empty(cache / "users")
    Assistant.open(folder).close()
    people = people_by_command(folder)
    with served(folder, "--no-seeds") as (address, _):
        found, changed = attacked(f"http://{address}", people, most=most)
    rows = [
        [
            name,
            f"{found.calls[name]:,}",
            str(sum(one.startswith(f"{name}:") for one in found.shown)),
            str(found.own[name]) if name != "cookies" else "",
        ]
        for name in INTERFACES
    ]
    rows.append(["all", f"{found.calls.total():,}", str(len(found.shown)), f"{found.own.total():,}"])
    note = (
        f"Something of somebody else was changed: {changed} times. Errors of the server: {len(found.failed)}."
    )
    table = Table(
        title="Calls of an editor and a reader, and of their programs, to what others have",
        columns=["interface", "calls", "shown", "shown to its owner"],
        rows=rows,
        note=note,
    )
    data = {
        "calls": dict(found.calls),
        "own": dict(found.own),
        "shown": found.shown,
        "changed": changed,
        "failed": found.failed,
    }
    return Results(name="users", tables=[table], data=data)


def attacked(url: str, people: People, *, most: int | None = None) -> tuple[Found, int]:
    """Sends all calls; returns what came of them, and after how many rounds something of somebody else had changed."""
    found, changed = Found(), 0
    people = settled(url, people)
    _own(url, people, found, most)
    for attacker in people.attackers:
        for victim in people.victims:
            others = [
                one for one in (people.admin, *people.victims, *people.attackers) if one is not attacker
            ]
            before = belongings(url, others)
            for attack in (_page, _viewer, _programs, _tools):
                attack(url, attacker, victim, people, found, most)
            changed += belongings(url, others) != before
    for title, answer in islice(replayed(url, people), most):
        found.look("cookies", title, answer, (*people.words, "pc-library"))
    return found, changed


def _own(url: str, people: People, found: Found, most: int | None) -> None:
    """Sends what only reads as the victim itself: here it has to be shown."""
    victim = people.victims[0]
    shown = Found()
    for attack in (_viewer, _programs, _tools):
        attack(url, victim, victim, people, shown, most)
    with victim.signed_in(url) as client:
        tab = AttackingTab(client)
        for name in ("open", "answers", "copy", "export"):
            data = {
                "chat": victim.chat,
                "message": victim.message,
                "messages": [victim.message],
                "form": "text",
            }
            answer = tab.shown("call", {"name": name, "data": data})
            shown.look("page events", name, answer, people.words)
    found.own = Counter(one.partition(":")[0] for one in shown.shown)


def _page(url: str, attacker: Person, victim: Person, people: People, found: Found, most: int | None) -> None:
    with attacker.signed_in(url) as client:
        tab = AttackingTab(client)
        for kind, data in islice(page_events(attacker, victim, people), most):
            found.look("page events", f"{attacker.name} {kind} {data}", tab.shown(kind, data), people.words)


def _viewer(
    url: str, attacker: Person, victim: Person, people: People, found: Found, most: int | None
) -> None:
    with attacker.signed_in(url) as client:
        for path in islice(viewer_paths(victim), most):
            answer = client.get(path)
            found.look("viewer", f"{attacker.name} {path}", answer.text, people.words, answer.status_code)


def _programs(
    url: str, attacker: Person, victim: Person, people: People, found: Found, most: int | None
) -> None:
    headers = {"authorization": f"Bearer {attacker.key}"}
    kinds: Mapping[str, Iterator[Request]] = {
        "HTTP": iter(http_requests(victim, people)),
        "OpenAI's protocol": iter(openai_requests(victim)),
    }
    with httpx.Client(base_url=url, headers=headers, timeout=60.0) as client:
        for interface, requests in kinds.items():
            for one in islice(requests, most):
                if attacker is victim and not one.only_reads:
                    continue
                answer = client.request(one.method, one.path, json=one.body)
                call = f"{attacker.name} {one}"
                found.look(interface, call, answer.text, people.words, answer.status_code)


def _tools(
    url: str, attacker: Person, victim: Person, people: People, found: Found, most: int | None
) -> None:
    calls = list(islice(tool_calls(victim), most))
    look: Callable[[str, str], None] = lambda call, answer: found.look(  # noqa: E731 - it is handed on
        "MCP", f"{attacker.name} {call}", answer, people.words
    )
    # In a thread of its own: in that of the caller a loop may run, such as Playwright's.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, called(url, attacker.key, victim.key, calls, look)).result()


def _empty(folder: Path) -> Path:
    if folder.exists():
        import shutil

        shutil.rmtree(folder)
    return folder
