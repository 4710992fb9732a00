"""Pages that are pictures of text: their text is recognised if something is installed that does; else they are listed."""

import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.formats.extract import Extract, File
from index.formats.pdf import pictures, rapid, tesseract
from index.formats.pdf.ocr import Engine, OcrError, OcrWord, Recogniser, draw, scale_for
from index.formats.pdf.reader import read_pdf
from index.parsing.process import ParserProcess

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
needs_rapid = pytest.mark.skipif(not rapid.is_available(), reason="rapidocr is not installed")
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


@pytest.mark.parametrize(
    "engine",
    [pytest.param(tesseract.lines, marks=needs_tesseract), pytest.param(rapid.lines, marks=needs_rapid)],
)
@pytest.mark.parametrize("rotation", [0, 90])
def test_text_on_a_picture_is_recognised_where_it_stands(
    rotation: int, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "Recogniser", lambda: Recogniser(engine))
    extract = read_pdf(File(name="a.pdf", data=scan(rotation=rotation)))

    assert " ".join(extract.text.split()) == " ".join(ROWS)
    assert (extract.report.recognised, extract.report.scanned) == ((1,), ())
    first = extract.boxes[0]
    assert extract.text[first.start : first.end] == "The"
    upright = (first.left, 400 - first.top) if not rotation else (first.bottom, first.left)
    assert upright == pytest.approx((50, 80), abs=14)
    (mark,) = [section for section in extract.sections if section.kind == "recognised"]
    assert re.fullmatch(r"recognised from a picture, (9\d|100)% sure", mark.name)
    assert (mark.start, mark.end) == (0, len(extract.text))


def test_a_huge_page_is_drawn_within_a_limit() -> None:
    assert scale_for(300, 420) == 300 / 72
    assert 200_000 * scale_for(1, 200_000) <= 2_501


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
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """Puts a small program in tesseract's place; returns the file that counts its runs."""

    def put(behaviour: str) -> Path:
        monkeypatch.setattr(rapid, "is_available", lambda: False)
        monkeypatch.setenv("PATH", f"{program(tmp_path, behaviour).parent}{os.pathsep}{os.environ['PATH']}")
        tesseract._languages.cache_clear()
        return tmp_path / "runs"

    yield put
    tesseract._languages.cache_clear()


