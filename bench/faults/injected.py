"""Every fault at every call: the n-th call of an operation fails, for each n, and the index is looked at."""

import errno
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.faults.attempt import Again, End, attempt
from bench.faults.calls import Call, Kind
from bench.faults.operations import Operation, State, opened, prepare, problems, state_of

_CHANGES: frozenset[Kind] = frozenset({"write", "sync", "cut", "create", "name", "remove"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A kind of fault.

    Attributes:
        name: Its name in the table.
        error: The number of the error.
        kinds: The kinds of calls that it hits.
        lasts: Whether all later calls of these kinds fail too.
        begins_with_part: Whether the first call writes a half and does not fail.
    """

    name: str
    error: int
    kinds: frozenset[Kind]
    lasts: bool = True
    begins_with_part: bool = False


FAULTS = (
    Fault(name="full disk", error=errno.ENOSPC, kinds=frozenset({"write", "create", "name"})),
    Fault(
        name="half a write, then full", error=errno.ENOSPC, kinds=frozenset({"write"}), begins_with_part=True
    ),
    Fault(name="one I/O error", error=errno.EIO, kinds=_CHANGES, lasts=False),
    Fault(name="I/O errors from then on", error=errno.EIO, kinds=_CHANGES),
    Fault(name="read-only from then on", error=errno.EROFS, kinds=_CHANGES - {"sync"}),
    Fault(name="one file too many", error=errno.EMFILE, kinds=frozenset({"open", "create"}), lasts=False),
)
# Descriptors run out for pipes, sockets and files that are only read, too.
NO_DESCRIPTORS = "no descriptors left"


@dataclass(slots=True)
class Tried:
    """What the faults of one kind did to one operation."""

    tried: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    messages: set[str] = field(default_factory=set)


class _Countdown:
    """Decides that the n-th call of some kinds fails."""

    def __init__(self, fault: Fault, number: int) -> None:
        self._fault = fault
        self._left = number
        self.hit = ""

    def __call__(self, call: Call) -> int | str | None:
        if call.kind not in self._fault.kinds:
            return None
        self._left -= 1
        if self._left > 0 or (self._left < 0 and not self._fault.lasts):
            return None
        if self._left == 0:
            self.hit = f"{call.name} {Path(call.path).name}"
            if self._fault.begins_with_part:
                return "part"
        return self._fault.error


class Campaign:
    """Tries of one operation, each on a fresh copy of the same index."""

    def __init__(self, operation: Operation, folder: Path) -> None:
        self.operation = operation
        self.folder = folder
        self.files = folder / "files"
        self._template = folder / "template"
        prepare(operation, self._template, self.files)
        # Of a copy: opening it would make the index that is not there yet.
        self.before = self._state(self.copied("before"))
        done = self.copied("done")
        attempt(operation.name, done, self.files, lambda _: None, lambda _: None)
        self.after = self._state(done)

    def copied(self, name: str) -> Path:
        """A copy of the index as it is before the operation."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return shutil.copytree(self._template, self.folder / name)

    def inject(self, fault: Fault, numbers: Iterator[int] | None = None) -> Tried:
        """Lets the n-th call fail, for each n until there are no more calls, or only for those of `numbers`."""
        tried = Tried()
        for number in numbers or count(1):
            countdown = _Countdown(fault, number)
            problems_found = self._try(tried, countdown)
            if not countdown.hit:
                break
            tried.tried += 1
            tried.wrong += [
                f"{fault.name}, call {number} ({countdown.hit}): {text}" for text in problems_found
            ]
        return tried

    def exhaust(self, numbers: Iterator[int] | None = None) -> Tried:
        """Leaves 0, 1, 2 ... descriptors free, until the operation succeeds."""
        tried = Tried()
        for free in numbers or count():
            refused = tried.refused
            wrong = self._try(tried, lambda _: None, descriptors=free)
            tried.tried += 1
            tried.wrong += [f"{free} descriptors free: {text}" for text in wrong]
            if tried.refused == refused:
                break
        return tried

    def _try(
        self, tried: Tried, decide: Callable[[Call], int | str | None], descriptors: int = -1
    ) -> list[str]:
        """One try; returns what is wrong after it."""
        place, ends, found = self.copied("try"), list[End](), list[str]()

        def look(end: End) -> None:
            ends.append(end)
            copy = self.folder / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            if (place / "index").exists():
                shutil.copytree(place / "index", copy)
            found.extend(problems(copy, self.before, self.after, acknowledged=end.acknowledged))

        try:
            again = attempt(self.operation.name, place, self.files, decide, look, descriptors=descriptors)
            found += self._wrong_again(again, ends[0])
        except Exception as error:  # noqa: BLE001 (any error is a finding)
            found.append(f"{type(error).__name__}: {error}")
        tried.refused += not (ends and ends[0].acknowledged)
        tried.messages.update(end.error for end in ends if end.error)
        return found

    def _wrong_again(self, again: Again, first: End) -> Iterator[str]:
        if not first.is_ours:
            yield f"an error that is not ours: {first.error}"
        if again.state != self.after:
            yield f"after the fault has gone, the same operation does not do it: {again.end.error}"
        if again.found != sum(passages for _, passages in self.after.values()):
            yield f"the same process finds {again.found} passages after the fault"

    def _state(self, place: Path) -> State:
        index = opened(place / "index")
        state = state_of(index)
        index.close()
        return state
