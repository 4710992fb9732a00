"""Holds work of a server in this process, to see what the page shows meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from index import raise_if_stopped


@contextmanager
def held(owner: type, name: str) -> Iterator[threading.Event]:
    """A method that waits until the event is set that this gives, or until it is stopped."""
    go, method = threading.Event(), getattr(owner, name)

    def wait(*args, **more):
        while not go.wait(0.05):
            raise_if_stopped()
        return method(*args, **more)

    with patch.object(owner, name, wait):
        yield go
        go.set()
