"""pdfium's calls for single characters, with plain integers in place of ctypes objects.

A page takes some thousand of them; through `pypdfium2.raw` each costs up to twice as much.
"""

import ctypes
import re
from collections.abc import Callable, Iterable
from typing import Any

import pypdfium2.raw as pdfium

_POINTER, _INT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double


def _fast(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, _POINTER).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


text_object = _fast(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_char_at = _fast(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_is_hyphen = _fast(pdfium.FPDFText_IsHyphen, _INT, _POINTER, _INT)
is_unmapped = _fast(pdfium.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
font_size = _fast(pdfium.FPDFText_GetFontSize, _DOUBLE, _POINTER, _INT)
_count_rects = _fast(pdfium.FPDFText_CountRects, _INT, _POINTER, _INT, _INT)
_get_rect = _fast(pdfium.FPDFText_GetRect, _INT, _POINTER, _INT, *[_POINTER] * 4)
_get_char_box = _fast(pdfium.FPDFText_GetCharBox, _INT, _POINTER, _INT, *[_POINTER] * 4)
_get_loose_box = _fast(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_get_origin = _fast(pdfium.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
_get_matrix = _fast(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
render_mode = _fast(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
font_of = _fast(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER)
_get_fill = _fast(pdfium.FPDFPageObj_GetFillColor, _INT, _POINTER, *[_POINTER] * 4)

# pdfium's mark for a hyphen at the end of a line, in its text as a whole.
HYPHEN_MARK = "\ufffe"
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
# Where TeX's old and new fonts have ligatures; without a table, pdfium gives these numbers.
_LIGATURE_CODES = "\x0b\x0c\x0e\x0f\x1b\x1c\x1d\x1e\x1f"
_LIGATURES = str.maketrans(_LIGATURE_CODES, "\ufb00\ufb01\ufb03\ufb04\ufb00\ufb01\ufb02\ufb03\ufb04")
_CONTROL_LIGATURE = re.compile(f"(?<=[a-z])[{_LIGATURE_CODES}]|[{_LIGATURE_CODES}](?=[a-z])")

Rect = tuple[float, float, float, float]  # left, bottom, right, top


class TextPage:
    """The characters of one page, by index. The page must stay open for as long as this is used."""

    def __init__(self, handle: Any) -> None:
        """Takes the `raw` of a pypdfium2 text page."""
        self.raw = handle
        self.handle = ctypes.cast(handle, _POINTER).value
        self._doubles, (self._left, self._bottom, self._right, self._top) = _output(_DOUBLE, 4)
        self._matrix, (self._matrix_start, *_) = _output(ctypes.c_float, 6)
        self._colour, self._colour_parts = _output(ctypes.c_uint, 4)
        self._loose = pdfium.FS_RECTF()

    def text(self, length: int) -> str:
        """So many characters, one for each index; hyphens at the end of lines are marked."""
        buffer = (ctypes.c_ushort * (length + 1))()
        written = pdfium.FPDFText_GetText(self.raw, 0, length, buffer) - 1 if length else 0
        if written == length:
            text = bytes(buffer)[: 2 * length].decode("utf-16-le", "surrogatepass")
            if len(text) == length and not CONTROL.search(text):
                return text
        marks = (
            HYPHEN_MARK if code == 2 and _is_hyphen(self.handle, index) else chr(min(code, 0x10FFFF))
            for index, code in enumerate(_char_at(self.handle, index) for index in range(length))
        )
        return _CONTROL_LIGATURE.sub(lambda match: match[0].translate(_LIGATURES), "".join(marks))

    def ink(self, start: int, count: int) -> Rect | None:
        """The rectangle around the ink of some characters; None if they have none."""
        number = _count_rects(self.handle, start, count)
        if number == 1:  # nearly always
            rect = self._rect(0)
            return rect if rect[0] < rect[2] and rect[1] < rect[3] else None
        return united(self._rect(index) for index in range(number))

    def _rect(self, index: int) -> Rect:
        _get_rect(self.handle, index, self._left, self._top, self._right, self._bottom)
        left, bottom, right, top = self._doubles
        return left, bottom, right, top

    def char_box(self, index: int) -> Rect:
        """The rectangle of one character's ink."""
        _get_char_box(self.handle, index, self._left, self._right, self._bottom, self._top)
        left, bottom, right, top = self._doubles
        return left, bottom, right, top

    def advance(self, index: int) -> Rect:
        """The rectangle that one character takes up, with the space on its sides."""
        _get_loose_box(self.handle, index, ctypes.addressof(self._loose))
        return self._loose.left, self._loose.bottom, self._loose.right, self._loose.top

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character stands: the left end of its part of the baseline."""
        _get_origin(self.handle, index, self._left, self._bottom)
        return self._doubles[0], self._doubles[1]

    def matrix(self, index: int) -> tuple[float, float, float, float]:
        """a, b, c, d of the character's matrix, which turns and stretches it."""
        _get_matrix(self.handle, index, self._matrix_start)
        a, b, c, d = self._matrix[:4]
        return a, b, c, d

    def font_face(self, index: int) -> tuple[str, int]:
        """The font's name, and its weight as pdfium estimates it: 400 for a regular one."""
        buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.raw, index, buffer, len(buffer), flags)
        return buffer.value.decode("latin-1"), pdfium.FPDFText_GetFontWeight(self.raw, index)

    def fill(self, text: int) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity of a text object, 0 to 255."""
        if not _get_fill(text, *self._colour_parts):
            return 0, 0, 0, 255
        red, green, blue, opacity = self._colour
        return red, green, blue, opacity


def _output(kind: Any, count: int) -> tuple[Any, list[int]]:
    """An array that a call writes to, and the address of each of its numbers."""
    numbers = (kind * count)()
    start, size = ctypes.addressof(numbers), ctypes.sizeof(kind)
    return numbers, [start + size * index for index in range(count)]


def united(rects: Iterable[Rect]) -> Rect | None:
    """The rectangle around those that are not empty; None if all are."""
    full = [rect for rect in rects if rect[0] < rect[2] and rect[1] < rect[3]]
    if not full:
        return None
    left, bottom, right, top = zip(*full, strict=True)
    return min(left), min(bottom), max(right), max(top)
