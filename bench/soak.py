"""`python -m bench soak --minutes M`: two readers and a writer work on one index; memory and descriptors must stay flat.

Each is a process of its own, as a server, a command and a second server on one folder are. The writer adds, replaces
and removes documents, syncs a folder, and writes search files; the readers ask. Every few seconds each process says
how much memory it has and how many descriptors are open. The first part of the time is not counted: libraries load,
and caches fill.
"""

import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

from bench.crash_safety import small_thresholds, text_of
from bench.output import Results, Table
from bench.word_embedder import WordEmbedder
from index import Index, TextSource

_SOURCES, _FILES = 40, 12
_SAMPLE_SECONDS = 2.0
# Of the time, and at least the first samples.
_WARM_UP = 0.25
MAX_GROWTH = 50 * 2**20
_MESSAGE_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a process uses at one moment.

    Attributes:
        seconds: Since it began.
        memory: Its resident memory in bytes.
        descriptors: How many are open.
        done: How many changes it has made, or questions it has asked.
        problems: What was wrong so far.
    """

    seconds: float
    memory: int
    descriptors: int
    done: int
    problems: Sequence[str] = ()


def soak(folder: Path, *, minutes: float) -> tuple[Results, bool]:
    """Runs a writer and two readers for that long; returns the table, and whether anything grew or was wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder)).absolute()
    try:
        samples = _run(place, 60 * minutes)
        index = Index(place / "index", embedder=WordEmbedder())
        problems = list(index.check().problems)
        index.close()
        files = sum(1 for path in (place / "index").rglob("*") if path.is_file())
    finally:
        shutil.rmtree(place, ignore_errors=True)
    problems += [text for of_one in samples.values() for text in of_one[-1].problems]
    problems += [text for name, of_one in samples.items() for text in grown(name, of_one)]
    table = Table(
        title=f"Do memory and descriptors grow in {minutes:g} minutes?",
        columns=["", "done", "memory", "at the end", "growth", "descriptors", "at the end"],
        rows=[_row(name, of_one) for name, of_one in samples.items()],
        note="Of the tenth after the warm-up and of the last tenth: the median of the memory in MiB, the fewest "
        f"descriptors. {files} files at the end. " + ("; ".join(problems) or "Nothing was wrong."),
    )
    data = {
        name: [(s.seconds, s.memory, s.descriptors, s.done) for s in of_one]
        for name, of_one in samples.items()
    }
    return Results(name="soak", tables=[table], data={"samples": data, "wrong": problems}), bool(problems)


def grown(name: str, samples: Sequence[Sample]) -> list[str]:
    """What has grown after the warm-up: the memory by more than 50 MiB, or the number of descriptors."""
    first, last = _ends(samples)
    problems = []
    if (growth := _memory(last) - _memory(first)) > MAX_GROWTH:
        problems.append(f"the memory of the {name} grew by {growth / 2**20:.0f} MiB")
    # The fewest of each part: some are open for a moment, and one that is left stays.
    if (more := _descriptors(last) - _descriptors(first)) > 0:
        problems.append(f"the {name} has {more} descriptors more")
    return problems


def _ends(samples: Sequence[Sample]) -> tuple[Sequence[Sample], Sequence[Sample]]:
    """The samples of the tenth after the warm-up, and those of the last tenth."""
    counted = samples[int(_WARM_UP * len(samples)) :]
    tenth = max(1, len(counted) // 10)
    return counted[:tenth], counted[-tenth:]


def _memory(samples: Sequence[Sample]) -> float:
    return sorted(sample.memory for sample in samples)[len(samples) // 2]


def _descriptors(samples: Sequence[Sample]) -> int:
    return min(sample.descriptors for sample in samples)


def _row(name: str, samples: Sequence[Sample]) -> list[str]:
    first, last = _ends(samples)
    memory = [_memory(part) / 2**20 for part in (first, last)]
    return [
        name,
        f"{samples[-1].done:,}",
        *(f"{value:.0f}" for value in memory),
        f"{memory[1] - memory[0]:+.1f}",
        *(str(_descriptors(part)) for part in (first, last)),
    ]


def _run(place: Path, seconds: float) -> dict[str, list[Sample]]:
    """Runs the three processes; returns their samples."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["bench.soak", "index.search.local.engine"])
    samples: dict[str, list[Sample]] = {"writer": [], "reader 1": [], "reader 2": []}
    pipes: dict[Connection, str] = {}
    for name in samples:
        ours, theirs = context.Pipe(duplex=False)
        context.Process(target=_work, args=(name, place, seconds, theirs)).start()
        theirs.close()
        pipes[ours] = name
    while pipes:
        ready = wait(list(pipes), _MESSAGE_SECONDS)
        if not ready:
            raise TimeoutError(f"{sorted(pipes.values())} say nothing any more")
        for pipe in ready:
            assert isinstance(pipe, Connection)
            try:
                samples[pipes[pipe]].append(pipe.recv())
            except EOFError:
                del pipes[pipe]
    return samples


def _work(name: str, place: Path, seconds: float, pipe: Connection) -> None:
    """The work of one process."""
    started = shown = time.monotonic()
    done, problems = 0, list[str]()
    with small_thresholds():
        index = Index(place / "index", embedder=WordEmbedder())
        step = _writing(index, place / "files") if name == "writer" else _asking(index, name)
        while (now := time.monotonic()) - started < seconds:
            try:
                step()
            except Exception as error:  # noqa: BLE001 (any error is a finding)
                problems = [*problems, f"{name}: {error!r}"][:10]
            done += 1
            if now - shown >= _SAMPLE_SECONDS:
                shown = now
                pipe.send(_sample(now - started, done, problems))
        index.close()


def _sample(seconds: float, done: int, problems: Sequence[str]) -> Sample:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return Sample(
        seconds=seconds,
        memory=pages * resource.getpagesize(),
        descriptors=len(os.listdir("/proc/self/fd")),
        done=done,
        problems=tuple(problems),
    )


def _asking(index: Index, name: str) -> Callable[[], None]:
    chance = random.Random(name)

    def ask() -> None:
        hits = index.search(f"common words of source{chance.randrange(_SOURCES)} in version 3", k=10)
        index.similar_words("comon")
        for hit in hits[:1]:
            index.passages(hit.passage.document_id)

    return ask


def _writing(index: Index, files: Path) -> Callable[[], None]:
    chance = random.Random(0)
    files.mkdir()
    versions = dict[str, int]()

    def add() -> None:
        sources = [f"source{number}" for number in chance.sample(range(_SOURCES), 3)]
        for source in sources:
            versions[source] = versions.get(source, 0) + 1
        index.add_texts(
            [
                TextSource(source=source, title=source, text=text_of(source, versions[source]))
                for source in sources
            ]
        )

    def remove() -> None:
        present = [document.source for document in index.documents()]
        if len(present) > _SOURCES // 2:
            index.remove(chance.choice(present))

    def sync() -> None:
        name = f"file{chance.randrange(_FILES)}.txt"
        (files / name).write_text(text_of(name, chance.randrange(1_000)), "utf-8")
        index.sync(files)

    def step() -> None:
        chance.choices([add, remove, sync, index.rebuild], [6, 3, 1, 0.3])[0]()

    return step
