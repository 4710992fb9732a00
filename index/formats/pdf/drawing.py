"""Draws a page of a PDF as a person sees it, with some of its words marked as by a highlighter."""

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pypdfium
from PIL import Image, ImageChops

from index.documents import Box
from index.formats.extract import File, UnreadableError
from index.formats.pdf.file import opened
from index.formats.pdf.words.hidden import PageGraphics

_YELLOW = (255, 238, 115)
_MOST_PIXELS = 8_000_000
_TALLEST = 4  # times its width
_MOST_PICTURE_PIXELS = 50_000_000
_MARGIN = 1  # pixels around the ink


def draw_page(file: File, page: int, boxes: Sequence[Box], *, width: int = 1000) -> bytes:
    """A PNG of a page, with the boxes on a yellow ground.

    Args:
        file: A PDF.
        page: Counted from 1.
        boxes: What to mark; those of other pages are left out.
        width: Of the picture in pixels; less if the page is very long.

    Raises:
        UnreadableError: It can't be opened, or has no such page.
    """
    with opened(file) as document:
        if not 1 <= page <= len(document):
            raise UnreadableError(f"it has no page {page}; it has {len(document)}")
        try:
            picture, position = drawn(document[page - 1], width)
            for box in boxes:
                if box.page == page:
                    _mark(picture, position, box)
        except pypdfium.PdfiumError as error:
            raise UnreadableError(f"its page {page} is damaged") from error
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        return stream.getvalue()


def drawn(page: Any, width: int) -> tuple[Image.Image, Any]:
    """A page as a picture, and what turns its points into pixels.

    Raises:
        UnreadableError: It takes too much memory, or is too narrow.
        PdfiumError: It is damaged.
    """
    across, up = page.get_size()
    if min(across, up) <= 0:
        raise pypdfium.PdfiumError("a page without an area")
    if PageGraphics(page).pixels > _MOST_PICTURE_PIXELS:
        raise UnreadableError("a picture on this page is too large to draw")
    scale = min(width / across, _TALLEST * width / up, (_MOST_PIXELS / (across * up)) ** 0.5)
    if min(across, up) * scale < 1:
        raise UnreadableError("this page is too narrow to draw")
    # pdfium rounds up, and would draw 1000.0000001 as 1001.
    bitmap = page.render(scale=scale * (1 - 1e-9), rev_byteorder=True)
    return bitmap.to_pil().convert("RGB"), bitmap.get_posconv(page)


def _mark(picture: Image.Image, position: Any, box: Box) -> None:
    """Multiplies the box with yellow, so that black letters stay black."""
    corners = position.to_bitmap(box.left, box.bottom), position.to_bitmap(box.right, box.top)
    (left, right), (upper, lower) = map(sorted, zip(*corners, strict=True))
    left, upper = max(0, left - _MARGIN), max(0, upper - _MARGIN)
    right, lower = min(picture.width, right + _MARGIN), min(picture.height, lower + _MARGIN)
    if left < right and upper < lower:
        part = picture.crop((left, upper, right, lower))
        picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _YELLOW)), (left, upper))
