"""Paragraphs to the one text of the document: lines are joined, hyphens resolved, every word's place kept.

A paragraph that goes on in the next column or on the next page stays one. What stands between its parts, such as
footnotes and figures, comes behind it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import mean

from index.documents import BlockKind, Box, Span
from index.formats.builder import TextBuilder
from index.formats.pdf.boxes import BoxList
from index.formats.pdf.structure.hyphens import Hyphens
from index.formats.pdf.structure.lines import Line
from index.formats.pdf.structure.paragraphs import LIST_MARKER, SENTENCE_END, Kind, Paragraph
from index.formats.pdf.structure.tables import CAPTION
from index.formats.pdf.words.pdfium_calls import Rect
from index.formats.pdf.words.word import Word
from index.formats.tables.recorder import Draft
from index.formats.tables.totals import is_total_line

RECOGNISED = "recognised from a picture"
_CELL = " | "
# Chinese and Japanese have no spaces between lines.
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# "two- and three-dimensional": the hyphen stands for what follows later.
_SUSPENDED = frozenset("and or to und oder et ou y o e".split())
_SAME_SIZE = 0.06
_BEGINNING = 3_000
_MOST_BETWEEN = 12
_LONG = 150
_ASIDE = 0.94  # of the paragraph's size: footnotes and captions are smaller


@dataclass(slots=True)
class _Written:
    """The text of one paragraph as it is put together, with the places of its words in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    boxes: list[tuple[int, int, int, Rect]] = field(default_factory=list)  # start, end, page, rectangle
    confidences: list[float] = field(default_factory=list)  # of its words that were recognised on a picture
    cells: list[int] = field(default_factory=list)  # of a row, where each cell starts and ends

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def add_word(self, word: Word, page: int) -> None:
        self.boxes.append((self.length, self.length + len(word.text), page, word.box))
        if word.confidence is not None:
            self.confidences.append(word.confidence)
        self.add(word.text)

    def remove_hyphen(self, stem_box: Rect) -> None:
        """Takes the hyphen off the last word."""
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1
        start, end, page, _ = self.boxes[-1]
        self.boxes[-1] = (start, end - 1, page, stem_box)


@dataclass(slots=True)
class _Recognised:
    """What was recognised on a page's pictures: a section for each stretch, with how sure its words are."""

    stretches: list[tuple[Span, list[float]]] = field(default_factory=list)

    def add(self, span: Span, confidences: list[float]) -> None:
        """The next paragraph, with the confidences of its words; none if it is text of the file."""
        if not confidences:
            # An empty stretch parts the one before from the one behind.
            self.stretches.append((span, []))
        elif self.stretches and self.stretches[-1][1]:
            (start, _), before = self.stretches[-1]
            self.stretches[-1] = ((start, span[1]), [*before, *confidences])
        else:
            self.stretches.append((span, confidences))

    def end(self, builder: TextBuilder) -> None:
        """The page ends."""
        for span, confidences in self.stretches:
            if confidences:
                builder.section("recognised", f"{RECOGNISED}, {mean(confidences):.0%} sure", span)
        self.stretches = []


