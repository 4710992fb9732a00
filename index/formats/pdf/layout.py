"""From a page's pieces to paragraphs and headings in reading order."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from index.formats.pdf.form_title import form_title, is_form, is_letterhead
from index.formats.pdf.structure import headings
from index.formats.pdf.structure.accounts.groups import Groups, groups_of
from index.formats.pdf.structure.columns import Column, Zone, in_order
from index.formats.pdf.structure.lines import BodyStyle, Line, body_style, lines_of
from index.formats.pdf.structure.notes import mark_kinds
from index.formats.pdf.structure.page import ParsedPage
from index.formats.pdf.structure.paragraphs import Kind, Paragraph, paragraphs_of
from index.formats.pdf.structure.tables import Table
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
    """Writes the text of a document's pages in reading order.

    Attributes:
        title: The largest text of the first page, if it is large; else None.
        form: Of a form, who files it and which one it is: "Orrell Ltd, FORM 10-K"; else None.
    """

    def __init__(self, writer: PdfWriter, outline: headings.Outline) -> None:
        """Takes what writes the paragraphs, and the document's bookmarks."""
        self.title: str | None = None
        self.form: str | None = None
        self._writer = writer
        self._outline = outline
        self._body: BodyStyle | None = None
        self._sizes: dict[int, float] = {}
        self._large: frozenset[tuple[_Setting, str]] = frozenset()
        self._table: Table | None = None  # the table at the end of the page before
        self._groups = Groups()  # the labels that its last rows stand under

    def prepare(self, pages: Sequence[ParsedPage]) -> None:
        """Looks at pages that follow one another, before the first of them is written."""
        self._body = self._body or body_style(piece for page in pages for piece in page.pieces)
        self._sizes = self._sizes or headings.heading_sizes(pages, self._outline)
        self._large = self._large or _large_later(pages, self._body)

    def write(self, page: ParsedPage) -> None:
        """Writes the text of a page."""
        body = self._body or body_style(page.pieces)
        leveled: list[_Leveled] = []
        for zone in self._with_names(_zones(page)):
            leveled += self._paragraphs(zone, page.number, body)
        if page.number == 1:
            leveled = self._with_title(leveled, body)
        mark_kinds([paragraph for paragraph, level in leveled if level is None], body)
        for paragraph, level in leveled:
            self._writer.add(paragraph, level)
        for pieces in page.rotated:
            for line in lines_of(pieces):
                self._writer.add(Paragraph(page.number, [line], kind=Kind.ASIDE), None)
        for picture in page.pictured:
            # It is set in its own way: what is large on it is no heading of the document.
            style = body_style(picture.pieces)
            for zone in _zones(picture):
                for paragraph in paragraphs_of(zone, page.number, style):
                    self._writer.add(paragraph, None)
        for text, box in page.annotations:
            self._writer.add_annotation(text, box)

    def _with_names(self, zones: list[Zone]) -> list[Zone]:
        """Gives a table that goes on from the page before the names of its columns, and the labels above its rows."""
        first, before, groups = _edge_table(zones), self._table, None
        if first is not None and before is not None and first.continues(before):
            groups = self._groups
            goes_on = first._replace(names=before.names, unit=first.unit or before.unit).under(groups, before)
            zones = [goes_on if zone is first else zone for zone in zones]
            first = goes_on
        self._table = _edge_table(zones[::-1])
        if self._table is not first or groups is None:
            self._groups = Groups()
            groups_of(self._table.labels if self._table else [], self._groups)
        return zones

    def _paragraphs(self, zone: Zone, page: int, body: BodyStyle) -> list[_Leveled]:
        """The paragraphs of a zone, with the levels of those that are headings."""
        names = self._outline.get(page)
        if names and isinstance(zone, Column):
            leveled: list[_Leveled] = []
            for lines, depth in headings.split_at_outline(zone.lines, names):
                if depth is not None:
                    leveled.append((Paragraph(page, lines), headings.STEP * depth))
                else:
                    leveled += self._by_style(zone._replace(lines=lines), page, body)
            return leveled
        return self._by_style(zone, page, body)

    def _by_style(self, zone: Zone, page: int, body: BodyStyle) -> list[_Leveled]:
        """The same, where the outline names no heading."""
        paragraphs = paragraphs_of(zone, page, body)
        return [(paragraph, headings.level_of(paragraph, body, self._sizes)) for paragraph in paragraphs]

    def _with_title(self, leveled: list[_Leveled], body: BodyStyle) -> list[_Leveled]:
        """Gives the title its level, if the page has one: its largest text, if only one is so large."""
        everything = [paragraph.text for paragraph, _ in leveled]
        self.form = form_title(everything)
        is_filed = is_form(everything)
        texts = [paragraph for paragraph, _ in leveled if paragraph.kind is Kind.TEXT]
        texts = [
            paragraph
            for paragraph in texts
            if _could_be_title(paragraph.text) and not (is_filed and is_letterhead(paragraph.text))
        ]
        if not texts:
            return leveled
        largest = max(paragraph.size for paragraph in texts)
        titles = [paragraph for paragraph in texts if paragraph.size > 0.98 * largest]
        if largest < _TITLE_SIZE * body.size or len(titles) > 2:
            # Headings are as large as the title; if the page begins with one, it is at least a name.
            paragraph, level = leveled[0]
            is_name = level is not None and paragraph in texts
            self.title = self._writer.text_of(paragraph.lines) if is_name else None
            return leveled
        title = titles[0]
        number = next(number for number, (paragraph, _) in enumerate(leveled) if paragraph is title)
        self.title = self._writer.text_of(title.lines)
        if self._is_heading(*leveled[number]):
            return leveled
        return [*leveled[:number], (title, TITLE), *_without_authors(leveled[number + 1 :])]

    def _is_heading(self, title: Paragraph, level: int | None) -> bool:
        """Whether the largest text of the first page is only the first of the document's headings."""
        if any(setting == _setting(title) and text not in title.text for setting, text in self._large):
            return True
        roots = [name for names in self._outline.values() for name, depth in names.items() if depth == 1]
        return bool(self._sizes) and level is not None and level >= headings.STEP and len(roots) > 1


