"""PDF: text in reading order, with where every word stands.

    pages --> words (pdf_words) --> pieces of lines (pdf_lines) --> without headers and footers (pdf_furniture)
          --> columns and tables (pdf_columns) --> paragraphs (pdf_blocks), headings (pdf_headings) --> text (pdf_writer)

Pages are read in batches, so that a book of thousands of pages needs no more memory than one of a few hundred.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pypdfium2 as pypdfium

from index.documents import ExtractionReport
from index.formats.extract import Extract, File, ShowPage
from index.formats.pdf.annotations import read_extras
from index.formats.pdf.file import opened
from index.formats.pdf.layout import Layout
from index.formats.pdf.metadata import page_names, read_attached, read_metadata, read_title
from index.formats.pdf.ocr import MOST_PICTURE_PIXELS, OcrError, Recogniser
from index.formats.pdf.structure.headers_footers import Furniture
from index.formats.pdf.structure.headings import read_outline
from index.formats.pdf.structure.hyphens import Hyphens
from index.formats.pdf.structure.page import Sheet, read_sheet
from index.formats.pdf.words.word import Word
from index.formats.pdf.writer import PdfWriter
from index.formats.quality import how_to_read

MAX_PAGES = 5_000
# Of one batch, headers and footers are found together.
_BATCH = 100
# The process that reads has 60 seconds; what was read by then is better than nothing.
_SECONDS = 42
_OCR_SECONDS = 35
_OCR_PAGE_SECONDS = 15
# Fewer characters without a meaning than this are bullets and ornaments.
_SOME = 20


def read_pdf(file: File) -> Extract:
    """Reads a PDF. Sections are its pages, by their printed numbers, and its heading paths.

    Raises:
        UnreadableError: It is damaged, or encrypted and the password does not open it.
    """
    with opened(file) as document:
        return _Reading(document, ocr=file.ocr, show_page=file.show_page).extract()


@dataclass(slots=True)
class _Found:
    """What is found out about pages while they are read."""

    scanned: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    undecoded: bool = False
    hidden: int = 0


class _Reading:
    """One document as it is read."""

    def __init__(self, document: Any, *, ocr: bool, show_page: ShowPage) -> None:
        self._document = document
        self._show_page = show_page
        self._count = len(document)
        self._found = _Found()
        self._recogniser = Recogniser() if ocr else None
        self._started = time.monotonic()
        self._ocr_seconds = 0.0
        self._stopped = False

    def extract(self) -> Extract:
        count = min(self._count, MAX_PAGES)
        writer = PdfWriter(page_names(self._document, count))
        layout = Layout(writer, read_outline(self._document))
        furniture = Furniture()
        for first in range(1, count + 1, _BATCH):
            sheets = self._sheets(range(first, min(first + _BATCH, count + 1)))
            furniture.remove(sheets)
            writer.hyphens = Hyphens(piece for sheet in sheets for piece in sheet.pieces)
            layout.write(sheets)
            if self._stopped:
                break
        builder = writer.finish()
        attached, notes = read_attached(self._document)
        self._found.notes += notes
        return builder.build(
            title=_title(read_title(self._document), layout.title, writer.beginning),
            metadata=read_metadata(self._document),
            report=self._report(furniture),
            boxes=writer.boxes,
            attached=attached,
        )

    def _sheets(self, numbers: Sequence[int]) -> list[Sheet]:
        sheets = []
        for number in numbers:
            if time.monotonic() - self._started > _SECONDS:
                self._stopped = True
                self._found.notes.append(f"Reading it took too long; pages from {number} on were left out.")
                break
            self._show_page(number, min(self._count, MAX_PAGES))
            try:
                sheets.append(self._sheet(number))
            except pypdfium.PdfiumError:
                self._found.broken.append(number)
        return sheets

    def _sheet(self, number: int) -> Sheet:
        page, found = self._document[number - 1], self._found
        try:
            sheet = read_sheet(page, number)
            if sheet.scanned or sheet.undecodable:
                self._recognise(page, sheet)
            if sheet.garbled >= _SOME and number not in (*found.recognised[-1:], *found.scanned[-1:]):
                found.garbled.append(number)
            sheet.extras, hidden = read_extras(self._document, page, number)
            found.hidden += sheet.hidden + hidden
        finally:
            page.close()
        return sheet

    def _recognise(self, page: Any, sheet: Sheet) -> None:
        """Recognises the text on a page's picture, if that is possible in the time that is left."""
        found = self._found
        words: list[Word] = []
        before = time.monotonic()
        left = min(_OCR_SECONDS - self._ocr_seconds, _SECONDS - (before - self._started))
        if (
            self._recogniser
            and self._recogniser.available
            and left > 1
            and sheet.pixels <= MOST_PICTURE_PIXELS
        ):
            try:
                words = self._recogniser.recognise(page, min(left, _OCR_PAGE_SECONDS))
            except OcrError:
                words = []  # the page is then listed among the scans
            self._ocr_seconds += time.monotonic() - before
        if words:
            sheet.replace_text(words)
            found.recognised.append(sheet.number)
        elif sheet.scanned or not (sheet.pieces or sheet.turned):
            found.scanned.append(sheet.number)
        else:
            found.undecoded = True

    def _report(self, furniture: Furniture) -> ExtractionReport:
        found = self._found
        notes = list(found.notes)
        if self._count > MAX_PAGES:
            notes.append(f"Only the first {MAX_PAGES:,} of its {self._count:,} pages were read.")
        if found.broken:
            notes.append(f"{_pages(found.broken)} could not be read: damaged.")
        if found.garbled:
            why = "fonts don't say what their characters are"
            how = f"; {how_to_read(self._recognition())}" if found.undecoded else ""
            notes.append(f"{_pages(found.garbled)} could not be read in full: {why}{how}.")
        if furniture.kinds:
            notes.append("Headers, footers and page numbers that repeat were left out.")
        return ExtractionReport(
            pages=self._count,
            scanned=tuple(found.scanned),
            recognised=tuple(found.recognised),
            recognition=self._recognition(),
            hidden=found.hidden,
            notes=tuple(notes),
        )

    def _recognition(self) -> Literal["missing", "off", "stopped", "tried"]:
        """Why the text of the pages that are still scans was not recognised."""
        if self._recogniser is None:
            return "off"
        if not self._recogniser.available:
            return "missing"
        return "stopped" if self._ocr_seconds >= _OCR_SECONDS - 1 else "tried"


def _title(stated: str | None, seen: str | None, beginning: str) -> str | None:
    """What the file says, unless that is of a template and the first page shows something else."""
    if stated is None or seen is None:
        return stated or seen
    words = re.findall(r"\w{3,}", stated.casefold())
    there = sum(word in beginning.casefold() for word in words)
    return stated if 2 * there >= len(words) else seen


def _pages(numbers: Sequence[int]) -> str:
    """Names pages: "Page 3", "Pages 2 to 9", or "Pages 2, 5, 7 and others"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"Pages {numbers[0]} to {numbers[-1]}"
    shown = ", ".join(map(str, numbers[:5]))
    return f"Pages {shown}" + (" and others" if len(numbers) > 5 else "")
