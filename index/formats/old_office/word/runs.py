"""The characters of a paragraph of a Word file as runs of a .docx.

Source: [MS-DOC] 2.4.1 and 2.6.1 (what characters below 0x20 stand for).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from index.formats.old_office.parts import xml_attribute, xml_text
from index.formats.old_office.word.formats import Formats
from index.formats.old_office.word.pieces import Text
from index.formats.old_office.word.properties_xml import character_properties
from index.formats.old_office.word.sprms import DELETED, FONT, SYMBOL, Sprm, last

Anchored: TypeAlias = Mapping[int, str]
"""What is anchored at a character, by its position, as XML: a reference to a note, a text box."""

_FIELD_BEGINS, _FIELD_SEPARATES, _FIELD_ENDS = "\x13", "\x14", "\x15"
_FIELDS = {_FIELD_BEGINS: "begin", _FIELD_SEPARATES: "separate", _FIELD_ENDS: "end"}
_PAGE = "\x0c"
_ELEMENTS = {
    "\t": "<w:tab/>", "\x0b": "<w:br/>", "\x0e": "<w:br/>", _PAGE: '<w:br w:type="page"/>', "\x1e": "<w:noBreakHyphen/>",
    "\x1f": "<w:softHyphen/>",
}  # fmt: skip
_SYMBOL = "("
_MARKS = "".join((*_FIELDS, *_ELEMENTS))


@dataclass(slots=True)
class RunWriter:
    """Writes runs.

    Attributes:
        text: The characters of the document.
        formats: How they are formatted.
        fonts: The names of its fonts, by their number.
        anchored: What is anchored in it.
    """

    text: Text
    formats: Formats
    fonts: list[str]
    anchored: Anchored

    def write(self, start: int, end: int) -> str:
        """The runs of the characters between two positions."""
        # What a field is made of counts as its instruction until it is separated from its result.
        instructions: list[bool] = []
        return "".join(
            self._run(first, last_, changes, instructions)
            for first, last_, changes in self._stretches(start, end)
        )

    def is_deleted(self, position: int) -> bool:
        """Whether a character is marked as deleted."""
        found = last(self.formats.at(self.text.offset(position)).changes, DELETED)
        return found is not None and found.value == 1

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """The stretches of characters that are formatted alike, with what is stated for them."""
        for piece in self.text.within(start, end):
            position = piece.start
            while position < piece.end:
                offset = piece.offset + (position - piece.start) * piece.width
                stretch = self.formats.at(offset)
                count = max((stretch.end - offset) // piece.width, 1)
                yield position, min(position + count, piece.end), stretch.changes
                position += count

    def _run(self, start: int, end: int, changes: bytes, instructions: list[bool]) -> str:
        characters = self.text.characters[start:end]
        symbol = last(changes, SYMBOL)
        deleted = last(changes, DELETED)
        content = "".join(self._pieces(start, characters, symbol, instructions))
        if not content or (deleted and deleted.value == 1):
            return ""
        properties = character_properties(changes) + self._font(changes, characters)
        return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"

    def _font(self, changes: bytes, characters: str) -> str:
        """The font, where only it tells what a character means."""
        font = last(changes, FONT)
        if font is None or characters.isascii() or font.value >= len(self.fonts):
            return ""
        if not any("\uf000" <= character <= "\uf0ff" for character in characters):
            return ""
        return f"<w:rFonts w:ascii={xml_attribute(self.fonts[font.value])}/>"

    def _pieces(
        self, start: int, characters: str, symbol: Sprm | None, instructions: list[bool]
    ) -> Iterator[str]:
        place = 0
        for at, character in enumerate(characters):
            anchored = self.anchored.get(start + at)
            is_symbol = symbol is not None and character == _SYMBOL
            if anchored is None and character not in _MARKS and not is_symbol:
                continue
            yield _words(characters[place:at], instructions)
            place = at + 1
            if anchored is not None:
                yield anchored
            elif symbol is not None and is_symbol:
                yield self._symbol(symbol)
            elif character in _FIELDS:
                yield _field(character, instructions)
            else:
                yield _ELEMENTS[character]
        yield _words(characters[place:], instructions)

    def _symbol(self, symbol: Sprm) -> str:
        font = int.from_bytes(symbol.operand[:2], "little")
        code = int.from_bytes(symbol.operand[2:4], "little")
        name = self.fonts[font] if font < len(self.fonts) else ""
        return f'<w:sym w:font={xml_attribute(name)} w:char="{code:04X}"/>'


def _words(characters: str, instructions: list[bool]) -> str:
    if not characters:
        return ""
    # Positions count units of UTF-16; here the two halves of a character come together again.
    text = characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    name = "w:instrText" if any(instructions) else "w:t"
    return f'<{name} xml:space="preserve">{xml_text(text)}</{name}>'


def _field(character: str, instructions: list[bool]) -> str:
    if character == _FIELD_BEGINS:
        instructions.append(True)
    elif character == _FIELD_SEPARATES and instructions:
        instructions[-1] = False
    elif character == _FIELD_ENDS and instructions:
        instructions.pop()
    return f'<w:fldChar w:fldCharType="{_FIELDS[character]}"/>'
