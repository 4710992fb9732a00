"""PDF: tables of annual reports whose heads and labels are on several lines, with marks of notes and other units."""

from reportlab.pdfgen.canvas import Canvas

from extracts import blocks
from index.formats.extract import Extract
from pdf_files import lines, read

ITEMS = ("Drop", "Win", "Handle", "Rooms")
EDGES = (380.0, 480.0)


def figures(canvas: Canvas, cells: tuple[str, ...], y: float, edges: tuple[float, ...] = EDGES) -> None:
    canvas.setFont("Times-Roman", 10)
    for cell, edge in zip(cells, edges, strict=True):
        canvas.drawRightString(edge, y, cell)


def heads(
    canvas: Canvas, texts: tuple[str, ...], y: float, edges: tuple[float, ...] = EDGES, size: float = 8
) -> None:
    canvas.setFont("Times-Bold", size)
    for text, edge in zip(texts, edges, strict=True):
        canvas.drawCentredString(edge - 15, y, text)


def rows(canvas: Canvas, labels: tuple[str, ...] = ITEMS, y: float = 500, step: float = 14) -> None:
    for number, label in enumerate(labels):
        lines(canvas, [label], y=y - step * number)
        figures(canvas, (f"{number}1.5", f"{number}2.5"), y - step * number)


def under(extract: Extract, row: str) -> str | None:
    """The section of the table that a row is in."""
    at = extract.text.index(row)
    return next((s.name for s in extract.sections if s.kind == "table" and s.start <= at < s.end), None)


def test_the_mark_of_a_note_in_the_last_line_of_a_head_is_no_figure() -> None:
    edges = (300.0, 390.0, 480.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Bought in 2022", "Average", "Part of plans"), 524, edges)
        heads(canvas, ("in all (1)", "price", "(2)"), 514, edges)
        lines(canvas, ["Period"], y=514, size=8)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, (f"{number},123", f"{number}.5", "4,845"), 500 - 14 * number, edges)

    assert blocks(read(draw))[-1] == (
        "Period: Rooms | Bought in 2022 in all (1): 3,123 | Average price: 3.5 | Part of plans (2): 4,845"
    )


def test_a_small_negative_figure_beside_another_one_is_no_mark_of_a_note() -> None:
    edges = (380.0, 412.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2021", "2020"), 514, (391.0, 423.0))
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, ("8", f"({number})"), 500 - 14 * number, edges)

    assert blocks(read(draw))[-1].endswith("2021: 8 | 2020: (3)")


def test_heads_above_a_unit_in_smaller_letters_name_their_columns() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 527, size=11)
        heads(canvas, ("(Dollars in millions)",), 515, (445.0,), size=7)
        rows(canvas)

    extract = read(draw)
    assert blocks(extract)[-1] == "Rooms | 2022: 31.5 | 2021: 32.5"
    assert under(extract, "Rooms") == "(Dollars in millions)"


def test_years_that_end_with_the_last_of_several_columns_name_all_of_these() -> None:
    edges = (300.0, 350.0, 420.0, 470.0)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 8)
        for year, edge in (("2022", 350.0), ("2021", 470.0)):
            canvas.drawRightString(edge, 526, year)
        for head, edge in zip(("Shares", "Value") * 2, edges, strict=True):
            canvas.drawRightString(edge, 514, head)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, ("(0.2)", "205.61", f"{number}.3", "168.38"), 500 - 14 * number, edges)

    assert blocks(read(draw))[-1] == (
        "Rooms | 2022 Shares: (0.2) | 2022 Value: 205.61 | 2021 Shares: 3.3 | 2021 Value: 168.38"
    )


def test_rows_stand_under_a_label_that_says_a_unit_of_its_own() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 514)
        lines(canvas, ["(in millions)"], y=514, size=8)
        rows(canvas)
        lines(canvas, ["Shares used in calculation (000s):"], y=444)
        lines(canvas, ["Diluted"], x=82, y=430)
        figures(canvas, ("444,360", "444,886"), 430)

    assert under(read(draw), "Diluted") == "Shares used in calculation (000s), (in millions)"


def test_lines_that_are_closer_than_rows_are_one_label() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 515)
        rows(canvas, step=18)
        lines(canvas, ["Basic and diluted earnings per unit attributable to Boston Properties"], y=428)
        lines(canvas, ["Limited Partnership:"], x=80, y=417)
        lines(canvas, ["Discontinued operations"], x=90, y=399)
        figures(canvas, ("0.83", "0.29"), 399)

    extract = read(draw)
    whole = "Basic and diluted earnings per unit attributable to Boston Properties Limited Partnership"
    assert under(extract, "Discontinued") == whole


def test_a_label_does_not_end_with_an_and() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 514)
        rows(canvas)
        lines(canvas, ["Technology, Media &"], y=444)
        lines(canvas, ["Telecommunications"], y=430)
        figures(canvas, ("77.8", "44.0"), 430)

    assert blocks(read(draw))[-1] == "Technology, Media & Telecommunications | 2022: 77.8 | 2021: 44.0"


def test_a_unit_alone_at_the_top_of_a_page_is_that_of_its_tables_also_without_brackets() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["$ in Millions"], x=250, y=700)
        for top in (650, 500):
            heads(canvas, ("2022", "2021"), top + 14)
            rows(canvas, y=top)
        lines(canvas, ["Total"], y=444)
        figures(canvas, ("5", "6"), 444)

    assert under(read(draw), "Total") == "$ in Millions"


