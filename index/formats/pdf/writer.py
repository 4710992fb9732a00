"""Paragraphs to the one text of the document: lines are joined, hyphens resolved, every word's place kept.

A paragraph that goes on in the next column or on the next page stays one. What stands between its parts, such as
footnotes and figures, comes behind it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from index.documents import Box
from index.formats.builder import TextBuilder
from index.formats.pdf.boxes import BoxList
from index.formats.pdf.structure.hyphens import Hyphens
from index.formats.pdf.structure.lines import Line
from index.formats.pdf.structure.paragraphs import LIST_MARKER, SENTENCE_END, Kind, Paragraph
from index.formats.pdf.structure.tables import CAPTION
from index.formats.pdf.words.calls import Rect

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

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: list[tuple[int, int, int, Rect]] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


class PdfWriter:
    """Writes paragraphs in reading order.

    Attributes:
        builder: What holds the text.
        boxes: Where its words are.
        hyphens: What tells how divided words are written; replaced with each batch of pages.
        beginning: The first 3,000 characters or so.
    """

    def __init__(self, labels: Mapping[int, str]) -> None:
        """Takes the names of the pages."""
        self.builder = TextBuilder()
        self.boxes = BoxList()
        self.hyphens = Hyphens([])
        self._labels = labels
        self._open: Paragraph | None = None
        self._surely = False  # whether only what clearly goes on with it does
        self._between: list[Callable[[], None]] = []
        self.beginning = ""
        self._page: tuple[int, int, int] | None = None  # number, and where it starts and ends so far

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
        elif level is None and self._goes_on(self._open, paragraph):
            self._open.lines = [*self._open.lines, *paragraph.lines]
            self._open.full = paragraph.full
            if not _is_unfinished(self._open):
                self.flush()
        elif level is None and self._is_open(paragraph, self._open):
            self.flush()
            self._open, self._surely = paragraph, True
        else:
            self._between.append(partial(self._write, paragraph, level))
            if self._ends_wait(self._open, paragraph, level) or len(self._between) > _MOST_BETWEEN:
                self.flush()

    def flush(self) -> None:
        """Writes what was kept."""
        unfinished, waiting = self._open, self._between
        self._open, self._between, self._surely = None, [], False
        if unfinished is not None:
            self._write(unfinished, None)
        for write in waiting:
            write()

    def add_extra(self, text: str, box: Box) -> None:
        """A value or comment that stands in a rectangle of a page."""
        if self._open is not None:
            self._between.append(partial(self._write_extra, text, box))
        else:
            self._write_extra(text, box)

    def _write_extra(self, text: str, box: Box) -> None:
        span = self.builder.paragraph(text)
        if span is not None:
            self.boxes.add(*span, box.page, (box.left, box.bottom, box.right, box.top))
            self._on_page(box.page, *span)

    def finish(self) -> TextBuilder:
        """Ends the last page; the builder then holds all."""
        self.flush()
        self._end_page()
        return self.builder

    def text_of(self, lines: list[Line]) -> str:
        """What would be written for the lines of a paragraph or cell."""
        return "".join(self._lines(_Written(), lines).pieces)

    def _goes_on(self, one: Paragraph, other: Paragraph) -> bool:
        """Whether `other` is the rest of `one`, from the column or page before."""
        if (
            other.kind is not Kind.TEXT
            or abs(one.size - other.size) > _SAME_SIZE * one.size
            or one.bold != other.bold
        ):
            return False
        last, start = one.lines[-1], other.lines[0]
        below = (
            one.page == other.page
            and start.base < last.base
            and start.left < last.right
            and last.left < start.right
        )
        if (
            (below and not self._divides(last, start))
            or LIST_MARKER.match(start.text)
            or CAPTION.match(start.text)
        ):
            return False
        if start.text[:1].islower() or last.words[-1].stem is not None:
            return True
        return one.full and not other.indented and not self._surely

    @staticmethod
    def _divides(last: Line, start: Line) -> bool:
        """Whether a word goes on from one line to the other."""
        return last.words[-1].stem is not None and start.text[:1].islower()

    @staticmethod
    def _is_open(paragraph: Paragraph, unfinished: Paragraph) -> bool:
        """Whether what comes next goes on with this paragraph, and not with the one that was unfinished before it."""
        if paragraph.kind is not Kind.TEXT or not _is_unfinished(paragraph) or CAPTION.match(paragraph.text):
            return False
        return abs(paragraph.size - unfinished.size) <= _SAME_SIZE * unfinished.size

    def _ends_wait(self, unfinished: Paragraph, paragraph: Paragraph, level: int | None) -> bool:
        """Whether this can't be between the parts of a paragraph: it is a heading, or of the text itself."""
        if level is not None:
            return True
        if paragraph.kind is not Kind.TEXT or CAPTION.match(paragraph.text):
            return False
        return paragraph.size > _ASIDE * unfinished.size and len(paragraph.text) > _LONG

    def _write(self, paragraph: Paragraph, level: int | None) -> None:
        written = (
            self._row(paragraph) if paragraph.kind is Kind.ROW else self._lines(_Written(), paragraph.lines)
        )
        text = "".join(written.pieces)
        if level:
            span = self.builder.heading(text, level)
        else:
            gap = "\n" if paragraph.kind is Kind.ROW and not paragraph.header else "\n\n"
            span = self.builder.write(text, heading=level == 0 or paragraph.header, gap=gap)
        if span is None or span[1] - span[0] != len(text):
            return
        if len(self.beginning) < _BEGINNING:
            self.beginning += f"{text}\n"
        for start, end, page, rect in written.places:
            self.boxes.add(span[0] + start, span[0] + end, page, rect)
        starts = [*written.pages, (len(text), 0)]
        for (start, page), (end, _) in zip(starts, starts[1:], strict=False):
            self._on_page(page, span[0] + start, span[0] + end)

    def _row(self, paragraph: Paragraph) -> _Written:
        written = _Written(pages=[(0, paragraph.page)])
        for number, (name, cell) in enumerate(zip(paragraph.names, paragraph.cells, strict=True)):
            if number:
                written.add(_CELL)
            if name and name[0].page == paragraph.page:
                self._lines(written, name).add(": ")
            elif name:  # of a table that began on the page before: there is nothing to mark on this one
                written.add(f"{self.text_of(name)}: ")
            self._lines(written, cell)
        return written

    def _lines(self, written: _Written, lines: list[Line]) -> _Written:
        for number, line in enumerate(lines):
            if number:
                self._between_lines(written, lines[number - 1], line)
            if not written.pages or written.pages[-1][1] != line.page:
                written.pages.append((written.length, line.page))
            for place, word in enumerate(line.words):
                if place and not word.glued:
                    written.add(" ")
                written.places.append((written.length, written.length + len(word.text), line.page, word.box))
                written.add(word.text)
        return written

    def _between_lines(self, written: _Written, line: Line, following: Line) -> None:
        """What joins two lines: a space; nothing behind a hyphen, which goes if it only divides a word."""
        last, first = line.words[-1], following.words[0]
        if last.stem is None:
            if not (_UNSPACED.match(last.text[-1]) and _UNSPACED.match(first.text[0])):
                written.add(" ")
        elif first.text in _SUSPENDED:
            written.add(" ")
        elif not self.hyphens.keeps(last.text, first.text):
            written.pieces[-1] = last.text[:-1]
            written.length -= 1
            start, end, page, _ = written.places[-1]
            written.places[-1] = (start, end - 1, page, last.stem)

    def _on_page(self, page: int, start: int, end: int) -> None:
        """Notes that this stretch, which follows all before it, is on a page."""
        if self._page is not None and self._page[0] == page:
            self._page = (page, self._page[1], end)
        else:
            self._end_page()
            self._page = (page, start, end)

    def _end_page(self) -> None:
        if self._page is not None:
            page, start, end = self._page
            self.builder.section("page", self._labels.get(page, f"p. {page}"), (start, end))


def _is_unfinished(paragraph: Paragraph) -> bool:
    """Whether a paragraph seems to end in the middle of a sentence."""
    last = paragraph.lines[-1]
    if last.words[-1].stem is not None:
        return True
    long = len(paragraph.lines) > 1 or len(last.words) > 5
    return long and not SENTENCE_END.search(last.text)
