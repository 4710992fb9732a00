"""`python -m bench crash-safety`: does a crash ever damage the index? Killed a thousand times, and read by eight while it is written.

A child process adds, updates and removes documents, asks, and writes search files, and tells of each change
when it is done. It is killed at a random moment. Then the index is opened: everything verified, every change
that was told of is there, and the one that was under way is there whole or not at all. All kills hit the
same index, so that what one leaves behind the next would trip over.
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
from index.search import refresh, vectors

SOURCES = 24
_SENTENCES = 60
_LONGEST_LIFE = 0.6  # seconds from a child's first change to its end, at most

Change = Mapping[str, int | None]  # source to its version; None: removed


@dataclass(slots=True)
class Kills:
    """What was seen of the kills: how many hit which kind of work, and what was wrong after them."""

    hit: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    changes: int = 0
    whole: int = 0
    absent: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Readings:
    """What was seen while eight threads read and one wrote."""

    questions: int = 0
    changes: int = 0
    wrong: list[str] = field(default_factory=list)


def crash_safety(folder: Path, *, kills: int = 1_000, seconds: float = 60) -> Results:
    """Kills and reads; a POSIX system is needed.

    Args:
        folder: Where indexes are made.
        kills: How many.
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
                    ["killed at a random moment", f"{kills:,}", str(len(killed.wrong))],
                    ["questions of 8 threads during changes", f"{read.questions:,}", str(len(read.wrong))],
                ],
                note=f"Killed: {hit}. Finished by then: {done}. After the kills {killed.changes:,} acknowledged "
                f"changes were looked for; of those under way {killed.whole} were there whole and {killed.absent} "
                f"not at all. {read.changes:,} changes while 8 threads read, in {seconds:.0f} s.",
            )
        ],
        data={"hit": killed.hit, "done": killed.done, "wrong": killed.wrong + read.wrong},
    )


@contextmanager
def small_thresholds() -> Iterator[None]:
    """Search files, codes and what is laid over them from a few passages on, so that all of it occurs."""
    kept = refresh.MAX_IN_MEMORY, refresh._MIN_CHANGED, vectors.MAX_EXACT
    refresh.MAX_IN_MEMORY, refresh._MIN_CHANGED, vectors.MAX_EXACT = 20, 25, 60
    try:
        yield
    finally:
        refresh.MAX_IN_MEMORY, refresh._MIN_CHANGED, vectors.MAX_EXACT = kept


def kill(folder: Path, count: int, *, seed: int = 0) -> Kills:
    """Kills a child `count` times at work on the index in `folder`, and verifies it each time."""
    seen, saved = Kills(), dict[str, int]()
    chance = random.Random(seed)
    context = get_context("forkserver")
    context.set_forkserver_preload(["bench.crash_safety"])
    for number in track(range(count), "killing"):
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=_work, args=(folder, seed + number, saved, theirs))
        child.start()
        theirs.close()
        told = _listen(ours, child.pid or 0, chance.uniform(0, _LONGEST_LIFE))
        child.join()
        under_way = _account(seen, saved, told)
        seen.wrong += [f"kill {number}: {it}" for it in _verify(folder, saved, under_way, seen)]
    return seen


def _listen(pipe: Connection, pid: int, life: float) -> list[tuple[str, str, Change]]:
    """Kills the child some time after its first word; everything that it has told by then."""
    told = [pipe.recv()]
    time.sleep(life)
    os.kill(pid, signal.SIGKILL)
    try:
        while True:
            told.append(pipe.recv())
    except EOFError:
        return told


def _account(seen: Kills, saved: dict[str, int], told: list[tuple[str, str, Change]]) -> Change:
    """Brings `saved` to what was acknowledged; returns the change that was under way."""
    under_way: Change = {}
    for what, kind, change in told:
        under_way = change if what == "begin" else {}
        if what == "end":
            seen.done[kind] += 1
            _apply(saved, change)
    seen.hit[f"{told[-1][1]}" if told[-1][0] == "begin" else "between"] += 1
    return under_way