def test_a_line_above_the_labels_that_stands_between_lines_of_heads_does_not_end_these() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Credit", "Other"), 524)
        lines(canvas, ["As of June 30"], y=519, size=8)
        heads(canvas, ("hedges", "loans"), 514)
        lines(canvas, ["(in millions)"], y=509, size=8)
        heads(canvas, ("2022", "2022"), 504)
        rows(canvas, y=488)

    assert blocks(read(draw))[-1] == "Rooms | Credit hedges 2022: 31.5 | Other loans 2022: 32.5"


def test_a_sentence_between_two_accounts_is_no_label_of_their_rows() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 514)
        rows(canvas)
        lines(canvas, ["The notes are an integral part of these statements."], y=444)
        lines(canvas, ["Capital"], x=90, y=430)
        figures(canvas, ("5", "6"), 430)

    assert under(read(draw), "Capital") is None


def test_words_of_a_receipt_in_a_face_of_equal_widths_are_no_columns() -> None:
    lines_of_receipt = [
        "Portable Drive 2TB",
        "STOR-2241 1 @ $289.00",
        "Member Discount $-29.00",
        "$260.00",
        "Screen Cleaning Kit",
        "CARE-1156 3 @ $12.99",
        "Member Discount $-4.00",
        "$34.97",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        for number, line in enumerate(lines_of_receipt):
            canvas.drawString(72, 700 - 14 * number, line)

    assert " ".join(blocks(read(draw))) == " ".join(lines_of_receipt)


def test_a_row_may_fill_the_columns_that_the_rows_above_it_leave_empty() -> None:
    edges = (200.0, 270.0, 340.0, 410.0, 480.0)
    cells = (
        ("2.8%", "", "", "", "3.4%"),
        ("2.9%", "", "", "", "3.5%"),
        ("", "1.5%", "1.2%", "1.6%", ""),
        ("6.3%", "3.1%", "3.4%", "3.6%", "7%"),
    )

    def draw(canvas: Canvas) -> None:
        heads(canvas, tuple(f"Plan {number}" for number in range(5)), 514, edges)
        for number, (item, row) in enumerate(zip(ITEMS, cells, strict=True)):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, row, 500 - 14 * number, edges)

    assert blocks(read(draw))[2:] == [
        "Win | Plan 0: 2.9% | Plan 4: 3.5%",
        "Handle | Plan 1: 1.5% | Plan 2: 1.2% | Plan 3: 1.6%",
        "Rooms | Plan 0: 6.3% | Plan 1: 3.1% | Plan 2: 3.4% | Plan 3: 3.6% | Plan 4: 7%",
    ]


def test_rows_without_labels_stand_below_a_label_far_on_their_left() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Rate", "Maturity", "2023"), 528, (330.0, 410.0, 490.0))
        lines(canvas, ["Secured debt:"], y=514)
        for number, row in enumerate(
            (("3.25", "2026", "$748"), ("3.40", "2028", "497"), ("4.20", "2029", "398"))
        ):
            figures(canvas, row, 500 - 14 * number, (330.0, 410.0, 490.0))
        lines(canvas, ["Total debt"], y=458)
        figures(canvas, ("1,643",), 458, (490.0,))

    assert blocks(read(draw))[1:] == [
        "Secured debt:",
        "Rate: 3.25 | Maturity: 2026 | 2023: $748",
        "Rate: 3.40 | Maturity: 2028 | 2023: 497",
        "Rate: 4.20 | Maturity: 2029 | 2023: 398",
        "Total debt | 2023: 1,643",
    ]


def test_a_column_of_texts_on_several_lines_does_not_end_the_table() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Product"], y=614, size=8)
        lines(canvas, ["Indication"], x=170, y=614, size=8)
        heads(canvas, ("2023", "2022"), 614)
        for number, item in enumerate(ITEMS):
            y = 600 - 56 * number
            lines(canvas, [item], y=y)
            lines(
                canvas,
                ["Active juvenile arthritis of", "Many kinds and other diseases", "Of the spine"],
                x=170,
                y=y,
            )
            figures(canvas, (f"{number}1.5", f"{number}2.5"), y - 36)

    assert blocks(read(draw))[-1] == (
        "Product: Rooms | Indication: Active juvenile arthritis of Many kinds and other diseases Of the spine"
        " | 2023: 31.5 | 2022: 32.5"
    )


def test_rows_that_begin_with_a_figure_have_a_head_above_it_that_is_further_left() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 10)
        canvas.drawString(132, 514, "Interest Rate")
        canvas.drawString(263, 514, "Maturity Date")
        canvas.drawString(393, 514, "Tendered")
        for number, date in enumerate(("May 2035", "January 2040", "March 2040", "August 2042")):
            lines(canvas, [date], x=300, y=500 - 14 * number)
            figures(canvas, (f"{number}.500%", f"${number}61"), 500 - 14 * number, (227.0, 460.0))
            if number == 1:
                canvas.drawString(470, 486, "(a)")

    assert blocks(read(draw))[-1] == "Interest Rate: 3.500% | Maturity Date: August 2042 | Tendered: $361"
