"""The order of changes: a short one passes a long one, and none is passed for ever."""

import threading
import time

import pytest

from index import stoppable
from index.errors import StoppedError
from index.ingest import turns
from index.ingest.turns import Turns

SECOND = turns._BYTES_PER_SECOND


class Change(threading.Thread):
    """A change that tells when it has its turn, and gives way when it is told to go on."""

    def __init__(self, order, name, size, log):
        super().__init__(daemon=True)
        self.order, self.called, self.size, self.log = order, name, size, log
        self.go, self.stopped, self.failure = threading.Semaphore(0), threading.Event(), None
        self.start()

    def run(self):
        try:
            with stoppable(self.stopped), self.order.take(self.size) as turn:
                self.log.append(f"{self.called} begins")
                self.go.acquire(timeout=10)
                self.order.give_way(turn)
                self.log.append(f"{self.called} ends")
        except StoppedError as error:
            self.failure = error


def wait_for(holds):
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def begun(order, name, size, log):
    """A change that has its turn."""
    change = Change(order, name, size, log)
    wait_for(lambda: f"{name} begins" in log)
    return change


def waiting(order, name, size, log):
    """A change that waits."""
    number = len(order._waiting)
    change = Change(order, name, size, log)
    wait_for(lambda: len(order._waiting) > number)
    return change


def finish(*changes):
    for change in changes:
        change.go.release()
    for change in changes:
        change.join(10)


def test_a_long_change_gives_way_to_a_short_one_between_its_batches():
    order, log = Turns(), []
    long = begun(order, "long", 400 * SECOND, log)
    short = waiting(order, "short", 10, log)
    finish(long, short)
    assert log == ["long begins", "short begins", "short ends", "long ends"]


def test_a_short_change_gives_way_to_no_longer_one():
    order, log = Turns(), []
    short = begun(order, "short", 10, log)
    long = waiting(order, "long", 400 * SECOND, log)
    finish(short, long)
    assert log == ["short begins", "short ends", "long begins", "long ends"]


def test_one_that_has_waited_as_long_as_it_takes_is_passed_by_nothing_new(monkeypatch):
    order, log, now = Turns(), [], time.monotonic()
    long = begun(order, "long", 20 * SECOND, log)
    monkeypatch.setattr(turns.time, "monotonic", lambda: now + 60)
    short = Change(order, "short", 10, log)
    monkeypatch.undo()
    wait_for(lambda: order._waiting)
    finish(long, short)
    assert log[:2] == ["long begins", "long ends"]


def test_a_change_that_is_stopped_while_it_waits_holds_up_nobody():
    order, log = Turns(), []
    first = begun(order, "first", 10, log)
    second = waiting(order, "second", 20, log)
    third = waiting(order, "third", 30, log)
    second.stopped.set()
    second.join(10)
    assert isinstance(second.failure, StoppedError)
    finish(first, third)
    assert log == ["first begins", "first ends", "third begins", "third ends"]


def test_an_error_inside_a_turn_gives_it_to_the_next():
    order = Turns()
    with pytest.raises(ZeroDivisionError), order.take(1):
        raise ZeroDivisionError
    with order.take(1):
        pass
