"""Changes of properties ("sprm"): each a number that says what it changes, and its operand.

Source: [MS-DOC] 2.2.5 (their form), 2.6 (what they change).
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Of characters.
DELETED, HIDDEN, BOLD, SIZE, RAISED = 0x0800, 0x083C, 0x0835, 0x4A43, 0x2A48
CHARACTER_STYLE, SYMBOL, FONT, SPECIAL = 0x4A30, 0x6A09, 0x4A4F, 0x0855
# Of paragraphs.
STYLE, IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW = 0x4600, 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
OUTLINE, LIST_LEVEL, LIST, NEW_PAGE, LONG = 0x2640, 0x260A, 0x460B, 0x2407, 0x6646
# Of rows of tables, and of sections.
ROW, HEADER_ROW, TITLE_PAGE = 0xD608, 0x3404, 0x300A

_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)
_TABS = 0xC615
# A style changes few properties, a paragraph fewer; a made-up file could state a million.
_MOST = 2_000


class Sprm(NamedTuple):
    """One change: its number and its operand, for one of variable length without the length."""

    number: int
    operand: bytes

    @property
    def value(self) -> int:
        """The operand as a number."""
        return int.from_bytes(self.operand[:4], "little")


@lru_cache(maxsize=5_000)
def sprms(data: bytes) -> tuple[Sprm, ...]:
    """The changes in a list of them, as far as it is sound."""
    return tuple(_read(data))


def last(data: bytes, number: int) -> Sprm | None:
    """The last change of that number, which is the one that holds; None if there is none."""
    return next((sprm for sprm in reversed(sprms(data)) if sprm.number == number), None)


def _read(data: bytes) -> Iterator[Sprm]:
    place = 0
    for _ in range(_MOST):
        if place + 3 > len(data):
            return
        (number,) = struct.unpack_from("<H", data, place)
        place += 2
        head, size = _size(number, data, place)
        yield Sprm(number, data[place + head : place + size])
        place += size


def _size(number: int, data: bytes, place: int) -> tuple[int, int]:
    """How many bytes state the length of the operand, and how many they and the operand are."""
    size = _SIZES[number >> 13]
    if size >= 0:
        return 0, size
    if number == ROW:
        # The only one whose length takes two bytes, and counts one more (2.9.321).
        stated = int.from_bytes(data[place : place + 2], "little")
        return 2, max(stated + 1, 2)
    stated = data[place]
    if number == _TABS and stated == 255:
        # It has no length: four bytes for each tab that it takes away, three for each that it sets (2.9.180).
        taken = data[place + 1] if place + 1 < len(data) else 0
        at = place + 2 + 4 * taken
        return 1, 3 + 4 * taken + 3 * (data[at] if at < len(data) else 0)
    return 1, 1 + stated
