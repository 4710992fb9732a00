"""Recognises the text on the pictures of one document, as long as its share of the time lasts."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal

import pypdfium2 as pypdfium

from index.formats.pdf.ocr import MOST_PICTURE_PIXELS, Drawing, OcrError, Recogniser, draw
from index.formats.pdf.processor_time import processor_time
from index.formats.pdf.structure.page import ParsedPage
from index.formats.pdf.words.word import Word

# Of the processor time of a file, the share that recognition may take: pages of text behind many scans are read, too.
_SHARE = 0.85
# A picture beside text is one of text if it has so many words of three letters or digits and more, and they are most of
# its words; else what was found are the labels of a figure, a formula or patterns.
_LEAST_WORDS = 4
_LEAST_SURE = 0.7
_LONG = re.compile(r"[^\W_]{3}")
# A page that is a picture, and has fewer characters than this, says more than what was read.
_FEW = 30
# Of a long document so many pages are counted for that.
_COUNTED = 50


class Pictures:
    """What was recognised, and what was not.

    Attributes:
        scanned: Pages that are pictures, whose text is not known.
        recognised: Pages that are pictures, whose text was recognised.
        beside_text: Pages of text with pictures on which text was recognised.
        passed_over: Pages of text with pictures that there was no time for.
        undecoded: Whether a page keeps a text that its fonts don't explain.
        stopped: Whether the time ran out before the last page that is a picture.
    """

    def __init__(self, *, wanted: bool, seconds: float) -> None:
        """Recognises nothing yet.

        Args:
            wanted: Whether anything is to be recognised.
            seconds: The processor time of the whole file.
        """
        self.scanned: list[int] = []
        self.recognised: list[int] = []
        self.beside_text: list[int] = []
        self.passed_over: list[int] = []
        self.undecoded = False
        self.stopped = False
        self._recogniser = Recogniser() if wanted else None
        self._seconds_left = _SHARE * seconds
        self._seen: set[int] = set()
        self._count = 0  # how many pages are pictures

    @property
    def most_pixels(self) -> int:
        """How many pixels a picture beside text may have; 0 if none is recognised."""
        return MOST_PICTURE_PIXELS if self._recogniser and self._recogniser.available else 0

    @property
    def recognition(self) -> Literal["missing", "off", "stopped", "tried"]:
        """Why the text of the pages that are still scans was not recognised."""
        if self._recogniser is None:
            return "off"
        if not self._recogniser.available:
            return "missing"
        return "stopped" if self.stopped else "tried"

    def recognise(self, page: Any, parsed: ParsedPage) -> None:
        """Recognises what is on a pypdfium2 page: all of it if it is a picture, else only the pictures beside its text."""
        self._count += parsed.is_picture
        if parsed.scanned or parsed.undecodable:
            self._recognise_page(page, parsed)
        else:
            self._recognise_beside_text(page, parsed)

    def few(self, characters: int, pages: int) -> str | None:
        """A note if pages that are pictures gave next to nothing.

        Args:
            characters: How many there are; of a long document only its beginning counts.
            pages: How many pages it has.
        """
        if not 0 < characters < _FEW * min(self._count, _COUNTED):
            return None
        found = f"Only {characters} {'character was' if characters == 1 else 'characters were'} found"
        where = "its only page, a picture" if pages == 1 else f"{self._count:,} pages that are pictures"
        return f"{found} on {where}: more may stand there."

    def _recognise_page(self, page: Any, parsed: ParsedPage) -> None:
        words = self._words(page) if parsed.pixels <= MOST_PICTURE_PIXELS else []
        if words:
            parsed.replace_text(words)
            self.recognised.append(parsed.number)
        elif parsed.scanned or not (parsed.pieces or parsed.rotated):
            self.scanned.append(parsed.number)
        else:
            self.undecoded = True

    def _recognise_beside_text(self, page: Any, parsed: ParsedPage) -> None:
        for rect in parsed.pictures:
            # A picture that can't be drawn costs nothing else of the page.
            with suppress(pypdfium.PdfiumError, ValueError):
                drawing = draw(page, rect)
                content = hash(bytes(drawing.bitmap.buffer))
                # One that comes again, such as a letterhead, is read once.
                words = [] if content in self._seen else self._words(page, drawing)
                self._seen.add(content)
                if _is_text(words):
                    parsed.pictured.append(ParsedPage.of_picture(parsed.number, words))
        if parsed.pictured:
            self.beside_text.append(parsed.number)
        if parsed.pictures and self._seconds_left <= 0:
            self.passed_over.append(parsed.number)

    def _words(self, page: Any, drawing: Drawing | None = None) -> list[Word]:
        """The words on what was drawn of a page, or on all of it; none if that can't be recognised."""
        if self._recogniser is None or not self._recogniser.available:
            return []
        if self._seconds_left <= 0:
            # Pictures beside text are no reason to read a file again.
            self.stopped |= drawing is None
            return []
        started = processor_time()
        try:
            return self._recogniser.words(page, drawing or draw(page))
        except OcrError:
            return []
        finally:
            self._seconds_left -= processor_time() - started


def _is_text(words: Sequence[Word]) -> bool:
    """Whether what was found on a picture beside text is worth reading."""
    sure = [word for word in words if (word.confidence or 0) >= _LEAST_SURE and _LONG.search(word.text)]
    return len(sure) >= _LEAST_WORDS and 2 * len(sure) > len(words)
