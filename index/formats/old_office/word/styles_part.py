"""The styles of a Word file, as the part of a .docx that holds them.

Source: [MS-DOC] 2.9.271 (the style sheet), 2.9.260 (a style).
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from index.formats.old_office.parts import xml_attribute
from index.formats.old_office.word.properties_xml import character_properties, paragraph_properties

_BASE = 10
_OF_PARAGRAPHS = 1
_KINDS = {_OF_PARAGRAPHS: "paragraph", 2: "character", 3: "table"}
_NO_STYLE = 0xFFF
_MOST = 4_095
# Word writes the names of its own styles in the language of its menus; their numbers say which they are.
_NAMES = {
    0: "Normal", **{level: f"heading {level}" for level in range(1, 10)},
    **{18 + level: f"toc {level}" for level in range(1, 10)},
    29: "footnote text", 30: "annotation text", 31: "header", 32: "footer", 34: "caption", 35: "table of figures",
    43: "endnote text", 62: "Title", 74: "Subtitle", 101: "HTML Preformatted",
}  # fmt: skip


class _Style(NamedTuple):
    """A style: its name, what it is for, which it is based on, and what it changes of paragraphs and characters."""

    name: str
    kind: int
    base: int
    paragraph: bytes
    character: bytes


def styles_part(data: bytes) -> str:
    """The part of the styles, each with its number as its id."""
    found = []
    for number, style in _styles(data):
        kind = _KINDS.get(style.kind, "numbering")
        base = f'<w:basedOn w:val="{style.base}"/>' if style.base != _NO_STYLE else ""
        default = ' w:default="1"' if number == 0 else ""
        found.append(
            f'<w:style w:type="{kind}" w:styleId="{number}"{default}><w:name w:val={xml_attribute(style.name)}/>{base}'
            f"<w:pPr>{paragraph_properties(style.paragraph)}</w:pPr>"
            f"<w:rPr>{character_properties(style.character)}</w:rPr></w:style>"
        )
    return "".join(found)


def _styles(data: bytes) -> Iterator[tuple[int, _Style]]:
    if len(data) < 6:
        return
    size, count, base_size = struct.unpack_from("<HHH", data)
    place = 2 + size
    for number in range(min(count, _MOST)):
        if place + 2 > len(data):
            return
        (length,) = struct.unpack_from("<H", data, place)
        stated = data[place + 2 : place + 2 + length]
        place += 2 + length + length % 2
        if len(stated) >= base_size + 4 and base_size >= _BASE:
            yield number, _read(stated, base_size)


def _read(data: bytes, base_size: int) -> _Style:
    identity, kind_and_base, counts = struct.unpack_from("<HHH", data)
    kind, base = kind_and_base & 0xF, kind_and_base >> 4
    (length,) = struct.unpack_from("<H", data, base_size)
    start = base_size + 2
    name = data[start : start + 2 * length].decode("utf-16-le", "replace")
    changes = list(_changes(data, start + 2 * length + 2, counts & 0xF))
    paragraph = changes[0][2:] if kind == _OF_PARAGRAPHS and changes else b""
    # Those of characters come last in each kind of style.
    character = changes[-1] if changes and kind in (_OF_PARAGRAPHS, 2) else b""
    # Behind a comma stand other names of the same style.
    return _Style(_NAMES.get(identity & 0xFFF, name.partition(",")[0]), kind, base, paragraph, character)


def _changes(data: bytes, place: int, count: int) -> Iterator[bytes]:
    """The lists of changes of a style, each beginning at an even place."""
    for _ in range(count):
        place += place % 2
        if place + 2 > len(data):
            return
        (length,) = struct.unpack_from("<H", data, place)
        yield data[place + 2 : place + 2 + length]
        place += 2 + length
