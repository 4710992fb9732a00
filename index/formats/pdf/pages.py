"""The pages of a PDF that stays open: their sizes and labels, pictures of them, and where points are on these."""

import io
from contextlib import ExitStack, closing
from ctypes import byref, c_int
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from index.documents import PageShape, Placement
from index.formats.extract import File, UnreadableError
from index.formats.pdf.drawing import drawn
from index.formats.pdf.file import MAX_PAGES, opened
from index.formats.pdf.metadata import page_labels

# Of JPEG, which took a tenth of the time of PNG (10 against 90 ms a page of 1200 pixels, November 2026); letters stay sharp.
_QUALITY = 88
# Into so many steps a page is divided to find where a point is on it: pdfium gives whole numbers.
_STEPS = 1_000_000
_FAR = 1_000  # points


class OpenPages:
    """The pages of one file. Not for several threads at once."""

    def __init__(self, file: File) -> None:
        """Opens the file.

        Raises:
            UnreadableError: It is damaged, or encrypted and the password does not open it.
        """
        self._stack = ExitStack()
        self._document = self._stack.enter_context(opened(file))

    def close(self) -> None:
        """Closes the file."""
        self._stack.close()

    def shapes(self) -> list[PageShape]:
        """All pages, in order."""
        count = min(len(self._document), MAX_PAGES)
        labels = page_labels(self._document, count)
        sizes = (self._document.get_page_size(number) for number in range(count))
        return [PageShape(width, height, label) for (width, height), label in zip(sizes, labels, strict=True)]

    def draw(self, page: int, width: int) -> tuple[bytes, Placement]:
        """A JPEG of a page, counted from 1, and where its points are on that.

        Raises:
            UnreadableError: It has no such page, or it can't be drawn.
        """
        try:
            with closing(self._page(page)) as loaded:
                picture, _ = drawn(loaded, width)
                stream = io.BytesIO()
                picture.save(stream, "JPEG", quality=_QUALITY)
                return stream.getvalue(), _placement(loaded)
        except pypdfium.PdfiumError as error:
            raise UnreadableError(f"its page {page} is damaged") from error

    def placement(self, page: int) -> Placement:
        """Where the points of a page, counted from 1, are on a picture of it.

        Raises:
            UnreadableError: It has no such page, or it is damaged.
        """
        try:
            with closing(self._page(page)) as loaded:
                return _placement(loaded)
        except pypdfium.PdfiumError as error:
            raise UnreadableError(f"its page {page} is damaged") from error

    def _page(self, page: int) -> Any:
        if not 1 <= page <= len(self._document):
            raise UnreadableError(f"it has no page {page}; it has {len(self._document)}")
        return self._document[page - 1]


def _placement(page: Any) -> Placement:
    (x, y), (right_x, right_y), (up_x, up_y) = (
        _on_picture(page, *point) for point in ((0, 0), (_FAR, 0), (0, _FAR))
    )
    return Placement(
        across_x=(right_x - x) / _FAR,
        across_y=(up_x - x) / _FAR,
        across=x,
        down_x=(right_y - y) / _FAR,
        down_y=(up_y - y) / _FAR,
        down=y,
    )


def _on_picture(page: Any, left: float, up: float) -> tuple[float, float]:
    x, y = c_int(), c_int()
    if not pdfium.FPDF_PageToDevice(page, 0, 0, _STEPS, _STEPS, 0, left, up, byref(x), byref(y)):
        raise pypdfium.PdfiumError("a point that is nowhere on the page")
    return x.value / _STEPS, y.value / _STEPS
