"""How the characters and paragraphs of a Word file are formatted.

They are stated for stretches of the file, not of the text, on pages of 512 bytes.
Source: [MS-DOC] 2.4.6 (applying properties), 2.9.33 and 2.9.174 (the pages).
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from index.formats.old_office.word.file_information import CHARACTERS, PARAGRAPHS, WordFile
from index.formats.old_office.word.sprms import LONG, last

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF


class Stretch(NamedTuple):
    """A stretch of the file and what is stated for it: a style (0 for characters), and changes."""

    start: int
    end: int
    style: int
    changes: bytes


class Formats:
    """The stretches of one kind, by where they begin in the file."""

    def __init__(self, stretches: Iterator[Stretch]) -> None:
        """Sorts them."""
        self._stretches = sorted(stretches, key=lambda stretch: stretch[:2])
        self._starts = [stretch.start for stretch in self._stretches]

    def at(self, offset: int) -> Stretch:
        """What is stated for a place in the file; nothing if none covers it."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self._stretches[place].end:
            return self._stretches[place]
        following = self._starts[place + 1] if place + 1 < len(self._starts) else 1 << 32
        return Stretch(offset, following, 0, b"")


def paragraph_formats(file: WordFile) -> Formats:
    """Those of paragraphs."""
    return Formats(stretch for page in _pages(file, PARAGRAPHS) for stretch in _on_page(page, 13, file.data))


def character_formats(file: WordFile) -> Formats:
    """Those of characters."""
    return Formats(stretch for page in _pages(file, CHARACTERS) for stretch in _on_page(page, 1, b""))


def _pages(file: WordFile, table: int) -> Iterator[bytes]:
    numbers = [int.from_bytes(stated, "little") & _PAGE_NUMBER for stated in file.plc(table, 4).data]
    # Each once, however often a made-up table names it.
    for number in dict.fromkeys(numbers):
        page = file.main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            yield page


def _on_page(page: bytes, size: int, data: bytes) -> Iterator[Stretch]:
    """The stretches on a page; `size` is that of an entry, whose first byte says where the changes are."""
    count = page[-1]
    if 4 * (count + 1) + size * count >= _PAGE:
        return
    places = struct.unpack_from(f"<{count + 1}L", page)
    for at in range(count):
        offset = 2 * page[4 * (count + 1) + size * at]
        if places[at] < places[at + 1]:
            style, changes = _changes(page, offset, of_paragraphs=size > 1) if offset else (0, b"")
            yield Stretch(places[at], places[at + 1], style, _long(changes, data))


def _changes(page: bytes, offset: int, *, of_paragraphs: bool) -> tuple[int, bytes]:
    size = page[offset]
    if not of_paragraphs:
        return 0, page[offset + 1 : offset + 1 + size]
    start = offset + 1
    if size == 0 and start < _PAGE:
        # Then the next byte counts words (2.9.175).
        size, start = 2 * page[start], start + 1
    else:
        size = 2 * size - 1
    stated = page[start : start + size]
    return int.from_bytes(stated[:2], "little"), stated[2:]


def _long(changes: bytes, data: bytes) -> bytes:
    """The changes, in place of those that are too long for a page and lie in a stream of their own."""
    if not data or not (place := last(changes, LONG)):
        return changes
    start = place.value
    return changes + data[start + 2 : start + 2 + int.from_bytes(data[start : start + 2], "little")]