class PdfWriter:
    """Writes paragraphs in reading order.

    Attributes:
        builder: Holds the text.
        boxes: Where its words are.
        hyphens: Tells how divided words are written; replaced with each batch of pages.
        beginning: The first 3,000 characters or so.
    """

    def __init__(self, labels: Mapping[int, str]) -> None:
        """Takes the names of the pages."""
        self.builder = TextBuilder()
        self.boxes = BoxList()
        self.hyphens = Hyphens([])
        self.beginning = ""
        self._labels = labels
        self._open: Paragraph | None = None
        self._surely = False  # whether the next paragraph goes on with the open one only if that is clear
        self._between: list[Callable[[], None]] = []
        self._page: tuple[int, int, int] | None = None  # number, and where it starts and ends so far
        self._recognised = _Recognised()
        self._table: tuple[str, int, int] | None = None  # group and units, and the rows so far
        self._rows: tuple[Sequence[list[Line]], Draft] | None = (
            None  # names of columns, and the rows with them
        )

    def add(self, paragraph: Paragraph, level: int | None) -> None:
        """Writes a paragraph, or keeps it for as long as it may go on.

        Args:
            paragraph: The next one in reading order.
            level: Of a heading; 0 for the title, None for other text.
        """
        if self._open is None:
            if level is None and paragraph.kind is Kind.TEXT and _is_unfinished(paragraph):
                self._open = paragraph
            else:
                self._write(paragraph, level)
        elif level is None and self._continues(self._open, paragraph):
            self._open.lines = [*self._open.lines, *paragraph.lines]
            self._open.full = paragraph.full
            if not _is_unfinished(self._open):
                self.flush()
        elif level is None and _takes_over(self._open, paragraph):
            self.flush()
            self._open, self._surely = paragraph, True
        else:
            self._between.append(partial(self._write, paragraph, level))
            if _ends_wait(self._open, paragraph, level) or len(self._between) > _MOST_BETWEEN:
                self.flush()

    def flush(self) -> None:
        """Writes what was kept."""
        unfinished, waiting = self._open, self._between
        self._open, self._between, self._surely = None, [], False
        if unfinished is not None:
            self._write(unfinished, None)
        for write in waiting:
            write()

    def add_annotation(self, text: str, box: Box) -> None:
        """Writes a form field's value or a comment that stands in a rectangle of a page."""
        self._between.append(partial(self._write_annotation, text, box))
        if self._open is None:
            self.flush()

    def add_plain(self, paragraphs: Sequence[str], page: int) -> None:
        """Writes a page of which nothing is known but its text."""
        self.flush()
        for text in paragraphs:
            if (span := self.builder.paragraph(text)) is not None:
                self._extend_page(page, *span)

    def _write_annotation(self, text: str, box: Box) -> None:
        span = self.builder.paragraph(text)
        if span is not None:
            self.boxes.add(*span, box.page, (box.left, box.bottom, box.right, box.top))
            self._extend_page(box.page, *span)

    def finish(self) -> TextBuilder:
        """Ends the last page; the builder then holds all."""
        self.flush()
        self._extend_table("", 0, 0)
        self._end_page()
        return self.builder

    def text_of(self, lines: list[Line]) -> str:
        """What would be written for the lines of a paragraph or cell."""
        written = _Written()
        self._add_lines(written, lines)
        return "".join(written.parts)

    def _continues(self, unfinished: Paragraph, paragraph: Paragraph) -> bool:
        """Whether a paragraph is the rest of an unfinished one, from the column or page before."""
        if not _is_same_size(unfinished, paragraph) or unfinished.bold != paragraph.bold:
            return False
        last, start = unfinished.lines[-1], paragraph.lines[0]
        lower_case = start.text[:1].islower()
        # In one column, only a divided word joins what was parted.
        below = start.baseline < last.baseline and start.left < last.right and last.left < start.right
        if below and unfinished.page == paragraph.page and not (last.hyphenated and lower_case):
            return False
        if LIST_MARKER.match(start.text) or CAPTION.match(start.text):
            return False
        if lower_case or last.hyphenated:
            return True
        return unfinished.full and not paragraph.indented and not self._surely

    def _write(self, paragraph: Paragraph, level: int | None) -> None:
        written, is_row = _Written(), paragraph.kind is Kind.ROW
        if is_row:
            self._add_row(written, paragraph)
        else:
            self._add_lines(written, paragraph.lines)
        text = "".join(written.parts)
        if level:
            span = self.builder.heading(text, level, by_look=True)
        else:
            gap = "\n" if is_row and not paragraph.header else "\n\n"
            bold = paragraph.stands_out and level is None
            span = self.builder.write(text, _kind(paragraph, level), gap=gap, bold=bold)
        if span is None or span[1] - span[0] != len(text):
            return
        if is_row and paragraph.columns:
            self._note_cells(written, paragraph, span[0])
        self._recognised.add(span, written.confidences)
        self._extend_table(paragraph.under, *span)
        if len(self.beginning) < _BEGINNING:
            self.beginning += f"{text}\n"
        for start, end, page, rect in written.boxes:
            self.boxes.add(span[0] + start, span[0] + end, page, rect)
        starts = [(next(boxes)[0], page) for page, boxes in groupby(written.boxes, key=itemgetter(2))]
        starts = [(0, paragraph.page), *starts[1:], (len(text), 0)]
        for (start, page), (end, _) in pairwise(starts):
            self._extend_page(page, span[0] + start, span[0] + end)

    def _note_cells(self, written: _Written, row: Paragraph, start: int) -> None:
        """Says where the cells of a row stand; its table may have begun on the page before."""
        edges, filled = list[int](), dict(zip(row.places, _pairs(written.cells), strict=True))
        for place in range(len(row.columns)):
            # Where an empty cell would stand: behind the one before it.
            at = edges[-1] - start if edges else 0
            edges += (start + edge for edge in filled.get(place, (at, at)))
        before = self._rows[1] if self._rows and self._rows[0] is row.columns else None
        names = [self.text_of(name) for name in row.columns] if before is None else before.columns
        with self.builder.rows_of(names, before) as draft:
            self.builder.cells(names, edges)
        self._rows = (row.columns, draft)

    def _add_row(self, written: _Written, row: Paragraph) -> None:
        for number, (name, cell) in enumerate(zip(row.names, row.cells, strict=True)):
            if number:
                written.add(_CELL)
            if name and name[0].page == row.page:
                self._add_lines(written, name)
                written.add(": ")
            elif name:  # of a table that began on the page before: there is nothing to mark on this one
                written.add(f"{self.text_of(name)}: ")
            written.cells.append(written.length)
            self._add_lines(written, cell)
            written.cells.append(written.length)

    def _add_lines(self, written: _Written, lines: list[Line]) -> None:
        for number, line in enumerate(lines):
            if number:
                self._join(written, lines[number - 1], line)
            for index, word in enumerate(line.words):
                if index and not word.glued:
                    written.add(" ")
                written.add_word(word, line.page)

    def _join(self, written: _Written, line: Line, following: Line) -> None:
        """Joins two lines by a space; by nothing behind a hyphen, which is removed if it only divides a word."""
        last, first = line.words[-1], following.words[0]
        if last.stem_box is None and _UNSPACED.match(last.text[-1]) and _UNSPACED.match(first.text[0]):
            return
        if last.stem_box is None or first.text in _SUSPENDED:
            written.add(" ")
        elif not self.hyphens.keeps(last.text, first.text):
            written.remove_hyphen(last.stem_box)

    def _extend_page(self, page: int, start: int, end: int) -> None:
        """Notes that this stretch, which follows all before it, is on a page."""
        if self._page is not None and self._page[0] == page:
            self._page = (page, self._page[1], end)
        else:
            self._end_page()
            self._page = (page, start, end)

    def _extend_table(self, name: str, start: int, end: int) -> None:
        """Notes that what follows is in a part of a table that is called so; "" for what is in none."""
        if self._table is not None and self._table[0] == name:
            self._table = (name, self._table[1], end)
            return
        if self._table is not None:
            self.builder.section("table", self._table[0], self._table[1:])
        self._table = (name, start, end) if name else None

    def _end_page(self) -> None:
        if self._page is not None:
            page, start, end = self._page
            self.builder.section("page", self._labels.get(page, f"p. {page}"), (start, end))
            self._recognised.end(self.builder)


