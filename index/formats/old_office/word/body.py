"""The paragraphs and tables of a part of a Word file, as what is inside the body of a .docx.

Source: [MS-DOC] 2.4.2 (where paragraphs end), 2.4.3 to 2.4.5 (cells, rows, tables inside tables).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.formats.old_office.word.formats import Formats, Stretch
from index.formats.old_office.word.pieces import Text
from index.formats.old_office.word.properties_xml import paragraph_properties
from index.formats.old_office.word.runs import RunWriter
from index.formats.old_office.word.sprms import (
    DEPTH,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    ROW_END,
    STYLE,
    last,
)
from index.formats.old_office.word.table_xml import OpenTable

_PARAGRAPH, _CELL, _SECTION = "\r", "\x07", "\x0c"
_END = re.compile("[\r\x07\x0c]")
# Tables inside tables; what is deeper counts as being in the last of them.
_DEEPEST = 8


class _Paragraph(NamedTuple):
    """A paragraph: where it is, the character that ends it, and what is stated for it."""

    start: int
    end: int
    mark: str
    stated: Stretch

    def states(self, number: int) -> bool:
        """Whether a switch is on."""
        found = last(self.stated.changes, number)
        return found is not None and found.value != 0

    @property
    def depth(self) -> int:
        """How many tables it is inside."""
        if not self.states(IN_TABLE):
            return 0
        found = last(self.stated.changes, DEPTH)
        return max(1, min(found.value if found else 1, _DEEPEST))

    @property
    def ends_row(self) -> bool:
        """Whether it is no paragraph, but the end of a row."""
        return self.states(INNER_ROW) or (self.depth == 1 and self.states(ROW_END))

    @property
    def ends_cell(self) -> bool:
        """Whether its cell ends with it."""
        return self.states(INNER_CELL) if self.depth > 1 else self.mark == _CELL


class BodyWriter:
    """Writes stretches of the text as paragraphs and tables."""

    def __init__(self, text: Text, paragraphs: Formats, runs: RunWriter) -> None:
        """Writes nothing yet."""
        self._text = text
        self._paragraphs = paragraphs
        self._runs = runs

    def write(self, start: int, end: int, sections: dict[int, str] | None = None) -> str:
        """The XML of what lies between two positions.

        Args:
            start: The first character.
            end: The first character behind it.
            sections: The properties of the sections that end behind a character, by its position.
        """
        written: list[str] = []
        tables: list[OpenTable] = []
        for paragraph in self._split(start, end):
            while len(tables) > paragraph.depth:
                _close(tables, written)
            while len(tables) < paragraph.depth:
                tables.append(OpenTable())
            if tables and paragraph.ends_row:
                tables[-1].end_row(paragraph.stated.changes)
                continue
            xml = self._xml(paragraph, (sections or {}).get(paragraph.end, ""))
            (tables[-1].content if tables else written).append(xml)
            if tables and paragraph.ends_cell:
                tables[-1].end_cell()
        while tables:
            _close(tables, written)
        return "".join(written)

    def _split(self, start: int, end: int) -> Iterator[_Paragraph]:
        characters = self._text.characters
        end = min(end, len(characters))
        while start < end:
            found = _END.search(characters, start, end)
            # Behind the last mark there may be characters, in a file that was cut.
            last_ = found.start() if found else end - 1
            stated = self._paragraphs.at(self._text.offset(last_))
            mark = characters[last_]
            yield _Paragraph(start, last_ + 1, mark if found else "", stated)
            start = last_ + 1

    def _xml(self, paragraph: _Paragraph, section: str) -> str:
        changes = paragraph.stated.changes
        style = last(changes, STYLE)
        number = style.value if style else paragraph.stated.style
        properties = f'<w:pStyle w:val="{number}"/>{paragraph_properties(changes)}{section}'
        end = paragraph.end - 1 if paragraph.mark else paragraph.end
        # Where the end of a paragraph is deleted, the next one goes on in it.
        if paragraph.mark == _PARAGRAPH and self._runs.is_deleted(end):
            properties += "<w:rPr><w:del/></w:rPr>"
        is_page = paragraph.mark == _SECTION and not section
        # A page that ends at once is no section.
        page = '<w:r><w:br w:type="page"/></w:r>' if is_page else ""
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._runs.write(paragraph.start, end)}{page}</w:p>"


def _close(tables: list[OpenTable], written: list[str]) -> None:
    table = tables.pop().xml()
    (tables[-1].content if tables else written).append(table)
