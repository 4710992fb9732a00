"""What a stranger gets of others' answers, and how many wrong passwords are checked in a minute."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import httpx

from bench.attack.serving import Server
from bench.attack.tab import Tab

_EACH = 0.05  # seconds between two wrong passwords


def strangers(server: Server, questions: int) -> dict[str, int]:
    """Asks with one visitor while another, who knows all names, takes streams and stops what is going on.

    Returns:
        How many streams gave the stranger something, how many answers the owner did not get, and `tried`.
    """
    found: Counter[str] = Counter(tried=0, read=0, lost=0)
    with server.browser() as owner, server.browser() as stranger:
        for number in range(questions):
            mine, theirs = Tab(owner, f"tab{number}"), Tab(stranger, f"tab{number}")
            question = {"ask": f"a{number}", "question": f"How many arches has bridge {number}?"}
            event = mine.send("ask", question).raise_for_status().json()["event_id"]
            found["tried"] += 1
            found["read"] += any(True for _ in theirs.stream())
            _end_it(theirs, event, f"a{number}")
            found["lost"] += '\\"state\\": \\"done\\"' not in _last(mine)
    return dict(found)


def _end_it(tab: Tab, event: str, ask: str) -> None:
    tab.run("stop", {"ask": ask})
    named = {"session_hash": tab.name, "fn_index": 0, "event_id": event}
    tab.client.post("/gradio_api/cancel", json=named)
    # Where it is served it has no end; leaving it ends the session.
    with tab.client.stream("GET", f"/gradio_api/heartbeat/{tab.name}"):
        pass


def _last(tab: Tab) -> str:
    """The last state that the owner sees, as JSON in JSON."""
    ends = []
    # A session that a stranger ended breaks off.
    with suppress(httpx.RemoteProtocolError):
        ends += [message for message in tab.stream() if message.get("msg") == "process_completed"]
    return str(ends[-1]["output"]).replace('"', '\\"') if ends else ""


def wrong_passwords(server: Server, seconds: float, *, addresses: bool) -> dict[str, float]:
    """Sends wrong passwords for so long, from one address or each from another, and counts those that were checked."""
    sent: Counter[int] = Counter()
    headers = {"host": server.host, "origin": server.origin}
    end = time.monotonic() + seconds
    with httpx.Client(base_url=server.url, headers=headers, timeout=10.0) as client:
        for address, number in zip(_addresses(addresses), count()):
            if time.monotonic() >= end:
                break
            # A proxy on this machine tells so from where a request comes.
            answer = server.log_in(client, f"wrong {number}", **{"x-forwarded-for": address})
            sent[answer.status_code] += 1
            time.sleep(_EACH)
    return {"sent": sum(sent.values()), "checked": sent[401], "a minute": sent[401] * 60 / seconds}


def _addresses(many: bool) -> Iterator[str]:
    for number in count():
        yield f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" if many else "10.0.0.1"
