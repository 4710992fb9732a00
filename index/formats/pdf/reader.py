"""PDF: text in reading order, with where every word is.

    pages --> words (words/) --> pieces of lines (structure/lines) --> without headers and footers (headers_footers)
          --> columns and tables (columns, tables) --> paragraphs (paragraphs), headings (headings) --> text (writer)

Pages are read in batches, so that a book of thousands of pages needs no more memory than one of a few hundred.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any, Literal

import pypdfium2 as pypdfium

from index.documents import ExtractionReport
from index.formats.extract import ENDS_READING, Extract, File
from index.formats.pdf.annotations import read_annotations
from index.formats.pdf.file import opened
from index.formats.pdf.layout import Layout
from index.formats.pdf.metadata import page_names, read_attached, read_metadata, read_title
from index.formats.pdf.ocr import MOST_PICTURE_PIXELS, Drawing, OcrError, Recogniser, draw
from index.formats.pdf.plain_pages import plain_paragraphs
from index.formats.pdf.structure.headers_footers import HeadersAndFooters
from index.formats.pdf.structure.headings import read_outline
from index.formats.pdf.structure.hyphens import Hyphens
from index.formats.pdf.structure.page import ParsedPage, parse_page
from index.formats.pdf.words.word import Word
from index.formats.pdf.writer import PdfWriter
from index.formats.quality import how_to_read

MAX_PAGES = 5_000
# The headers and footers of one batch are found together.
_BATCH = 100
# Of the processor time of a file, the share that recognition may take: pages of text behind many scans are read, too.
_OCR_SHARE = 0.85
# A file whose time ran out is read again with so many times as much, until that is above the longest: so it ends, and
# all tries together take no more than twice the last one.
_MORE = 2
_LONGEST = 30_000
# A page that is a picture, and has fewer characters than this, says more than what was read.
_FEW = 30
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
        self._recogniser = Recogniser() if file.ocr else None
        self._seconds = file.seconds
        self._started = processor_time()
        self._ocr_seconds = 0.0
        self._ocr_stopped = False
        self._seen: set[int] = set()  # the pictures whose text was recognised
        self._pictures = 0  # how many pages are pictures
        self._left_out = file.left_out
        self._unread_from: int | None = None
        self._scanned: list[int] = []
        self._recognised: list[int] = []
        self._pictured: list[int] = []
        self._garbled: list[int] = []
        self._broken: list[int] = []
        self._strict = file.strict
        self._plain: list[int] = []
        self._faults: list[str] = []
        self._notes: list[str] = []
        self._undecoded = False
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
        self._note_few(len(writer.beginning.strip()))
        return builder.build(
            title=_title(read_title(self._document), layout.title, writer.beginning),
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
            can_recognise = self._recogniser is not None and self._recogniser.available
            parsed = parse_page(page, number, with_pictures=can_recognise)
            if parsed.scanned or parsed.undecodable:
                self._recognise(page, parsed)
            else:
                self._recognise_pictures(page, parsed)
            self._pictures += parsed.is_picture
            if parsed.garbled >= _SOME and number not in self._recognised and number not in self._scanned:
                self._garbled.append(number)
            parsed.annotations, hidden = read_annotations(self._document, page, number)
            self._hidden += parsed.hidden + hidden
        return parsed

    def _recognise(self, page: Any, parsed: ParsedPage) -> None:
        """Recognises the text on a page that is a picture, if that is possible in the time that is left."""
        words = self._words(page, draw(page)) if parsed.pixels <= MOST_PICTURE_PIXELS else []
        if words:
            parsed.replace_text(words)
            self._recognised.append(parsed.number)
        elif parsed.scanned or not (parsed.pieces or parsed.rotated):
            self._scanned.append(parsed.number)
        else:
            self._undecoded = True

    def _recognise_pictures(self, page: Any, parsed: ParsedPage) -> None:
        """Recognises the text on pictures beside the text of a page; a picture that comes again is one."""
        for rect in parsed.pictures:
            drawing = draw(page, rect)
            content = hash(bytes(drawing.bitmap.buffer))
            if content not in self._seen:
                self._seen.add(content)
                if words := self._words(page, drawing):
                    parsed.pictured.append(ParsedPage.of_picture(parsed.number, words))
        if parsed.pictured:
            self._pictured.append(parsed.number)

    def _words(self, page: Any, drawing: Drawing) -> list[Word]:
        """The words on what was drawn; none if nothing can recognise them, or its time has run out."""
        if self._recogniser is None or not self._recogniser.available:
            return []
        started = processor_time()
        self._ocr_stopped |= self._ocr_seconds >= _OCR_SHARE * self._seconds
        words: list[Word] = []
        if not self._ocr_stopped:
            with suppress(OcrError):  # a page is then listed among the scans
                words = self._recogniser.words(page, drawing)
        self._ocr_seconds += processor_time() - started
        return words

    def _note_few(self, characters: int) -> None:
        """Notes that pages which are pictures gave next to nothing."""
        # Of a long document only its beginning is counted.
        if 0 < characters < _FEW * min(self._pictures, _BATCH // 2):
            pages = (
                "its only page, a picture"
                if self._count == 1
                else f"{self._pictures:,} pages that are pictures"
            )
            found = f"Only {characters} {'character was' if characters == 1 else 'characters were'} found"
            self._notes.append(f"{found} on {pages}: more may stand there.")

    def _seconds_left(self) -> float:
        return self._seconds - (processor_time() - self._started)

    def _read_on(self) -> int | None:
        """The seconds for another try, if more would be read with more."""
        more = max(_MORE * self._seconds, 1)
        cut_short = self._unread_from is not None or self._ocr_stopped
        return more if cut_short and more <= _LONGEST else None

    def _report(self, *, repeats: bool) -> ExtractionReport:
        notes, recognition = list(self._notes), self._recognition()
        if len(self._document) > MAX_PAGES:
            notes.append(f"Only the first {MAX_PAGES:,} of its {len(self._document):,} pages were read.")
        if self._left_out:
            notes.append(
                f"{_pages(self._left_out)} could not be read: more time or memory is needed than there is."
            )
        if self._pictured:
            has = "has" if len(self._pictured) == 1 else "have"
            notes.append(
                f"{_pages(self._pictured)} {has} pictures whose text was recognised, which makes mistakes."
            )
        if self._broken:
            notes.append(f"{_pages(self._broken)} could not be read: damaged.")
        if self._faults:
            notes.append(self._plain_note())
        if self._garbled:
            how = f"; {how_to_read(recognition)}" if self._undecoded else ""
            why = "fonts don't say what their characters are"
            notes.append(f"{_pages(self._garbled)} could not be read in full: {why}{how}.")
        if repeats:
            notes.append("Headers, footers and page numbers that repeat were left out.")
        return ExtractionReport(
            pages=len(self._document),
            scanned=tuple(self._scanned),
            recognised=tuple(self._recognised),
            recognition=recognition,
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

    def _recognition(self) -> Literal["missing", "off", "stopped", "tried"]:
        """Why the text of the pages that are still scans was not recognised."""
        if self._recogniser is None:
            return "off"
        if not self._recogniser.available:
            return "missing"
        return "stopped" if self._ocr_stopped else "tried"


def processor_time() -> float:
    """The processor seconds of this process, and of the programs that it has started and that have ended."""
    return sum(os.times()[:4])


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
