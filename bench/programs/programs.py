"""`python -m bench programs`: what programs get of a server, and how fast."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np

from bench.output import Results, Table
from bench.programs.described import failures
from bench.programs.malformed import sent_malformed
from bench.programs.speed import Client, each_second, side_by_side
from bench.reader import filled
from bench.server import own_token, served
from rag import Assistant, TextSource
from rag.evaluation import read_set

_QUESTIONS = 200
_SECONDS = 15.0
_THREADS = 4
_EXAMPLES = 100
_MALFORMED = 1_000


def programs(data: Path, cache: Path) -> Results:
    """Serves 10,000 passages to programs alone, and asks it and this process the same; then sends what is wrong.

    The first run takes minutes to index the passages.
    """
    speed, speed_data = _speed(data, cache)
    sound, sound_data = _sound(cache)
    return Results(name="programs", tables=[*speed, *sound], data={**speed_data, **sound_data})


def _speed(data: Path, cache: Path) -> tuple[list[Table], dict[str, object]]:
    folder = filled(data, cache)
    questions = [question.question for question in read_set(data / "squad/valid").questions]
    questions = questions[:: len(questions) // (2 * _QUESTIONS)]
    assistant = Assistant.open(folder)
    assistant.warm_up()
    with served(folder, "--no-page") as (address, _):
        token = own_token(folder)
        client = Client(address, token)
        _wait_until_ready(address)
        side_by_side(assistant, client, questions[:3])
        compared = side_by_side(assistant, client, questions[3 : 3 + _QUESTIONS])
        there = each_second(lambda _: _searching(address, token), questions, _THREADS, _SECONDS)
    here = each_second(
        lambda _: lambda question: assistant.search(question, 10), questions, _THREADS, _SECONDS
    )
    assistant.close()
    rows = [
        (
            name,
            *(_ms(float(np.percentile(seconds, share))) for seconds in pair for share in (50, 95)),
            _ms(_added(*pair)),
        )
        for name, pair in compared.items()
    ]
    columns = ("ms", "Python p50", "p95", "HTTP p50", "p95", "median of what is added")
    tables = [
        Table(
            title="The same question by Python and by HTTP",
            columns=columns,
            rows=rows,
            note="Goal: 5 ms added.",
        ),
        Table(
            title=f"Searches a second, {_THREADS} at a time",
            columns=("HTTP", "this process alone"),
            rows=[(f"{there:.0f}", f"{here:.0f}")],
            note="Goal: 200, or what the search itself allows, whichever is less.",
        ),
    ]
    return tables, {"compared": compared, "searches_a_second": {"http": there, "python": here}}


def _sound(cache: Path) -> tuple[list[Table], dict[str, object]]:
    import schemathesis

    folder = cache / "programs"
    assistant = Assistant.open(folder)
    if assistant.is_new:
        assistant.add_texts(
            TextSource(source=f"bridge {n}", title="", text=f"Bridge {n} has {n + 3} arches.")
            for n in range(50)
        )
    assistant.close()
    with served(folder, "--no-page") as (address, _):
        token = own_token(folder)
        _wait_until_ready(address)
        malformed = sent_malformed(address, token, _MALFORMED, seed=1)
        headers = {"authorization": f"Bearer {token}"}
        schema = schemathesis.openapi.from_url(f"http://{address}/api/v1/openapi.json", headers=headers)
        described = list(failures(schema, headers, _EXAMPLES))
    statuses = sorted(malformed.statuses.items())
    tables = [
        Table(
            title=f"{_MALFORMED:,} malformed requests",
            columns=("status", "requests"),
            rows=[(str(status), f"{count:,}") for status, count in statuses],
            note="; ".join(malformed.failed[:5]) or "None failed.",
        ),
        Table(
            title="Requests that fit or break the description (schemathesis)",
            columns=("route", "requests", "failures"),
            rows=[(route, str(sent), str(len(wrong))) for route, sent, wrong in described],
            note="; ".join(wrong[0][:300] for _, _, wrong in described if wrong),
        ),
    ]
    return tables, {
        "malformed": {"statuses": dict(statuses), "failed": malformed.failed},
        "described": described,
    }


def _wait_until_ready(address: str) -> None:
    while httpx.get(f"http://{address}/ready").status_code != 200:
        time.sleep(0.2)


def _searching(address: str, token: str) -> Callable[[str], bytes]:
    client = Client(address, token)
    return lambda question: client.post("/api/v1/search", {"question": question, "k": 10})


def _added(here: list[float], there: list[float]) -> float:
    """Each question has its own pair, so that long and short ones don't blur what is added."""
    return float(np.median(np.subtract(there, here)))


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}"
