"""PDF: the labels of accounts, on one line or several, and what they stand under."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import balance, figures, heads, named, under
from extracts import blocks
from pdf_files import lines, read


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


def test_marks_of_notes_that_are_raised_stay_with_their_labels() -> None:
    def draw(canvas: Canvas) -> None:
        balance(canvas)
        lines(canvas, ["Leases"], y=444)
        lines(canvas, ["(1)"], x=101, y=447.5, size=6)
        figures(canvas, ("9", "8"), 444)

    assert blocks(read(draw))[-1].replace("Leases(", "Leases (") == named("Leases (1)", ("9", "8"))


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