def _pairs(edges: Sequence[int]) -> list[Span]:
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_unfinished(paragraph: Paragraph) -> bool:
    """Whether a paragraph seems to end in the middle of a sentence."""
    last = paragraph.lines[-1]
    long = len(paragraph.lines) > 1 or len(last.words) > 5
    return last.hyphenated or (long and not SENTENCE_END.search(last.text))


def _is_same_size(unfinished: Paragraph, paragraph: Paragraph) -> bool:
    """Whether what follows is text, too, and set in the same size."""
    difference = abs(paragraph.size - unfinished.size)
    return paragraph.kind is Kind.TEXT and difference <= _SAME_SIZE * unfinished.size


def _takes_over(unfinished: Paragraph, paragraph: Paragraph) -> bool:
    """Whether what comes next goes on with this paragraph, and not with the one that was unfinished before it."""
    same = _is_same_size(unfinished, paragraph) and not CAPTION.match(paragraph.text)
    return same and _is_unfinished(paragraph)


def _ends_wait(unfinished: Paragraph, paragraph: Paragraph, level: int | None) -> bool:
    """Whether this can't be between the parts of a paragraph: it is a heading, or of the text itself."""
    if level is not None:
        return True
    if paragraph.kind is not Kind.TEXT or CAPTION.match(paragraph.text):
        return False
    return paragraph.size > _ASIDE * unfinished.size and len(paragraph.text) > _LONG


def _kind(paragraph: Paragraph, level: int | None) -> BlockKind:
    if paragraph.header:
        return "table_header"
    if level == 0:
        return "title"
    if paragraph.kind is Kind.ROW:
        return "table_total" if is_total_line(paragraph.text) else "table_row"
    return paragraph.block_kind
