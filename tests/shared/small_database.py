"""A database for accounts, in memory."""

import sqlite3
import threading
from contextlib import contextmanager

from argon2 import PasswordHasher

from ui.accounts import STEPS, Accounts, Passwords


class SmallDatabase:
    def __init__(self):
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._lock = threading.RLock()
        for step in STEPS.values():
            self._connection.executescript(step)

    @contextmanager
    def reading(self):
        with self._lock:
            yield self._connection

    @contextmanager
    def writing(self, of=""):
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def forget_deleted(self):
        pass

    def close(self):
        self._connection.close()


def quick_passwords():
    """Argon2 with the lowest costs: its own take a tenth of a second for each check."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def some_accounts():
    return Accounts(SmallDatabase(), quick_passwords())