def joined(data: bytes, count: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.import_pages(pdfium.PdfDocument(data))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_recognition_of_a_page_that_waits_for_ever_is_stopped(
    put: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "_SECONDS", 1)
    put("exec sleep 30")
    recogniser = Recogniser()
    started = time.monotonic()

    assert recogniser.available
    page = pdfium.PdfDocument(scan())[0]
    with pytest.raises(OcrError, match="timed out"):
        recogniser.words(page, draw(page))
    assert time.monotonic() - started < 15


def test_pages_that_can_not_be_recognised_are_listed_and_the_rest_goes_on(
    put: Callable[[str], Path],
) -> None:
    runs = put("echo 'Error opening data file' >&2; exit 1")
    extract = read_pdf(File(name="a.pdf", data=joined(scan(), 2)))

    assert (extract.report.scanned, extract.report.recognised) == ((1, 2), ())
    assert runs.read_text() == "run\n" * 2


BUSY = (
    "i=0; while [ $i -lt 150000 ]; do i=$((i+1)); done; exit 1"  # some tenths of a second of processor time
)


def test_recognition_stops_when_its_share_of_the_processor_time_is_used_and_is_read_on_later(
    put: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_SHARE", 0.01)
    runs = put(BUSY)
    extract = read_pdf(File(name="a.pdf", data=joined(scan(), 6), seconds=10))

    assert extract.report.scanned == (1, 2, 3, 4, 5, 6)
    assert 1 <= len(runs.read_text().split()) <= 2
    assert (extract.report.recognition, extract.report.read_on) == ("stopped", 20)


def test_recognition_that_waits_for_the_processor_is_not_stopped(
    put: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_SHARE", 0.2)
    runs = put("sleep 0.5; exit 1")
    report = read_pdf(File(name="a.pdf", data=joined(scan(), 4), seconds=8)).report

    assert len(runs.read_text().split()) == 4
    assert (report.recognition, report.read_on) == ("tried", None)


def test_a_picture_of_too_many_pixels_is_not_recognised(
    put: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURE_PIXELS", 1200 * 800 - 1)
    runs = put("exit 1")

    assert read_pdf(File(name="a.pdf", data=scan())).report.scanned == (1,)
    assert not runs.exists()


@pytest.mark.parametrize("installed", [True, False])
def test_without_the_program_or_a_language_nothing_is_recognised(
    put: Callable[[str], Path], installed: bool
) -> None:
    runs = put("exit 1")
    path = program(runs.parent, "")
    path.write_text("#!/bin/sh\nexit 1\n") if installed else path.unlink()

    assert not Recogniser().available
    assert read_pdf(File(name="a.pdf", data=scan())).report.scanned == (1,)


def reads(*texts: str, confidence: float = 0.9) -> Engine:
    """Reads these lines on every picture, one below the other."""

    def engine(_picture: Image.Image) -> list[list[OcrWord]]:
        return [
            [OcrWord(word, (10.0 + 60 * place, 10.0 + 40 * row, 60.0 + 60 * place, 34.0 + 40 * row), confidence)
             for place, word in enumerate(text.split())]
            for row, text in enumerate(texts)
        ]  # fmt: skip

    return engine


def mixed(*, over: str = "", pages: int = 1, large: bool = True) -> bytes:
    """Pages of text with the same picture below it; `over` is text that stands on the picture."""
    picture = Image.linear_gradient("L").resize((600, 400))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    for _ in range(pages):
        canvas.drawString(50, 700, "The bridge of Linz was opened in 1902 and has twenty lamps.")
        width = 300 if large else 60
        canvas.drawImage(ImageReader(picture), 50, 300, width, width * 2 / 3)
        canvas.drawString(60, 400, over)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def marked(extract: Extract) -> list[str]:
    return [extract.text[part.start : part.end] for part in extract.sections if part.kind == "recognised"]


def test_beside_text_only_the_picture_is_recognised_and_only_that_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        pictures, "Recogniser", lambda: Recogniser(reads("Lamps by the year", "1902 twenty", confidence=0.8))
    )
    extract = read_pdf(File(name="a.pdf", data=mixed()))

    assert extract.text.startswith("The bridge of Linz was opened in 1902 and has twenty lamps.")
    assert " ".join(" ".join(marked(extract)).split()) == "Lamps by the year 1902 twenty"
    assert "recognised from a picture, 80% sure" in [section.name for section in extract.sections]
    assert "Page 1 has pictures whose text was recognised, which makes mistakes." in extract.report.notes
    box = next(box for box in extract.boxes if extract.text[box.start : box.end] == "Lamps")
    assert 50 < box.left < box.right < 350 and 300 < box.bottom < box.top < 500


@pytest.mark.parametrize(
    "data",
    [mixed(over="Some words that stand on a background"), mixed(large=False)],
    ids=["background", "icon"],
)
def test_a_background_and_a_small_picture_are_not_recognised(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "Recogniser", lambda: Recogniser(reads("All lamps by their year")))
    assert "lamps by" not in read_pdf(File(name="a.pdf", data=data)).text


def test_the_labels_of_a_figure_and_what_is_seen_in_a_pattern_are_no_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = reads("V V m", "x 60 口", "USDA arm V", "a b")
    monkeypatch.setattr(pictures, "Recogniser", lambda: Recogniser(seen))
    assert marked(read_pdf(File(name="a.pdf", data=mixed()))) == []


def test_pictures_beside_text_that_there_is_no_time_for_are_noted_and_are_no_reason_to_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "_SHARE", 0.0)
    monkeypatch.setattr(pictures, "Recogniser", lambda: Recogniser(reads("All lamps by their year")))
    report = read_pdf(File(name="a.pdf", data=mixed(pages=2))).report
    assert "Pages 1 to 2: no text was looked for on pictures, since that takes long." in report.notes
    assert report.read_on is None


def test_a_picture_that_comes_on_every_page_is_recognised_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "Recogniser", lambda: Recogniser(reads("All lamps by their year")))
    assert read_pdf(File(name="a.pdf", data=mixed(pages=3))).text.count("All lamps by their year") == 1


@pytest.mark.parametrize(
    ("found", "warned"), [("Page 7", True), ("a b c d e f g h i j k l m n o p q r s t", False)]
)
def test_a_scan_that_gives_next_to_nothing_is_read_with_a_warning(
    found: str, warned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "Recogniser", lambda: Recogniser(reads(found)))
    notes = read_pdf(File(name="a.pdf", data=scan())).report.notes
    assert (
        "Only 6 characters were found on its only page, a picture: more may stand there." in notes
    ) == warned


def test_a_layer_of_next_to_nothing_over_a_scan_is_read_with_a_warning() -> None:
    extract = read_pdf(File(name="a.pdf", data=scan(layer="Seite 3"), ocr=False))
    assert extract.text == "Seite 3"
    assert extract.report.notes[0].startswith("Only 7 characters were found")


@needs_rapid
def test_within_the_limits_of_the_parser_a_scan_is_recognised_by_what_came_with_the_wheel() -> None:
    with ParserProcess() as parser:
        extract = parser.read(File(name="a.pdf", data=scan()))
    assert " ".join(extract.text.split()) == " ".join(ROWS)


@needs_rapid
def test_of_a_script_that_it_does_not_know_rapidocr_reads_nothing_rather_than_the_digits() -> None:
    fonts = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    picture = Image.new("L", (1200, 200), 255)
    text = "Совет директоров утвердил отчёт за 2018 год."
    ImageDraw.Draw(picture).text((40, 60), text, font=ImageFont.truetype(fonts, 40), fill=0)

    assert rapid.lines(picture) == []


def test_characters_are_parted_only_where_the_line_has_spaces() -> None:
    found = [
        OcrWord(text, (10.0 * place, 0, 10.0 * place + 9, 9), 0.5) for place, text in enumerate("董事会 AB")
    ]
    line = rapid._spaced("董事会 AB", [word for word in found if word.text != " "])
    assert [(word.text, word.pixels) for word in line] == [("董事会", (0, 0, 29, 9)), ("AB", (40, 0, 59, 9))]


def test_where_the_first_finds_nothing_the_second_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for engine, found in ((rapid, reads()), (tesseract, reads("Some words"))):
        monkeypatch.setattr(engine, "is_available", lambda: True)
        monkeypatch.setattr(engine, "lines", found)
    page = pdfium.PdfDocument(scan())[0]

    assert [word.text for word in Recogniser().words(page, draw(page))] == ["Some", "words"]
