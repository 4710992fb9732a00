"""Text on a page that nobody sees: drawn without ink, microscopic, white on white, or beside the page.

Such text is not read, since it can be there to mislead a program. Text without ink over a scan is another matter:
it is what a scanner's software recognised.
"""

import ctypes
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from index.formats.pdf.words.pdfium_calls import Rect
from index.formats.pdf.words.word import Word, count_letters

_MICROSCOPIC = 1.5  # points
_THIN = 3.0  # points; a line that is drawn has its width around it, and as much again
_WHITE = 245
# A picture this large, in parts of the page, may be a scan of it.
SCAN = 0.5
# A picture of so much of the page, and of so many pixels, may have text on it that somebody is to read.
_LEGIBLE = 0.05
_LEGIBLE_PIXELS = 20_000
_DEPTH = 6
_MOST_OBJECTS = 20_000


class PageGraphics:
    """The pictures and coloured areas of a page; they are looked for only when asked.

    Attributes:
        box: The rectangle of the page.
    """

    def __init__(self, page: Any) -> None:
        """Takes a pypdfium2 page."""
        self._page = page
        self.box: Rect = page.get_bbox()

    @cached_property
    def _found(self) -> tuple[list[tuple[Rect, int]], list[Rect], list[Rect]]:
        pictures: list[tuple[Rect, int]] = []
        grounds: list[Rect] = []
        rules: list[Rect] = []
        try:
            for graphic in islice(self._page.get_objects(max_depth=_DEPTH), _MOST_OBJECTS):
                if graphic.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                    pictures.append((_bounds(graphic), _pixels(graphic)))
                    grounds.append(pictures[-1][0])
                elif graphic.type == pdfium.FPDF_PAGEOBJ_SHADING or _is_coloured(graphic):
                    grounds.append(_bounds(graphic))
                    if graphic.type == pdfium.FPDF_PAGEOBJ_PATH and _is_thin(grounds[-1]):
                        rules.append(grounds[-1])
                elif graphic.type == pdfium.FPDF_PAGEOBJ_PATH and _is_inked(graphic):
                    bounds = _bounds(graphic)
                    if _is_thin(bounds):
                        rules.append(bounds)
        except pypdfium.PdfiumError:
            pass  # a damaged page: what was seen so far counts
        return pictures, grounds, rules

    @property
    def rules(self) -> list[Rect]:
        """Where lines are drawn, from side to side or from top to bottom of the page; each as a narrow rectangle."""
        return self._found[2]

    @property
    def grounds(self) -> list[Rect]:
        """Rectangles of what can be behind white text: pictures, shadings and areas that are not white."""
        return self._found[1]

    @property
    def pictured(self) -> float:
        """The share of the page that pictures cover, at most 1."""
        page = _shared_area(self.box, self.box)
        covered = sum(_shared_area(rect, self.box) for rect, _ in self._found[0])
        return min(1.0, covered / page) if page > 0 else 0.0

    def legible(self, most_pixels: int) -> list[Rect]:
        """The parts of the page that pictures cover which are so large that text may be on them, and no larger."""
        page = _shared_area(self.box, self.box)
        return [
            _inside(rect, self.box)
            for rect, pixels in self._found[0]
            if _shared_area(rect, self.box) >= _LEGIBLE * page and _LEGIBLE_PIXELS <= pixels <= most_pixels
        ]

    @property
    def pixels(self) -> int:
        """How many pixels its largest picture has."""
        return max((pixels for _, pixels in self._found[0]), default=0)


def visible(words: Sequence[Word], graphics: PageGraphics) -> tuple[list[Word], int]:
    """The words that can be seen, and how many characters the others have."""
    invisible = count_letters(word for word in words if word.style.invisible)
    total = count_letters(words)
    # Some of a scan's text can have ink: a stamp, or the page number.
    scanned = 0 < total < 2 * invisible and graphics.pictured >= SCAN

    def is_seen(word: Word) -> bool:
        style, (left, bottom, right, top) = word.style, word.box
        x, y = (left + right) / 2, (bottom + top) / 2
        if style.size < _MICROSCOPIC or not _holds(graphics.box, x, y):
            return False
        if style.invisible and not scanned:
            return False
        return not style.white or any(_holds(ground, x, y) for ground in graphics.grounds)

    seen = [word for word in words if is_seen(word)]
    return seen, total - count_letters(seen)


def _bounds(graphic: Any) -> Rect:
    """Where an object is on the page; the coordinates inside a form are the form's own."""
    rect: Rect = graphic.get_bounds()
    while (graphic := graphic.container) is not None:
        rect = graphic.get_matrix().on_rect(*rect)
    return rect


def _pixels(picture: Any) -> int:
    try:
        width, height = picture.get_px_size()
    except pypdfium.PdfiumError:
        return 0
    return int(width) * int(height)


def _is_coloured(graphic: Any) -> bool:
    """Whether it is an area filled with something else than white."""
    if graphic.type != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(graphic.raw, mode, stroked) or not mode.value:
        return False
    return _is_not_white(graphic, pdfium.FPDFPageObj_GetFillColor)


def _is_inked(graphic: Any) -> bool:
    """Whether a path is drawn with a pen that is not white."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(graphic.raw, mode, stroked) or not stroked.value:
        return False
    return _is_not_white(graphic, pdfium.FPDFPageObj_GetStrokeColor)


def _is_not_white(graphic: Any, get_colour: Callable[..., int]) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    if not get_colour(graphic.raw, *colour):
        return True  # a pattern
    return min(part.value for part in colour[:3]) < _WHITE and colour[3].value > 0


def _is_thin(rect: Rect) -> bool:
    """Whether a rectangle is no more than a line."""
    return min(rect[2] - rect[0], rect[3] - rect[1]) <= _THIN


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]


def _inside(rect: Rect, box: Rect) -> Rect:
    return max(rect[0], box[0]), max(rect[1], box[1]), min(rect[2], box[2]), min(rect[3], box[3])


def _shared_area(one: Rect, other: Rect) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)
