"""How wrong passwords are slowed."""

from ui.accounts import throttle
from ui.web.security.passwords import PasswordCheck


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def tried_in_a_minute(check, clock, addresses):
    """How many wrong passwords are checked when each address sends one each tenth of a second."""
    tried = 0
    for step in range(600):
        clock.now += 0.1
        for address in addresses:
            if not check.wait(address):
                assert not check.is_right(address, f"wrong {step}")
                tried += 1
    return tried


def test_one_address_has_ten_tries_in_the_first_minute_and_then_five():
    clock = Clock()
    check = PasswordCheck("right", clock)
    assert tried_in_a_minute(check, clock, ["192.0.2.1"]) <= 10
    assert tried_in_a_minute(check, clock, ["192.0.2.1"]) <= 5


def test_many_addresses_together_have_thirty_a_minute():
    clock = Clock()
    check = PasswordCheck("right", clock)
    crowd = [f"192.0.2.{number}" for number in range(200)]
    tried_in_a_minute(check, clock, crowd)
    assert 25 <= tried_in_a_minute(check, clock, crowd) <= 31


def test_who_waits_long_enough_is_as_new():
    clock = Clock()
    check = PasswordCheck("right", clock)
    tried_in_a_minute(check, clock, ["192.0.2.1"])
    clock.now += 60
    assert check.wait("192.0.2.1") == 0


def test_the_addresses_of_one_owner_count_as_one():
    check = PasswordCheck("right", Clock())
    for number in range(5):
        check.is_right(f"2001:db8::{number}", "wrong")
    assert check.wait("2001:db8::ffff") > 0
    assert check.wait("2001:db8:1::1") == 0
    for _ in range(5):
        check.is_right("::ffff:192.0.2.9", "wrong")
    assert check.wait("192.0.2.9") > 0


def test_a_right_password_costs_nothing():
    check = PasswordCheck("right", Clock())
    assert all(check.is_right("192.0.2.1", "right") for _ in range(20))
    assert check.wait("192.0.2.1") == 0


def test_the_memory_for_addresses_is_bounded(monkeypatch):
    monkeypatch.setattr(throttle, "_MOST_ADDRESSES", 100)
    check = PasswordCheck("right", Clock())
    for number in range(1000):
        check.is_right(f"10.0.{number // 250}.{number % 250}", "wrong")
    assert len(check._throttle._owed) == 100
    # Whoever is forgotten waits all the same.
    assert check.wait("10.0.0.0") > 0
