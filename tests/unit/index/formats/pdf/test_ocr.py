"""Pages that are pictures of text: their text is recognised if tesseract is installed; else they are listed."""

import io
import shutil
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.formats.extract import File
from index.formats.pdf import ocr
from index.formats.pdf import reader as pdf
from index.formats.pdf.ocr import OcrError, Recogniser, scale_for
from index.formats.pdf.reader import read_pdf

needs_tesseract = pytest.mark.skipif(
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


@needs_tesseract
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


def program(folder: Path, behaviour: str) -> Path:
    """A small tesseract that knows English and runs the given command; each run is a line in `runs`."""
    path = folder / "tesseract"
    path.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        "  *--list-langs*) printf 'List of available languages (1):\\neng\\n'; exit 0;;\n"
        "  *--version*) echo 'tesseract 5.3.0'; exit 0;;\n"
        f'esac\necho run >> "{folder}/runs"\n{behaviour}\n'
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a small program in tesseract's place; returns the file that counts its runs."""
    pytesseract = pytest.importorskip("pytesseract")

    def put(behaviour: str) -> Path:
        path = program(tmp_path, behaviour)
        monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(path))
        return tmp_path / "runs"

    return put


def joined(data: bytes, count: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.import_pages(pdfium.PdfDocument(data))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_recognition_of_a_page_that_waits_for_ever_is_stopped(
    tesseract: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "_SECONDS", 1)
    tesseract("exec sleep 30")
    recogniser = Recogniser()
    started = time.monotonic()

    assert recogniser.available
    with pytest.raises(OcrError, match="timeout"):
        recogniser.recognise(pdfium.PdfDocument(scan())[0])
    assert time.monotonic() - started < 15


def test_pages_that_can_not_be_recognised_are_listed_and_the_rest_goes_on(
    tesseract: Callable[[str], Path],
) -> None:
    runs = tesseract("echo 'Error opening data file' >&2; exit 1")
    extract = read_pdf(File(name="a.pdf", data=joined(scan(), 2)))

    assert (extract.report.scanned, extract.report.recognised) == ((1, 2), ())
    assert runs.read_text() == "run\n" * 2


BUSY = (
    "i=0; while [ $i -lt 150000 ]; do i=$((i+1)); done; exit 1"  # some tenths of a second of processor time
)


def test_recognition_stops_when_its_share_of_the_processor_time_is_used_and_is_read_on_later(
    tesseract: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_OCR_SHARE", 0.01)
    runs = tesseract(BUSY)
    extract = read_pdf(File(name="a.pdf", data=joined(scan(), 6), seconds=10))

    assert extract.report.scanned == (1, 2, 3, 4, 5, 6)
    assert 1 <= len(runs.read_text().split()) <= 2
    assert (extract.report.recognition, extract.report.read_on) == ("stopped", 20)


def test_recognition_that_waits_for_the_processor_is_not_stopped(
    tesseract: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_OCR_SHARE", 0.2)
    runs = tesseract("sleep 0.5; exit 1")
    report = read_pdf(File(name="a.pdf", data=joined(scan(), 4), seconds=8)).report

    assert len(runs.read_text().split()) == 4
    assert (report.recognition, report.read_on) == ("tried", None)


def test_a_picture_of_too_many_pixels_is_not_recognised(
    tesseract: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MOST_PICTURE_PIXELS", 1200 * 800 - 1)
    runs = tesseract("exit 1")

    assert read_pdf(File(name="a.pdf", data=scan())).report.scanned == (1,)
    assert not runs.exists()


@pytest.mark.parametrize("installed", [True, False])
def test_without_the_program_or_a_language_nothing_is_recognised(
    tesseract: Callable[[str], Path], installed: bool
) -> None:
    runs = tesseract("exit 1")
    path = program(runs.parent, "")
    path.write_text("#!/bin/sh\nexit 1\n") if installed else path.unlink()

    assert not Recogniser().available
    assert read_pdf(File(name="a.pdf", data=scan())).report.scanned == (1,)
