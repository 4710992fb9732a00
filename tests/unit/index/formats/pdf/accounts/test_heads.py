"""PDF: the heads of accounts, on one line or several, name the columns below them."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from account_pages import EDGES, FIGURES, ITEMS, balance, figures, heads, named
from extracts import blocks, check
from pdf_files import lines, read


@pytest.mark.parametrize("font", ["Times-Bold", "Times-Roman"])
def test_a_head_on_two_lines_names_each_column_with_both(font: str) -> None:
    extract = read(lambda canvas: balance(canvas, signs=False, font=font))
    check(extract)
    assert blocks(extract) == [
        "(Dollars in millions) | December 31, 2018 | December 31, 2017",
        *(named(item, cells) for item, cells in zip(ITEMS, FIGURES, strict=True)),
    ]
    assert [block.kind for block in extract.blocks] == ["table_header", *["table_row"] * 4]


def test_a_head_over_several_columns_is_shared_by_all_of_them() -> None:
    edges = (280.0, 340.0, 400.0, 460.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Three Months Ended", "Nine Months Ended"), 524, (310.0, 430.0))
        heads(canvas, ("2023", "2022", "2023", "2022"), 514, edges)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, tuple(f"{number + 1}{column}.5" for column in range(4)), 500 - 14 * number, edges)

    assert blocks(read(draw))[1] == (
        "Inventories | Three Months Ended 2023: 10.5 | Three Months Ended 2022: 11.5"
        " | Nine Months Ended 2023: 12.5 | Nine Months Ended 2022: 13.5"
    )


def test_a_year_in_the_middle_above_three_columns_is_shared_by_all_of_them() -> None:
    edges = (220.0, 270.0, 320.0, 370.0, 420.0, 470.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 524, (270.0, 420.0))
        heads(canvas, ("Cost", "Gains", "Value") * 2, 514, edges)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, tuple(f"${number + 1}{column}" for column in range(6)), 500 - 14 * number, edges)

    assert blocks(read(draw))[2] == (
        "Goodwill | 2022 Cost: $20 | 2022 Gains: $21 | 2022 Value: $22"
        " | 2021 Cost: $23 | 2021 Gains: $24 | 2021 Value: $25"
    )


def test_the_name_of_the_company_above_all_columns_names_none_of_them() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Orrell Instruments Ltd and Subsidiaries",), 536, (430.0,))
        balance(canvas)

    assert blocks(read(draw))[:2] == [
        "Orrell Instruments Ltd and Subsidiaries",
        "(Dollars in millions) | December 31, 2018 | December 31, 2017",
    ]


def test_weeks_that_are_counted_in_a_head_are_no_figures() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("52 Weeks Ended", "53 Weeks Ended"), 534)
        heads(canvas, ("August 29,", "August 30,"), 524)
        heads(canvas, ("2021", "2020"), 514)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, FIGURES[number], 500 - 14 * number)

    assert blocks(read(draw))[1] == (
        "Inventories | 52 Weeks Ended August 29, 2021: 2,853 | 53 Weeks Ended August 30, 2020: 3,053"
    )


def test_heads_that_are_wider_than_their_figures_and_near_to_one_another_name_their_own_columns() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 8)
        for head, edge in (("December 26, 2020", 400.0), ("December 28, 2019", 470.0)):
            canvas.drawRightString(edge, 514, head)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            for cell, edge in zip((f"{number}.2%", f"{number}.5%"), (400.0, 470.0), strict=True):
                canvas.drawRightString(edge, 500 - 14 * number, cell)

    assert blocks(read(draw))[2] == "Goodwill | December 26, 2020: 1.2% | December 28, 2019: 1.5%"


def test_a_date_that_goes_on_on_the_next_line_is_no_figure() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("As of December", "As of December"), 524)
        heads(canvas, ("31, 2016", "31, 2015"), 514)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, FIGURES[number], 500 - 14 * number)

    assert blocks(read(draw))[1] == (
        "Inventories | As of December 31, 2016: 2,853 | As of December 31, 2015: 3,053"
    )


def test_two_accounts_one_below_the_other_keep_their_own_heads() -> None:
    def draw(canvas: Canvas) -> None:
        balance(canvas)
        heads(canvas, ("June 30,", "June 30,"), 434)
        heads(canvas, ("2018", "2017"), 424)
        for number, cells in enumerate((("5", "6"), ("7", "8"))):
            lines(canvas, [f"Claims {number}"], y=410 - 14 * number)
            figures(canvas, cells, 410 - 14 * number)

    assert blocks(read(draw))[-3:] == [
        "June 30, 2018 | June 30, 2017",
        "Claims 0 | June 30, 2018: 5 | June 30, 2017: 6",
        "Claims 1 | June 30, 2018: 7 | June 30, 2017: 8",
    ]


def test_names_that_end_where_their_years_do_are_above_all_of_these() -> None:
    edges = (220.0, 270.0, 320.0, 370.0, 420.0, 470.0)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 8)
        for name, edge in (("Pension", 320.0), ("Health Care and Life", 470.0)):
            canvas.drawRightString(edge, 524, name)
        for number, edge in enumerate(edges):
            canvas.drawRightString(edge, 514, str(2015 - number % 3))
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(
                canvas, tuple(f"{number + 1},{column}00" for column in range(6)), 500 - 14 * number, edges
            )

    assert blocks(read(draw))[1] == (
        "Inventories | Pension 2015: 1,000 | Pension 2014: 1,100 | Pension 2013: 1,200"
        " | Health Care and Life 2015: 1,300 | Health Care and Life 2014: 1,400 | Health Care and Life 2013: 1,500"
    )


def test_years_that_are_counted_with_a_fraction_are_figures_and_no_heads() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 514)
        for number, cells in enumerate((("11.3 years", "11.6 years"), ("2.2%", "2.8%"), ("2.0%", "2.3%"))):
            lines(canvas, [f"Leases {number}"], y=500 - 14 * number)
            for cell, edge in zip(cells, EDGES, strict=True):
                canvas.drawRightString(edge, 500 - 14 * number, cell)

    assert blocks(read(draw))[1:] == [
        "Leases 0 | 2022: 11.3 years | 2021: 11.6 years",
        "Leases 1 | 2022: 2.2% | 2021: 2.8%",
        "Leases 2 | 2022: 2.0% | 2021: 2.3%",
    ]
