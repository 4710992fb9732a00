"""Slows down wrong passwords, by address and in all, in bounded memory."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

AT_ONCE, EVERY = 5, 12.0
"""Wrong passwords that one address may send at once, and the seconds for each more."""

ALL_AT_ONCE, ALL_EVERY = 30, 2.0
"""The same for all addresses together."""

_MOST_ADDRESSES = 10_000


class Throttle:
    """Counts wrong passwords.

    Each costs its address `EVERY` seconds, and all of them `ALL_EVERY`; who owes more than so many at once has to wait. A
    visitor who is logged in is never asked, so an attack does not reach them.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody owes anything."""
        self._clock = clock
        # Until when each has to pay for its wrong passwords; the address that was wrong last is last.
        self._owed: OrderedDict[str, float] = OrderedDict()
        self._owed_by_all = 0.0

    def wait(self, address: str) -> float:
        """The seconds until this address may try a password."""
        now = self._clock()
        own = self._owed.get(_network(address), 0.0) - now - (AT_ONCE - 1) * EVERY
        everybody = self._owed_by_all - now - (ALL_AT_ONCE - 1) * ALL_EVERY
        return max(0.0, own, everybody)

    def charge(self, address: str) -> None:
        """Counts a wrong password."""
        now, network = self._clock(), _network(address)
        self._owed[network] = max(now, self._owed.pop(network, 0.0)) + EVERY
        self._owed_by_all = max(now, self._owed_by_all) + ALL_EVERY
        # Whoever is forgotten could begin anew, but the limit for all still holds.
        if len(self._owed) > _MOST_ADDRESSES:
            self._owed.popitem(last=False)

    def forgive(self, address: str) -> None:
        """Takes one back: a password that is checked for long counts as wrong until it is known to be right."""
        network = _network(address)
        if network in self._owed:
            self._owed[network] -= EVERY
        self._owed_by_all -= ALL_EVERY


def _network(address: str) -> str:
    """The part of an address that its owner can't choose: of an IPv6 address the first half."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
