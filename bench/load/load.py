"""`python -m bench load`: many visitors of the page at once, with uploads going on, and askers who leave.

The real server runs in a process of its own, over some 200 documents; the visitors talk to it as the page does. Each
thinks for a while, asks, waits for the whole answer, and thinks again. No question is asked twice, so that no answer is
one that was kept.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.load.serving import Server, serving
from bench.load.visitor import Asked, Visitor
from bench.output import Results, Table
from rag import Assistant, TextSource
from rag.evaluation import read_set

_DOCUMENTS = 200
_SETS = ("squad/valid", "scifact/train")
_ASKED = "squad/valid"
_THINK = (2.0, 10.0)  # seconds between the answer and the next question
_SHORT, _LONG = 3_000, 2_000_000  # characters of an upload
_UPLOAD_PAUSE = 5.0
_LEAVERS, _LEAVE_AFTER = 8, 0.4
_WORDS = "river bridge stone market garden window letter silver paper engine harbour winter".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crowd:
    """What became of so many visitors."""

    visitors: int
    seconds: float
    asked: Sequence[Asked]
    uploads: Sequence[tuple[bool, float]]
    processor: float


def load(data: Path, cache: Path, *, visitors: int, minutes: float) -> Results:
    """Asks with ten visitors for a third of the time, with all of them for the rest; then with some who leave."""
    index = _index(data, cache / "load")
    questions = _questions(data)
    with serving(index, cache / "load-serving") as server:
        # Otherwise the first questions would wait for the models.
        asyncio.run(_ask_each(server, questions, 5))
        crowds = [
            asyncio.run(_crowd(server, questions, min(10, visitors), 20 * minutes)),
            asyncio.run(_crowd(server, questions, visitors, 60 * minutes)),
        ]
        print("askers who leave")
        whole, leaving = asyncio.run(_leaving(server, questions))
        memory = server.mebibytes()
    tables = [_crowd_table(crowds, minutes), _leaving_table(whole, leaving)]
    results = {
        "crowds": [asdict(crowd) for crowd in crowds],
        "whole": whole,
        "left": leaving,
        "memory": memory,
    }
    return Results(name="load", tables=tables, data=results)


def _index(data: Path, folder: Path) -> Path:
    """The documents, indexed once."""
    assistant = Assistant.open(folder)
    if assistant.is_new:
        documents = [document for name in _SETS for document in read_set(data / name).documents]
        assistant.add_texts(
            TextSource(source=document.id, title=document.title, text=document.text)
            for document in documents[:_DOCUMENTS]
        )
    assistant.close()
    return folder


def _questions(data: Path) -> Iterator[str]:
    """The questions in a random order, each once."""
    questions = [question.question for question in read_set(data / _ASKED).questions]
    random.Random(1).shuffle(questions)
    return iter(dict.fromkeys(questions))


async def _ask_each(server: Server, questions: Iterator[str], number: int) -> list[Asked]:
    async with Visitor(server.url) as visitor:
        return [await visitor.ask(next(questions)) for _ in range(number)]


async def _crowd(server: Server, questions: Iterator[str], visitors: int, seconds: float) -> _Crowd:
    asked: list[Asked] = []
    uploads: list[tuple[bool, float]] = []
    before, end = server.seconds(), time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        group.create_task(_upload(server, end, uploads))
        for _ in range(visitors):
            group.create_task(_visit(server, questions, end, asked))
    processor = server.seconds() - before
    return _Crowd(visitors=visitors, seconds=seconds, asked=asked, uploads=uploads, processor=processor)


async def _visit(server: Server, questions: Iterator[str], end: float, asked: list[Asked]) -> None:
    async with Visitor(server.url) as visitor:
        # At first too, so that they do not come all at once.
        await asyncio.sleep(random.uniform(0, _THINK[1]))
        while time.monotonic() < end:
            asked.append(await visitor.ask(next(questions)))
            await asyncio.sleep(random.uniform(*_THINK))


async def _upload(server: Server, end: float, uploads: list[tuple[bool, float]]) -> None:
    """A short file every few seconds, while a long one is read."""
    async with Visitor(server.url) as hasty, Visitor(server.url) as patient, asyncio.TaskGroup() as group:
        long = group.create_task(patient.upload(f"long {random.random()}.txt", _text(_LONG), "long"))
        while time.monotonic() < end:
            uploads.append(await hasty.upload(f"short {random.random()}.txt", _text(_SHORT)))
            await asyncio.sleep(_UPLOAD_PAUSE)
        # The next crowd is not to wait for what is left of it.
        await patient.cancel("long")
        read, seconds = await long
        print(f"the long upload {'was read' if read else 'was cancelled'} after {seconds:.0f} s")


def _text(characters: int) -> bytes:
    words = random.choices(_WORDS, k=characters // 7)
    lines = [" ".join(words[first : first + 12]) for first in range(0, len(words), 12)]
    return (f"Upload {random.random()}. " + ". ".join(lines) + ".").encode()


async def _leaving(server: Server, questions: Iterator[str]) -> tuple[float, float]:
    """Processor seconds of a question that is waited for, and of one whose asker leaves soon."""
    await _quiet(server)
    async with Visitor(server.url) as visitor:
        before = server.seconds()
        for _ in range(_LEAVERS):
            await visitor.ask(next(questions))
        whole = (server.seconds() - before) / _LEAVERS
    async with AsyncExitStack() as tabs:
        # Opened before, since only the questions count.
        visitors = [await tabs.enter_async_context(Visitor(server.url)) for _ in range(_LEAVERS)]
        before = server.seconds()
        asking = (visitor.ask(next(questions), leave_after=_LEAVE_AFTER) for visitor in visitors)
        await asyncio.gather(*asking)
    await _quiet(server)
    return whole, (server.seconds() - before) / _LEAVERS


async def _quiet(server: Server) -> None:
    """Waits until the server does nothing."""
    for _ in range(120):
        before = server.seconds()
        await asyncio.sleep(1.0)
        if server.seconds() - before < 0.05:
            return


def _crowd_table(crowds: Sequence[_Crowd], minutes: float) -> Table:
    columns = ("visitors", "asked", "answered", "lost", "first evidence p50, p95", "whole answer p50, p95")
    more = ("longest line", "short uploads read", "p95", "processor a question")
    return Table(
        title=f"Visitors of the page, {minutes:g} minutes, {_DOCUMENTS} documents, uploads going on",
        columns=(*columns, *more),
        rows=[_crowd_row(crowd) for crowd in crowds],
        note=f"Seconds. Each visitor thinks {_THINK[0]:g} to {_THINK[1]:g} s between two questions.",
    )


def _crowd_row(crowd: _Crowd) -> list[str]:
    done = [asked for asked in crowd.asked if asked.state == "done"]
    firsts = [asked.first for asked in done if asked.first is not None]
    uploads = [seconds for read, seconds in crowd.uploads if read]
    return [
        str(crowd.visitors),
        str(len(crowd.asked)),
        f"{len(done) / max(len(crowd.asked), 1):.0%}",
        str(len(crowd.asked) - len(done)),
        _both(firsts),
        _both([asked.whole for asked in done]),
        str(max((asked.longest_line for asked in crowd.asked), default=0)),
        f"{len(uploads)} of {len(crowd.uploads)}",
        f"{np.percentile(uploads, 95):.1f}" if uploads else "",
        f"{crowd.processor / max(len(crowd.asked), 1):.2f}",
    ]


def _both(seconds: Sequence[float]) -> str:
    return f"{np.percentile(seconds, 50):.1f}, {np.percentile(seconds, 95):.1f}" if seconds else ""


def _leaving_table(whole: float, leaving: float) -> Table:
    return Table(
        title=f"{_LEAVERS} askers who leave after {_LEAVE_AFTER} s",
        columns=("", "processor seconds each", "share"),
        rows=[
            ["who wait for the answer", f"{whole:.2f}", "1"],
            ["who leave", f"{leaving:.2f}", f"{leaving / whole:.2f}"],
        ],
    )
