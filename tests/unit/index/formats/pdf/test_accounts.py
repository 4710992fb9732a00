"""PDF: tables of annual reports, with the years and the units of their figures."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from extracts import blocks, check
from index.documents import names
from index.formats.extract import Extract
from pdf_files import LOREM, lines, read, wrapped

ITEMS = ("Inventories", "Goodwill", "Other assets", "Total assets")
FIGURES = (("2,853", "3,053"), ("10,051", "10,513"), ("(349)", "266"), ("36,500", "37,987"))
EDGES = (380.0, 480.0)


def figures(canvas: Canvas, cells: tuple[str, ...], y: float, edges: tuple[float, ...] = EDGES) -> None:
    """Figures that end below one another; the sign of a currency stands in a column of its own."""
    canvas.setFont("Times-Roman", 10)
    for cell, edge in zip(cells, edges, strict=True):
        if cell.startswith("$"):
            canvas.drawString(edge - 40, y, "$")
        canvas.drawRightString(edge, y, cell.removeprefix("$").rstrip(")%"))
        canvas.drawString(edge + 3 * cell.endswith("%"), y, cell[len(cell.rstrip(")%")) :])


def heads(
    canvas: Canvas,
    texts: tuple[str, ...],
    y: float,
    edges: tuple[float, ...] = EDGES,
    font: str = "Times-Bold",
) -> None:
    canvas.setFont(font, 8)
    for text, edge in zip(texts, edges, strict=True):
        canvas.drawCentredString(edge - 25, y, text)


def balance(canvas: Canvas, y: float = 500, *, signs: bool = True, font: str = "Times-Bold") -> None:
    heads(canvas, ("December 31,", "December 31,"), y + 24, font=font)
    heads(canvas, ("2018", "2017"), y + 14, font=font)
    lines(canvas, ["(Dollars in millions)"], y=y + 14, size=8)
    for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
        lines(canvas, [item], y=y - 14 * number)
        signed = signs and number in (0, 3)
        figures(canvas, tuple(f"${cell}" if signed else cell for cell in cells), y - 14 * number)


def named(item: str, cells: tuple[str, str], sign: str = "") -> str:
    return f"{item} | December 31, 2018: {sign}{cells[0]} | December 31, 2017: {sign}{cells[1]}"


@pytest.mark.parametrize("font", ["Times-Bold", "Times-Roman"])
def test_a_head_on_two_lines_names_each_column_with_both(font: str) -> None:
    extract = read(lambda canvas: balance(canvas, signs=False, font=font))
    check(extract)
    assert blocks(extract) == [
        "(Dollars in millions) | December 31, 2018 | December 31, 2017",
        *(named(item, cells) for item, cells in zip(ITEMS, FIGURES, strict=True)),
    ]
    assert [block.kind for block in extract.blocks] == ["table_header", *["table_row"] * 4]


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


def test_a_label_on_two_lines_is_one_whether_its_figures_are_in_the_first_or_the_last() -> None:
    def draw(canvas: Canvas) -> None:
        balance(canvas)
        lines(canvas, ["Long-term debt, without the part", "that is due within a year"], y=444)
        figures(canvas, ("9", "8"), 444)
        lines(canvas, ["Assets held for sale in the", "course of the year"], y=416)
        figures(canvas, ("7", "6"), 404)

    assert blocks(read(draw))[-2:] == [
        named("Long-term debt, without the part that is due within a year", ("9", "8")),
        named("Assets held for sale in the course of the year", ("7", "6")),
    ]


def test_a_heading_inside_a_table_is_a_row_of_it_and_no_name_of_a_column() -> None:
    def draw(canvas: Canvas) -> None:
        balance(canvas, y=514)
        lines(canvas, ["Liabilities:"], y=458)
        lines(canvas, ["Accounts payable"], y=444)
        figures(canvas, ("12", "13"), 444)

    assert blocks(read(draw))[-2:] == ["Liabilities:", named("Accounts payable", ("12", "13"))]


def under(extract: Extract, row: str) -> str | None:
    """The section of the table that a row is in."""
    at = extract.text.index(row)
    return next((s.name for s in extract.sections if s.kind == "table" and s.start <= at < s.end), None)


def test_a_row_knows_the_label_that_it_stands_under_by_its_indent() -> None:
    rows = (("Immunology:", 72), ("Remicade", 82), ("Abroad", 92), ("All drugs", 72))

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 514)
        lines(canvas, ["($ millions)"], y=514, size=8)
        for number, (label, x) in enumerate(rows):
            lines(canvas, [label], x=x, y=500 - 14 * number)
            if number > 1:
                figures(canvas, (f"{number}1", f"{number}2"), 500 - 14 * number)

    extract = read(draw)
    assert under(extract, "Abroad") == "Remicade, ($ millions)"
    assert under(extract, "All drugs") == "($ millions)"


def test_a_sum_ends_what_stands_under_a_label_that_is_not_indented() -> None:
    def draw(canvas: Canvas) -> None:
        balance(canvas, y=514)
        for number, label in enumerate(("Liabilities", "Payables", "Total liabilities", "Equity")):
            lines(canvas, [label], y=458 - 14 * number)
            if number:
                figures(canvas, (f"{number}3", f"{number}4"), 458 - 14 * number)

    extract = read(draw)
    found = [under(extract, label) for label in ("Payables", "Total liabilities", "Equity")]
    assert found == [*["Liabilities, (Dollars in millions)"] * 2, "(Dollars in millions)"]


def test_a_range_of_years_or_rates_is_a_figure() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Maturity", "Rate", "2018"), 514, (280.0, 380.0, 480.0))
        for number, cells in enumerate((("2039", "5.20%", "559"), ("2020–2040", "3.00%–4.50%", "$1,571"))):
            lines(canvas, [f"Notes {number}"], y=500 - 14 * number)
            for cell, edge in zip(cells, (280.0, 380.0, 480.0), strict=True):
                canvas.drawRightString(edge, 500 - 14 * number, cell)

    assert blocks(read(draw))[-1] == "Notes 1 | Maturity: 2020–2040 | Rate: 3.00%–4.50% | 2018: $1,571"


def test_the_figures_of_a_table_know_the_units_that_its_caption_says() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["(In millions, except per share amounts)"], x=200, y=548)
        balance(canvas)
        lines(canvas, wrapped(LOREM, 80), y=400)

    extract = read(draw)
    row = extract.text.index("Goodwill")
    assert names([section for section in extract.sections if section.start <= row < section.end]) == [
        "(Dollars in millions)"
    ]
    after = extract.text.index("The committee")
    assert not [section for section in extract.sections if section.kind == "table" and section.end > after]


def test_a_unit_in_the_sentence_above_a_table_is_known_without_the_sentence() -> None:
    def draw(canvas: Canvas) -> None:
        lines(
            canvas,
            ["The fees of the auditor for each of the last two years were as follows (in thousands):"],
            y=548,
        )
        heads(canvas, ("2021", "2020"), 514)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, FIGURES[number], 500 - 14 * number)

    extract = read(draw)
    assert [section.name for section in extract.sections if section.kind == "table"] == ["(in thousands)"]


def test_a_unit_on_a_line_between_the_heads_and_the_figures_is_no_name_of_a_column() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("As of December 31,",), 534, (430.0,))
        heads(canvas, ("2017", "2016"), 524)
        heads(canvas, ("(in thousands)",), 514, (430.0,))
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=490 - 14 * number)
            figures(canvas, FIGURES[number], 490 - 14 * number)

    extract = read(draw)
    assert (
        blocks(extract)[1] == "Inventories | As of December 31, 2017: 2,853 | As of December 31, 2016: 3,053"
    )
    assert [section.name for section in extract.sections if section.kind == "table"] == ["(in thousands)"]


def test_a_period_above_many_columns_is_said_once_for_the_table() -> None:
    edges = (260.0, 320.0, 380.0, 440.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Year ended December 31, 2018",), 524, (350.0,))
        heads(canvas, ("North", "South", "Other", "World"), 514, edges)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, tuple(f"{number}{column}" for column in "1234"), 500 - 14 * number, edges)

    extract = read(draw)
    assert blocks(extract)[2] == "Goodwill | North: 11 | South: 12 | Other: 13 | World: 14"
    assert [section.name for section in extract.sections if section.kind == "table"] == [
        "Year ended December 31, 2018"
    ]


def test_the_name_of_the_company_above_all_columns_names_none_of_them() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Orrell Instruments Ltd and Subsidiaries",), 536, (430.0,))
        balance(canvas)

    assert blocks(read(draw))[:2] == [
        "Orrell Instruments Ltd and Subsidiaries",
        "(Dollars in millions) | December 31, 2018 | December 31, 2017",
    ]


def test_marks_of_notes_that_are_raised_stay_with_their_labels() -> None:
    def draw(canvas: Canvas) -> None:
        balance(canvas)
        lines(canvas, ["Leases"], y=444)
        lines(canvas, ["(1)"], x=101, y=447.5, size=6)
        figures(canvas, ("9", "8"), 444)

    assert blocks(read(draw))[-1].replace("Leases(", "Leases (") == named("Leases (1)", ("9", "8"))


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


def test_a_year_above_the_labels_is_that_of_all_figures_where_the_heads_have_none() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Wireless", "Wireline"), 514)
        lines(canvas, ["2018"], y=514, size=8)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, FIGURES[number], 500 - 14 * number)

    extract = read(draw)
    assert blocks(extract)[2] == "Goodwill | Wireless: 10,051 | Wireline: 10,513"
    assert under(extract, "Goodwill") == "2018"


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


def test_years_that_are_labels_of_rows_are_no_figures() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Leases", "Debt"), 514)
        for number, cells in enumerate((("$11", "$21"), ("12", "22"), ("13", "23"))):
            lines(canvas, [str(2020 + number)], y=500 - 14 * number)
            figures(canvas, cells, 500 - 14 * number)

    assert blocks(read(draw))[1:] == [
        "2020 | Leases: $11 | Debt: $21",
        "2021 | Leases: 12 | Debt: 22",
        "2022 | Leases: 13 | Debt: 23",
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
