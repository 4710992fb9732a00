"""`python -m bench crash-safety`: kills a process that writes the index, a thousand times, and checks the index.

A child process adds, updates and removes documents, searches, and writes search files. It reports the begin and
the end of each change. The parent kills it at a random moment and opens the index: everything must verify, every
reported change must be there, and an unfinished change must be there completely or not at all. All kills hit the
same index, so that leftovers of one kill could disturb the next round.

A second measurement reads with eight threads while one writes: each answer must come from one state.
"""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from rich.progress import track

from bench.output import Results, Table
from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from index.search.local import engine, vectors

SOURCES = 24
# Enough for several passages, so that a change which is only partly there would be seen.
_SENTENCES = 60
_MAX_LIFE = 0.6  # seconds from the first change of a child to its end

Change = Mapping[str, int | None]  # source to its version; None means removed


@dataclass(slots=True)
class Kills:
    """Counts of the kills.

    Attributes:
        hit: How many kills interrupted each kind of work.
        done: How many pieces of each kind of work were finished.
        changes: How many reported changes were looked up after the kills.
        complete: How many unfinished changes were there completely.
        absent: How many unfinished changes were not there at all.
        problems: What was wrong.
    """

    hit: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    changes: int = 0
    complete: int = 0
    absent: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Readings:
    """Counts and problems while eight threads read and one wrote."""

    questions: int = 0
    changes: int = 0
    problems: list[str] = field(default_factory=list)


def crash_safety(folder: Path, *, kills: int = 1_000, seconds: float = 60) -> Results:
    """Runs both measurements; needs a POSIX system.

    Args:
        folder: Where the indexes are made.
        kills: How many times the child is killed.
        seconds: How long eight threads read.
    """
    with small_thresholds():
        killed = kill(folder / f"killed-{os.getpid()}", kills)
        read = read_while_writing(folder / f"read-{os.getpid()}", seconds)
    hit = ", ".join(f"{count} while {what}" for what, count in killed.hit.most_common())
    done = ", ".join(f"{count:,} {what}" for what, count in killed.done.most_common())
    return Results(
        name="crash-safety",
        tables=[
            Table(
                title="Does a crash ever damage the index?",
                columns=["", "tried", "wrong"],
                rows=[
                    ["killed at a random moment", f"{kills:,}", str(len(killed.problems))],
                    ["questions of 8 threads during changes", f"{read.questions:,}", str(len(read.problems))],
                ],
                note=f"Killed: {hit}. Finished before the kills: {done}. After the kills {killed.changes:,} reported "
                f"changes were looked up; of the unfinished ones {killed.complete} were complete and "
                f"{killed.absent} absent. {read.changes:,} changes while 8 threads read, in {seconds:.0f} s.",
            )
        ],
        data={"hit": killed.hit, "done": killed.done, "wrong": killed.problems + read.problems},
    )


@contextmanager
def small_thresholds() -> Iterator[None]:
    """Lowers the thresholds for segments, deltas and codes, so that a small index has all of them."""
    # Set in the modules, because these read the values at each use.
    originals = engine.MAX_IN_MEMORY, engine._MIN_CHANGED, vectors.MAX_EXACT
    engine.MAX_IN_MEMORY, engine._MIN_CHANGED, vectors.MAX_EXACT = 20, 25, 60
    try:
        yield
    finally:
        engine.MAX_IN_MEMORY, engine._MIN_CHANGED, vectors.MAX_EXACT = originals


def kill(folder: Path, count: int, *, seed: int = 0) -> Kills:
    """Kills a child `count` times while it works on the index in `folder`, and verifies the index each time."""
    kills, saved = Kills(), dict[str, int]()
    chance = random.Random(seed)
    # Forked from a process that has the modules loaded, or each of a thousand children would import them.
    context = get_context("forkserver")
    context.set_forkserver_preload(["bench.crash_safety"])
    for number in track(range(count), "killing"):
        ours, theirs = context.Pipe(duplex=False)
        # A seed of its own, or each child would do the same work.
        child = context.Process(target=_work, args=(folder, seed + number, saved, theirs))
        child.start()
        # The pipe only ends if no other process has its other end open.
        theirs.close()
        messages = _listen(ours, child.pid or 0, chance.uniform(0, _MAX_LIFE))
        child.join()
        unfinished = _account(kills, saved, messages)
        problems = _verify(folder, saved, unfinished, kills)
        kills.problems += [f"kill {number}: {problem}" for problem in problems]
    return kills


def _listen(pipe: Connection, pid: int, life: float) -> list[tuple[str, str, Change]]:
    """Kills the child `life` seconds after its first message; returns all its messages."""
    messages = [pipe.recv()]
    time.sleep(life)
    # The signal that leaves a process no chance to tidy up.
    os.kill(pid, signal.SIGKILL)
    try:
        while True:
            # What the child had sent is still in the pipe.
            messages.append(pipe.recv())
    except EOFError:
        return messages


def _account(kills: Kills, saved: dict[str, int], messages: list[tuple[str, str, Change]]) -> Change:
    """Applies the finished changes to `saved`; returns the unfinished change."""
    unfinished: Change = {}
    for event, kind, change in messages:
        unfinished = change if event == "begin" else {}
        if event == "end":
            kills.done[kind] += 1
            _apply(saved, change)
    event, kind, _ = messages[-1]
    kills.hit[kind if event == "begin" else "between"] += 1
    return unfinished


