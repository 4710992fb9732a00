"""The texts of a PowerPoint file as the bodies of shapes of a .pptx.

Source: [MS-PPT] 2.9.35 to 2.9.46 (texts and how their paragraphs are formatted).
"""

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.formats.old_office.parts import xml_text
from index.formats.old_office.powerpoint.records import Record

HEADER, CHARACTERS, BYTES, STYLES, REFERENCE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0FA1, 0x0F9E
# Marks that stand for a date, a number of a slide, a header or footer, which every slide repeats (2.9.47 to 2.9.53).
_MARKS = (0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015)
_HAS_BULLET, _BULLET_IS_ON = 0x0001, 0x0001
# How many bytes each property of a paragraph takes, in the order in which they are stated, by its bit in the mask.
_SIZES = (
    (0x000F, 2), (0x0080, 2), (0x0010, 2), (0x0040, 2), (0x0020, 4), (0x0800, 2), (0x1000, 2), (0x2000, 2),
    (0x4000, 2), (0x0100, 2), (0x0400, 2), (0x8000, 2),
)  # fmt: skip


class Text(NamedTuple):
    """A text: its type (title, body, ...), its characters, and for stretches of them whether they have a bullet."""

    type: int
    characters: str
    bullets: list[tuple[int, bool | None]]


def texts(data: bytes, listed: Iterable[Record]) -> Iterator[Text]:
    """The texts in a sequence of records: a header each, then the characters and their formats."""
    kind, characters, styles = -1, "", b""
    for record in listed:
        content = data[record.start : record.end]
        if record.kind == HEADER:
            if kind >= 0:
                yield Text(kind, characters, _bullets(styles, len(characters)))
            kind, characters, styles = int.from_bytes(content[:4], "little"), "", b""
        elif record.kind == CHARACTERS:
            characters = content[: len(content) // 2 * 2].decode("utf-16-le", "replace")
        elif record.kind == BYTES:
            # The lower bytes of UTF-16 (2.9.43).
            characters = content.decode("latin-1")
        elif record.kind == STYLES:
            styles = content
        elif record.kind in _MARKS:
            place = int.from_bytes(content[:4], "little")
            characters = characters[:place] + " " + characters[place + 1 :]
    if kind >= 0:
        yield Text(kind, characters, _bullets(styles, len(characters)))


def body(text: Text) -> str:
    """The paragraphs of a text, as what is inside the body of a shape."""
    paragraphs, place = [], 0
    for line in text.characters.replace("\n", "\r").split("\r"):
        bullet = next((shown for end, shown in text.bullets if place < end), None)
        mark = {True: '<a:buChar char="•"/>', False: "<a:buNone/>", None: ""}[bullet]
        pieces = "<a:br/>".join(f"<a:r><a:t>{xml_text(piece)}</a:t></a:r>" for piece in line.split("\x0b"))
        paragraphs.append(f"<a:p><a:pPr>{mark}</a:pPr>{pieces}</a:p>")
        place += len(line) + 1
    return f"<p:txBody>{''.join(paragraphs)}</p:txBody>"


def _bullets(data: bytes, length: int) -> list[tuple[int, bool | None]]:
    """Where each stretch of paragraphs ends that is formatted alike, and whether it has bullets; None if not stated."""
    found, place, end = [], 0, 0
    try:
        while end <= length and place + 10 <= len(data):
            count, _, mask = struct.unpack_from("<LHL", data, place)
            place += 10
            end += count
            flags = struct.unpack_from("<H", data, place)[0] if mask & 0x000F else 0
            place += sum(size for bits, size in _SIZES if mask & bits)
            if mask & 0x100000:  # tabs: their number, and four bytes for each
                place += 2 + 4 * struct.unpack_from("<H", data, place)[0]
            place += 2 * bool(mask & 0x10000) + 2 * bool(mask & 0xE0000) + 2 * bool(mask & 0x200000)
            found.append((end, bool(flags & _BULLET_IS_ON) if mask & _HAS_BULLET else None))
    except struct.error:
        pass  # what was read so far holds
    return found
