"""The process that reads damaged files: one after the other, each under limits, and tells what became of it."""

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
_MOST_INSIDE = 3
_OURS = re.compile(r"[/\\]index[/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seedling:
    """A file to damage; `form` is what it counts as in the table."""

    form: str
    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """As "docx"."""
        return Path(self.name).suffix.lower().lstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input.

    Attributes:
        number: The input's.
        form: Of the file that was damaged.
        what: "text", "refused", "memory", "too deep", "uncaught", "hang", "dead".
        site: For the last five the exception and where it came from; for "refused" the reason.
        message: What the exception says.
    """

    number: int
    form: str
    what: str
    site: str = ""
    message: str = ""


class _LateError(BaseException):
    """The time for this input is over; no reader may catch it."""


_KINDS = {MemoryError: "memory", RecursionError: "too deep", _LateError: "hang"}


def damaged(seedlings: Sequence[Seedling], seed: int, number: int) -> tuple[Seedling, bytes]:
    """Input `number`: which file it was, and what it is now. Depends on nothing else."""
    chance = random.Random(f"{seed} {number}")
    forms = sorted({it.form for it in seedlings})
    form = forms[number % len(forms)]
    seedling = chance.choice([it for it in seedlings if it.form == form])
    others = [it for it in seedlings if it.suffix == seedling.suffix]
    return seedling, mutated(seedling.data, chance.choice(others).data, seedling.suffix, chance)


def work(
    seedlings: Sequence[Seedling], seed: int, numbers: Sequence[int], seconds: int, pipe: Connection
) -> None:
    """Reads the inputs of these numbers, and tells of each before and after."""
    _quiet()
    with contextlib.suppress(ValueError, OSError):
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        pipe.send(number)
        pipe.send(outcome(seedlings, seed, number, seconds))
    pipe.send(None)


def outcome(seedlings: Sequence[Seedling], seed: int, number: int, seconds: int) -> Outcome:
    """Reads one input."""
    seedling, data = damaged(seedlings, seed, number)
    file = File(name=seedling.name, data=data, ocr=False)
    message = ""
    try:
        with _limited(seconds):
            site = _read(file, _MOST_INSIDE)
        what = "uncaught" if site else "text"
    except UnreadableError as error:
        what, site = "refused", _general(str(error))
    except (Exception, _LateError) as error:  # noqa: BLE001 (whatever it is, it is what we look for)
        what = next((it for kind, it in _KINDS.items() if isinstance(error, kind)), "uncaught")
        site, message = site_of(error), str(error)[:200]
    return Outcome(number=number, form=seedling.form, what=what, site=site, message=message)


def _read(file: File, inside: int) -> str:
    """Reads it and the first few files in it; what does not hold of what was read."""
    extract = read_file(file)
    found = breaches(extract)
    for it in extract.attached[:inside]:
        with contextlib.suppress(UnreadableError):
            found += [_read(it, 0)]
    return "; ".join(_general(it) for it in found if it)


@contextlib.contextmanager
def _limited(seconds: int) -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise _LateError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def site_of(error: BaseException) -> str:
    """The exception, the last line of ours that it came through, and the last of all."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _OURS.search(frame.filename)]
    named = [*ours[-1:], *frames[-1:]]
    places = dict.fromkeys(f"{'/'.join(Path(it.filename).parts[-2:])}:{it.lineno} {it.name}" for it in named)
    return f"{type(error).__name__} at {' <- '.join(reversed(places))}"


def _general(text: str) -> str:
    """A reason without what differs from file to file."""
    return re.sub(r"\d[\d,.]*", "N", text.split("(", maxsplit=1)[0])[:80]


def _quiet() -> None:
    """Libraries print what they think of damaged files; nobody reads it."""
    warnings.simplefilter("ignore")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)
    faulthandler.disable()
    sys.setrecursionlimit(1000)
