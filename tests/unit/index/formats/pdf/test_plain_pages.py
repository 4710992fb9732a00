"""PDF: a page whose layout can't be read costs its layout, and not its text or the other pages."""

import pytest
from pypdfium2 import PdfiumError
from reportlab.pdfgen.canvas import Canvas

from index.documents import place
from index.formats import File, read_file
from index.formats.pdf import reader
from index.formats.pdf.layout import Layout
from index.formats.pdf.structure.headers_footers import HeadersAndFooters
from index.formats.pdf.structure.page import parse_page
from pdf_files import LOREM, lines, made, page_of_a_report, wrapped

PAGES, BAD = 400, 300


@pytest.fixture(scope="module")
def long() -> bytes:
    def draw(canvas: Canvas) -> None:
        for number in range(1, PAGES + 1):
            lines(canvas, ["Of rivers"], y=740, size=14, font="Times-Bold")
            lines(canvas, [f"The gauge number {number} showed more than in spring."])
            canvas.showPage()

    return made(draw)


def failing_at(step, number_of):
    """The same step of the reader, with a fault on one page."""

    def failing(*arguments):
        if number_of(arguments) == BAD:
            raise IndexError("a fault")
        return step(*arguments)

    return failing


@pytest.mark.parametrize("step", ["parse", "layout"])
def test_a_fault_on_one_page_of_many_costs_its_layout_only(long, monkeypatch, step):
    if step == "parse":
        faulty = failing_at(reader.parse_page, lambda arguments: arguments[1])
        monkeypatch.setattr(reader, "parse_page", faulty)
    else:
        faulty = failing_at(Layout.write, lambda arguments: arguments[1].number)
        monkeypatch.setattr(Layout, "write", faulty)
    extract = read_file(File(name="a.pdf", data=long, ocr=False))

    for number in (1, BAD - 1, BAD, BAD + 1, PAGES):
        at = extract.text.index(f"The gauge number {number} showed more than in spring.")
        assert (place(extract.sections, at) or "").startswith(f"p. {number}")
    assert extract.report.notes == (
        "The layout of page 300 could not be read (a fault of Pincite, IndexError): only plain text is left of it.",
    )


def test_a_page_that_pdfium_can_not_read_is_damaged_and_the_others_are_read(long, monkeypatch):
    def failing(page, number, *more):
        if number == BAD:
            raise PdfiumError("damaged")
        return parse_page(page, number, *more)

    monkeypatch.setattr(reader, "parse_page", failing)
    extract = read_file(File(name="a.pdf", data=long, ocr=False))

    assert extract.report.notes == ("Page 300 could not be read: damaged.",)
    assert f"number {BAD} showed" not in extract.text
    assert f"number {PAGES} showed" in extract.text


def test_who_looks_for_faults_sees_them(long, monkeypatch):
    monkeypatch.setattr(reader, "parse_page", failing_at(reader.parse_page, lambda arguments: arguments[1]))
    with pytest.raises(IndexError):
        read_file(File(name="a.pdf", data=long, ocr=False, strict=True))


def test_a_fault_with_the_headers_leaves_them_in_the_text(monkeypatch):
    def failing(*_):
        raise IndexError

    def draw(canvas: Canvas) -> None:
        for number in range(1, 6):
            page_of_a_report(canvas, number)

    monkeypatch.setattr(HeadersAndFooters, "remove", failing)
    extract = read_file(File(name="a.pdf", data=made(draw), ocr=False))

    assert extract.text.count("Annual report of the river board") == 5
    assert extract.text.count("Page text") == 5
    assert "Headers and footers" in extract.report.notes[0]


def test_lines_are_joined_and_divided_words_too(monkeypatch):
    monkeypatch.setattr(reader, "parse_page", failing_at(reader.parse_page, lambda _: BAD))
    data = made(lambda canvas: lines(canvas, wrapped(LOREM, 60)) and canvas.showPage())
    extract = read_file(File(name="a.pdf", data=data, ocr=False))

    assert extract.text == LOREM
