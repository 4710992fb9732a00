"""`python -m bench servers`: many people with documents of their own, on two servers over one database.

Each person adds documents with a word that nobody else has, now at one server, now at the other, and asks for it at the
one that it was not added at. An answer must have the newest word of who asks, and never one of somebody else.
"""

import json
import os
import random
import secrets
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.output import Results, Table
from bench.postgres.server import PostgresServer
from bench.server import served

_PAUSES = (4.0, 16.0)  # seconds that somebody reads before the next question
_ADD_EVERY = 5  # questions between two documents that somebody adds
_PATIENCE = 120.0  # seconds; who waits longer counts as not answered

# In a process of its own, since benches import nothing of `ui`; by the commands it would take three seconds an account.
_MAKE_PEOPLE = """
import json, sys
from rag import Assistant
from ui.accounts import Accounts
from ui.api.keys import KeyStore
index = Assistant.open(sys.argv[1]).index
accounts, keys = Accounts.of(index), KeyStore.of(index)
hashed = accounts.passwords.hashed(sys.argv[2])
made = []
for number in range(int(sys.argv[3])):
    account = accounts.store.add(f"user{number}", "editor" if number else "admin", hashed)
    made.append(keys.add(f"key {number}", ["all"], account=account.id, per_minute=None))
print(json.dumps(made))
index.close()
"""


@dataclass(slots=True)
class Person:
    """Somebody who asks.

    Attributes:
        number: Which of all.
        key: Of the program that acts for them.
        words: What their documents have, the newest last.
        waited: Seconds that each answer took.
        added: Seconds that each document took.
        problems: What went wrong.
    """

    number: int
    key: str = field(repr=False)
    words: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    added: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def servers(folder: Path, *, people: int = 50, minutes: float = 5.0) -> tuple[Results, bool]:
    """Lets people ask for some minutes; returns the figures, and whether anybody got nothing, or something of another.

    Args:
        folder: For what belongs to each server.
        people: How many.
        minutes: How long.
    """
    database = PostgresServer()
    try:
        address = database.new_database()
        everybody = [Person(number, key) for number, key in enumerate(_made(address, people, folder))]
        with ExitStack() as stack:
            # As on two machines: each with a folder of its own.
            urls = [
                f"http://{stack.enter_context(served(address, '--no-page', environment=_home(folder, name)))[0]}"
                for name in ("one", "two")
            ]
            end = time.monotonic() + 60 * minutes
            threads = [threading.Thread(target=_be, args=(one, everybody, urls, end)) for one in everybody]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        database.stop()
    return _results(everybody, minutes)


def _made(address: str, people: int, folder: Path) -> list[str]:
    command = [sys.executable, "-c", _MAKE_PEOPLE, address, secrets.token_hex(16), str(people)]
    environment = {**os.environ, **_home(folder, "made")}
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    keys: list[str] = json.loads(made.stdout)
    return keys


def _home(folder: Path, name: str) -> dict[str, str]:
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    return {"XDG_DATA_HOME": str(home)}


def _be(person: Person, everybody: list[Person], urls: list[str], end: float) -> None:
    """What one person does until the end: adds, asks at the other server, reads, asks again."""
    random_ = random.Random(person.number)
    headers = {"authorization": f"Bearer {person.key}"}
    # All at once would be no office, but an alarm.
    time.sleep(random_.uniform(0, _PAUSES[1]))
    turn = 0
    with httpx.Client(headers=headers, timeout=_PATIENCE) as client:
        while time.monotonic() < end:
            here, there = urls[turn // _ADD_EVERY % 2], urls[1 - turn // _ADD_EVERY % 2]
            try:
                if turn % _ADD_EVERY == 0:
                    _add(client, here, person)
                _ask(client, there, person, everybody)
            except httpx.HTTPError as error:
                person.problems.append(f"user{person.number}: {type(error).__name__} {error}")
            turn += 1
            time.sleep(random_.uniform(*_PAUSES))


def _add(client: httpx.Client, url: str, person: Person) -> None:
    word = f"zq{secrets.token_hex(6)}"
    name = f"safe {len(person.words)}"
    text = {
        "source": "vault",
        "title": "The vault",
        "text": f"The vault opens with the word {word}. Its key is in {name}.",
    }
    began = time.monotonic()
    answer = client.post(f"{url}/api/v1/texts", json={"texts": [text]})
    person.added.append(time.monotonic() - began)
    if answer.status_code != 200:
        person.problems.append(f"user{person.number}: adding gave {answer.status_code}: {answer.text[:200]}")
        return
    person.words.append(word)


def _ask(client: httpx.Client, url: str, person: Person, everybody: list[Person]) -> None:
    if not person.words:
        return
    began = time.monotonic()
    answer = client.post(f"{url}/api/v1/ask", json={"question": "Which word opens the vault?"})
    person.waited.append(time.monotonic() - began)
    if answer.status_code != 200:
        person.problems.append(f"user{person.number}: asking gave {answer.status_code}: {answer.text[:200]}")
    elif person.words[-1] not in answer.text:
        person.problems.append(f"user{person.number}: the newest word is not in {answer.text[:200]}")
    for other in everybody:
        if other is not person and any(word in answer.text for word in list(other.words)):
            person.problems.append(f"user{person.number} was shown the word of user{other.number}")


def _results(everybody: list[Person], minutes: float) -> tuple[Results, bool]:
    waited = sorted(seconds for one in everybody for seconds in one.waited)
    added = sorted(seconds for one in everybody for seconds in one.added)
    problems = [problem for one in everybody for problem in one.problems]
    table = Table(
        title=f"{len(everybody)} people on two servers over one database, {minutes:g} minutes",
        columns=(
            "questions",
            "p50",
            "p95",
            "longest",
            "documents added",
            "p95",
            "not answered, or another's",
        ),
        rows=[
            (
                *(f"{len(waited):,}", f"{_at(waited, 0.5):.2f} s", f"{_at(waited, 0.95):.2f} s"),
                *(
                    f"{_at(waited, 1):.2f} s",
                    f"{len(added):,}",
                    f"{_at(added, 0.95):.2f} s",
                    f"{len(problems)}",
                ),
            )
        ],
        note="\n".join(problems[:10]),
    )
    data = {
        "people": len(everybody),
        "minutes": minutes,
        "waited": waited,
        "added": added,
        "problems": problems,
    }
    return Results(name="servers", tables=[table], data=data), bool(problems)


def _at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0
