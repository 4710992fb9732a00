"""The records of a PowerPoint file: each has a kind, an instance, and content that may be records again.

Source: [MS-PPT] 2.3.1 (the head of a record), 2.13.24 (the kinds).
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

_HEAD = 8
_CONTAINER = 0xF
# Groups in groups on a slide; what is deeper is left out.
_DEEPEST = 40
# Data of a program in which PowerPoint keeps records that are newer than the format.
_TAGGED = 0x138B


class Record(NamedTuple):
    """A record: its kind, its instance, and where its content lies in the stream."""

    kind: int
    instance: int
    start: int
    end: int
    is_container: bool


def records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """The records between two places, as far as they are sound."""
    while start + _HEAD <= end:
        head, kind, size = struct.unpack_from("<HHL", data, start)
        content = start + _HEAD
        stop = min(content + size, end)
        is_container = head & 0xF == _CONTAINER or kind == _TAGGED
        yield Record(kind, head >> 4, content, stop, is_container)
        start = stop


def record_at(data: bytes, place: int) -> Record | None:
    """The record that begins at a place; None if there is none."""
    return next(records(data, place, len(data)), None) if 0 <= place < len(data) else None


def inside(data: bytes, record: Record) -> Iterator[Record]:
    """The records directly in another."""
    return records(data, record.start, record.end) if record.is_container else iter(())


def first(data: bytes, record: Record, kind: int) -> Record | None:
    """The first record of a kind directly in another; None if there is none."""
    return next((inner for inner in inside(data, record) if inner.kind == kind), None)


def deep(data: bytes, record: Record, kind: int, depth: int = 0) -> Iterator[Record]:
    """The records of a kind anywhere in another, but not inside one another."""
    for inner in inside(data, record):
        if inner.kind == kind:
            yield inner
        elif depth < _DEEPEST:
            yield from deep(data, inner, kind, depth + 1)
