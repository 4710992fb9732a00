"""Where the words of a PDF are, and the page drawn with some of them marked."""

import io
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from index.boxes import span_boxes
from index.documents import Box
from index.formats.extract import Extract, File, UnreadableError
from index.formats.pdf.boxes import BoxList
from index.formats.pdf.drawing import draw_page
from index.formats.pdf.reader import read_pdf

ROWS = [
    "The committee met in spring and weighed the infor-",
    "mation of three surveys. Rivers carried more (gypsum)",
    "than in any year before, and dams filled too early.",
]


def made(*, rotation: int = 0, leading: float = 11, cropped: bool = False) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300))
    canvas.setFont("Times-Roman", 10)
    for number, row in enumerate(ROWS):
        canvas.drawString(50, 200 - leading * number, row)
    canvas.save()
    document = pdfium.PdfDocument(stream.getvalue())
    page = document[0]
    page.set_rotation(rotation)
    if cropped:
        page.set_cropbox(40, 100, 360, 280)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Extract:
    return read_pdf(File(name="a.pdf", data=data, ocr=False))


def words_in(data: bytes, boxes: tuple[Box, ...]) -> str:
    """What pdfium finds inside the boxes, without white space and hyphens at the ends of lines."""
    page = pdfium.PdfDocument(data)[0].get_textpage()
    found = "".join(page.get_text_bounded(box.left, box.bottom, box.right, box.top) for box in boxes)
    return "".join(found.replace("\ufffe", "").replace("\x02", "").split())


def test_each_word_has_a_box_and_the_boxes_follow_the_text() -> None:
    extract = read(made())

    assert {extract.text[box.start : box.end] for box in extract.boxes} >= {
        "committee",
        "infor",
        "mation",
        "(gypsum)",
    }
    assert all(one.end <= other.start for one, other in pairwise(extract.boxes))
    assert sum(box.end - box.start for box in extract.boxes) == len("".join(extract.text.split()))


def test_the_span_boxes_a_sentence_hold_its_words_and_no_others() -> None:
    data = made()
    extract = read(data)
    for sentence in (
        "The committee met in spring and weighed the information of three surveys.",
        "Rivers carried more (gypsum) than in any year before, and dams filled too early.",
    ):
        start = extract.text.index(sentence)
        boxes = span_boxes(extract.boxes, (start, start + len(sentence)))

        assert len(boxes) == 2
        assert words_in(data, boxes) == "".join(sentence.split())


def test_a_hyphen_that_was_taken_out_is_outside_of_the_box() -> None:
    extract = read(made())
    stem = next(box for box in extract.boxes if extract.text[box.start : box.end] == "infor")

    assert (
        words_in(made(), (Box(page=1, left=stem.left, bottom=stem.bottom, right=stem.right, top=stem.top),))
        == "infor"
    )
    assert stem.right < max(box.right for box in extract.boxes)


def test_a_list_of_boxes_is_a_sequence() -> None:
    boxes = BoxList()
    boxes.add(0, 3, 1, (1.0, 2.0, 3.0, 4.0))
    boxes.add(4, 9, 2, (5.0, 6.0, 7.0, 8.0))
    boxes.add(9, 10, 2, (5.0, 6.0, 5.0, 8.0))  # no area

    assert len(boxes) == 2
    assert boxes[-1] == (4, 9, 2, 5.0, 6.0, 7.0, 8.0)
    assert list(boxes[:1]) == [(0, 3, 1, 1.0, 2.0, 3.0, 4.0)]
    with pytest.raises(IndexError):
        boxes[2]


def drawn(data: bytes, boxes: list[Box], width: int = 800) -> Image.Image:
    return Image.open(io.BytesIO(draw_page(File(name="a.pdf", data=data), 1, boxes, width=width))).convert(
        "RGB"
    )


@pytest.mark.parametrize("cropped", [False, True], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_what_is_marked_is_yellow_and_the_rest_stays_white(rotation: int, cropped: bool) -> None:
    left, bottom, right, top = (40, 100, 360, 280) if cropped else (0, 0, 400, 300)
    box = Box(page=1, left=200, bottom=120, right=260, top=150)
    picture = drawn(made(rotation=rotation, cropped=cropped), [box])
    across, up = (right - left, top - bottom) if rotation in (0, 180) else (top - bottom, right - left)

    def colour(x: float, y: float) -> tuple[int, ...]:
        """Of the pixel at a point of the page."""
        u, v = (x - left) / (right - left), (top - y) / (top - bottom)
        u, v = {0: (u, v), 90: (1 - v, u), 180: (1 - u, 1 - v), 270: (v, 1 - u)}[rotation]
        return picture.getpixel((int(u * picture.width), int(v * picture.height)))  # type: ignore[return-value]

    assert picture.width == 800
    assert picture.height == pytest.approx(800 * up / across, abs=1)
    for x, y in ((203, 123), (257, 147), (230, 135)):
        red, green, blue = colour(x, y)
        assert red > 240 and green > 220 and blue < 150
    for x, y in ((195, 135), (265, 135), (230, 115), (230, 155)):
        assert colour(x, y) == (255, 255, 255)


def test_letters_under_the_mark_stay_black() -> None:
    word = next(iter(read(made()).boxes))
    box = Box(page=1, left=word.left, bottom=word.bottom, right=word.right, top=word.top)
    picture = drawn(made(), [box], width=1600)
    scale = picture.width / 400
    area = picture.crop(
        (
            int(box.left * scale),
            int((300 - box.top) * scale),
            int(box.right * scale),
            int((300 - box.bottom) * scale),
        )
    )
    colours = [colour for _, colour in area.getcolors(100_000)]  # type: ignore[union-attr]

    assert min(map(sum, colours)) < 60
    assert (255, 255, 255) not in colours


def test_a_very_long_page_is_drawn_smaller() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(100, 14_000))
    canvas.showPage()
    canvas.save()
    picture = drawn(stream.getvalue(), [], width=1000)

    assert picture.width * picture.height < 9_000_000
    assert picture.height <= 4_001


def test_a_missing_page_is_reported() -> None:
    with pytest.raises(UnreadableError, match="it has no page 2; it has 1"):
        draw_page(File(name="a.pdf", data=made()), 2, [])
