"""The text of a Word file, which lies in pieces, in the order of its characters.

Source: [MS-DOC] 2.4.1 (retrieving text), 2.8.35 and 2.9.177 (the table of pieces).
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from index.formats.builder import MAX_TEXT
from index.formats.extract import UnreadableError
from index.formats.old_office.word.file_information import PIECES, WordFile, read_plc

_PROPERTIES, _TABLE = 1, 2
_COMPRESSED = 0x40000000
_DAMAGED = "it is damaged: where its text lies is not stated in it"


class Piece(NamedTuple):
    """A piece: the positions of its characters, where its bytes begin, and how many each character has."""

    start: int
    end: int
    offset: int
    width: int


class Text:
    """The characters of a document by their positions.

    Attributes:
        characters: All of them: main text, notes, headers and what else there is.
        pieces: Where they lie in the file.
    """

    def __init__(self, file: WordFile) -> None:
        """Reads them.

        Raises:
            UnreadableError: The table of pieces is damaged, or they are too many.
        """
        self.pieces = list(_pieces(file))
        self._starts = [piece.start for piece in self.pieces]
        self.characters = "".join(_decoded(file.main, piece) for piece in self.pieces)

    def offset(self, position: int) -> int:
        """Where in the file the character at a position lies; -1 if there is none."""
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position >= self.pieces[at].end:
            return -1
        piece = self.pieces[at]
        return piece.offset + (position - piece.start) * piece.width

    def within(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces between two positions, cut to them."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self.pieces) and self.pieces[at].start < end:
            piece = self.pieces[at]
            first, last = max(piece.start, start), min(piece.end, end)
            if first < last:
                yield Piece(first, last, piece.offset + (first - piece.start) * piece.width, piece.width)
            at += 1


def _pieces(file: WordFile) -> Iterator[Piece]:
    places, data = read_plc(_piece_table(file.bytes_of(PIECES)), 8)
    position = 0
    for start, end, stated in zip(places, places[1:], data, strict=False):
        # A table that goes back or leaves a gap would give each later character another place.
        if start != position or end < start:
            raise UnreadableError(_DAMAGED)
        if end > MAX_TEXT:
            raise UnreadableError(f"it holds more than {MAX_TEXT // 1_000_000} million characters; split it")
        (offset,) = struct.unpack_from("<L", stated, 2)
        compressed = bool(offset & _COMPRESSED)
        offset &= _COMPRESSED - 1
        yield Piece(start, end, offset // 2 if compressed else offset, 1 if compressed else 2)
        position = end


def _piece_table(data: bytes) -> bytes:
    """The table of pieces, behind properties that some of them have."""
    place = 0
    while place + 5 <= len(data):
        if data[place] == _TABLE:
            (size,) = struct.unpack_from("<L", data, place + 1)
            return data[place + 5 : place + 5 + size]
        if data[place] != _PROPERTIES:
            break
        (size,) = struct.unpack_from("<H", data, place + 1)
        place += 3 + size
    raise UnreadableError(_DAMAGED)


def _decoded(main: bytes, piece: Piece) -> str:
    """The characters of a piece; what lies behind the end of the file is missing, and stands as blanks."""
    count = piece.end - piece.start
    data = main[piece.offset : piece.offset + count * piece.width]
    # Each unit of UTF-16 is a character of its own here, so that positions fit; pairs are joined when written.
    units = data.decode("cp1252", "replace") if piece.width == 1 else _units(data)
    return units[:count].ljust(count)


def _units(data: bytes) -> str:
    text = data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")
    if len(text) == len(data) // 2:
        return text
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))
