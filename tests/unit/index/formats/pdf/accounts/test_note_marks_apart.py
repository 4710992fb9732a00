"""PDF accounts: marks of notes that stand apart from what they belong to."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import EDGES, FIGURES, ITEMS, figures, heads
from extracts import blocks
from pdf_files import lines, read


def test_raised_marks_in_a_column_of_their_own_are_no_column() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 520)
        for number, cells in enumerate(FIGURES):
            lines(canvas, [ITEMS[number]], y=500 - 14 * number)
            figures(canvas, tuple(f"${cell}" for cell in cells), 500 - 14 * number)
        for edge, y in zip(EDGES, (500, 458), strict=True):
            lines(canvas, ["8"], x=edge + 9, y=y + 3, size=5)

    found = blocks(read(draw))

    assert found[-4] == "Inventories | 2018: $2,853⁸ | 2017: $3,053"
    assert found[-1] == "Total assets | 2018: $36,500 | 2017: $37,987⁸"


def test_a_mark_behind_a_label_is_no_figure_of_a_column() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 520)
        for number, cells in enumerate(FIGURES):
            lines(canvas, [ITEMS[number]], y=500 - 14 * number)
            figures(canvas, tuple(f"${cell}" for cell in cells), 500 - 14 * number)
        lines(canvas, ["(1)"], x=140, y=486)

    assert blocks(read(draw))[-3] == "Goodwill (1) | 2018: $10,051 | 2017: $10,513"
