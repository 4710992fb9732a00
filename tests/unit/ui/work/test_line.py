"""The line in which questions wait."""

import threading
import time

import pytest

from rag import StoppedError
from ui.work.line import Line, LineFullError


class Asker(threading.Thread):
    """Takes a turn, and keeps it until it is told to go."""

    def __init__(self, line):
        super().__init__(daemon=True)
        self.line, self.stopped, self.seen = line, threading.Event(), []
        self.come, self.go, self.failure = threading.Event(), threading.Event(), None
        self.start()

    def run(self):
        try:
            with self.line.turn(self.stopped, self.seen.append):
                self.come.set()
                self.go.wait(10)
        except StoppedError as error:
            self.failure = error


def wait_until(holds):
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def askers(line, number):
    """So many askers, each in line behind the one before."""
    found = []
    for before in range(number):
        found.append(Asker(line))
        wait_until(lambda asker=found[-1]: asker.come.is_set() or asker.seen)
        assert found[-1].seen == ([before] if before else [])
    return found


def test_each_knows_how_many_come_before_and_gets_its_turn_in_the_order_of_arrival():
    first, second, third = askers(Line(at_once=1), 3)
    assert not second.come.is_set()
    first.go.set()
    assert second.come.wait(5) and not third.come.is_set()
    wait_until(lambda: third.seen == [2, 1])
    second.go.set()
    assert third.come.wait(5)
    wait_until(lambda: third.seen == [2, 1, 0])
    third.go.set()


def test_who_leaves_while_waiting_holds_up_nobody():
    first, second, third = askers(Line(at_once=1), 3)
    second.stopped.set()
    second.join(5)
    assert isinstance(second.failure, StoppedError)
    first.go.set()
    assert third.come.wait(5)
    third.go.set()


def test_who_comes_to_a_full_line_is_told_so_and_can_come_again():
    line = Line(at_once=1, longest=1)
    first, second = askers(line, 2)
    with pytest.raises(LineFullError), line.turn(threading.Event(), print):
        pass
    with pytest.raises(LineFullError):
        line.raise_if_full()
    for asker in (first, second):
        asker.go.set()
        asker.join(5)
    with line.turn(threading.Event(), print):
        pass


def test_an_error_gives_the_turn_to_the_next():
    line = Line(at_once=1)
    with pytest.raises(ZeroDivisionError), line.turn(threading.Event(), print):
        raise ZeroDivisionError
    with line.turn(threading.Event(), print):
        pass


def test_spare_work_is_refused_while_somebody_is_in_line_and_stopped_when_somebody_joins():
    line, stopped = Line(at_once=1), threading.Event()
    with line.spare(stopped) as idle:
        assert idle and not stopped.is_set()
        with line.turn(threading.Event(), print):
            assert stopped.is_set()
            with line.spare(threading.Event()) as idle_now:
                assert not idle_now