def _verify(folder: Path, saved: dict[str, int], under_way: Change, seen: Kills) -> Iterator[str]:
    index = Index(folder, embedder=WordEmbedder())
    texts = {document.source: document.text for document in index.documents()}
    after = dict(saved)
    _apply(after, under_way)
    before_texts, after_texts = ({it: text_of(it, at) for it, at in some.items()} for some in (saved, after))
    seen.changes += len(saved)
    if under_way and texts == after_texts:
        seen.whole += 1
        saved.clear()
        saved.update(after)
    elif texts == before_texts:
        seen.absent += bool(under_way)
    else:
        yield f"{len(texts)} documents are neither those before {under_way} nor those after"
    yield from index.check().problems
    found = {hit.passage.source for hit in index.search("common words of every page", k=5)}
    if bool(found) != bool(texts):
        yield f"search finds {found} in {len(texts)} documents"
    index.close()
    left = [path.name for path in (folder / "search").glob(".[cu]*")] if (folder / "search").exists() else []
    if len(left) > 10:
        yield f"leftovers pile up: {left}"


def _apply(saved: dict[str, int], change: Change) -> None:
    for source, version in change.items():
        if version is None:
            saved.pop(source, None)
        else:
            saved[source] = version


def text_of(source: str, version: int) -> str:
    """The text of a version of a source: some passages that name both."""
    return " ".join(
        f"Sentence {number} of {source} in version {version} has common words of every page."
        for number in range(_SENTENCES + version % 7)
    )


def _work(folder: Path, seed: int, saved: dict[str, int], pipe: Connection) -> None:
    """What the child does until it is killed."""
    chance = random.Random(seed)
    with small_thresholds():
        index = Index(folder, embedder=WordEmbedder())
        while True:
            kind, change, do = _chosen(index, chance, saved)
            pipe.send(("begin", kind, change))
            do()
            _apply(saved, change)
            pipe.send(("end", kind, change))


def _chosen(
    index: Index, chance: random.Random, saved: Mapping[str, int]
) -> tuple[str, Change, Callable[[], object]]:
    """A kind of work, what it changes, and how to do it."""
    kind = chance.choices(["adding", "removing", "asking", "writing search files"], [5, 2, 3, 2])[0]
    if kind == "removing" and saved:
        source = chance.choice(sorted(saved))
        return kind, {source: None}, lambda: index.remove(source)
    if kind == "asking":
        return kind, {}, lambda: index.search("common words", k=5)
    if kind == "writing search files":
        return kind, {}, index._searcher.refresher.write
    sources = chance.sample([f"source{number}" for number in range(SOURCES)], chance.randint(1, 3))
    change = {source: saved.get(source, 0) + chance.randint(1, 3) for source in sources}
    texts = [TextSource(source=it, title=it, text=text_of(it, version)) for it, version in change.items()]
    return "adding", change, lambda: index.add_texts(texts)


def read_while_writing(folder: Path, seconds: float, *, threads: int = 8) -> Readings:
    """Every answer must come from one state: all sources of a group have one version in each."""
    index, seen, done = Index(folder, embedder=WordEmbedder()), Readings(), threading.Event()
    group = [f"source{number}" for number in range(6)]

    def save(version: int) -> None:
        texts = [TextSource(source=it, title=it, text=text_of(it, version)) for it in group]
        index.add_texts(texts)

    def ask() -> None:
        while not done.is_set():
            try:
                hits = index.search("common words of every page in version", k=200)
                versions = {hit.passage.text.partition(" version ")[2].split()[0] for hit in hits}
                if len(versions) != 1:
                    seen.wrong.append(f"one answer has the versions {versions}")
            except Exception as error:  # noqa: BLE001 (whatever it is, it is what we look for)
                seen.wrong.append(repr(error))
            seen.questions += 1

    save(0)
    readers = [threading.Thread(target=ask) for _ in range(threads)]
    for reader in readers:
        reader.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen.changes += 1
        save(seen.changes)
        if seen.changes % 5 == 0:
            index._searcher.refresher.write()
    done.set()
    for reader in readers:
        reader.join()
    index.close()
    return seen
