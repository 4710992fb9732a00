"""How many requests a caller may send."""

from ui.api.callers import THIS_MACHINE, Caller
from ui.api.limits import RequestLimits


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def caller(name="one", per_minute=3):
    return Caller(name=name, owner=name, rights=frozenset({"ask"}), per_minute=per_minute)


def test_so_many_at_once_and_then_one_after_the_other():
    clock = Clock()
    limits = RequestLimits(clock)
    assert [limits.wait(caller()) for _ in range(4)] == [0, 0, 0, 20]
    clock.now += 20
    assert [limits.wait(caller()) for _ in range(2)] == [0, 20]


def test_who_waits_longer_gets_no_more_than_so_many_at_once():
    clock = Clock()
    limits = RequestLimits(clock)
    limits.wait(caller())
    clock.now += 10_000
    assert [limits.wait(caller()) for _ in range(4)] == [0, 0, 0, 20]


def test_the_requests_of_one_caller_are_not_those_of_another():
    limits = RequestLimits(Clock())
    assert [limits.wait(caller("one", 1)), limits.wait(caller("two", 1))] == [0, 0]


def test_a_caller_without_a_limit_never_waits():
    limits = RequestLimits(Clock())
    assert not any(limits.wait(THIS_MACHINE) for _ in range(10_000))
