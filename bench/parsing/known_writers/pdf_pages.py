"""Sets lines on pages: columns, footnotes, a running header, page numbers, bookmarks."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from bench.parsing.known_files import RUNNING_HEADER
from bench.parsing.known_writers.pdf_lines import Line, Piece

MARGIN = 70.0
WIDTH = A4[0] - 2 * MARGIN
_TOP, _BOTTOM = A4[1] - 80.0, 80.0
GUTTER = 20.0


@dataclass(slots=True, kw_only=True)
class _Column:
    """A column of a page; the next line begins at `y`."""

    left: float
    width: float
    y: float
    bottom: float
    is_fresh: bool = True
    notes: list[Line] = field(default_factory=list)

    def fits(self, lines: Sequence[Line]) -> bool:
        """Whether the first line fits together with the lines that it must keep with it, and their footnotes."""
        # 6 points for the rule above footnotes, and its space.
        need = sum(note.height for note in self.notes) + 6 * bool(self.notes)
        for number, line in enumerate(lines):
            need += line.height + (line.gap if number or not self.is_fresh else 0)
            need += sum(note.height for note in line.notes) + 6 * bool(line.notes)
            if not line.keep:
                break
        return self.y - need >= self.bottom


class Pages:
    """The pages of a PDF, set one after the other."""

    def __init__(self, *, bookmarks: bool, spaces: bool, compress: bool) -> None:
        """Begins the first page.

        Args:
            bookmarks: Whether headings become bookmarks.
            spaces: Whether spaces are written; if not, each word is placed alone, as TeX does.
            compress: Whether page contents are compressed.
        """
        self._file = io.BytesIO()
        # `invariant` leaves out times and chance, so that equal texts give equal files.
        self.canvas = Canvas(self._file, pagesize=A4, pageCompression=int(compress), invariant=True)
        self._bookmarks, self._spaces = bookmarks, spaces
        self._page, self._front = 0, 0
        self._levels: list[int] = []
        self.chapter = ""
        self._column = _Column(left=MARGIN, width=WIDTH, y=_TOP, bottom=_BOTTOM)
        self.starts: dict[str, int] = {}  # sentence: page, counted from 1
        self._begin_page()

    def one_column(self, lines: Sequence[Line]) -> None:
        """Sets lines over the whole width."""
        rest = self._fill(self._column, lines)
        while rest:
            self.end_page()
            rest = self._fill(self._column, rest)

    def two_columns(self, lines: Sequence[Line], *, balanced: bool) -> None:
        """Sets lines in two columns; balanced columns leave the rest of the page to the next lines."""
        rest = list(lines)
        while rest:
            bottom = _BOTTOM + sum(note.height for note in self._column.notes)
            height = self._column.y - 14 - bottom
            total = sum(line.height + line.gap for line in rest)
            if height < 60:
                self.end_page()
                continue
            is_last = balanced and total / 2 + 40 < height
            foot = self._column.y - 14 - (total / 2 + 20) if is_last else bottom
            columns = [self._half(0, foot), self._half(1, bottom if is_last else foot)]
            for column in columns:
                rest = self._fill(column, rest)
                self._set_notes(column)
            if rest or not is_last:
                self.end_page()
            else:
                self._column.y, self._column.is_fresh = min(column.y for column in columns) - 8, False

    def end_page(self, *, last: bool = False) -> None:
        """Sets footnotes, header and page number, and begins a new page unless it was the last."""
        self._set_notes(self._column)
        # The front page has neither header nor number.
        if self._page > self._front:
            self.canvas.setFont("Helvetica", 8)
            # As in books: even pages name the chapter, odd ones the work. A reader must leave out both.
            header = self.chapter if self._page % 2 == 0 else RUNNING_HEADER
            self.canvas.drawString(MARGIN, A4[1] - 50, header)
            self.canvas.drawCentredString(A4[0] / 2, 45, str(self._page - self._front))
        self.canvas.showPage()
        if not last:
            self._begin_page()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on this page yet."""
        return self._column.is_fresh

    def data(self) -> bytes:
        """The PDF."""
        if not self.is_empty:
            self.end_page(last=True)
        self.canvas.save()
        return self._file.getvalue()

    def end_front(self) -> None:
        """Ends the front page, whose number is i; the next page is 1."""
        self._front = 1
        # A label counts on until the next one, so the file calls its pages i, 1, 2.
        self.canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        self.end_page()
        self.canvas.addPageLabel(1, style="ARABIC", start=1)

    def page_of(self, sentence: str) -> str:
        """The page on which a sentence begins, in the words of a citation."""
        page = self.starts[sentence]
        if not self._front:
            return f"p. {page}"
        return f"p. {page - 1 or 'i'} (page {page} of the file)"

    def _begin_page(self) -> None:
        self._page += 1
        self._column = _Column(left=MARGIN, width=WIDTH, y=_TOP, bottom=_BOTTOM)

    def _half(self, number: int, bottom: float) -> _Column:
        width = (WIDTH - GUTTER) / 2
        return _Column(
            left=MARGIN + number * (width + GUTTER), width=width, y=self._column.y - 14, bottom=bottom
        )

    def _fill(self, column: _Column, lines: Sequence[Line]) -> list[Line]:
        """Sets the lines that fit; returns the rest."""
        for number, line in enumerate(lines):
            # Lines that do not even fit an empty column are set there, or this would not end.
            forced = column.is_fresh and column.y > _TOP - 20
            if not column.fits(lines[number:]) and not forced:
                return list(lines[number:])
            column.y -= line.height + (0 if column.is_fresh else line.gap)
            column.is_fresh = False
            column.notes += line.notes
            self._set(line, column.left, column.y)
            self._note_starts(line)
        return []

    def _note_starts(self, line: Line) -> None:
        for part in (line, *line.notes):
            for sentence in part.begins:
                self.starts[sentence] = self._page

    def _set(self, line: Line, left: float, y: float) -> None:
        if line.bookmark and self._bookmarks:
            self._bookmark(line.bookmark, left, y + line.height)
        base = y + line.height * 0.27
        for piece in line.pieces:
            text = self.canvas.beginText(left + piece.left, base + piece.rise)
            text.setFont(piece.font, piece.size)
            if self._spaces:
                text.setWordSpace(piece.stretch)
                text.textOut(piece.text)
                # A PDF keeps the space between words until it is set again.
                text.setWordSpace(0)
            else:
                self._set_words(text, piece, left + piece.left, base + piece.rise)
            self.canvas.drawText(text)
        if line.cells:
            self.canvas.setLineWidth(0.5)
            self.canvas.grid([left + cell for cell in line.cells], [y, y + line.height])

    def _set_words(self, text: PDFTextObject, piece: Piece, left: float, y: float) -> None:
        space = stringWidth(" ", piece.font, piece.size) + piece.stretch
        for word in piece.text.split(" "):
            text.setTextOrigin(left, y)
            text.textOut(word)
            left += stringWidth(word, piece.font, piece.size) + space

    def _bookmark(self, bookmark: tuple[int, str], left: float, top: float) -> None:
        level, text = bookmark
        # reportlab refuses a bookmark that skips a level, so levels count the bookmarks above.
        self._levels = [outer for outer in self._levels if outer < level]
        key = f"{self._page}-{top:.0f}-{text}"
        self.canvas.bookmarkPage(key, fit="XYZ", left=left, top=top, zoom=0)
        self.canvas.addOutlineEntry(text, key, level=len(self._levels))
        self._levels.append(level)

    def _set_notes(self, column: _Column) -> None:
        y = column.bottom + sum(note.height for note in column.notes)
        if column.notes:
            self.canvas.setLineWidth(0.4)
            self.canvas.line(column.left, y + 3, column.left + 80, y + 3)
        for line in column.notes:
            y -= line.height
            self._set(line, column.left, y)
        column.notes = []
