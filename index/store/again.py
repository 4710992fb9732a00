"""Tries again what a database has ended in the middle, since another server may have taken its place."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from index.errors import ConnectionLostError
from index.stopping import raise_if_stopped

Self = TypeVar("Self")
Given = ParamSpec("Given")
Result = TypeVar("Result")

# Each try waits by itself for a server; together as long as a standby takes to become the primary.
_TRIES, _PAUSE = 4, 0.1


def tried_again(
    method: Callable[Concatenate[Self, Given], Result],
) -> Callable[Concatenate[Self, Given], Result]:
    """A method that is tried again when the connection is lost. Doing it twice must be the same as doing it once."""

    @wraps(method)
    def tried(self: Self, /, *arguments: Given.args, **options: Given.kwargs) -> Result:
        for _ in range(_TRIES - 1):
            try:
                return method(self, *arguments, **options)
            except ConnectionLostError:
                raise_if_stopped()
                time.sleep(_PAUSE)
        return method(self, *arguments, **options)

    return tried
