"""Shows how far a long loop is."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich import progress

# The progress of fewer steps is not shown: a line for each of a hundred cases would hide the others.
_FEW = 50
_Item = TypeVar("_Item")


def track(items: Sequence[_Item], description: str) -> Iterable[_Item]:
    """The items, with a line of progress if they are many."""
    return progress.track(items, description, disable=len(items) < _FEW)
