"""Makes the PDF files of tests."""

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.formats.extract import Extract, File
from index.formats.pdf.reader import read_pdf

WIDTH, HEIGHT = A4
LOREM = (
    "The committee met in spring and weighed the evidence that the three surveys had brought together. "
    "Rivers in the north carried more sediment than in any year before, and the dams filled early. "
    "Farmers on the lower plain reported losses that the insurers had not foreseen in their models. "
    "A second inquiry was opened in autumn, and its results were published without delay or comment."
)


def made(draw: Callable[[Canvas], None], **options: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def read(draw: Callable[[Canvas], None], **options: object) -> Extract:
    return read_pdf(File(name="a.pdf", data=made(draw, **options), ocr=False))


def lines(
    canvas: Canvas,
    texts: list[str],
    x: float = 72,
    y: float = 700,
    *,
    size: float = 10,
    font: str = "Times-Roman",
) -> float:
    """Writes lines from the top down; returns where the next would be."""
    canvas.setFont(font, size)
    for text in texts:
        canvas.drawString(x, y, text)
        y -= 1.2 * size
    return y


def wrapped(text: str, width: int) -> list[str]:
    rows, row = [], ""
    for word in text.split():
        if len(row) + len(word) + 1 > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return [*rows, row]


def headings(extract: Extract) -> list[str]:
    return [section.name for section in extract.sections if section.kind == "heading"]


def page_of_a_report(
    canvas: Canvas, number: int, *, header: str = "Annual report of the river board"
) -> None:
    """One of five pages, with a header and its number."""
    lines(canvas, [header], y=810, size=9)
    lines(canvas, wrapped(f"Page text {number * 37}. {LOREM}", 80))
    lines(canvas, [f"Page {number} of 5"], x=280, y=30, size=9)
    canvas.showPage()
