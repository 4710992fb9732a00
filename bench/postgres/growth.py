"""What an index in PostgreSQL costs as it grows, beside one in a folder, over made-up collections."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from bench.scale_collections import RESULTS, Numbers, PreparedEmbedder, load_questions, prepare
from bench.synthetic import Collection
from index import Index
from index.embedding.embedder import Vectors
from index.search.candidates import MIN_CANDIDATES
from index.search.postgres.searched import PostgresState
from index.store.connection import StoreConnection

# As many documents of 100 passages are saved together by `Ingest`.
_SAVED = 3
# Larger ones are saved without their search, which is then made at once.
_MOST_FOLLOWED = 20_000
_REPEATED = 50  # questions before the clock starts: pages that nobody has read yet are no cost of the engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The costs of one size: seconds of a question, bytes, and recall from 0 to 1.

    Attributes:
        passages: The size.
        local_load: The load average of the machine before the folder was asked.
        local_p50: Median time of a question to the folder, without its embedding.
        local_p95: The 95th percentile.
        local_cpu: The processor time of a question, mean; it tells more than the others on a machine that does other work.
        load: The load average before the database was asked.
        p50: Median time of a question to the database.
        p95: The 95th percentile.
        cpu: The processor time of a question, mean: of this process, and of the server's if it is on this machine.
        vectors_p50: Its vectors alone, median.
        words_p50: Its words alone, median.
        recall: The share of the ten nearest passages among the first ten that are found by vectors.
        save: Seconds of saving all passages, search included up to 20,000; None if an earlier run did it.
        follow: The seconds of that which search took; None if it was made afterwards.
        rebuild: Seconds to make search anew; None if an earlier run did it.
        store_bytes: Of the tables of the store.
        search_bytes: Of what is searched.
    """

    passages: int
    local_load: float
    local_p50: float
    local_p95: float
    local_cpu: float
    load: float
    p50: float
    p95: float
    cpu: float
    vectors_p50: float
    words_p50: float
    recall: float
    save: float | None
    follow: float | None
    rebuild: float | None
    store_bytes: int
    search_bytes: int


class _Timed:
    """A follower whose seconds are added up."""

    def __init__(self, inner: Any) -> None:  # noqa: ANN401 - any follower
        self._inner = inner
        self.seconds = 0.0

    def follow(self, connection: StoreConnection) -> None:
        started = time.perf_counter()
        self._inner.follow(connection)
        self.seconds += time.perf_counter() - started

    def remake(self, connection: StoreConnection) -> None:
        self._inner.remake(connection)


def growth(folder: Path, address: str, passages: int, *, is_saved: bool = False) -> Growth:
    """Measures one size in a database that is empty, or has that index already; its collection is kept in `folder`."""
    prepare(folder, passages)
    texts, vectors, nearest = load_questions(folder)
    embedder = PreparedEmbedder(texts, vectors)
    local = Index(folder / "index", embedder=embedder)
    local_load, alone = _load(), _asked(local, texts, list)
    local.close()
    index = Index(address, embedder=embedder)
    save = follow = rebuild = None
    if not is_saved:
        print(f"{passages:,} passages: saving in PostgreSQL", flush=True)
        save, follow = _saved(index, passages)
        print(f"{passages:,} passages: saved in {save:.0f} s; making search anew", flush=True)
        rebuild = _seconds(index.rebuild)
        print(f"{passages:,} passages: made in {rebuild:.0f} s; asking", flush=True)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        bytes_ = {schema: _bytes(connection, schema) for schema in ("pincite", "pincite_search")}
    load, times = _load(), _asked(index, texts, partial(_servers, address))
    sides = _sides(index, texts, vectors, nearest)
    index.close()
    return Growth(
        passages=passages, local_load=local_load, local_p50=alone[0], local_p95=alone[1], local_cpu=alone[2],
        load=load, p50=times[0], p95=times[1], cpu=times[2], **sides, save=save, follow=follow, rebuild=rebuild,
        store_bytes=bytes_["pincite"], search_bytes=bytes_["pincite_search"],
    )  # fmt: skip


def _saved(index: Index, passages: int) -> tuple[float, float | None]:
    """Saves the collection; returns the seconds, and those of them that search took."""
    store, collection = index._store, Collection(passages)
    timed = _Timed(store.follower)
    followed = passages <= _MOST_FOLLOWED
    kept, store.follower = store.follower, timed if followed else None
    seconds = 0.0
    for first in range(0, len(collection), _SAVED):
        documents = [collection.document(number) for number in range(len(collection))[first : first + _SAVED]]
        seconds += _seconds(partial(store.save, documents))
    store.follower = kept
    return seconds, timed.seconds if followed else None


def _asked(
    index: Index, texts: Sequence[str], servers: Callable[[], list[int]]
) -> tuple[float, float, float]:
    """The median and the 95th percentile of the seconds of questions, and the mean of their processor time.

    `servers`: Gives the processes that work for this one.
    """
    index.warm_up()
    for text in texts[:_REPEATED]:
        index.search(text, RESULTS)
    others = servers()
    started = _processor_time(others)
    times = _percentiles(texts, lambda text: index.search(text, RESULTS))
    return *times, (_processor_time(others) - started) / len(texts)


def _servers(address: str) -> list[int]:
    """The processes of the server that have a connection to the database."""
    with psycopg.connect(address, autocommit=True) as connection:
        return [
            pid
            for (pid,) in connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        ]


def _processor_time(others: Sequence[int]) -> float:
    """Seconds of this process and of others on this machine (Linux); of those that are not here, none."""
    seconds = time.process_time()
    for pid in others:
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            # Behind the name in brackets: user and system time are the 12th and 13th value.
            user, system = stat.read_text("utf-8").rpartition(")")[2].split()[11:13]
            seconds += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return seconds


def _sides(index: Index, texts: Sequence[str], vectors: Vectors, nearest: Numbers) -> dict[str, float]:
    with index._searcher.current() as (transaction, state):
        assert isinstance(state, PostgresState)
        words = _percentiles(texts, lambda text: state.words.search(text, MIN_CANDIDATES))
        dense = _percentiles(vectors, lambda vector: state.vectors.search(vector, MIN_CANDIDATES))
        # Saved one behind another.
        (first,) = transaction.connection.execute("SELECT min(row) FROM passages").fetchone()
        shares = [
            np.isin(
                right, [row - first for row, _ in state.vectors.search(vector, MIN_CANDIDATES)[:RESULTS]]
            ).mean()
            for vector, right in zip(vectors, nearest, strict=True)
        ]
    return {"words_p50": words[0], "vectors_p50": dense[0], "recall": float(np.mean(shares))}


def _percentiles(items: Iterable[Any], ask: Callable[[Any], object]) -> tuple[float, float]:
    seconds = [_seconds(partial(ask, item)) for item in items]
    return float(np.percentile(seconds, 50)), float(np.percentile(seconds, 95))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _bytes(connection: "psycopg.Connection[Any]", schema: str) -> int:
    query = (
        "SELECT CAST(sum(pg_total_relation_size(pg_class.oid)) AS bigint) FROM pg_class JOIN pg_namespace "
        "ON pg_namespace.oid = relnamespace WHERE nspname = %s AND relkind = 'r'"
    )
    row = connection.execute(query, (schema,)).fetchone()
    return int(row[0]) if row else 0
