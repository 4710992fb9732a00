"""PDF: what is one figure of an account, with its signs."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import EDGES, FIGURES, ITEMS, balance, figures, heads, named
from extracts import blocks
from pdf_files import lines, read


def test_a_currency_in_a_column_of_its_own_is_a_part_of_its_figure_also_in_the_first_row() -> None:
    first, *_, last = blocks(read(balance))[1:]
    assert first == named(ITEMS[0], FIGURES[0], "$")
    assert last == named(ITEMS[3], FIGURES[3], "$")


def test_brackets_and_per_cent_signs_that_hang_out_are_parts_of_their_figures() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2021", "2020"), 514)
        for number, cells in enumerate((("22.2%", "21.3%"), ("(1.5)%", "(0.2)%"), ("4.0%", "—%"))):
            lines(canvas, [f"Rate {number}"], y=500 - 14 * number)
            figures(canvas, cells, 500 - 14 * number)

    assert blocks(read(draw))[1:] == [
        "Rate 0 | 2021: 22.2% | 2020: 21.3%",
        "Rate 1 | 2021: (1.5)% | 2020: (0.2)%",
        "Rate 2 | 2021: 4.0% | 2020: —%",
    ]


def test_a_range_of_years_or_rates_is_a_figure() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Maturity", "Rate", "2018"), 514, (280.0, 380.0, 480.0))
        for number, cells in enumerate((("2039", "5.20%", "559"), ("2020–2040", "3.00%–4.50%", "$1,571"))):
            lines(canvas, [f"Notes {number}"], y=500 - 14 * number)
            for cell, edge in zip(cells, (280.0, 380.0, 480.0), strict=True):
                canvas.drawRightString(edge, 500 - 14 * number, cell)

    assert blocks(read(draw))[-1] == "Notes 1 | Maturity: 2020–2040 | Rate: 3.00%–4.50% | 2018: $1,571"


def test_a_dash_that_hangs_out_of_its_column_is_in_it() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 514)
        for number, cells in enumerate((("$12", "$34"), ("-", "-"), ("56", "(78)"))):
            lines(canvas, [f"Item {number}"], y=500 - 14 * number)
            for cell, edge in zip(cells, EDGES, strict=True):
                canvas.drawString(edge + 0.5, 472, ")" if cell == "(78)" else "")
                if cell == "-":
                    canvas.drawString(edge + 0.5, 486, "-")
                else:
                    canvas.drawRightString(edge, 500 - 14 * number, cell.rstrip(")"))

    assert blocks(read(draw))[1:] == [
        "Item 0 | 2018: $12 | 2017: $34",
        "Item 1 | 2018: - | 2017: -",
        "Item 2 | 2018: 56 | 2017: (78)",
    ]


def test_a_range_with_spaces_is_one_figure() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Maturities", "Rate"), 514)
        for number, cells in enumerate((("2018", "1.10%"), ("2018 - 2043", "1.08% – 3.91%"), ("—", "—"))):
            lines(canvas, [f"Notes {number}"], y=500 - 14 * number)
            for cell, edge in zip(cells, EDGES, strict=True):
                canvas.drawRightString(edge, 500 - 14 * number, cell)

    assert blocks(read(draw))[-2:] == [
        "Notes 1 | Maturities: 2018 - 2043 | Rate: 1.08% – 3.91%",
        "Notes 2 | Maturities: — | Rate: —",
    ]


def test_a_range_of_years_names_a_column_as_a_year_does() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2021", "2022 – 2026"), 514)
        for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, cells, 500 - 14 * number)

    assert blocks(read(draw))[1] == "Inventories | 2021: 2,853 | 2022 – 2026: 3,053"


def test_marks_of_notes_in_a_column_of_their_own_stay_with_their_figures() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 514)
        for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, cells, 500 - 14 * number)
            if number in (1, 3):
                canvas.drawString(394, 500 - 14 * number, f"({number})")
            if number == 2:
                canvas.drawString(490, 500 - 14 * number, "(c)")

    assert blocks(read(draw))[1:] == [
        "Inventories | 2018: 2,853 | 2017: 3,053",
        "Goodwill | 2018: 10,051 (1) | 2017: 10,513",
        "Other assets | 2018: (349) | 2017: 266 (c)",
        "Total assets | 2018: 36,500 (3) | 2017: 37,987",
    ]
