"""Checks the one password of a page that has no accounts."""

import hmac
import time
from collections.abc import Callable

from ui.accounts.throttle import Throttle


class PasswordCheck:
    """Says whether a password is right, unless too many wrong ones came before (`ui.accounts.throttle`)."""

    def __init__(self, password: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._password = password.encode()
        self._throttle = Throttle(clock)

    def wait(self, address: str) -> float:
        """The seconds until this address may try a password."""
        return self._throttle.wait(address)

    def is_right(self, address: str, given: str) -> bool:
        """Whether the password is right. Ask `wait` first."""
        # In constant time, so that the time of the check does not tell how much of the password is right.
        if hmac.compare_digest(given.encode(), self._password):
            return True
        self._throttle.charge(address)
        return False
