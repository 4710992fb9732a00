"""Loss of power after each call of an operation: only what was synced is sure to be left."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.faults.attempt import End, attempt
from bench.faults.calls import Call
from bench.faults.disk import Disk, Left
from bench.faults.injected import Campaign, Tried
from bench.faults.operations import problems

LEFT: tuple[Left, ...] = (
    "only what was synced",
    "also names, but empty files",
    "also names and lengths, but zeros",
    "also data, but no names",
    "a random part",
)
# A random part is drawn anew for each call; this many times.
_DRAWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The calls of an operation in their order, and how many of them there were when it was acknowledged."""

    calls: Sequence[Call]
    acknowledged: int


def lose_power(campaign: Campaign, recording: Recording, left: Left, *, step: int = 1) -> Tried:
    """Looks what is left if the power fails before the n-th call and after the last one, for each n or each `step`-th."""
    disk, tried = Disk(campaign.copied("disk")), Tried()
    for number, call in enumerate([*recording.calls, None]):
        acknowledged = number >= recording.acknowledged
        # Always the moment of the acknowledgement, in which the least of what it promises is on disk.
        if number % step == 0 or number == recording.acknowledged or call is None:
            for draw in range(_DRAWS if left == "a random part" else 1):
                tried.tried += 1
                found = _problems(campaign, disk, left, number * _DRAWS + draw, acknowledged=acknowledged)
                before = f"{call.name} {Path(call.path).name}" if call else "the end"
                tried.wrong += [f"{left}, before call {number + 1} ({before}): {text}" for text in found]
        if call is not None:
            disk.apply(call)
    return tried


def recorded(campaign: Campaign) -> Recording:
    """Runs the operation without a fault."""
    calls, ends, done = list[Call](), list[End](), list[int]()
    attempt(
        campaign.operation.name,
        campaign.copied("disk"),
        campaign.files,
        calls.append,
        ends.append,
        at_done=lambda: done.append(len(calls)),
    )
    if not done:
        raise RuntimeError(f"without a fault, {campaign.operation.name} fails: {ends[0].error}")
    return Recording(calls=calls, acknowledged=done[0])


def _problems(campaign: Campaign, disk: Disk, left: Left, seed: int, *, acknowledged: bool) -> Iterator[str]:
    place = campaign.folder / "left"
    shutil.rmtree(place, ignore_errors=True)
    disk.write_left(place, left, seed)
    try:
        yield from problems(place / "index", campaign.before, campaign.after, acknowledged=acknowledged)
    except Exception as error:  # noqa: BLE001 (any error is a finding)
        yield f"{type(error).__name__}: {error}"
