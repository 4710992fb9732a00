"""Recognises text on pictures of pages, with tesseract; pytesseract comes with `pincite[ocr]`.

pypdfium2 draws the page, tesseract finds words, lines and paragraphs and their order.
"""

import math
import os
from importlib.util import find_spec
from statistics import median
from typing import Any

from index.formats.characters.clean import clean
from index.formats.pdf.words.calls import Rect
from index.formats.pdf.words.word import Style, Word

_DPI = 300
# A page of A4 at 300 dpi has 9 million pixels. pdfium also unpacks the page's own pictures.
_MOST_PIXELS = 10_000_000
_LONGEST = 20_000
MOST_PICTURE_PIXELS = 50_000_000
_LEAST_CONFIDENCE = 30
# The ink of a line with high and low letters, in parts of its size; lines this much alike are set alike.
_INK = 0.9
_ALIKE = 0.5
_MOST_LANGUAGES = 4


class OcrError(Exception):
    """Text could not be recognised on a page."""


class Recogniser:
    """Tesseract, if it is installed."""

    def __init__(self) -> None:
        """Looks for it only when it is first needed."""
        self._languages: list[str] | None = None
        self._usual = 0.0  # the height of most lines so far, in points

    @property
    def available(self) -> bool:
        """Whether pytesseract, tesseract, and a language for it are installed."""
        if self._languages is None:
            self._languages = _installed()
        return bool(self._languages)

    def recognise(self, page: Any, seconds: float) -> list[Word]:
        """The words on a pypdfium2 page, line by line; what is left and right of them is as the page is seen.

        Args:
            page: The page.
            seconds: How long it may take.

        Raises:
            OcrError: It takes longer, or tesseract fails.
        """
        import pytesseract

        width, height = page.get_size()
        scale = scale_for(width, height)
        bitmap = page.render(scale=scale, grayscale=True)
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they save on one page
        try:
            found = pytesseract.image_to_data(
                bitmap.to_pil(),
                lang="+".join(self._languages or ["eng"]),
                output_type=pytesseract.Output.DICT,
                timeout=max(1, int(seconds)),
            )
        except (
            RuntimeError,
            OSError,
            ValueError,
        ) as error:  # TesseractError and its time-out are RuntimeErrors
            raise OcrError(str(error)) from error
        position = bitmap.get_posconv(page)
        rows = zip(*(found[it] for it in _COLUMNS), strict=True)
        return self._words(rows, position, scale)

    def _words(self, rows: Any, position: Any, scale: float) -> list[Word]:
        """Tesseract's table of words, line by line."""
        lines: dict[tuple[int, int, int], list[tuple[str, Rect]]] = {}
        for block, paragraph, line, text, confidence, left, top, width, height in rows:
            word = clean(str(text).strip())[0]
            if word and float(confidence) >= _LEAST_CONFIDENCE and width > 0 and height > 0:
                rect = (left, top, left + width, top + height)
                lines.setdefault((block, paragraph, line), []).append((word, rect))
        read = [it for it in lines.values() if any(map(str.isalnum, "".join(text for text, _ in it)))]
        heights = [_height(line) / scale for line in read]
        usual = self._usual_height(heights)
        return [
            _word(text, rect, _size(height, usual), -median(it[3] for _, it in line) / scale, position, scale)
            for line, height in zip(read, heights, strict=True)
            for text, rect in line
        ]

    def _usual_height(self, heights: list[float]) -> float:
        """The height of most lines of a page; that of the pages before if it is about the same."""
        usual = median(heights) if heights else 0.0
        if abs(usual - self._usual) > _ALIKE * self._usual:
            self._usual = usual
        return self._usual


_COLUMNS = ("block_num", "par_num", "line_num", "text", "conf", "left", "top", "width", "height")


def scale_for(width: float, height: float) -> float:
    """How many pixels a point of a page becomes: 300 dots an inch, fewer if the page is huge."""
    return min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1)), _LONGEST / max(width, height, 1))


def _installed() -> list[str]:
    """The languages to look for: English first, and what else is installed."""
    if find_spec("pytesseract") is None:
        return []
    import pytesseract

    try:
        languages = pytesseract.get_languages()
    except (OSError, RuntimeError):
        return []
    usable = sorted(
        (language for language in languages if language not in ("osd", "equ")),
        key=lambda it: (it != "eng", it),
    )
    return usable[:_MOST_LANGUAGES]


def _height(line: list[tuple[str, Rect]]) -> float:
    """The height of a line's taller words; the tallest may have a speck of dust on it."""
    heights = sorted(rect[3] - rect[1] for _, rect in line)
    return heights[int(0.8 * (len(heights) - 1))]


def _size(height: float, usual: float) -> float:
    """The size of a line's letters, of which the ink is nine tenths; alike for lines of about the usual height."""
    return (usual if abs(height - usual) <= _ALIKE * usual else height) / _INK


def _word(text: str, pixels: Rect, size: float, base: float, position: Any, scale: float) -> Word:
    left, top, right, bottom = pixels
    stem = None
    if text[-1] == "-" and len(text) > 1:
        stem = _on_page((left, top, left + (right - left) * (len(text) - 1) / len(text), bottom), position)
    style = Style(size=size, bold=False, turn=0)
    return Word(text, _on_page(pixels, position), stem, left / scale, right / scale, base, style)


def _on_page(pixels: Rect, position: Any) -> Rect:
    """A rectangle of the picture in points of the page, which may be turned."""
    left, top, right, bottom = (round(pixel) for pixel in pixels)
    one, other = position.to_page(left, top), position.to_page(right, bottom)
    (low_x, high_x), (low_y, high_y) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return low_x, low_y, high_x, high_y
