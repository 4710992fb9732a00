"""PDF: headers, footers and page numbers."""

from reportlab.pdfgen.canvas import Canvas

from extracts import blocks
from pdf_files import LOREM, lines, page_of_a_report, read, wrapped


def test_repeated_headers_and_page_numbers_are_left_out() -> None:
    extract = read(lambda canvas: [page_of_a_report(canvas, number) for number in range(1, 6)] and None)

    assert "Annual report" not in extract.text
    assert "of 5" not in extract.text
    assert extract.text.count("Page text") == 5
    assert any("page numbers that repeat" in note for note in extract.report.notes)


def test_a_header_that_is_on_two_pages_and_one_that_names_the_chapter_are_left_out() -> None:
    headers = ["The first chapter", "The river board", "The second chapter", "The river board", "The last"]

    def draw(canvas: Canvas) -> None:
        for number, header in enumerate(headers, 1):
            page_of_a_report(canvas, number, header=header)

    text = read(draw).text

    assert [header for header in headers if header in text] == []
    assert text.count("Page text") == 5


def test_what_names_the_section_beside_a_header_is_left_out_too() -> None:
    """As in books of law: another one on each page, so that nothing of it repeats. On slides it is the title."""

    def draw(canvas: Canvas) -> None:
        for number, name in enumerate(("13 Seeds", "Roots", "17 Leaves", "Bark", "21 Wood"), 1):
            lines(canvas, [name], x=400, y=810, size=size, font="Times-Bold")
            lines(canvas, ["Laws of the river board"], y=810, size=12, font="Times-Bold")
            lines(canvas, wrapped(f"Page text {number * 37}. {LOREM}", 80))
            canvas.showPage()

    size = 12
    extract = read(draw)

    assert [name for name in ("Seeds", "Roots", "Leaves", "Bark", "Wood") if name in extract.text] == []
    assert extract.text.count("Page text") == 5

    size = 16
    assert "Roots" in read(draw).text


def test_the_first_line_of_each_page_is_no_header_if_it_is_as_large_as_text() -> None:
    names = ["Agenda", "Rivers", "Dams", "Agenda", "Farmers", "Insurers"]

    def draw(canvas: Canvas) -> None:
        for name in names:
            lines(canvas, [name], y=780, size=14)
            lines(canvas, wrapped(LOREM, 80))
            canvas.showPage()

    assert [block for block in blocks(read(draw)) if block != LOREM] == names


def test_text_that_begins_each_page_is_no_header() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (3, 17, 29, 31):
            lines(canvas, wrapped(f"Dear reader, we wrote {number} letters. {LOREM}", 80), y=800)
            canvas.showPage()

    assert read(draw).text.count("Dear reader") == 4


def test_pages_that_hold_only_the_same_line_keep_it() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 5):
            lines(canvas, [f"Receipt {number}"], y=800)
            canvas.showPage()

    assert blocks(read(draw)) == [f"Receipt {number}" for number in range(1, 5)]


def test_headers_that_print_the_sign_of_a_number_are_not_those_with_a_number_there() -> None:
    """Both would be "issue # #" if numbers were written as that sign, with one number and with two."""
    headers = ["Issue # 1", "Issue 1 2", "Issue # 3", "Issue 1 4", "Issue # 5", "Issue 1 6"]

    def draw(canvas: Canvas) -> None:
        for number, header in enumerate(headers, 1):
            page_of_a_report(canvas, number, header=header)

    text = read(draw).text

    assert "Issue" not in text
    assert text.count("Page text") == 6
