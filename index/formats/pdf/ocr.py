"""Recognises text on pictures of pages: pypdfium2 draws the page, rapidocr or tesseract finds the words on it.

    page --> picture --> lines of words with their pixels (rapid, tesseract) --> words of the page

Of the two rapidocr is the better reader (docs/evidence.md), so it comes first where both are installed. Tesseract is then
asked where rapidocr finds nothing: it knows more scripts.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from statistics import median
from typing import Any, NamedTuple, TypeAlias

from index.formats.characters.clean import clean
from index.formats.pdf.words.pdfium_calls import Rect
from index.formats.pdf.words.word import Style, Word

_DPI = 300
# The longer side of what is drawn: more pixels are more memory and not more words.
_LONGEST = 2_500
# What pdfium unpacks to draw a page.
MOST_PICTURE_PIXELS = 50_000_000
# The height of a line's ink, in parts of the size of its letters; lines whose heights differ by less than the second
# number are set in the same size.
_INK = 0.9
_ALIKE = 0.5


class OcrError(Exception):
    """Text could not be recognised on a page."""


class OcrWord(NamedTuple):
    """A word on a picture."""

    text: str
    pixels: Rect  # left, upper, right, lower
    confidence: float  # 0 to 1


OcrLine: TypeAlias = Sequence[OcrWord]
Engine: TypeAlias = Callable[[Any], Sequence[OcrLine]]
"""Reads a PIL picture; raises OcrError."""


class Drawing(NamedTuple):
    """What pypdfium2 has drawn of a page."""

    bitmap: Any
    scale: float  # pixels of a point of the page


class Recogniser:
    """What recognises text, if anything is installed that does."""

    def __init__(self, engine: Engine | None = None) -> None:
        """Takes what reads pictures; by default the best that is installed, which is not looked for before it is needed."""
        self._given = engine
        self._usual = 0.0  # the height of most lines so far, in points

    @property
    def available(self) -> bool:
        """Whether it can read anything."""
        return bool(self._engines)

    @cached_property
    def _engines(self) -> list[Engine]:
        if self._given:
            return [self._given]
        # Here, since both take the types above.
        from index.formats.pdf import rapid, tesseract

        return [engine.lines for engine in (rapid, tesseract) if engine.is_available()]

    def words(self, page: Any, drawing: "Drawing") -> list[Word]:
        """The words on what was drawn of a pypdfium2 page, line by line; left and right are those of the page as it is shown.

        Raises:
            OcrError: It takes too long, or fails.
        """
        picture = drawing.bitmap.to_pil()
        lines = next((found for engine in self._engines if (found := _cleaned(engine(picture)))), [])
        scale, position = drawing.scale, drawing.bitmap.get_posconv(page)
        heights = [_height(line) / scale for line in lines]
        usual = self._usual_height(heights)
        recognised = []
        for line, height in zip(lines, heights, strict=True):
            # Lines of about the usual height are set alike.
            alike = abs(height - usual) <= _ALIKE * usual
            style = Style(size=(usual if alike else height) / _INK, bold=False, rotation=0)
            baseline = -median(word.pixels[3] for word in line) / scale
            recognised += [_word(word, style, baseline, position, scale) for word in line]
        return recognised

    def _usual_height(self, heights: list[float]) -> float:
        """The height of most lines of a page; that of the pages before if it is about the same."""
        usual = median(heights) if heights else 0.0
        if abs(usual - self._usual) > _ALIKE * self._usual:
            self._usual = usual
        return self._usual


def draw(page: Any, part: Rect | None = None) -> Drawing:
    """Draws a pypdfium2 page in grey, or a part of it, which is given in points; the page must be upright then."""
    width, height = page.get_size()
    if part is None:
        scale = scale_for(width, height)
        return Drawing(page.render(scale=scale, grayscale=True), scale)
    around = page.get_bbox()
    scale = scale_for(part[2] - part[0], part[3] - part[1])
    crop = tuple(abs(side - edge) for side, edge in zip(part, around, strict=True))
    return Drawing(page.render(scale=scale, grayscale=True, crop=crop), scale)


def scale_for(width: float, height: float) -> float:
    """How many pixels a point of a page becomes: 300 dots an inch, fewer if the page is large."""
    return min(_DPI / 72, _LONGEST / max(width, height, 1))


def _cleaned(lines: Sequence[OcrLine]) -> list[list[OcrWord]]:
    """Lines of words as documents have them; those without a letter or a digit are specks."""
    cleaned = [[word._replace(text=clean(word.text)[0]) for word in line] for line in lines]
    cleaned = [[word for word in line if word.text] for line in cleaned]
    return [line for line in cleaned if any(any(map(str.isalnum, word.text)) for word in line)]


def _height(line: OcrLine) -> float:
    """The height of a line's taller words; the tallest may have a speck of dust on it."""
    heights = sorted(word.pixels[3] - word.pixels[1] for word in line)
    return heights[int(0.8 * (len(heights) - 1))]


def _word(word: OcrWord, style: Style, baseline: float, position: Any, scale: float) -> Word:
    text, (left, top, right, bottom), confidence = word
    stem_box = None
    if text[-1] == "-" and len(text) > 1:
        stem_right = left + (right - left) * (len(text) - 1) / len(text)
        stem_box = _on_page((left, top, stem_right, bottom), position)
    box = _on_page(word.pixels, position)
    return Word(text, box, stem_box, left / scale, right / scale, baseline, style, confidence=confidence)


def _on_page(pixels: Rect, position: Any) -> Rect:
    """A rectangle of the picture in points of the page, which may be turned."""
    left, top, right, bottom = (round(pixel) for pixel in pixels)
    corners = position.to_page(left, top), position.to_page(right, bottom)
    (low_x, high_x), (low_y, high_y) = map(sorted, zip(*corners, strict=True))
    return low_x, low_y, high_x, high_y
