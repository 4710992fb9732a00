"""The process that reads damaged files, each under limits, and reports the outcome of each."""

import contextlib
import faulthandler
import os
import random
import re
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from bench.fuzzing.invariants import breaches
from bench.fuzzing.mutation import mutated
from index.formats import File, UnreadableError, read_file

_MEMORY = 1_000_000_000
_MAX_ATTACHED = 3
_OURS = re.compile(r"[/\\]index[/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seedling:
    """A file to damage; `format` is its format in the table of results."""

    format: str
    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The suffix without its dot, such as "docx"."""
        return Path(self.name).suffix.lower().lstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of one input.

    Attributes:
        number: The number of the input.
        format: The format of the file that was damaged.
        kind: "text", "refused", "memory", "too deep", "uncaught", "hang" or "dead".
        site: For the last five the exception and where it came from; for "refused" the reason.
        message: The message of the exception.
    """

    number: int
    format: str
    kind: str
    site: str = ""
    message: str = ""


class _LateError(BaseException):
    """The time for this input is over; a BaseException, so that no reader catches it."""


_KINDS = {MemoryError: "memory", RecursionError: "too deep", _LateError: "hang"}


def damaged(seedlings: Sequence[Seedling], seed: int, number: int) -> tuple[Seedling, bytes]:
    """Makes input `number`: the original file and its damaged content. It depends on these arguments only."""
    chance = random.Random(f"{seed} {number}")
    formats = sorted({seedling.format for seedling in seedlings})
    format_ = formats[number % len(formats)]
    original = chance.choice([seedling for seedling in seedlings if seedling.format == format_])
    others = [seedling for seedling in seedlings if seedling.suffix == original.suffix]
    return original, mutated(original.data, chance.choice(others).data, original.suffix, chance)


def work(
    seedlings: Sequence[Seedling], seed: int, numbers: Sequence[int], seconds: int, pipe: Connection
) -> None:
    """Reads the inputs of these numbers; sends each number before, and the outcome after."""
    _silence_libraries()
    # Systems without /proc, such as macOS, go without this limit.
    with contextlib.suppress(ValueError, OSError):
        # The limit is on addresses, of which the loaded libraries have many already.
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        # Before it is read: if the process dies, the parent knows of which input.
        pipe.send(number)
        pipe.send(outcome(seedlings, seed, number, seconds))
    pipe.send(None)


def outcome(seedlings: Sequence[Seedling], seed: int, number: int, seconds: int) -> Outcome:
    """Reads one input."""
    seedling, data = damaged(seedlings, seed, number)
    file = File(name=seedling.name, data=data, ocr=False, strict=True)
    message = ""
    try:
        with _limited(seconds):
            site = _read(file, _MAX_ATTACHED)
        kind = "uncaught" if site else "text"
    except UnreadableError as error:
        kind, site = "refused", _general(str(error))
    except (Exception, _LateError) as error:  # noqa: BLE001 (any error is a finding here)
        kind = next((name for type_, name in _KINDS.items() if isinstance(error, type_)), "uncaught")
        site, message = site_of(error), str(error)[:200]
    return Outcome(number=number, format=seedling.format, kind=kind, site=site, message=message)


def _read(file: File, attached_limit: int) -> str:
    """Reads a file and the first few files inside it; returns the breaches of invariants."""
    extract = read_file(file)
    found = breaches(extract)
    for attached in extract.attached[:attached_limit]:
        with contextlib.suppress(UnreadableError):
            found += [_read(attached, 0)]
    return "; ".join(_general(breach) for breach in found if breach)


@contextlib.contextmanager
def _limited(seconds: int) -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise _LateError

    before = signal.signal(signal.SIGALRM, late)
    # This interrupts Python only; for code in C see `kill_if_it_hangs`.
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def site_of(error: BaseException) -> str:
    """The exception, the last line of our code in its traceback, and the last line of all."""
    frames = traceback.extract_tb(error.__traceback__)
    # The same exception of a library may come from several readers.
    ours = [frame for frame in frames if _OURS.search(frame.filename)]
    shown = [*ours[-1:], *frames[-1:]]
    places = dict.fromkeys(
        f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in shown
    )
    return f"{type(error).__name__} at {' <- '.join(reversed(places))}"


def _general(text: str) -> str:
    """A reason without the parts that differ from file to file."""
    return re.sub(r"\d[\d,.]*", "N", text.split("(", maxsplit=1)[0])[:80]


def _silence_libraries() -> None:
    """Discards what libraries print about damaged files."""
    warnings.simplefilter("ignore")
    nothing = os.open(os.devnull, os.O_RDWR)
    # Libraries in C write to these directly, past sys.stdout.
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)
    faulthandler.disable()
    sys.setrecursionlimit(1000)
