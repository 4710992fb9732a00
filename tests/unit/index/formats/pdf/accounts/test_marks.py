"""PDF: marks, signs and dots beside the figures of accounts, and what says their units."""

from reportlab.pdfgen.canvas import Canvas

from extracts import blocks, check
from index.formats.extract import Extract
from index.formats.pdf.structure.accounts.groups import Labelled, groups_of
from pdf_files import lines, read

ITEMS = ("Drop", "Win", "Handle", "Rooms")
EDGES = (380.0, 480.0)


def heads(canvas: Canvas, texts: tuple[str, ...], y: float = 515, edges: tuple[float, ...] = EDGES) -> None:
    canvas.setFont("Times-Bold", 8)
    for text, edge in zip(texts, edges, strict=True):
        canvas.drawCentredString(edge - 15, y, text)


def rows(canvas: Canvas, cells: tuple[str, ...] = ("81.5", "92.5"), y: float = 500) -> None:
    for number, item in enumerate(ITEMS):
        lines(canvas, [item], y=y - 14 * number)
        canvas.setFont("Times-Roman", 10)
        for cell, edge in zip(cells, EDGES, strict=True):
            canvas.drawRightString(edge, y - 14 * number, cell)


def under(extract: Extract, row: str) -> str | None:
    at = extract.text.index(row)
    return next((s.name for s in extract.sections if s.kind == "table" and s.start <= at < s.end), None)


def test_a_raised_digit_behind_a_figure_is_a_mark_and_no_part_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"))
        rows(canvas)
        lines(canvas, ["Other, due through 2098"], y=444)
        lines(
            canvas,
            ["3"],
            x=73 + canvas.stringWidth("Other, due through 2098", "Times-Roman", 10),
            y=447.5,
            size=6,
        )
        canvas.setFont("Times-Roman", 10)
        canvas.drawRightString(380, 444, "1,234")
        canvas.drawRightString(480, 444, "987")
        lines(canvas, ["2"], x=480.5, y=447.5, size=6)

    extract = read(draw)
    check(extract)
    assert blocks(extract)[-1] == "Other, due through 2098³ | 2022: 1,234 | 2021: 987²"


def test_figures_with_spaces_between_thousands_or_their_currency_behind_them_are_whole() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"))
        rows(canvas, ("1 234,5", "-12 345 678,5"))
        lines(canvas, ["Miete"], y=444)
        canvas.drawRightString(380, 444, "1.234 €")
        canvas.drawRightString(480, 444, "-56,70 EUR")

    found = blocks(read(draw))
    assert found[1] == "Drop | 2022: 1 234,5 | 2021: -12 345 678,5"
    assert found[-1] == "Miete | 2022: 1.234 € | 2021: -56,70 EUR"


def test_a_currency_sign_right_behind_a_column_of_texts_belongs_to_the_figure() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Place on the sheet", "2022", "2021"), edges=(255.0, *EDGES))
        rows(canvas)
        for number in range(len(ITEMS)):
            lines(canvas, ["Other current assets"], x=200, y=500 - 14 * number)
            width = canvas.stringWidth("Other current assets", "Times-Roman", 10)
            lines(canvas, ["$"], x=202 + width, y=500 - 14 * number)

    assert (
        blocks(read(draw))[1] == "Drop | Place on the sheet: Other current assets | 2022: $81.5 | 2021: 92.5"
    )


def test_dots_that_lead_to_the_figures_are_no_part_of_a_label() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"))
        rows(canvas)
        lines(canvas, ["Rooms and suites" + "." * 60], y=444)
        canvas.drawRightString(380, 444, "1,234")
        canvas.drawRightString(480, 444, "987")

    assert blocks(read(draw))[-1] == "Rooms and suites | 2022: 1,234 | 2021: 987"


def test_units_that_go_on_in_the_next_line_are_said_whole() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["The following table has the income of the last two years for each share (in"], y=550)
        lines(canvas, ["thousands, except per share data):"], y=538)
        heads(canvas, ("2022", "2021"))
        rows(canvas)

    assert under(read(draw), "Rooms") == "(in thousands, except per share data)"


def test_a_sentence_before_the_units_is_no_part_of_them() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["follows (in thousands):"], y=538)
        heads(canvas, ("2022", "2021"))
        rows(canvas)

    assert under(read(draw), "Rooms") == "(in thousands)"


def test_a_word_in_brackets_in_the_middle_of_two_columns_is_said_of_neither() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 526)
        heads(canvas, ("(unaudited)",), 515, (430.0,))
        rows(canvas)

    assert blocks(read(draw))[-1] == "Rooms | 2022: 81.5 | 2021: 92.5"


def test_the_units_of_a_table_are_those_of_its_part_on_the_next_page() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("(in millions)",), 155, (430.0,))
        heads(canvas, ("2022", "2021"), 135)
        rows(canvas, ("$81.5", "$92.5"), y=120)
        canvas.showPage()
        rows(canvas, ("$61.5", "$72.5"), y=750)

    extract = read(draw)
    assert blocks(extract)[-1] == "Rooms | 2022: $61.5 | 2021: $72.5"
    assert under(extract, "Rooms | 2022: $61.5") == "(in millions)"


def test_what_is_not_set_further_in_ends_with_an_empty_line() -> None:
    found = groups_of(
        [
            Labelled("Liabilities assumed:", 72, figures=False),
            Labelled("Debt", 72, figures=True),
            Labelled("Leases", 72, figures=True),
            Labelled("Goodwill", 72, figures=True, apart=True),
        ]
    )
    assert found == ["", "Liabilities assumed", "Liabilities assumed", ""]


def test_what_is_set_further_in_goes_on_behind_an_empty_line() -> None:
    found = groups_of(
        [
            Labelled("Current assets:", 72, figures=False),
            Labelled("Cash", 80, figures=True),
            Labelled("Inventories", 80, figures=True, apart=True),
        ]
    )
    assert found == ["", "Current assets", "Current assets"]