def _verify(folder: Path, saved: dict[str, int], unfinished: Change, kills: Kills) -> Iterator[str]:
    """Opens the index after a kill; yields what is wrong with it."""
    index = Index(folder, embedder=WordEmbedder())
    texts = {document.source: document.text for document in index.documents()}
    # Both are allowed: all of the unfinished change, or nothing of it.
    after = dict(saved)
    _apply(after, unfinished)
    before_texts, after_texts = (
        {source: text_of(source, version) for source, version in versions.items()}
        for versions in (saved, after)
    )
    kills.changes += len(saved)
    if unfinished and texts == after_texts:
        kills.complete += 1
        # In place, because the next child begins with what is really there.
        saved.clear()
        saved.update(after)
    elif texts == before_texts:
        kills.absent += bool(unfinished)
    else:
        yield f"{len(texts)} documents are neither those before {unfinished} nor those after"
    yield from index.check().problems
    # Every text has these words, so an empty answer means that search has lost a document.
    found = {hit.passage.source for hit in index.search("common words of every page", k=5)}
    if bool(found) != bool(texts):
        yield f"search finds {found} in {len(texts)} documents"
    index.close()
    leftovers = [path.name for path in (folder / "search").glob(".[cu]*")]
    # The last kills may have left some; if nobody tidied up, there would be hundreds.
    if len(leftovers) > 10:
        yield f"leftovers pile up: {leftovers}"


def _apply(saved: dict[str, int], change: Change) -> None:
    for source, version in change.items():
        if version is None:
            saved.pop(source, None)
        else:
            saved[source] = version


def text_of(source: str, version: int) -> str:
    """The text of a version of a source: several passages, each of which names both."""
    return " ".join(
        f"Sentence {number} of {source} in version {version} has common words of every page."
        for number in range(_SENTENCES + version % 7)
    )


def _work(folder: Path, seed: int, saved: dict[str, int], pipe: Connection) -> None:
    """The work of the child until it is killed."""
    chance = random.Random(seed)
    with small_thresholds():
        index = Index(folder, embedder=WordEmbedder())
        while True:
            kind, change, work = _random_work(index, chance, saved)
            pipe.send(("begin", kind, change))
            work()
            _apply(saved, change)
            pipe.send(("end", kind, change))


def _random_work(
    index: Index, chance: random.Random, saved: Mapping[str, int]
) -> tuple[str, Change, Callable[[], object]]:
    """Draws a kind of work; returns its name, what it changes, and a function that does it."""
    kind = chance.choices(["adding", "removing", "asking", "writing search files"], [5, 2, 3, 2])[0]
    # If there is nothing to remove, the child adds instead.
    if kind == "removing" and saved:
        source = chance.choice(sorted(saved))
        return kind, {source: None}, lambda: index.remove(source)
    if kind == "asking":
        return kind, {}, lambda: index.search("common words", k=5)
    if kind == "writing search files":
        # Not `write_if_due`, which waits until enough has changed.
        return kind, {}, index._searcher.engine.write
    sources = chance.sample([f"source{number}" for number in range(SOURCES)], chance.randint(1, 3))
    # The version only grows, so that each change gives a new text.
    change = {source: saved.get(source, 0) + chance.randint(1, 3) for source in sources}
    return "adding", change, lambda: index.add_texts(_texts(change))


def _texts(versions: Mapping[str, int]) -> list[TextSource]:
    return [
        TextSource(source=source, title=source, text=text_of(source, version))
        for source, version in versions.items()
    ]


def read_while_writing(
    folder: Path, seconds: float, *, threads: int = 8, questions: int = 0, changes: int = 0
) -> Readings:
    """Searches while all sources change together; every answer must show all of them in one version.

    It lasts as many seconds, and on a busy machine longer: until there were so many questions and changes.
    """
    index, readings, done = Index(folder, embedder=WordEmbedder()), Readings(), threading.Event()
    sources = [f"source{number}" for number in range(6)]

    def save(version: int) -> None:
        index.add_texts(_texts(dict.fromkeys(sources, version)))

    def ask() -> None:
        while not done.is_set():
            try:
                # More than all passages together, so that every source is in the answer.
                hits = index.search("common words of every page in version", k=200)
                versions = {hit.passage.text.partition(" version ")[2].split()[0] for hit in hits}
                if len(versions) != 1:
                    readings.problems.append(f"one answer has the versions {versions}")
            except Exception as error:  # noqa: BLE001 (any error is a finding here)
                readings.problems.append(repr(error))
            readings.questions += 1

    save(0)
    readers = [threading.Thread(target=ask) for _ in range(threads)]
    for reader in readers:
        reader.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end or readings.questions < questions or readings.changes < changes:
        readings.changes += 1
        save(readings.changes)
        # Readers must also be right while their files are replaced.
        if readings.changes % 5 == 0:
            index._searcher.engine.write()
    done.set()
    for reader in readers:
        reader.join()
    index.close()
    return readings
