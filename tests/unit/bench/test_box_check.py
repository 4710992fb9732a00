"""The check of boxes accepts right ones and finds wrong ones."""

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


def checked(extract: Extract) -> list[bool]:
    spans = [(block.start, block.end) for block in extract.blocks]
    return [same(*pair) for pair in congruent(FILE, extract, spans)]


def moved(extract: Extract, right: float, up: float = 0) -> Extract:
    boxes = BoxList()
    for box in extract.boxes:
        boxes.add(
            box.start, box.end, box.page, (box.left + right, box.bottom + up, box.right + right, box.top + up)
        )
    return replace(extract, boxes=boxes)


def test_the_boxes_of_words_comments_and_fields_are_right() -> None:
    extract = read_pdf(FILE)

    assert checked(extract) == [True] * len(extract.blocks)
    assert len(extract.blocks) == 4


def test_boxes_that_are_moved_are_wrong() -> None:
    extract = read_pdf(FILE)

    assert checked(moved(extract, 0, 12)) == [False] * len(extract.blocks)
    # A rectangle contains each letter that it touches; a comment has exactly one rectangle.
    assert checked(moved(extract, 2)) == [True, False, False, False]
    assert checked(moved(extract, 9)) == [False] * len(extract.blocks)


def test_a_comment_or_field_with_other_words_is_wrong() -> None:
    extract = read_pdf(FILE)
    text = extract.text
    for word, other in (("Kim", "Lee"), ("Check", "Check".upper())):
        extract = replace(extract, text=text.replace(word, other))

        assert checked(extract).count(False) == 1


def test_a_field_that_is_not_ticked_is_wrong() -> None:
    extract = read_pdf(FILE)
    resident = extract.text.index("Resident")
    boxes = BoxList()
    for box in extract.boxes:
        down = 40 if box.start == resident else 0  # to the box that is not ticked
        boxes.add(box.start, box.end, box.page, (box.left, box.bottom - down, box.right, box.top - down))

    assert checked(replace(extract, boxes=boxes)).count(False) == 1
