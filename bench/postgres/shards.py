"""`python -m bench shards`: one database beside two that have the same passages between them, over made-up collections.

A server of PostgreSQL is started from a wheel, with three databases: so two share the processors that one has alone, and what is seen is
what asking both costs, and whether they find the same.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from bench.output import Results, Table
from bench.postgres.server import PostgresServer
from bench.scale_collections import RESULTS, PreparedEmbedder, load_questions, prepare
from bench.synthetic import Collection
from index import Index
from index.shards.sharded import ShardedIndex

_SAVED = 3  # documents of 100 passages in one change
_REPEATED = 50  # questions before the clock starts
# Real ones: data that is in memory.
_SETTINGS = {
    "shared_buffers": "4GB",
    "max_wal_size": "8GB",
    "autovacuum": "on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One size.

    Attributes:
        passages: Of all.
        questions: How many were asked.
        same: The share of questions whose first ten passages are the same, in the same order.
        same_set: The same in any order.
        shared: The share of the first ten passages of one database that two find, too.
        one_p50: Seconds of a question to one database, median.
        one_p95: Its 95th percentile.
        two_p50: The same of two.
        two_p95: The same of two.
    """

    passages: int
    questions: int
    same: float
    same_set: float
    shared: float
    one_p50: float
    one_p95: float
    two_p50: float
    two_p95: float


def shards(cache: Path, sizes: Sequence[int]) -> Results:
    """Measures some sizes; their collections are kept in `cache`."""
    server = PostgresServer(_SETTINGS)
    try:
        found = [_compared(cache / "scale" / str(size), server, size) for size in sizes]
    finally:
        server.stop()
    table = Table(
        title="One database, and two that share the passages",
        columns=(
            "passages", "same first ten", "in any order", "of the ten", "one, p50", "p95", "two, p50", "p95",
        ),
        rows=[
            (
                f"{one.passages:,}", f"{one.same:.1%}", f"{one.same_set:.1%}", f"{one.shared:.2%}",
                f"{one.one_p50 * 1e3:.1f} ms", f"{one.one_p95 * 1e3:.1f} ms",
                f"{one.two_p50 * 1e3:.1f} ms", f"{one.two_p95 * 1e3:.1f} ms",
            )
            for one in found
        ],
        note="Questions for ten passages without their embedding; both on the same processors.",
    )  # fmt: skip
    return Results(name="shards", tables=[table], data=[asdict(one) for one in found])


def _compared(folder: Path, server: PostgresServer, passages: int) -> Compared:
    prepare(folder, passages)
    texts, vectors, _ = load_questions(folder)
    embedder = PreparedEmbedder(texts, vectors)
    one = Index(server.new_database(), embedder=embedder)
    two = ShardedIndex([server.new_database(), server.new_database()], embedder=embedder)
    print(f"{passages:,} passages: saving", flush=True)
    _save(passages, lambda source: 0, [one])
    _save(passages, two.place_of, two.roots)
    print(f"{passages:,} passages: asking", flush=True)
    first, second = _asked(one, texts), _asked(two, texts)
    one.close()
    two.close()
    pairs = list(zip(first.found, second.found, strict=True))
    return Compared(
        passages=passages,
        questions=len(texts),
        same=float(np.mean([a == b for a, b in pairs])),
        same_set=float(np.mean([set(a) == set(b) for a, b in pairs])),
        shared=float(np.mean([len(set(a) & set(b)) / max(1, len(a)) for a, b in pairs])),
        one_p50=first.p50, one_p95=first.p95, two_p50=second.p50, two_p95=second.p95,
    )  # fmt: skip


def _save(passages: int, place_of: Callable[[str], int], indexes: Sequence[Index]) -> None:
    """Saves the collection, and makes what is searched at once: that is sooner than with each change."""
    collection = Collection(passages)
    stores = [index._store for index in indexes]
    followers = [store.follower for store in stores]
    for store in stores:
        store.follower = None
    for first in range(0, len(collection), _SAVED):
        documents = [collection.document(number) for number in range(len(collection))[first : first + _SAVED]]
        for number, store in enumerate(stores):
            store.save([one for one in documents if place_of(one.document.source) == number])
    for index, follower in zip(indexes, followers, strict=True):
        index._store.follower = follower
        index.rebuild()
        with index._store.writing(passages=False) as connection:
            connection.execute("ANALYZE")


@dataclass(frozen=True, slots=True)
class _Asked:
    found: list[list[str]]
    p50: float
    p95: float


def _asked(index: Index, texts: Sequence[str]) -> _Asked:
    """The first ten passages of each question, by document and place, and the seconds."""
    index.warm_up()
    ask = partial(index.search, k=RESULTS)
    for text in texts[:_REPEATED]:
        ask(text)
    found, seconds = [], []
    for text in texts:
        started = time.perf_counter()
        hits = ask(text)
        seconds.append(time.perf_counter() - started)
        found.append([f"{hit.passage.document_id} {hit.passage.start}" for hit in hits])
    return _Asked(found, float(np.percentile(seconds, 50)), float(np.percentile(seconds, 95)))
