"""Recognises text on pictures of pages, with tesseract. pytesseract comes with `pincite[ocr]`.

pypdfium2 draws the page, tesseract finds words, lines and paragraphs and their order.
"""

import math
import os
from functools import cached_property
from importlib.util import find_spec
from statistics import median
from typing import Any, TypeAlias

from index.formats.characters.clean import clean
from index.formats.pdf.words.pdfium_calls import Rect
from index.formats.pdf.words.word import Style, Word

_DPI = 300
# A page of A4 at 300 dpi has 9 million pixels. pdfium also unpacks the page's own pictures.
_MOST_PIXELS = 10_000_000
_LONGEST = 20_000
MOST_PICTURE_PIXELS = 50_000_000
_LEAST_CONFIDENCE = 30
# The height of a line's ink, in parts of the size of its letters; lines whose heights differ by less than the second
# number are set in the same size.
_INK = 0.9
_ALIKE = 0.5
_MOST_LANGUAGES = 4
# By the clock, behind the limit of processor time that tesseract has from this process; a page takes some 3 seconds.
_SECONDS = 300
_COLUMNS = ("block_num", "par_num", "line_num", "text", "conf", "left", "top", "width", "height")

_OcrLine: TypeAlias = list[tuple[str, Rect]]  # the words of a line with their pixels


class OcrError(Exception):
    """Text could not be recognised on a page."""


class Recogniser:
    """Tesseract, if it is installed."""

    def __init__(self) -> None:
        """Does not look for tesseract before it is needed."""
        self._usual = 0.0  # the height of most lines so far, in points

    @property
    def available(self) -> bool:
        """Whether pytesseract, tesseract, and a language for it are installed."""
        return bool(self._languages)

    @cached_property
    def _languages(self) -> list[str]:
        """English first, and what else is installed."""
        if find_spec("pytesseract") is None:
            return []
        import pytesseract

        try:
            languages = set(pytesseract.get_languages()) - {"osd", "equ"}
        except (OSError, RuntimeError):
            return []
        return sorted(languages, key=lambda language: (language != "eng", language))[:_MOST_LANGUAGES]

    def recognise(self, page: Any) -> list[Word]:
        """The words on a pypdfium2 page, line by line; left and right are those of the page as it is shown.

        Raises:
            OcrError: It takes too long, or tesseract fails.
        """
        import pytesseract

        scale = scale_for(*page.get_size())
        bitmap = page.render(scale=scale, grayscale=True)
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they save on one page
        try:
            columns = pytesseract.image_to_data(
                bitmap.to_pil(),
                lang="+".join(self._languages or ["eng"]),
                output_type=pytesseract.Output.DICT,
                timeout=_SECONDS,
            )
        except (RuntimeError, OSError, ValueError) as error:  # pytesseract's own errors are RuntimeErrors
            raise OcrError(str(error)) from error
        rows = zip(*(columns[name] for name in _COLUMNS), strict=True)
        return self._words(rows, bitmap.get_posconv(page), scale)

    def _words(self, rows: Any, position: Any, scale: float) -> list[Word]:
        """Tesseract's table of words, line by line."""
        by_line: dict[tuple[int, int, int], _OcrLine] = {}
        for block, paragraph, line, text, confidence, left, top, width, height in rows:
            word = clean(str(text).strip())[0]
            if word and float(confidence) >= _LEAST_CONFIDENCE and width > 0 and height > 0:
                rect = (left, top, left + width, top + height)
                by_line.setdefault((block, paragraph, line), []).append((word, rect))
        lines = [words for words in by_line.values() if any(any(map(str.isalnum, text)) for text, _ in words)]
        heights = [_height(words) / scale for words in lines]
        usual = self._usual_height(heights)
        recognised = []
        for words, height in zip(lines, heights, strict=True):
            # Lines of about the usual height are set alike.
            alike = abs(height - usual) <= _ALIKE * usual
            style = Style(size=(usual if alike else height) / _INK, bold=False, rotation=0)
            baseline = -median(rect[3] for _, rect in words) / scale
            recognised += [_word(text, rect, style, baseline, position, scale) for text, rect in words]
        return recognised

    def _usual_height(self, heights: list[float]) -> float:
        """The height of most lines of a page; that of the pages before if it is about the same."""
        usual = median(heights) if heights else 0.0
        if abs(usual - self._usual) > _ALIKE * self._usual:
            self._usual = usual
        return self._usual


def scale_for(width: float, height: float) -> float:
    """How many pixels a point of a page becomes: 300 dots an inch, fewer if the page is huge."""
    return min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1)), _LONGEST / max(width, height, 1))


def _height(line: _OcrLine) -> float:
    """The height of a line's taller words; the tallest may have a speck of dust on it."""
    heights = sorted(rect[3] - rect[1] for _, rect in line)
    return heights[int(0.8 * (len(heights) - 1))]


def _word(text: str, pixels: Rect, style: Style, baseline: float, position: Any, scale: float) -> Word:
    left, top, right, bottom = pixels
    stem_box = None
    if text[-1] == "-" and len(text) > 1:
        stem_right = left + (right - left) * (len(text) - 1) / len(text)
        stem_box = _on_page((left, top, stem_right, bottom), position)
    box = _on_page(pixels, position)
    return Word(text, box, stem_box, left / scale, right / scale, baseline, style)


def _on_page(pixels: Rect, position: Any) -> Rect:
    """A rectangle of the picture in points of the page, which may be turned."""
    left, top, right, bottom = (round(pixel) for pixel in pixels)
    corners = position.to_page(left, top), position.to_page(right, bottom)
    (low_x, high_x), (low_y, high_y) = map(sorted, zip(*corners, strict=True))
    return low_x, low_y, high_x, high_y
