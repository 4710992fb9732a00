"""The processes of one index in a database: some that work on its queue, and one that adds a folder."""

import os
import random
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event

from bench.word_embedder import SlowWordEmbedder, slow_embedder_called
from index import Index
from index.ingest.queue import jobs


class Processes:
    """Processes that are started again when they were killed."""

    def __init__(self, database: str, workers: int, *, lease: float = 3.0) -> None:
        """Starts those that work.

        Args:
            database: The address of the index.
            workers: How many of them.
            lease: Seconds for which each takes files.
        """
        self._database = database
        self._lease = lease
        self._context = get_context("spawn")
        opened(database, lease).close()  # makes the tables
        self._workers = [self._start(work) for _ in range(workers)]
        self._folder: Path | None = None
        self._adder: BaseProcess | None = None

    def add(self, folder: Path) -> None:
        """Starts a process that adds a folder."""
        self._folder = folder
        self._adder = self._start(add)

    @property
    def is_adding(self) -> bool:
        """Whether the folder is not added yet; a process that was killed is to be started again."""
        return self._adder is not None and self._adder.exitcode != 0

    def kill_one(self) -> bool:
        """Kills one of the processes; whether it still ran."""
        living = [one for one in (*self._workers, self._adder) if one and one.pid and one.is_alive()]
        if not living:
            return False
        os.kill(random.choice(living).pid or 0, signal.SIGKILL)
        return True

    def restart(self) -> None:
        """Starts again those that have ended."""
        self._workers = [one if one.is_alive() else self._start(work) for one in self._workers]
        if self._adder and self._adder.exitcode not in (None, 0):
            self._adder = self._start(add)

    def close(self) -> None:
        """Ends all."""
        for one in (*self._workers, self._adder):
            if one is not None:
                one.kill()
                one.join()

    def _start(self, target: Callable[[str, float, str], None]) -> BaseProcess:
        folder = "" if target is work else str(self._folder)
        process = self._context.Process(
            target=target, args=(self._database, self._lease, folder), daemon=True
        )
        process.start()
        return process


def opened(database: str, lease: float) -> Index:
    """The index, whose queue gives files for so many seconds."""
    jobs.LEASE = lease
    return Index(database, embedder=SlowWordEmbedder(), find=slow_embedder_called)


def work(database: str, lease: float, _: str) -> None:
    """What a process does that works on the queue."""
    for _report in opened(database, lease).work(stop=Event()):
        pass


def add(database: str, lease: float, folder: str) -> None:
    """What a process does that adds a folder."""
    opened(database, lease).add(folder)
