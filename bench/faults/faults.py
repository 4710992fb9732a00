"""`python -m bench faults`: a fault at every call that changes a file, and a loss of power after each of them."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rich.progress import track

from bench.crash_safety import small_thresholds
from bench.faults.injected import FAULTS, NO_DESCRIPTORS, Campaign, Tried
from bench.faults.interception import missing
from bench.faults.operations import OPERATIONS
from bench.faults.power import LEFT, lose_power, recorded
from bench.output import Results, Table


def faults(folder: Path, only: Sequence[str] = ()) -> tuple[Results, bool]:
    """Tries every fault at every call of every operation; returns the tables, and whether anything was wrong.

    Args:
        folder: Where indexes are made.
        only: The names of operations; by default all.

    Raises:
        RuntimeError: This system can't stop calls.
    """
    if reason := missing():
        raise RuntimeError(reason)
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder)).absolute()
    injected, lost = list[list[str]](), list[list[str]]()
    wrong = list[str]()
    try:
        with small_thresholds():
            for operation in OPERATIONS:
                if not only or operation.name in only:
                    campaign = Campaign(operation, place / operation.name.replace(" ", "-"))
                    tries: list[Callable[[], Tried]] = [partial(campaign.inject, fault) for fault in FAULTS]
                    injected.append(_row(campaign, [*tries, campaign.exhaust], wrong))
                    recording = recorded(campaign)
                    tries = [partial(lose_power, campaign, recording, left) for left in LEFT]
                    lost.append(_row(campaign, tries, wrong))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return Results(name="faults", tables=_tables(injected, lost), data={"wrong": wrong}), bool(wrong)


def _row(campaign: Campaign, tries: Sequence[Callable[[], Tried]], wrong: list[str]) -> list[str]:
    """A line of a table: how many were tried, and how many were wrong."""
    row = [campaign.operation.name]
    for run in track(tries, campaign.operation.name):
        tried = run()
        wrong += [f"{campaign.operation.name}: {text}" for text in tried.wrong]
        row.append(f"{tried.tried:,}, {len(tried.wrong)}")
    return row


def _tables(injected: Sequence[Sequence[str]], lost: Sequence[Sequence[str]]) -> list[Table]:
    return [
        Table(
            title="Does a fault of the disk damage the index? (tried, wrong)",
            columns=["", *(fault.name for fault in FAULTS), NO_DESCRIPTORS],
            rows=injected,
        ),
        Table(
            title="Does a loss of power damage the index? By what is left on disk (tried, wrong)",
            columns=["", *LEFT],
            rows=lost,
        ),
    ]
