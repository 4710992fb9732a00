"""`python -m bench cluster`: how fast one worker of a Dask cluster on this machine reads and embeds, and how fast two do.

Beside it stands what the processors allow: the same vectors made by one process alone, and by two at once that know nothing of each
other.
"""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.output import Results, Table
from bench.synthetic import Collection
from index import Cluster, Index, ReadOptions
from index.embedding.mini_lm import MiniLmEmbedder
from index.embedding.threads import CORES

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

FILES = 60
_ROUNDS = 3
_PASSAGES = 300  # of a process alone
_SCALE = 12  # passages of a file, some 900 characters each


def cluster(folder: Path, *, files: int = FILES, rounds: int = _ROUNDS) -> Results:
    """Measures both, in turns.

    Args:
        folder: For files and indexes; emptied first.
        files: How many are added in a round.
        rounds: How often each is measured.
    """
    shutil.rmtree(folder, ignore_errors=True)
    times: dict[int, list[float]] = {1: [], 2: []}
    allowed: dict[int, list[float]] = {1: [], 2: []}
    for number in range(rounds):
        docs = _files(folder / f"docs-{number}", number * files, files)
        for workers in (1, 2):
            times[workers].append(_added(folder / f"index-{number}-{workers}", docs, workers))
            allowed[workers].append(_alone(workers))
    # Each process makes as many: two that do not hinder each other take as long as one.
    gain = median(times[1]) / median(times[2])
    most = 2 * median(allowed[1]) / median(allowed[2])
    table = Table(
        title=f"{files} files read and embedded by a Dask cluster, one thread a worker",
        columns=("what", "one", "two", "times as fast"),
        rows=[
            ("workers of the cluster", f"{median(times[1]):.1f} s", f"{median(times[2]):.1f} s", f"{gain:.2f}"),
            (
                "processes that only embed, each as many",
                f"{median(allowed[1]):.1f} s", f"{median(allowed[2]):.1f} s", f"{most:.2f}",
            ),
        ],
        note=f"Medians of {rounds} rounds. Load before the end: {os.getloadavg()[0]:.1f}.",
    )  # fmt: skip
    return Results(name="cluster", tables=[table], data={"cluster": times, "alone": allowed})


def _added(folder: Path, docs: Path, workers: int) -> float:
    """Seconds in which workers that have their model loaded add files."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address=":0",
        host="127.0.0.1",
        silence_logs="CRITICAL",
    ) as running:
        options = ReadOptions(workers=Cluster(running.scheduler_address))
        # As many batches as keep all busy while the models are loaded.
        warm = Index(folder.with_name(f"{folder.name}-warm"))
        warm.add(_files(folder.with_name(f"{folder.name}-first"), 10_000, 8 * workers), options=options)
        warm.close()
        index = Index(folder)
        seconds = _seconds(lambda: index.add(docs, options=options))
        assert index.count() == len(list(docs.iterdir()))
        index.close()
    return seconds


def _alone(processes: int) -> float:
    """Seconds until so many processes have each embedded the same passages."""
    context = get_context("spawn")
    ready = context.Barrier(processes + 1)
    running = [context.Process(target=_embed, args=(ready,)) for _ in range(processes)]
    for process in running:
        process.start()
    ready.wait()
    started = time.perf_counter()
    for process in running:
        process.join()
    return time.perf_counter() - started


def _embed(ready: "Barrier") -> None:
    os.environ[CORES] = "1"
    embedder = MiniLmEmbedder()
    texts = [" ".join(sentences) for number in range(3) for sentences in Collection(_PASSAGES).texts(number)]
    whole = [[(0, len(text))] for text in texts]
    embedder.embed_passages(texts[:8], whole[:8])
    ready.wait()
    embedder.embed_passages(texts, whole)


def _files(folder: Path, first: int, count: int) -> Path:
    """A new folder with files of made-up text."""
    folder.mkdir(parents=True)
    for number in range(first, first + count):
        passages: Sequence[Sequence[str]] = Collection(1_000_000_000).texts(number)[:_SCALE]
        text = "\n\n".join(" ".join(sentences) for sentences in passages)
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
