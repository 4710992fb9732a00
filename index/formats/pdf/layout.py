"""From a page's pieces to paragraphs and headings in reading order."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from index.formats.pdf.structure.columns import Column, Zone, in_order
from index.formats.pdf.structure.headings import CONTENTS, STEP, Outline, level_of, sizes_in, split_at_outline
from index.formats.pdf.structure.lines import Line, lines_of
from index.formats.pdf.structure.page import Sheet
from index.formats.pdf.structure.paragraphs import Kind, Paragraph, paragraphs_of
from index.formats.pdf.structure.tables import Table
from index.formats.pdf.structure.typography import Type, usual_type
from index.formats.pdf.writer import PdfWriter

TITLE = 0  # the level of the document's title, which no heading is below
# More pieces than this are a drawing, in which columns are not looked for.
_MOST_PIECES = 3_000
_LONGEST_TITLE = 250
_TITLE_SIZE = 1.15
_CONTINUED = re.compile(r"\bcont(?:inued|inues|'?d|\.)", re.I)

_Leveled: TypeAlias = tuple[Paragraph, int | None]  # None for what is no heading
_Setting: TypeAlias = tuple[int, bool]  # the size in half points, and whether it is bold


class Layout:
    """Lays the pages of one document out.

    Attributes:
        title: The largest text of the first page, if it is large; else None.
    """

    def __init__(self, writer: PdfWriter, outline: Outline) -> None:
        """Takes what writes the paragraphs, and the document's bookmarks."""
        self.title: str | None = None
        self._writer = writer
        self._outline = outline
        self._usual: Type | None = None
        self._sizes: dict[int, float] = {}
        self._large: frozenset[tuple[_Setting, str]] = frozenset()
        self._table: Table | None = None  # that the page before ends with

    def write(self, sheets: Sequence[Sheet]) -> None:
        """Writes the text of pages that follow one another."""
        usual = usual_type(piece for sheet in sheets for piece in sheet.pieces)
        self._usual = self._usual or usual
        self._sizes = self._sizes or sizes_in(sheets, self._outline)
        self._large = self._large or _large_later(sheets, self._usual)
        for sheet in sheets:
            self._write_sheet(sheet, self._usual)

    def _write_sheet(self, sheet: Sheet, usual: Type) -> None:
        leveled: list[_Leveled] = []
        for zone in self._named(_zones(sheet)):
            for paragraph, depth in self._paragraphs(zone, sheet.number, usual):
                level = STEP * depth if depth is not None else level_of(paragraph, usual, self._sizes)
                leveled.append((paragraph, level))
        if sheet.number == 1:
            leveled = self._with_title(leveled, usual)
        for paragraph, level in leveled:
            self._writer.add(paragraph, level)
        self._write_rest(sheet)

    def _named(self, zones: list[Zone]) -> list[Zone]:
        """The same; a table that goes on from the page before has the names of its columns."""
        first, before = _edge_table(zones), self._table
        if first is not None and before is not None and first.goes_on(before):
            zones = [zone._replace(names=before.names) if zone is first else zone for zone in zones]
        self._table = _edge_table(zones[::-1])
        return zones

    def _paragraphs(self, zone: Zone, page: int, usual: Type) -> list[_Leveled]:
        """Its paragraphs, with their depth in the outline."""
        names = self._outline.get(page)
        if not names or not isinstance(zone, Column):
            return [(it, None) for it in paragraphs_of(zone, page, usual)]
        found: list[_Leveled] = []
        for lines, depth in split_at_outline(zone.lines, names):
            if depth is not None:
                found.append((Paragraph(page, lines), depth))
            else:
                part = zone._replace(lines=lines)
                found.extend((it, None) for it in paragraphs_of(part, page, usual))
        return found

    def _with_title(self, leveled: list[_Leveled], usual: Type) -> list[_Leveled]:
        """The same with the title's level, if the page has one: its largest text, if that is there once."""
        texts = [it for it, _ in leveled if it.kind is Kind.TEXT and _could_be_title(it.text)]
        if not texts:
            return leveled
        largest = max(text.size for text in texts)
        titles = [text for text in texts if text.size > 0.98 * largest]
        if largest < _TITLE_SIZE * usual.size or len(titles) > 2:
            # Headings are as large as the title; if the page begins with one, it is at least a name.
            paragraph, level = leveled[0]
            self.title = self._writer.text_of(paragraph.lines) if level is not None else None
            return leveled
        self.title = self._writer.text_of(titles[0].lines)
        at = next(number for number, (it, _) in enumerate(leveled) if it is titles[0])
        if self._is_heading(*leveled[at]):
            return leveled
        return [*leveled[:at], (titles[0], TITLE), *_without_authors(leveled[at + 1 :])]

    def _is_heading(self, title: Paragraph, level: int | None) -> bool:
        """Whether the largest text of the first page is but the first of the document's headings."""
        if any(it == _setting(title) and text not in title.text for it, text in self._large):
            return True
        roots = [name for names in self._outline.values() for name, depth in names.items() if depth == 1]
        return bool(self._sizes) and level is not None and level >= STEP and len(roots) > 1

    def _write_rest(self, sheet: Sheet) -> None:
        """What runs in another direction, or lies on the page."""
        for pieces in sheet.turned:
            for line in lines_of(pieces):
                self._writer.add(Paragraph(sheet.number, [line], kind=Kind.ASIDE), None)
        for text, box in sheet.extras:
            self._writer.add_extra(text, box)


def _zones(sheet: Sheet) -> list[Zone]:
    if len(sheet.pieces) > _MOST_PIECES:
        lines = lines_of(sheet.pieces)
        return [Column(lines, min(line.left for line in lines), max(line.right for line in lines))]
    return in_order(sheet.pieces, right_to_left=sheet.right_to_left)


def _edge_table(zones: Sequence[Zone]) -> Table | None:
    """The table that a page begins or ends with, but for a line that says that it is continued."""
    for zone in zones[:2]:
        if isinstance(zone, Table):
            return zone
        if len(zone.lines) > 1 or not _CONTINUED.search(zone.lines[0].text):
            return None
    return None


def _without_authors(leveled: list[_Leveled]) -> list[_Leveled]:
    """What follows the title on its page; what is set large there and has nothing below it is no heading."""
    kept: list[_Leveled] = []
    for (paragraph, level), (_, following) in zip(leveled, [*leveled[1:], (None, 0)], strict=False):
        is_last = level is not None and following is not None and following <= level
        kept.append((paragraph, None if is_last else level))
    return kept


def _large_later(sheets: Sequence[Sheet], usual: Type) -> frozenset[tuple[_Setting, str]]:
    """The large lines behind the first page that could be headings; that of the contents is set as a title is."""
    pieces = (
        piece for sheet in sheets if sheet.number > 1 for piece in sheet.pieces if usual.is_large(piece)
    )
    return frozenset(
        (_setting(piece), piece.text)
        for piece in pieces
        if _could_be_title(piece.text) and not CONTENTS.match(piece.text)
    )


def _setting(text: Paragraph | Line) -> _Setting:
    return round(2 * text.size), text.bold


def _could_be_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and len(re.findall(r"[^\W\d_]", text)) >= 4
