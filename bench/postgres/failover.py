"""`python -m bench failover`: kills the primary under load, again and again, and looks what was lost, wrong or late.

Two servers of PostgreSQL are started from a wheel: a primary, and a standby whose log is written before a change counts as made
(`synchronous_standby_names`, `synchronous_commit = remote_apply`). One address names both. Two threads ask, two add, all in one
process with one index. The bench promotes the standby as soon as it has killed the primary, as a tool for failover would, and
makes the killed one the new standby.
"""

import itertools
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.progress import track

from bench.output import Results, Table
from bench.postgres.server import PostgresServer
from bench.word_embedder import WordEmbedder
from index import Index, PinciteError, TextSource

_CALM = (0.5, 1.5)  # seconds of load before a kill
_PATIENCE = 90.0  # seconds within which the threads must answer and add again
_SYNCHRONOUS = {"synchronous_standby_names": "'*'", "synchronous_commit": "remote_apply"}


@dataclass(slots=True)
class Seen:
    """What the threads saw. A change is acknowledged when `add_texts` has returned.

    Attributes:
        acknowledged: The words of documents that were added for certain.
        answers: How many questions were answered.
        wrong: Answers that lacked an acknowledged document, or had another one.
        errors: What askers and adders were told instead.
        longest: The longest time without an answer around each kill, in seconds.
        stalls: The same without a change.
    """

    acknowledged: list[str] = field(default_factory=list)
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    longest: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)


def failover(times: int = 20) -> tuple[Results, bool]:
    """Kills the primary so many times; returns the figures, and whether anything was lost or wrong."""
    one = PostgresServer()
    two = PostgresServer(copy_of=one)
    try:
        _be_synchronous(one, True)
        one.new_database()
        name = "failover"
        one.execute(f"CREATE DATABASE {name} OWNER pincite")
        address = f"postgresql://pincite@/{name}?host={one.folder},{two.folder}&port=5432,5432"
        seen = _measured(address, one, two, times)
    finally:
        one.stop()
        two.stop()
    return _results(seen, times)


def _measured(address: str, primary: PostgresServer, standby: PostgresServer, times: int) -> Seen:
    index = Index(address, embedder=WordEmbedder())
    seen, random_ = Seen(), random.Random(24)
    with _load(index, seen) as (last_answer, last_change):
        for _ in track(range(times), description="kills"):
            time.sleep(random_.uniform(*_CALM))
            primary.kill()
            killed = time.monotonic()
            standby.promote()
            seen.longest.append(_gap(last_answer, killed))
            seen.stalls.append(_gap(last_change, killed))
            primary, standby = standby, primary
            # The bench has no third server: until the old primary follows, changes wait for nobody.
            standby.follow(primary)
            _be_synchronous(primary, True)
    lost = [word for word in seen.acknowledged if not _is_found(index, word)]
    seen.wrong += [f"{word} was acknowledged, and is lost" for word in lost]
    counted = index.count()
    if counted < len(seen.acknowledged):
        seen.wrong.append(f"{len(seen.acknowledged)} documents were acknowledged, and {counted} are there")
    seen.wrong += index.check().problems
    index.close()
    return seen


@contextmanager
def _load(index: Index, seen: Seen) -> Iterator[tuple[list[float], list[float]]]:
    """Two askers and two adders; yields the times of the newest answer and of the newest change, as lists of one."""
    stop = threading.Event()
    last_answer, last_change = [time.monotonic()], [time.monotonic()]
    numbers = itertools.count()

    def add() -> None:
        while not stop.is_set():
            word = f"zq{_letters(next(numbers))}"
            try:
                index.add_texts(
                    [TextSource(source=f"{word}.txt", title=word, text=f"The mill of {word} turns at noon.")]
                )
            except PinciteError as error:
                seen.errors.append(f"add: {error}")
                continue
            seen.acknowledged.append(word)
            last_change[0] = time.monotonic()

    def ask() -> None:
        random_ = random.Random(1)
        while not stop.is_set():
            if not seen.acknowledged:
                time.sleep(0.01)
                continue
            word = random_.choice(seen.acknowledged)
            try:
                hits = index.search(f"mill {word}", 1)
                text = index.document(hits[0].passage.document_id).text if hits else ""
            except PinciteError as error:
                seen.errors.append(f"ask: {error}")
                continue
            if word not in text:
                seen.wrong.append(f"asked for {word}, got {text!r}")
            seen.answers += 1
            last_answer[0] = time.monotonic()

    threads = [threading.Thread(target=work) for work in (add, add, ask, ask)]
    for thread in threads:
        thread.start()
    try:
        yield last_answer, last_change
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _gap(last: list[float], killed: float) -> float:
    """Seconds from a kill to what is done after it, each watched as it comes."""
    while last[0] <= killed and time.monotonic() < killed + _PATIENCE:
        time.sleep(0.01)
    return last[0] - killed if last[0] > killed else _PATIENCE


def _is_found(index: Index, word: str) -> bool:
    return any(word in hit.passage.text for hit in index.search(f"mill {word}", 1))


def _letters(number: int) -> str:
    """A number in letters, so that it is one word."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _be_synchronous(server: PostgresServer, wanted: bool) -> None:
    for name, value in _SYNCHRONOUS.items():
        server.execute(f"ALTER SYSTEM {'SET' if wanted else 'RESET'} {name}{f' = {value}' if wanted else ''}")
    server.execute("SELECT pg_reload_conf()")


def _results(seen: Seen, times: int) -> tuple[Results, bool]:
    table = Table(
        title="The primary is killed under load",
        columns=(
            *("kills", "changes acknowledged", "answers", "lost or wrong", "errors"),
            *("longest without an answer", "longest without a change"),
        ),
        rows=[
            (
                *(f"{times}", f"{len(seen.acknowledged):,}", f"{seen.answers:,}", f"{len(seen.wrong)}"),
                *(f"{len(seen.errors)}", f"{max(seen.longest):.2f} s", f"{max(seen.stalls):.2f} s"),
            )
        ],
        note="\n".join([*seen.wrong[:10], *seen.errors[:10]]),
    )
    data = {
        "kills": times,
        "acknowledged": len(seen.acknowledged),
        "answers": seen.answers,
        "wrong": seen.wrong,
        "errors": seen.errors,
        "without_answer_seconds": seen.longest,
        "without_change_seconds": seen.stalls,
    }
    return Results(name="failover", tables=[table], data=data), bool(seen.wrong)
