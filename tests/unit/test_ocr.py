"""Pages that are pictures of text: recognised where tesseract is installed, else listed."""

import io
import shutil
from importlib.util import find_spec

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.formats.extract import File
from index.formats.ocr import scale_for
from index.formats.pdf import read_pdf

installed = pytest.mark.skipif(
    find_spec("pytesseract") is None or shutil.which("tesseract") is None, reason="tesseract is not installed"
)
ROWS = ["The committee met in spring", "and weighed the evidence"]


def scan(*, layer: str | None = None, rotation: int = 0) -> bytes:
    """A page that is a picture of two lines; `layer` is text without ink over it."""
    picture = Image.new("L", (1200, 800), 255)
    draw = ImageDraw.Draw(picture)
    for number, row in enumerate(ROWS):
        draw.text((100, 150 + 80 * number), row, font=ImageFont.load_default(52), fill=0)
    if rotation:
        picture = picture.rotate(rotation, expand=True)
    stream = io.BytesIO()
    size = (picture.width / 2, picture.height / 2)
    canvas = Canvas(stream, pagesize=size)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    if layer:
        text = canvas.beginText(50, 300)
        text.setFont("Helvetica", 20)
        text.setTextRenderMode(3)
        text.textLine(layer)
        canvas.drawText(text)
    canvas.save()
    document = pdfium.PdfDocument(stream.getvalue())
    document[0].set_rotation(rotation)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_page_that_is_a_picture_is_listed() -> None:
    extract = read_pdf(File(name="a.pdf", data=scan(), ocr=False))

    assert extract.report.scanned == (1,)
    assert extract.text == ""


def test_the_text_that_a_scanner_recognised_is_kept() -> None:
    extract = read_pdf(File(name="a.pdf", data=scan(layer="The committee met in spring"), ocr=False))

    assert extract.text == "The committee met in spring"
    assert (extract.report.scanned, extract.report.hidden) == ((), 0)


@installed
@pytest.mark.parametrize("rotation", [0, 90])
def test_text_on_a_picture_is_recognised_where_it_stands(rotation: int) -> None:
    extract = read_pdf(File(name="a.pdf", data=scan(rotation=rotation)))

    assert extract.text == " ".join(ROWS)
    assert (extract.report.recognised, extract.report.scanned) == ((1,), ())
    first = extract.boxes[0]
    assert extract.text[first.start : first.end] == "The"
    upright = (first.left, 400 - first.top) if not rotation else (first.bottom, first.left)
    assert upright == pytest.approx((50, 80), abs=12)


def test_a_huge_page_is_drawn_within_a_limit() -> None:
    assert scale_for(595, 842) == 300 / 72
    assert 14_400 * 14_400 * scale_for(14_400, 14_400) ** 2 <= 10_000_001
    assert 200_000 * scale_for(1, 200_000) <= 20_001
