"""The lists of a Word file, as the part of a .docx that holds them.

Source: [MS-DOC] 2.9.131 (PlfLst), 2.9.132 (PlfLfo), 2.9.150 (LVL).
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from index.formats.old_office.parts import xml_attribute
from index.formats.old_office.word.file_information import LIST_USES, LISTS, WordFile

_LIST, _LEVEL, _USE = 28, 28, 16
_LEVELS = 9
_MOST = 5_000
_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
    6: "cardinalText", 7: "ordinalText", 22: "decimalZero", 23: "bullet", 255: "none",
}  # fmt: skip
# What an unknown form is called: our reader of .docx shows no number then.
_UNKNOWN = "custom"
_FOLLOWED_BY_NOTHING = 2


class _Level(NamedTuple):
    """A level as XML, and where the next one begins."""

    xml: str
    end: int


def numbering_part(file: WordFile) -> str:
    """The part of the lists: each with its place as its id, and the uses of lists by the numbers that paragraphs state."""
    kinds: list[str] = []
    ids: dict[int, int] = {}
    for place, (identity, levels) in enumerate(_lists(file)):
        ids.setdefault(identity, place)
        kinds.append(f'<w:abstractNum w:abstractNumId="{place}">{levels}</w:abstractNum>')
    uses = []
    for number, (identity, overrides) in enumerate(_uses(file), start=1):
        if identity in ids:
            kind = f'<w:abstractNumId w:val="{ids[identity]}"/>'
            uses.append(f'<w:num w:numId="{number}">{kind}{overrides}</w:num>')
    return "".join(kinds + uses)


def _lists(file: WordFile) -> Iterator[tuple[int, str]]:
    """The number of each list and its levels."""
    start, end = file.part(LISTS)
    data = file.table
    if end - start < 2:
        return
    (count,) = struct.unpack_from("<H", data, start)
    # The levels stand behind the table, whose length does not count them.
    place = start + 2 + _LIST * count
    for number in range(min(count, _MOST)):
        head = data[start + 2 + _LIST * number : start + 2 + _LIST * (number + 1)]
        if len(head) < _LIST:
            return
        is_simple = head[26] & 1
        levels = []
        for level in range(1 if is_simple else _LEVELS):
            found = _level(data, place, level)
            if found is None:
                return
            levels.append(found.xml)
            place = found.end
        yield int.from_bytes(head[:4], "little"), "".join(levels)


def _level(data: bytes, place: int, level: int) -> _Level | None:
    """A level of a list that begins at a place; None if it is cut."""
    if place + _LEVEL + 2 > len(data):
        return None
    start, form, flags = struct.unpack_from("<lBB", data, place)
    follow = data[place + 15]
    characters, paragraph, restart = data[place + 24], data[place + 25], data[place + 26]
    at = place + _LEVEL + paragraph + characters
    if at + 2 > len(data):
        return None
    (length,) = struct.unpack_from("<H", data, at)
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    # Levels above stand in it as characters with their numbers, from 0.
    shown = "".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in text)
    never_restarts = flags & 8
    parts = [
        f'<w:start w:val="{max(start, 0)}"/>',
        f'<w:numFmt w:val="{_FORMS.get(form, _UNKNOWN)}"/>',
        f"<w:lvlText w:val={xml_attribute(shown)}/>",
        '<w:isLgl w:val="1"/>' if flags & 4 else "",
        f'<w:lvlRestart w:val="{min(restart, level)}"/>' if never_restarts else "",
        '<w:suff w:val="nothing"/>' if follow == _FOLLOWED_BY_NOTHING else "",
    ]
    return _Level(f'<w:lvl w:ilvl="{level}">{"".join(parts)}</w:lvl>', at + 2 + 2 * length)


def _uses(file: WordFile) -> Iterator[tuple[int, str]]:
    """For each use of a list the number of the list, and what it changes of its levels."""
    data = file.bytes_of(LIST_USES)
    if len(data) < 4:
        return
    count = min(struct.unpack_from("<L", data)[0], _MOST, (len(data) - 4) // _USE)
    place = 4 + _USE * count
    for number in range(count):
        head = data[4 + _USE * number : 4 + _USE * (number + 1)]
        overrides = ""
        place += 4
        for _ in range(head[12]):
            if place + 8 > len(data):
                break
            start, flags = struct.unpack_from("<lL", data, place)
            place += 8
            level, inner = flags & 0xF, ""
            if flags & 0x20 and (found := _level(data, place, level)):
                inner, place = found.xml, found.end
            elif flags & 0x10:
                inner = f'<w:startOverride w:val="{max(start, 0)}"/>'
            overrides += f'<w:lvlOverride w:ilvl="{level}">{inner}</w:lvlOverride>'
        yield int.from_bytes(head[:4], "little"), overrides
