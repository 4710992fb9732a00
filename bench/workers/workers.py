"""`python -m bench workers`: kills processes that read documents at random moments, and looks what became of the documents.

Small files are added, a folder at a time, until so many processes were killed: those that work on the queue of an index in
PostgreSQL, the process that queues the files among them; and workers of a Dask cluster, which read for an index in a folder. Each
source must then have one document, with the text of its file.
"""

import os
import random
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from bench.output import Results, Table
from bench.postgres.server import PostgresServer
from bench.word_embedder import SlowWordEmbedder, slow_embedder_called
from bench.workers.processes import Processes
from index import Cluster, Index, ReadOptions

FILES, KILLS = 2_000, 200
WORKERS = 3
# Seconds between two kills, at most: a process starts in one or two.
_PAUSE = 1.2


@dataclass(slots=True)
class Outcome:
    """What became of the documents.

    Attributes:
        name: What was killed.
        files: How many files were added.
        kills: How many processes were killed.
        lost: How many files have no document, or one with another text.
        twice: How many have several, or passages that come again.
        problems: What `check` found.
        seconds: How long it took.
    """

    name: str
    files: int = 0
    kills: int = 0
    lost: int = 0
    twice: int = 0
    problems: int = 0
    seconds: float = 0.0


def workers(folder: Path, *, database: str | None, files: int = FILES, kills: int = KILLS) -> Results:
    """Kills workers of both kinds.

    Args:
        folder: For files and indexes; emptied first.
        database: The address of an empty database of PostgreSQL; by default a server is started for it.
        files: How many are added at a time.
        kills: How many processes are killed in each part.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    outcomes = [of_dask(folder / "dask", files=files, kills=kills)]
    server = None if database else PostgresServer()
    try:
        address = database or (server.new_database() if server else "")
        outcomes.append(of_queue(folder / "queue", address, files=files, kills=kills))
    finally:
        if server:
            server.stop()
    columns = ["processes", "files added", "killed", "lost", "twice", "problems", "seconds"]
    rows = [
        [
            one.name,
            *(f"{n:,}" for n in (one.files, one.kills, one.lost, one.twice, one.problems)),
            f"{one.seconds:.0f}",
        ]
        for one in outcomes
    ]
    table = Table(title="Processes that read documents and are killed", columns=columns, rows=rows)
    return Results(name="workers", tables=[table], data=[vars_of(one) for one in outcomes])


def of_queue(
    folder: Path, database: str, *, files: int, kills: int, workers: int = WORKERS, lease: float = 3.0
) -> Outcome:
    """Processes that work on the queue of one database, the one that adds among them."""
    outcome, start = Outcome("the queue of a database"), time.monotonic()
    processes = Processes(database, workers, lease=lease)
    try:
        while outcome.kills < kills:
            docs = small_files(folder, outcome.files, files)
            outcome.files += files
            processes.add(docs)
            while processes.is_adding:
                time.sleep(random.uniform(0.1, _PAUSE))
                if outcome.kills < kills and processes.is_adding:
                    outcome.kills += processes.kill_one()
                processes.restart()
    finally:
        processes.close()
    index = Index(database, embedder=SlowWordEmbedder(), find=slow_embedder_called)
    look(index, folder, outcome)
    index.close()
    outcome.seconds = time.monotonic() - start
    return outcome


def of_dask(folder: Path, *, files: int, kills: int, count: int = WORKERS) -> Outcome:
    """Workers of a Dask cluster on this machine, which starts those anew that were killed."""
    from distributed import LocalCluster

    outcome, start = Outcome("workers of Dask"), time.monotonic()
    index = Index(
        folder.with_name(f"{folder.name}-index"), embedder=SlowWordEmbedder(), find=slow_embedder_called
    )
    with LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        dashboard_address=":0",
        host="127.0.0.1",
        silence_logs="CRITICAL",
    ) as cluster:
        options = ReadOptions(workers=Cluster(cluster.scheduler_address))
        ended = Event()

        def kill_some() -> None:
            while not ended.wait(random.uniform(0.1, _PAUSE)) and outcome.kills < kills:
                # Those that were killed while they started are not started again by themselves.
                cluster.scale(count)
                running = [
                    pid
                    for nanny in list(cluster.workers.values())
                    if nanny.worker_address in cluster.scheduler.workers and (pid := nanny.pid)
                ]
                outcome.kills += bool(running) and kill(random.choice(running))

        killer = Thread(target=kill_some)
        killer.start()
        try:
            while outcome.kills < kills:
                docs = small_files(folder, outcome.files, files)
                outcome.files += files
                # What was reported as failed is looked for like all else.
                index.add(docs, options=options)
        finally:
            ended.set()
            killer.join()
    look(index, folder, outcome)
    index.close()
    outcome.seconds = time.monotonic() - start
    return outcome


def look(index: Index, folder: Path, outcome: Outcome) -> None:
    """Compares the index with the files."""
    wanted = {str(path): path.read_text() for path in folder.rglob("*.txt")}
    documents = index.documents()
    found = {document.source: document.text for document in documents}
    outcome.lost += sum(found.get(source) != text for source, text in wanted.items())
    again = sum(len(index.passages(document.id)) != 1 for document in documents)
    outcome.twice = len(documents) - len(found) + again
    outcome.problems = len(index.check().problems)


def small_files(folder: Path, first: int, count: int) -> Path:
    """A new folder with files of one sentence each, numbered from `first`."""
    docs = folder / f"from-{first}"
    docs.mkdir(parents=True)
    for number in range(first, first + count):
        (docs / f"{number}.txt").write_text(f"Lamp {number} of the harbour burns {number} hours.")
    return docs


def kill(pid: int) -> bool:
    """Kills a process; whether it was there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def vars_of(outcome: Outcome) -> dict[str, str | int | float]:
    """An outcome as JSON."""
    return {name: getattr(outcome, name) for name in Outcome.__dataclass_fields__}
