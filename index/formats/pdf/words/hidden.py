"""What is written on a page and nobody sees: text without ink, microscopic, white on white, or beside the page.

Such text is not read, since it can be there to mislead a program. Text without ink over a scan is another matter:
it is what a scanner's software recognised.
"""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from index.formats.pdf.words.calls import Rect
from index.formats.pdf.words.word import Word

_MICROSCOPIC = 1.5
_WHITE = 245
# A picture this large, in parts of the page, may be a scan of it.
SCAN = 0.5
_DEPTH = 6
_MOST_OBJECTS = 20_000


class Drawing:
    """What else is drawn on a page; looked at only when asked."""

    def __init__(self, page: Any) -> None:
        """Takes a pypdfium2 page."""
        self._page = page
        self._grounds: list[Rect] | None = None
        self._pictures: list[tuple[Rect, int]] | None = None
        self.box: Rect = page.get_bbox()

    @property
    def pictures(self) -> list[tuple[Rect, int]]:
        """Each picture's rectangle, and how many pixels it has."""
        if self._pictures is None:
            self._look()
        return self._pictures or []

    @property
    def grounds(self) -> list[Rect]:
        """Rectangles of what can be behind white text: pictures, shadings and areas that are not white."""
        if self._grounds is None:
            self._look()
        return self._grounds or []

    @property
    def pictured(self) -> float:
        """The share of the page that pictures cover, at most 1."""
        page = _area(self.box)
        covered = sum(_area(_shared(rect, self.box)) for rect, _ in self.pictures)
        return min(1.0, covered / page) if page > 0 else 0.0

    @property
    def pixels(self) -> int:
        """How many pixels its largest picture has."""
        return max((number for _, number in self.pictures), default=0)

    def _look(self) -> None:
        self._grounds, self._pictures = [], []
        try:
            for number, it in enumerate(self._page.get_objects(max_depth=_DEPTH)):
                if number > _MOST_OBJECTS:
                    break
                if it.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                    self._pictures.append((_bounds(it), _pixels(it)))
                    self._grounds.append(self._pictures[-1][0])
                elif it.type == pdfium.FPDF_PAGEOBJ_SHADING or _is_coloured(it):
                    self._grounds.append(_bounds(it))
        except pypdfium.PdfiumError:
            return  # what was seen so far is what there is


def visible(words: Sequence[Word], drawing: Drawing) -> tuple[list[Word], int]:
    """The words that can be seen, and how many characters of the others there were."""
    is_hidden = _test(words, drawing)
    seen = [word for word in words if not is_hidden(word)]
    return seen, sum(map(_length, words)) - sum(map(_length, seen))


def _test(words: Sequence[Word], drawing: Drawing) -> Callable[[Word], bool]:
    left, bottom, right, top = drawing.box
    invisible = sum(len(it.text) for it in words if it.style.invisible)
    # A scan's stamp or page number may be real text.
    layer = invisible > 0 and 2 * invisible > sum(len(it.text) for it in words) and drawing.pictured >= SCAN

    def is_hidden(word: Word) -> bool:
        one, low, two, high = word.box
        x, y = (one + two) / 2, (low + high) / 2
        style = word.style
        return (
            not (left <= x <= right and bottom <= y <= top)
            or style.size < _MICROSCOPIC
            or (style.invisible and not layer)
            or (
                style.white
                and not any(
                    ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3] for ground in drawing.grounds
                )
            )
        )

    return is_hidden


def _length(word: Word) -> int:
    return len(word.text)


def _bounds(it: Any) -> Rect:
    """Where an object is on the page; what is in a form is said in the form's own coordinates."""
    left, bottom, right, top = it.get_bounds()
    container = it.container
    while container is not None:
        a, b, c, d, e, f = container.get_matrix().get()
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        container = container.container
    return left, bottom, right, top


def _pixels(picture: Any) -> int:
    try:
        width, height = picture.get_px_size()
    except pypdfium.PdfiumError:
        return 0
    return int(width) * int(height)


def _is_coloured(it: Any) -> bool:
    """Whether it is an area filled with something else than white."""
    if it.type != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(it.raw, mode, stroked) or not mode.value:
        return False
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(it.raw, *colour):
        return True  # a pattern
    return min(part.value for part in colour[:3]) < _WHITE and colour[3].value > 0


def _area(rect: Rect) -> float:
    return max(0.0, rect[2] - rect[0]) * max(0.0, rect[3] - rect[1])


def _shared(one: Rect, other: Rect) -> Rect:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
