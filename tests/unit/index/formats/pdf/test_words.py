"""PDF: which characters are one word, and which of them mean what they seem to."""

from collections.abc import Sequence

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extracts import blocks
from index.formats.extract import File
from index.formats.pdf.reader import read_pdf
from index.formats.pdf.words.normalise import normalised
from pdf_files import LOREM, lines, made, read, wrapped

_BASE = 700.0


def runs(canvas: Canvas, parts: Sequence[tuple[str, float, float]], *, x: float = 72) -> None:
    """Writes texts one behind the other, each with its size and how far it is raised; TeX leaves 0.5 behind that."""
    for text, size, rise in parts:
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, _BASE + rise, text)
        x += canvas.stringWidth(text, "Times-Roman", size) + (0.5 if rise else 0)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("Areas in km", 10, 0), ("2", 7, 4), (": of countries", 10, 0)], "Areas in km2: of countries"),
        (
            [("in Thunderbird,", 10, 0), ("[10]", 8, 3), (" and others", 10, 0)],
            "in Thunderbird,[10] and others",
        ),
        ([("the units", 10, 0), ("3", 7, 4), (" and more of them", 10, 0)], "the units3 and more of them"),
        ([("3", 7, 4), ("See the other report.", 10, 0)], "3 See the other report."),
    ],
)
def test_a_raised_number_has_only_the_spaces_of_the_file_beside_it(
    parts: Sequence[tuple[str, float, float]], expected: str
) -> None:
    assert blocks(read(lambda canvas: runs(canvas, parts))) == [expected]


def test_what_is_raised_and_what_is_lowered_behind_one_letter_stay_with_it() -> None:
    def draw(canvas: Canvas) -> None:
        runs(canvas, [("a span of words w", 11, 0)])
        x = 72 + canvas.stringWidth("a span of words w", "Times-Roman", 11)
        runs(canvas, [("(i)", 8, 5.7)], x=x + 1.5)
        runs(canvas, [("s", 8, -1.4)], x=x)
        runs(canvas, [(" from one of the passages", 11, 0)], x=x + 12)

    assert blocks(read(draw)) == ["a span of words w(i)s from one of the passages"]


def test_text_in_a_font_with_a_wrong_table_is_left_out() -> None:
    """As in plots that were made on a Mac: their labels would read "<6;9#<:7#3$4"."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80))
        lines(canvas, ["3d cube and other labels of the plot"], y=500, font="Vera")

    data = made(draw, pageCompression=0)
    right = read_pdf(File(name="a.pdf", data=data, ocr=False))
    wrong = read_pdf(File(name="a.pdf", data=data.replace(b"<20> <0020>", b"<20> <0023>"), ocr=False))

    assert blocks(right) == [LOREM, "3d cube and other labels of the plot"]
    assert blocks(wrong) == [LOREM]
    assert "fonts don't say what their characters are" in " ".join(wrong.report.notes)


def test_a_sentence_in_microscopic_letters_is_hidden_as_a_whole() -> None:
    """Its short words are lower than its long ones when it is set aslant."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80))
        canvas.translate(72, 500)
        canvas.rotate(-15)
        lines(canvas, ["If you start this exercise lying down"], x=0, y=0, size=1.4)

    extract = read(draw)

    assert blocks(extract) == [LOREM]
    assert extract.report.hidden == len("Ifyoustartthisexerciselyingdown")


def test_a_mark_that_is_drawn_over_a_letter_stands_in_its_word_behind_it() -> None:
    """As word processors write Arabic: a space is before the mark, and the mark before its letter."""
    boxes = [(3.0, 9.0, 5.0, 11.0), (2.0, 0.0, 12.0, 8.0), (0.0, 0.0, 2.0, 8.0)]

    assert normalised("\u064b\u0636\u0627", boxes.__getitem__) == ("\u0636\u064b\u0627", 0)

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    data = made(lambda canvas: lines(canvas, ["a caf `e"], font="Vera"), pageCompression=0)
    data = data.replace(b"<60> <0060>", b"<60> <0301>")

    assert blocks(read_pdf(File(name="a.pdf", data=data))) == ["a caf\u0301e"]
