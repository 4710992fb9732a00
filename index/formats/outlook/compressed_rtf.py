"""Unpacks the text of a message that Outlook keeps as compressed RTF.

Source: [MS-OXRTFCP] 2.2 and 3.1.
"""

import struct

from index.formats.extract import UnreadableError

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_HEAD = 16
_WINDOW = 4096
# What the window begins with: words that many such texts have (2.1.2.1).
_BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpacked_rtf(data: bytes) -> bytes:
    """The RTF; as far as it goes, if it is cut.

    Raises:
        UnreadableError: It is not packed in this way.
    """
    if len(data) < _HEAD:
        raise UnreadableError("its formatted text is damaged")
    _, size, kind = struct.unpack_from("<LLL", data)
    if kind == _PLAIN:
        return data[_HEAD : _HEAD + size]
    if kind != _PACKED:
        raise UnreadableError("its formatted text is damaged")
    return _unpacked(data)[:size]


def _unpacked(data: bytes) -> bytes:
    # All that was written so far: the window is its last 4,096 bytes, and what it began with stands before.
    written = bytearray(_BEGINNING)
    place = _HEAD
    while place < len(data):
        control = data[place]
        place += 1
        for bit in range(8):
            if not control >> bit & 1:
                written += data[place : place + 1]
                place += 1
                continue
            if place + 2 > len(data):
                break
            (token,) = struct.unpack_from(">H", data, place)
            place += 2
            start = _start(len(written), token >> 4)
            if start is None:
                return bytes(written[len(_BEGINNING) :])
            for at in range(start, start + (token & 15) + 2):
                # It may go on into what it writes itself.
                written.append(written[at] if 0 <= at < len(written) else 0x20)
    return bytes(written[len(_BEGINNING) :])


def _start(written: int, offset: int) -> int | None:
    """Where in what was written a place of the window is; None for its end, which ends the text."""
    end = written % _WINDOW
    if offset == end:
        return None
    return written - (end - offset) % _WINDOW