def _zones(page: ParsedPage) -> list[Zone]:
    if len(page.pieces) > _MOST_PIECES:
        lines = lines_of(page.pieces)
        return [Column(lines, min(line.left for line in lines), max(line.right for line in lines))]
    return in_order(page.pieces, right_to_left=page.right_to_left, rules=page.rules)


def _edge_table(zones: Sequence[Zone]) -> Table | None:
    """The table that zones begin with; a line that says that it is continued may come before."""
    for zone in zones[:2]:
        if isinstance(zone, Table):
            return zone
        if len(zone.lines) > 1 or not _CONTINUED.search(zone.lines[0].text):
            return None
    return None


def _without_authors(leveled: list[_Leveled]) -> list[_Leveled]:
    """What follows the title on its page; large text with nothing below it is no heading there."""
    levels = [level for _, level in leveled[1:]] + [0]
    return [
        (paragraph, level if level is None or following is None or following > level else None)
        for (paragraph, level), following in zip(leveled, levels, strict=False)
    ]


def _large_later(pages: Sequence[ParsedPage], body: BodyStyle) -> frozenset[tuple[_Setting, str]]:
    """Large lines behind the first page that could be headings; the name of the contents is set like a title."""
    pieces = (piece for page in pages if page.number > 1 for piece in page.pieces if body.is_large(piece))
    return frozenset(
        (_setting(piece), piece.text)
        for piece in pieces
        if _could_be_title(piece.text) and not headings.CONTENTS.match(piece.text)
    )


def _setting(text: Paragraph | Line) -> _Setting:
    return round(2 * text.size), text.bold


def _could_be_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and len(re.findall(r"[^\W\d_]", text)) >= 4
