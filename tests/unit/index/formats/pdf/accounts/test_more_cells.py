"""PDF accounts: labels around labels, heads above lines of others, and tables right below one another."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import FIGURES, ITEMS, figures, heads, under
from extracts import blocks
from pdf_files import lines, read


def rows(canvas: Canvas, y: float, sign: str = "$") -> None:
    for number, item in enumerate(ITEMS):
        lines(canvas, [item], y=y - 14 * number)
        figures(canvas, tuple(f"{sign}{cell}" for cell in FIGURES[number]), y - 14 * number)


def test_a_bold_label_goes_on_behind_a_plain_one_that_begins_where_it_does() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 530)
        y = 516.0
        for label in ("Period end", "Average"):
            lines(canvas, [label], y=y, font="Times-Bold")
            lines(canvas, ["Loans:"], y=y - 14)
            for number, item in enumerate(("Retained loans", "Held for sale", "Equity", "Deposits")):
                lines(canvas, [item], x=80 if number < 2 else 72, y=y - 14 * (number + 2))
                figures(canvas, (f"${number}11", f"${number}22"), y - 14 * (number + 2))
            y -= 84

    extract = read(draw)
    found = [section.name for section in extract.sections if section.kind == "table"]

    assert found[-2:] == ["Average, Loans", "Average"]


def test_a_bold_label_with_a_plain_mark_of_a_note_ends_the_bold_one_before_it() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 530)
        y = 516.0
        for label, mark in (("Numerator:", ""), ("Denominator:", "(b)")):
            lines(canvas, [label], y=y, font="Times-Bold")
            lines(canvas, [mark], x=135, y=y + 3, size=6)
            for number, item in enumerate(("Basic", "Diluted")):
                lines(canvas, [item], x=80, y=y - 14 * (number + 1))
                figures(canvas, (f"${number}11", f"${number}22"), y - 14 * (number + 1))
            y -= 42

    extract = read(draw)
    found = [section.name for section in extract.sections if section.kind == "table"]

    assert found[-1].startswith("Denominator")


def test_a_head_above_all_columns_is_not_of_the_line_below_some_of_them() -> None:
    edges = (300.0, 380.0, 460.0, 540.0)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 8)
        canvas.drawCentredString(395, 560, "First quarter")
        canvas.drawCentredString(480, 546, "Change")
        canvas.line(340, 542, 560, 542)
        heads(canvas, ("2023", "Reported", "Operational", "Currency"), 530, edges)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=510 - 14 * number)
            figures(canvas, ("$978", "16", "17", "1"), 510 - 14 * number, edges)

    extract = read(draw)

    assert under(extract, "Goodwill |") == "First quarter"
    assert blocks(extract)[-1].startswith("Total assets | 2023: $978 | Change Reported: 16")


def test_a_bracket_that_is_set_above_its_row_ends_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 520)
        rows(canvas, 500)
        lines(canvas, [")"], x=476, y=450)
        lines(canvas, ["Margin"], y=442)
        figures(canvas, ("43.8%", "44.6%"), 442)

    assert blocks(read(draw))[-1] == "Margin | 2018: 43.8% | 2017: 44.6%"


def test_a_table_right_below_another_has_its_unit_unless_it_is_of_shares() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["The figures are (in millions):"], y=540)
        heads(canvas, ("2018", "2017"), 520)
        rows(canvas, 500)
        heads(canvas, ("2016", "2015"), 430)
        rows(canvas, 410)
        heads(canvas, ("Share 2016", "Share 2015"), 340)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=320 - 14 * number)
            figures(canvas, (f"{number + 2}.1%", f"{number + 3}.2%"), 320 - 14 * number)

    extract = read(draw)

    assert under(extract, "Goodwill | 2016") == "(in millions)"
    assert under(extract, "Goodwill | Share") is None
