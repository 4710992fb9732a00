"""The bench's check of boxes: what it finds right, and that it finds what is wrong."""

from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from bench.parsing.box_check import congruent, same
from index.formats.extract import Extract, File
from index.formats.pdf.boxes import BoxList
from index.formats.pdf.reader import read_pdf
from pdf_files import lines, made


def form(canvas: Canvas) -> None:
    lines(canvas, ["Application for a permit, and more of it", "below this line"])
    canvas.acroForm.textfield(
        name="f1", tooltip="Family name", value="Kim", x=72, y=600, width=200, height=20
    )
    canvas.acroForm.checkbox(name="c1", tooltip="Resident", checked=True, x=72, y=560)
    canvas.acroForm.checkbox(name="c2", tooltip="Minor", checked=False, x=72, y=520)
    canvas.textAnnotation("Check this date", Rect=(400, 600, 420, 620))


FILE = File(name="a.pdf", data=made(form), ocr=False)


def right(extract: Extract) -> list[bool]:
    spans = [(block.start, block.end) for block in extract.blocks]
    return [same(*pair) for pair in congruent(FILE, extract, spans)]


def moved(extract: Extract, right: float, up: float = 0) -> Extract:
    boxes = BoxList()
    for box in extract.boxes:
        boxes.add(
            box.start, box.end, box.page, (box.left + right, box.bottom + up, box.right + right, box.top + up)
        )
    return replace(extract, boxes=boxes)


def test_words_and_comments_and_fields_are_right_where_they_are() -> None:
    extract = read_pdf(FILE)

    assert right(extract) == [True] * len(extract.blocks)
    assert len(extract.blocks) == 4


def test_they_are_wrong_elsewhere() -> None:
    extract = read_pdf(FILE)

    assert right(moved(extract, 0, 12)) == [False] * len(extract.blocks)
    # A letter that the rectangle touches is in it; a comment has its own rectangle, and no other.
    assert right(moved(extract, 2)) == [True, False, False, False]
    assert right(moved(extract, 9)) == [False] * len(extract.blocks)


def test_a_comment_or_field_that_says_something_else_is_wrong() -> None:
    extract = read_pdf(FILE)
    text = extract.text
    for word, other in (("Kim", "Lee"), ("Check", "Check".upper())):
        extract = replace(extract, text=text.replace(word, other))

        assert right(extract).count(False) == 1


def test_a_field_that_is_not_ticked_is_wrong() -> None:
    extract = read_pdf(FILE)
    block = next(it for it in extract.blocks if extract.text[it.start :].startswith("Resident"))
    boxes = BoxList()
    for box in extract.boxes:
        down = 40 if box.start == block.start else 0  # where the other one is
        boxes.add(box.start, box.end, box.page, (box.left, box.bottom - down, box.right, box.top - down))

    assert right(replace(extract, boxes=boxes)).count(False) == 1
