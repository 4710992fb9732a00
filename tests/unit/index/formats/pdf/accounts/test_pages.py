"""PDF: where accounts begin and end, on one page and over pages."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import FIGURES, ITEMS, figures, heads
from extracts import blocks
from pdf_files import LOREM, lines, read, wrapped


def test_one_row_at_the_end_of_a_page_gives_its_heads_to_those_on_the_next() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80), y=200)
        heads(canvas, ("2018", "2017"), 74)
        for number, item in enumerate(ITEMS):
            y = 60.0 if number == 0 else 780.0 - 14 * number
            if number == 1:
                canvas.showPage()
            lines(canvas, [item], y=y)
            figures(canvas, tuple(f"${cell}" for cell in FIGURES[number]), y)

    assert blocks(read(draw))[-4:] == [
        f"{item} | 2018: ${first} | 2017: ${second}"
        for item, (first, second) in zip(ITEMS, FIGURES, strict=True)
    ]


def test_a_table_of_contents_with_page_numbers_is_no_account() -> None:
    def draw(canvas: Canvas) -> None:
        for number, item in enumerate(
            ("Business", "Risk factors", "Properties", "Legal proceedings", "Exhibits")
        ):
            lines(canvas, [f"Item {number + 1}."], y=700 - 14 * number)
            lines(canvas, [item], x=130, y=700 - 14 * number)
            canvas.drawRightString(500, 700 - 14 * number, str(7 * number + 3))

    extract = read(draw)
    assert not [section for section in extract.sections if section.kind == "table"]
    assert blocks(extract)[0].startswith("Item 1. | Business")
