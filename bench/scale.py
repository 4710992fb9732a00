"""`python -m bench scale`: time, memory and disk of the index as it grows, over made-up collections.

Each run opens the kept collections in fresh processes. These hold the questions and nothing else of the
collection, so their peak memory is that of the index, with Python and its libraries.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from bench.output import Results
from bench.scale_collections import RESULTS, Numbers, PreparedEmbedder, load_questions, prepare
from bench.scale_table import GOALS, Cost, plot, table
from index import Index, MiniLmEmbedder
from index.embedding.threads import set_up_libraries
from index.search.candidates import MIN_CANDIDATES
from index.store.peeking import FILE_NAME
from index.store.sqlite.database import SqliteDatabase
from index.store.store import Store
from rag.evaluation.memory import peak_memory

if TYPE_CHECKING:
    from index.search.local.state import LocalState

_Outcome = TypeVar("_Outcome")


def scale(cache: Path, sizes: Sequence[int] = (1_000, 10_000, 100_000, 1_000_000)) -> Results:
    """Measures collections of `sizes` passages.

    Args:
        cache: Where the collections are kept; about 9 kB a passage.
        sizes: The numbers of passages, in ascending order.
    """
    costs = [_cost(cache / "scale" / str(size), size) for size in sizes]
    return Results(
        name="scale",
        tables=[table(costs)],
        data={"goals": GOALS, "costs": [asdict(cost) for cost in costs]},
        plots={"cost": plot(costs)},
    )


def _cost(folder: Path, passages: int) -> Cost:
    save_seconds = prepare(folder, passages)
    # All files beside the SQLite file are derived from it; without them, opening has to rebuild them.
    for path in (folder / "index").iterdir():
        if not path.name.startswith(FILE_NAME):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    print(f"{passages:,} passages: opening", flush=True)
    # Before the measurement, whose own threads would count.
    load = _load()
    first = _in_fresh_process(_open, folder)
    print(f"{passages:,} passages: asking", flush=True)
    asked = _in_fresh_process(_ask, folder)
    files = [path for path in (folder / "index").rglob("*") if path.is_file()]
    return Cost(
        passages=passages,
        load=load,
        save=save_seconds,
        first_open=first["open"],
        first_memory=first["memory"],
        disk=sum(path.stat().st_size for path in files),
        derived=sum(path.stat().st_size for path in files if not path.name.startswith(FILE_NAME)),
        **asked,
    )


def _load() -> float:
    """The load average of the last minute: how many threads wanted to run."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _in_fresh_process(task: Callable[[Path], _Outcome], folder: Path) -> _Outcome:
    # Spawned, because a forked process would begin with the memory of this one.
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, folder).result()


def _open(folder: Path) -> dict[str, float]:
    return {"open": _opened(folder, PreparedEmbedder())[1], "memory": peak_memory() or 0}


def _opened(folder: Path, embedder: PreparedEmbedder) -> tuple[Index, float]:
    """Opens the index; returns it with the seconds until it was ready for a question."""
    # In the product MiniLmEmbedder does this when it loads, which is before faiss.
    set_up_libraries()
    started = time.perf_counter()
    index = Index(folder / "index", embedder=embedder)
    index.warm_up()
    return index, time.perf_counter() - started


def _ask(folder: Path) -> dict[str, float]:
    texts, vectors, nearest = load_questions(folder)
    embedder = PreparedEmbedder(texts, vectors)
    index, seconds = _opened(folder, embedder)

    def ask(text: str) -> object:
        return index.search(text, RESULTS)

    alone = _times(texts, ask)
    # Before the model is loaded: a peak never falls again.
    memory = peak_memory() or 0
    # The public interface has no search by vectors alone or by words alone.
    with index._searcher.current() as (_, state):
        # It is a folder, so that this process searches.
        snapshot = cast("LocalState", state).snapshot
        dense = _times(vectors, lambda vector: snapshot.vectors.search(vector, MIN_CANDIDATES))
        words = _times(texts, lambda text: snapshot.words.search(text, MIN_CANDIDATES))
        found = [[row for row, _ in snapshot.vectors.search(vector, RESULTS)] for vector in vectors]
    # From here on a question also pays for its embedding.
    embedder.model = MiniLmEmbedder()
    with_model = _times(texts, ask)[1:]  # the first loads the model
    memory_with_model = peak_memory() or 0
    while_writing = _while_writing(index, texts, ask)
    return {
        "open": seconds,
        "memory": memory,
        "memory_with_model": memory_with_model,
        "memory_writing": peak_memory() or 0,
        **_percentiles("", with_model),
        **_percentiles("index_", alone),
        **_percentiles("dense_", dense),
        **_percentiles("words_", words),
        **_percentiles("busy_", while_writing),
        "recall": _recall(folder, found, nearest),
    }


def _while_writing(index: Index, texts: Sequence[str], ask: Callable[[str], object]) -> list[float]:
    """Seconds of each question asked while all derived files are written again."""
    writing = threading.Thread(target=index._searcher.engine.write)
    writing.start()
    seconds: list[float] = []
    # At least one: a small index may be written before the first question is asked.
    while writing.is_alive() or not seconds:
        seconds += _times([texts[len(seconds) % len(texts)]], ask)
    writing.join()
    return seconds


def _times(items: Iterable[Any], ask: Callable[[Any], object]) -> list[float]:
    seconds = []
    for item in items:
        started = time.perf_counter()
        ask(item)
        seconds.append(time.perf_counter() - started)
    return seconds


def _percentiles(side: str, seconds: Sequence[float]) -> dict[str, float]:
    return {f"{side}p{percent}": float(np.percentile(seconds, percent)) for percent in (50, 95)}


def _recall(folder: Path, found: Sequence[Sequence[int]], nearest: Numbers) -> float:
    """Share of the `nearest` passages, by number, among those `found`, by row."""
    with Store(SqliteDatabase(folder / "index", embedder=PreparedEmbedder.name)).reading() as reader:
        # `Collection.document` names a section by the number of its passage.
        numbers = [{int(passage.section or -1) for passage in reader.passages(rows)} for rows in found]
    shares = [np.isin(right, list(ours)).mean() for ours, right in zip(numbers, nearest, strict=True)]
    return float(np.mean(shares))
