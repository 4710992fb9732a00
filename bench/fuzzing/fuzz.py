"""`python -m bench fuzz [FOLDER]`: reads thousands of damaged files; each must end as text or with a reason.

Small known files of every format, and those of FOLDER, are damaged (`bench.fuzzing.mutation`) and read by two
processes. A failure is an exception other than `UnreadableError`, offsets that do not fit, or more than ten
seconds. Each distinct failure is listed once, and its smallest input is kept.
"""

import tempfile
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from pathlib import Path

from rich.progress import Progress

from bench.fuzzing.worker import Outcome, Seedling, damaged, work
from bench.output import Results, Table
from bench.parsing.known_files import known_formats, write_known
from bench.parsing.known_text import known_text
from bench.parsing.known_writers.pdf import write_pdf
from index.formats import FORMATS

SECONDS = 10
# No failures: the parser process of the product turns "memory", "too deep" and "dead" into a reason.
FAILURES = ("uncaught", "hang")
_OUTCOMES = ("text", "refused", "memory", "too deep", "uncaught", "hang", "dead")
_MAX_BYTES = 60_000
_BATCH = 2_000  # then a new process, because libraries leak memory
_PROCESSES = 2


@dataclass(slots=True)
class Fuzzed:
    """Counts of outcomes by format and by site, and the smallest input of each bad site."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    sites: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # format, outcome, site
    smallest: dict[tuple[str, str, str], tuple[int, str, Path]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def failures(self) -> int:
        """How many inputs ended in an uncaught exception or a hang."""
        return sum(count for (_, kind), count in self.counts.items() if kind in FAILURES)


def fuzz(
    folder: Path | None, keep: Path | None, *, inputs: int, seed: int, minutes: float
) -> tuple[Results, bool]:
    """Reads `inputs` damaged files, or as many as `minutes` allow.

    Args:
        folder: Real files to damage beside the known ones; those above 60 kB are left out.
        keep: Where to keep inputs that fail; a temporary folder if None.
        inputs: How many damaged files.
        seed: The same seed and number give the same input.
        minutes: The time limit.

    Returns:
        The results, and whether there was a failure.
    """
    kept = keep or Path(tempfile.mkdtemp(prefix="pincite-fuzz-"))
    seedlings = known_seedlings() + (folder_seedlings(folder) if folder else [])
    fuzzed = run(seedlings, kept, inputs=inputs, seed=seed, minutes=minutes)
    return _results(fuzzed, kept, seed), bool(fuzzed.failures)


def known_seedlings(words: int = 500) -> list[Seedling]:
    """Small files of every format. PDF is there uncompressed too, so that damage reaches its content."""
    text = known_text(words=words)
    files = {format_: write_known(format_, text).file for format_ in known_formats()}
    seedlings = [
        Seedling(format=file.name.rpartition(".")[2], name=file.name, data=file.data)
        for file in files.values()
    ]
    plain = write_pdf(text, compress=False).file
    return [*seedlings, Seedling(format="pdf", name="plain.pdf", data=plain.data)]


def folder_seedlings(folder: Path) -> list[Seedling]:
    """The files of a folder that are small enough and of a known format; the suffix is the format in the table."""
    suffixes = {suffix for format_ in FORMATS for suffix in format_.suffixes}
    return [
        Seedling(format=path.suffix.lower().lstrip("."), name=path.name, data=path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in suffixes and path.is_file() and path.stat().st_size <= _MAX_BYTES
    ]


def run(
    seedlings: Sequence[Seedling],
    kept: Path,
    *,
    inputs: int,
    seed: int,
    minutes: float = 60,
    processes: int = _PROCESSES,
    seconds: int = SECONDS,
) -> Fuzzed:
    """Distributes the inputs to processes, and starts a new one when one dies or hangs."""
    fuzzed, started = Fuzzed(), time.monotonic()
    numbers = deque(range(inputs))
    workers: list[_Worker] = []
    with Progress(transient=True) as progress:
        task = progress.add_task("reading damaged files", total=inputs)
        while numbers or workers:
            while numbers and len(workers) < processes:
                batch = [numbers.popleft() for _ in range(min(_BATCH, len(numbers)))]
                workers.append(_Worker(seedlings, seed, batch, seconds))
            # At most a second, because a process that hangs sends nothing.
            ready = connection.wait([worker.pipe for worker in workers], timeout=1)
            for worker in [worker for worker in workers if worker.pipe in ready]:
                if (outcome := worker.receive()) is not None:
                    _count(fuzzed, outcome, seedlings, seed, kept)
                    progress.advance(task)
                if worker.has_ended:
                    workers.remove(worker)
                    # What a dead process did not read goes back to the front, in its order.
                    numbers.extendleft(reversed(worker.remaining))
            for worker in workers:
                worker.kill_if_it_hangs()
            if time.monotonic() - started > minutes * 60:
                numbers.clear()
                for worker in workers:
                    worker.end()
                workers.clear()
    fuzzed.seconds = time.monotonic() - started
    return fuzzed


class _Worker:
    """A process that reads the inputs of some numbers, as the parent sees it."""

    def __init__(
        self, seedlings: Sequence[Seedling], seed: int, numbers: Sequence[int], seconds: int
    ) -> None:
        """Starts the process."""
        # Each batch has a new process, so these are copies of one that has the readers loaded.
        context = get_context("forkserver")
        context.set_forkserver_preload(["bench.fuzzing.worker"])
        self.pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=work, args=(seedlings, seed, numbers, seconds, theirs))
        self._process.start()
        # The pipe only ends with the process if nobody else has its other end open.
        theirs.close()
        # Five seconds for the alarm of the process itself; code in C that does not return to Python never
        # sees that alarm.
        self._seedlings, self._seed, self._limit = seedlings, seed, seconds + 5
        self.remaining = list(numbers)
        self.has_ended = False
        self._reading_since: float | None = None
        self._was_killed = False

    def receive(self) -> Outcome | None:
        """Receives one message; returns an outcome if it is one, or if the process died while reading."""
        try:
            message = self.pipe.recv()
        except EOFError:
            self.end()
            # A process that was between two inputs did not die of one.
            return self._death() if self._reading_since is not None else None
        if isinstance(message, Outcome):
            self.remaining.pop(0)
            self._reading_since = None
            return message
        if message is None:
            self.end()
        else:
            self._reading_since = time.monotonic()
        return None

    def kill_if_it_hangs(self) -> None:
        """Kills the process if its own alarm did not stop it; `receive` then returns the outcome."""
        if self._reading_since is not None and time.monotonic() - self._reading_since > self._limit:
            self._was_killed = True
            self._process.kill()

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self.has_ended = True
        self._process.join(0.2)
        self._process.kill()
        self._process.join()

    def _death(self) -> Outcome:
        number = self.remaining.pop(0)
        seedling, _ = damaged(self._seedlings, self._seed, number)
        kind, site = ("hang", "in C") if self._was_killed else ("dead", f"exit code {self._process.exitcode}")
        return Outcome(number=number, format=seedling.format, kind=kind, site=site)


def _count(fuzzed: Fuzzed, outcome: Outcome, seedlings: Sequence[Seedling], seed: int, kept: Path) -> None:
    fuzzed.counts[outcome.format, outcome.kind] += 1
    if outcome.kind == "text":
        return
    site = (outcome.format, outcome.kind, outcome.site)
    fuzzed.sites[site] += 1
    # Reasons are counted, but a file that was refused is no finding and is not kept.
    if outcome.kind == "refused":
        return
    # Made again from its number: the process sends no content.
    seedling, data = damaged(seedlings, seed, outcome.number)
    before = fuzzed.smallest.get(site)
    if before is None or len(data) < before[0]:
        if before:
            before[2].unlink(missing_ok=True)
        path = kept / f"{outcome.format}-{outcome.kind.replace(' ', '-')}-{outcome.number}.{seedling.suffix}"
        kept.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        fuzzed.smallest[site] = (len(data), outcome.message, path)


def _results(fuzzed: Fuzzed, kept: Path, seed: int) -> Results:
    formats = sorted({format_ for format_, _ in fuzzed.counts})
    total = sum(fuzzed.counts.values())
    counts = [[format_, *(f"{fuzzed.counts[format_, kind]:,}" for kind in _OUTCOMES)] for format_ in formats]
    sums = (sum(fuzzed.counts[format_, kind] for format_ in formats) for kind in _OUTCOMES)
    counts.append(["all", *(f"{count:,}" for count in sums)])
    sites = [
        [f"{format_}: {kind}", f"{count:,}", f"{site}: {message}", f"{size:,}", path.name]
        for (format_, kind, site), count in fuzzed.sites.most_common()
        if kind != "refused"
        for size, message, path in [fuzzed.smallest[format_, kind, site]]
    ]
    rate = total / max(fuzzed.seconds, 0.001)
    tables = [
        Table(
            title="What became of damaged files",
            columns=["format", *_OUTCOMES],
            rows=counts,
            note=f"{total:,} inputs of seed {seed} in {fuzzed.seconds:.0f} s, {rate:.0f} a second. "
            'Pincite parses in a separate process, where "memory", "too deep" and "dead" become a reason.',
        ),
        Table(
            title="Where from",
            columns=["what", "inputs", "site", "bytes", "smallest input"],
            rows=sites,
            note=f"Inputs are kept in {kept}.",
        ),
    ]
    reasons = [
        {"format": format_, "reason": site, "inputs": count}
        for (format_, kind, site), count in fuzzed.sites.most_common()
        if kind == "refused"
    ]
    data = {
        "counts": {f"{format_}: {kind}": count for (format_, kind), count in fuzzed.counts.items()},
        "sites": sites,
    }
    return Results(name="fuzz", tables=tables, data=data | {"reasons": reasons, "seed": seed})
