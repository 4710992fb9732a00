"""PDF: text in reading order, with where every word is.

    pages --> words (words/) --> pieces of lines (structure/lines) --> without headers and footers (headers_footers)
          --> columns and tables (columns, tables) --> paragraphs (paragraphs), headings (headings) --> text (writer)

Pages are read in batches, so that a book of thousands of pages needs no more memory than one of a few hundred.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import pypdfium2 as pypdfium

from index.documents import ExtractionReport
from index.formats.extract import ENDS_READING, Extract, File
from index.formats.pdf.annotations import read_annotations
from index.formats.pdf.file import MAX_PAGES, opened
from index.formats.pdf.form_fields import place_fields
from index.formats.pdf.layout import Layout
from index.formats.pdf.metadata import page_names, read_attached, read_metadata, read_title
from index.formats.pdf.pictures import Pictures
from index.formats.pdf.plain_pages import plain_paragraphs
from index.formats.pdf.processor_time import processor_time
from index.formats.pdf.structure.headers_footers import HeadersAndFooters
from index.formats.pdf.structure.headings import read_outline
from index.formats.pdf.structure.hyphens import Hyphens
from index.formats.pdf.structure.lines import Line
from index.formats.pdf.structure.page import ParsedPage, parse_page
from index.formats.pdf.writer import PdfWriter
from index.formats.quality import how_to_read

# The headers and footers of one batch are found together.
_BATCH = 100
# A file whose time ran out is read again with so many times as much, until that is above the longest: so it ends, and
# all tries together take no more than twice the last one.
_MORE = 2
_LONGEST = 30_000
# Fewer characters without a meaning than this are bullets and ornaments.
_SOME = 20


def read_pdf(file: File) -> Extract:
    """Reads a PDF. Sections are its pages, by their printed numbers, and its heading paths.

    Raises:
        UnreadableError: It is damaged, or encrypted and the password does not open it.
    """
    with opened(file) as document:
        return _PdfReader(document, file).extract()


class _PdfReader:
    """Reads one document, and notes what the report says of it."""

    def __init__(self, document: Any, file: File) -> None:
        self._document = document
        self._show_page = file.show_page
        self._count = min(len(document), MAX_PAGES)
        self._pictures = Pictures(wanted=file.ocr, seconds=file.seconds)
        self._seconds = file.seconds
        self._started = processor_time()
        self._left_out = file.left_out
        self._unread_from: int | None = None
        self._garbled: list[int] = []
        self._broken: list[int] = []
        self._strict = file.strict
        self._plain: list[int] = []
        self._faults: list[str] = []
        self._notes: list[str] = []
        self._hidden = 0

    def extract(self) -> Extract:
        writer = PdfWriter(page_names(self._document, self._count))
        layout = Layout(writer, read_outline(self._document))
        headers_footers = HeadersAndFooters()
        for first in range(1, self._count + 1, _BATCH):
            pages = self._parse(range(first, min(first + _BATCH, self._count + 1)))
            with self._forgiving():
                headers_footers.remove(pages)
            with self._forgiving():
                writer.hyphens = Hyphens(piece for page in pages for piece in page.pieces)
                layout.prepare(pages)
            for page in pages:
                self._write(page, layout, writer)
            if self._unread_from is not None:
                break
        builder = writer.finish()
        attached, notes = read_attached(self._document)
        self._notes += notes
        if few := self._pictures.few(len(writer.beginning.strip()), self._count):
            self._notes.append(few)
        return builder.build(
            title=layout.form or _title(read_title(self._document), layout.title, writer.beginning),
            metadata=read_metadata(self._document),
            report=self._report(repeats=bool(headers_footers.places)),
            boxes=writer.boxes,
            attached=attached,
        )

    def _write(self, page: ParsedPage, layout: Layout, writer: PdfWriter) -> None:
        """Writes a page; its plain text if its layout can't be read."""
        with self._forgiving():
            if not page.plain:
                layout.write(page)
                return
        if not page.plain:
            page = self._plain_page(page.number)
        writer.add_plain(page.plain, page.number)

    def _plain_page(self, number: int) -> ParsedPage:
        self._plain.append(number)
        return ParsedPage.of_plain(number, plain_paragraphs(self._document, number))

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Goes on after a fault of ours: whatever is wrong with one step is no reason to lose the other pages."""
        try:
            yield
        # What pdfium can't read is damaged.
        except (*ENDS_READING, pypdfium.PdfiumError):
            raise
        except Exception as error:
            if self._strict:
                raise
            self._faults.append(type(error).__name__)

    def _parse(self, numbers: Sequence[int]) -> list[ParsedPage]:
        pages = []
        for number in numbers:
            # A first page is always read: a document of none could not be kept, nor read on.
            if number > 1 and self._seconds_left() <= 0:
                self._unread_from = number
                break
            if number in self._left_out:
                continue
            self._show_page(number, self._count)
            parsed = None
            try:
                with self._forgiving():
                    parsed = self._parse_page(number)
                pages.append(parsed or self._plain_page(number))
            except pypdfium.PdfiumError:
                self._broken.append(number)
        return pages

    def _parse_page(self, number: int) -> ParsedPage:
        with closing(self._document[number - 1]) as page:
            pictures = self._pictures
            parsed = parse_page(page, number, pictures.most_pixels)
            pictures.recognise(page, parsed)
            if parsed.garbled >= _SOME and number not in (*pictures.recognised[-1:], *pictures.scanned[-1:]):
                self._garbled.append(number)
            found = read_annotations(self._document, page, number)
            parsed.annotations = [*place_fields(_labels(parsed), found.fields), *found.comments]
            self._hidden += parsed.hidden + found.hidden
        return parsed

    def _seconds_left(self) -> float:
        return self._seconds - (processor_time() - self._started)

    def _read_on(self) -> int | None:
        """The seconds for another try, if more would be read with more."""
        more = max(_MORE * self._seconds, 1)
        cut_short = self._unread_from is not None or self._pictures.stopped
        return more if cut_short and more <= _LONGEST else None

    def _report(self, *, repeats: bool) -> ExtractionReport:
        notes, pictures = list(self._notes), self._pictures
        if len(self._document) > MAX_PAGES:
            notes.append(f"Only the first {MAX_PAGES:,} of its {len(self._document):,} pages were read.")
        if self._left_out:
            notes.append(
                f"{_pages(self._left_out)} could not be read: more time or memory is needed than there is."
            )
        if beside := pictures.beside_text:
            has = "has" if len(beside) == 1 else "have"
            notes.append(f"{_pages(beside)} {has} pictures whose text was recognised, which makes mistakes.")
        if passed_over := pictures.passed_over:
            notes.append(f"{_pages(passed_over)}: no text was looked for on pictures, since that takes long.")
        if self._broken:
            notes.append(f"{_pages(self._broken)} could not be read: damaged.")
        if self._faults:
            notes.append(self._plain_note())
        if self._garbled:
            how = f"; {how_to_read(pictures.recognition)}" if pictures.undecoded else ""
            why = "fonts don't say what their characters are"
            notes.append(f"{_pages(self._garbled)} could not be read in full: {why}{how}.")
        if repeats:
            notes.append("Headers, footers and page numbers that repeat were left out.")
        return ExtractionReport(
            pages=len(self._document),
            scanned=tuple(pictures.scanned),
            recognised=tuple(pictures.recognised),
            recognition=pictures.recognition,
            hidden=self._hidden,
            notes=tuple(notes),
            unread_from=self._unread_from,
            read_on=self._read_on(),
        )

    def _plain_note(self) -> str:
        """What a fault of ours costs, with its name for a report of it."""
        fault = f"a fault of Pincite, {self._faults[0]}"
        if not self._plain:
            return f"Headers and footers of some pages could not be told from their text ({fault})."
        return f"The layout of {_pages(self._plain).lower()} could not be read ({fault}): only plain text is left of it."


def _labels(page: ParsedPage) -> list[Line]:
    """The pieces of lines that may be labels of fields; from right to left they stand elsewhere."""
    return [] if page.right_to_left else page.pieces


def _title(stated: str | None, shown: str | None, beginning: str) -> str | None:
    """The title that the file states, unless it is a template's and the first page shows another."""
    if stated is None or shown is None:
        return stated or shown
    words = re.findall(r"\w{3,}", stated.casefold())
    present = sum(word in beginning.casefold() for word in words)
    return stated if 2 * present >= len(words) else shown


def _pages(numbers: Sequence[int]) -> str:
    """Names pages: "Page 3", "Pages 2 to 9", or "Pages 2, 5, 7 and others"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"Pages {numbers[0]} to {numbers[-1]}"
    shown = ", ".join(map(str, numbers[:5]))
    return f"Pages {shown}" + (" and others" if len(numbers) > 5 else "")
