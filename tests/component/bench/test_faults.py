"""Faults of the disk and lost power: that they are injected, that they are found, and some that were found."""

import errno
from pathlib import Path

import pytest

from bench.crash_safety import small_thresholds
from bench.faults.attempt import attempt
from bench.faults.injected import FAULTS, Campaign, Fault
from bench.faults.interception import missing
from bench.faults.operations import OPERATIONS
from bench.faults.power import LEFT, lose_power, recorded

pytestmark = pytest.mark.skipif(bool(missing()), reason=str(missing()))
ADDING, REMOVING = OPERATIONS[0], next(one for one in OPERATIONS if one.name == "remove")


@pytest.fixture(autouse=True)
def small():
    with small_thresholds():
        yield


def test_a_fault_at_a_write_of_each_kind_leaves_the_index_whole_and_usable(tmp_path):
    campaign = Campaign(REMOVING, tmp_path / "place")
    for fault in (FAULTS[0], FAULTS[2]):
        tried = campaign.inject(fault, iter((1, 30)))
        assert tried.wrong == []
        assert tried.tried and tried.refused, fault.name


def test_a_lost_power_leaves_what_was_acknowledged_in_a_new_index(tmp_path):
    campaign = Campaign(ADDING, tmp_path / "place")
    recording = recorded(campaign)
    for left in LEFT:
        tried = lose_power(campaign, recording, left, step=80)
        assert tried.wrong == [] and tried.tried >= 4


def test_a_new_index_whose_file_is_half_written_is_refused_and_made_by_the_next_try(tmp_path):
    campaign = Campaign(ADDING, tmp_path / "place")

    def fail_in_the_file_itself(call):
        name = Path(call.path).name
        # Not in its log: closing would copy the log into the file, and say nothing if that fails.
        is_file = name.startswith(".pincite") and not name.endswith(("-wal", "-shm", "-journal", "lock"))
        return errno.ENOSPC if call.kind == "write" and is_file and call.offset else None

    ends = []
    again = attempt(ADDING.name, campaign.copied("try"), campaign.files, fail_in_the_file_itself, ends.append)
    assert not ends[0].acknowledged and "disk" in ends[0].error and ends[0].is_ours
    assert again.state == campaign.after


def test_descriptors_that_run_out_are_a_sentence_of_ours(tmp_path):
    tried = Campaign(ADDING, tmp_path / "place").exhaust(iter((5,)))
    assert tried.wrong == [] and tried.refused == 1


def test_a_promise_that_is_broken_is_found(tmp_path, monkeypatch):
    campaign = Campaign(REMOVING, tmp_path / "place")
    # As if the document were to stay: its removal is neither the state before nor the one after.
    campaign.after = dict.fromkeys(campaign.after, ("", 0))
    tried = campaign.inject(Fault(name="none", error=errno.EIO, kinds=frozenset({"sync"})), iter((1,)))
    assert tried.wrong
