"""PDF: tables of annual reports in which lines below the heads say which columns they are above."""

from reportlab.pdfgen.canvas import Canvas

from extracts import blocks, check
from index.formats.pdf.structure.rules import Rule, rules_of
from pdf_files import lines, read

ITEMS = ("Drop", "Win", "Handle", "Rooms")
EDGES = (300.0, 390.0, 480.0)


def heads(canvas: Canvas, texts: tuple[str, ...], y: float, middles: tuple[float, ...]) -> None:
    canvas.setFont("Times-Bold", 8)
    for text, middle in zip(texts, middles, strict=True):
        canvas.drawCentredString(middle, y, text)


def rule(canvas: Canvas, left: float, right: float, y: float, parts: int = 1) -> None:
    """A line, which the cells of a row may have drawn each for itself."""
    canvas.setLineWidth(0.7)
    for part in range(parts):
        width = (right - left) / parts
        canvas.line(left + part * width, y, left + (part + 1) * width, y)


def rows(canvas: Canvas, edges: tuple[float, ...] = EDGES, y: float = 500) -> None:
    for number, item in enumerate(ITEMS):
        lines(canvas, [item], y=y - 14 * number)
        canvas.setFont("Times-Roman", 10)
        for at, edge in enumerate(edges):
            canvas.drawRightString(edge, y - 14 * number, f"{number + 1}{at}.5")


def test_a_head_is_above_the_columns_that_its_line_is_as_wide_as() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Share of the plan at the end of 2021",), 530, (415,))
        rule(canvas, 340, 484, 526, parts=3)
        heads(canvas, ("Target", "Planned", "Actual"), 515, (275, 365, 455))
        for edge in EDGES:
            rule(canvas, edge - 55, edge + 2, 511)
        rows(canvas)

    extract = read(draw)
    check(extract)
    assert blocks(extract)[1] == (
        "Drop | Target: 10.5 | Share of the plan at the end of 2021 Planned: 11.5"
        " | Share of the plan at the end of 2021 Actual: 12.5"
    )


def test_a_head_without_a_period_is_above_all_columns_of_its_line() -> None:
    edges = (250.0, 310.0, 370.0, 430.0, 490.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Regulated", "Consolidated"), 530, (260, 410))
        rule(canvas, 205, 312, 526)
        rule(canvas, 325, 492, 526)
        heads(canvas, ("Cost", "Loss", "Cost", "Loss", "Net"), 515, tuple(edge - 20 for edge in edges))
        for edge in edges:
            rule(canvas, edge - 45, edge + 2, 511)
        rows(canvas, edges)

    assert blocks(read(draw))[1] == (
        "Drop | Regulated Cost: 10.5 | Regulated Loss: 11.5"
        " | Consolidated Cost: 12.5 | Consolidated Loss: 13.5 | Consolidated Net: 14.5"
    )


def test_the_first_line_of_a_wide_head_is_not_shared_by_the_year_beside_it() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("As a share of all",), 532, (370,))
        heads(canvas, ("support and rents",), 524, (370,))
        heads(canvas, ("2022", "revenues", "2021"), 515, (285, 370, 465))
        rule(canvas, 255, 302, 511)
        rule(canvas, 330, 410, 511)
        rule(canvas, 435, 484, 511)
        rows(canvas)

    assert blocks(read(draw))[1] == (
        "Drop | 2022: 10.5 | As a share of all support and rents revenues: 11.5 | 2021: 12.5"
    )


def test_names_above_each_column_make_a_table_of_figures_without_years_and_units() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Reported", "Foreign"), 524, (285, 375))
        heads(canvas, ("change", "exchange", "Organic"), 515, (285, 375, 465))
        for edge in EDGES:
            rule(canvas, edge - 55, edge + 2, 511)
        rows(canvas)

    assert blocks(read(draw))[1] == "Drop | Reported change: 10.5 | Foreign exchange: 11.5 | Organic: 12.5"


def test_a_line_below_all_heads_tells_nothing_of_each() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021", "2020"), 515, tuple(edge - 10 for edge in EDGES))
        rule(canvas, 72, 490, 511)
        rows(canvas)

    assert blocks(read(draw))[1] == "Drop | 2022: 10.5 | 2021: 11.5 | 2020: 12.5"


def test_parts_of_a_line_are_one_and_lines_with_a_space_between_are_two() -> None:
    rects = [(10.0, 99.5, 60.0, 100.5), (60.0, 99.5, 90.0, 100.5), (92.0, 99.5, 150.0, 100.5)]
    assert rules_of(rects, 0) == [Rule(10.0, 90.0, 100.0), Rule(92.0, 150.0, 100.0)]


def test_lines_from_top_to_bottom_are_none_along_the_text_unless_that_is_turned() -> None:
    upright = [(99.5, 10.0, 100.5, 90.0)]
    assert rules_of(upright, 0) == []
    assert rules_of(upright, 90) == [Rule(10.0, 90.0, -100.0)]
    assert rules_of(upright, -1) == []


def test_a_line_in_parts_below_a_year_in_the_middle_is_that_of_all_its_columns() -> None:
    edges = (200.0, 260.0, 320.0, 380.0, 440.0, 500.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 530, (240, 420))
        for height in (526, 511):
            for edge in edges:
                rule(canvas, edge - 45, edge + 2, height)
        heads(canvas, ("Cost", "Gains", "Value") * 2, 515, tuple(edge - 20 for edge in edges))
        rows(canvas, edges)

    assert blocks(read(draw))[1] == (
        "Drop | 2022 Cost: 10.5 | 2022 Gains: 11.5 | 2022 Value: 12.5"
        " | 2021 Cost: 13.5 | 2021 Gains: 14.5 | 2021 Value: 15.5"
    )


def test_a_year_without_a_line_is_above_the_columns_on_both_sides_of_its_middle() -> None:
    edges = (200.0, 260.0, 320.0, 380.0, 440.0, 500.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021"), 530, (240, 420))
        heads(canvas, ("Cost", "Gains", "Value") * 2, 515, tuple(edge - 20 for edge in edges))
        for edge in edges:
            rule(canvas, edge - 45, edge + 2, 511)
        rows(canvas, edges)

    assert blocks(read(draw))[1].endswith("2021 Cost: 13.5 | 2021 Gains: 14.5 | 2021 Value: 15.5")


def test_a_name_above_all_figures_is_what_they_have_in_common() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Percent change",), 530, (365,))
        rule(canvas, 240, 484, 526)
        heads(canvas, ("2022", "2021", "2020"), 515, tuple(edge - 10 for edge in EDGES))
        rows(canvas)

    extract = read(draw)
    assert [section.name for section in extract.sections if section.kind == "table"] == ["Percent change"]
    assert blocks(extract)[-1] == "Rooms | 2022: 40.5 | 2021: 41.5 | 2020: 42.5"


def test_heads_in_the_middle_of_as_many_columns_each_need_no_line_and_no_period() -> None:
    edges = (220.0, 300.0, 380.0, 460.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Three months ended June 30, 2023", "Increase"), 530, (245, 405))
        heads(canvas, ("Games", "Total") * 2, 515, tuple(edge - 15 for edge in edges))
        rows(canvas, edges)

    assert blocks(read(draw))[1].endswith("| Increase Games: 12.5 | Increase Total: 13.5")


def test_a_change_between_two_years_is_not_said_of_the_years() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Fiscal 2023 vs. 2022",), 525, (380,))
        heads(canvas, ("Fiscal 2023", "Percentage change", "Fiscal 2022"), 515, (285, 380, 465))
        rows(canvas)

    assert blocks(read(draw))[1] == (
        "Drop | Fiscal 2023: 10.5 | Fiscal 2023 vs. 2022 Percentage change: 11.5 | Fiscal 2022: 12.5"
    )


def test_the_title_of_a_table_is_no_head_of_some_of_its_columns() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Statements of changes",), 545, (276,))
        heads(canvas, ("(Amounts in millions, except per share data)",), 535, (276,))
        heads(canvas, ("Stock", "Capital", "Equity"), 515, tuple(edge - 10 for edge in EDGES))
        rows(canvas)

    assert blocks(read(draw))[-1] == "Rooms | Stock: 40.5 | Capital: 41.5 | Equity: 42.5"


def test_a_unit_beside_the_label_of_the_first_group_is_that_of_all_figures() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2022", "2021", "2020"), 526, tuple(edge - 10 for edge in EDGES))
        lines(canvas, ["Cash paid for leases"], y=513)
        heads(canvas, ("(In thousands)",), 513, (380,))
        rows(canvas)

    extract = read(draw)
    assert {section.name for section in extract.sections if section.kind == "table"} == {"(In thousands)"}


def test_a_head_in_the_middle_of_its_line_names_the_figures_at_the_side_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Options", "Price"), 515, (340, 440))
        rule(canvas, 290, 392, 511)
        rule(canvas, 400, 492, 511)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            canvas.drawRightString(390, 500 - 14 * number, str(number + 2))
            canvas.drawRightString(490, 500 - 14 * number, f"${number}.50")

    assert blocks(read(draw))[1] == "Drop | Options: 2 | Price: $0.50"


def test_the_only_head_above_a_line_in_parts_is_what_all_columns_have_in_common() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Options outstanding at the end",), 530, (366,))
        heads(canvas, ("Number", "Price", "Value"), 515, (275, 366, 457))
        for edge in EDGES:
            for height in (526, 511):
                rule(canvas, edge - 52, edge + 2, height)
        rows(canvas)

    extract = read(draw)
    assert blocks(extract)[-1] == "Rooms | Number: 40.5 | Price: 41.5 | Value: 42.5"
    assert {section.name for section in extract.sections if section.kind == "table"} == {
        "Options outstanding at the end"
    }


def test_the_first_line_of_a_longer_head_is_not_said_of_the_columns_beside_it() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Outstanding",), 530, (365,))
        heads(canvas, ("Interest", "principal as of"), 522.5, (275, 365))
        heads(canvas, ("rate", "October 31, 2022", "January 31, 2022"), 515, (275, 365, 455))
        for edge in EDGES:
            rule(canvas, edge - 61, edge + 11, 511)
        rows(canvas)

    assert blocks(read(draw))[1] == (
        "Drop | Interest rate: 10.5 | Outstanding principal as of October 31, 2022: 11.5"
        " | January 31, 2022: 12.5"
    )


def test_heads_without_lines_are_above_one_column_where_those_above_several_have_lines() -> None:
    edges = (200.0, 260.0, 320.0, 380.0, 440.0, 500.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("March 31, 2021", "December 31, 2020"), 542, (240, 420))
        rule(canvas, 150, 322, 538)
        rule(canvas, 330, 502, 538)
        heads(canvas, ("Amounts",) * 2, 530, (240, 420))
        heads(canvas, ("Gross", "netted on", "Net") * 2, 522, tuple(edge - 20 for edge in edges))
        heads(canvas, ("claims", "the sheet", "claims") * 2, 514, tuple(edge - 20 for edge in edges))
        rows(canvas, edges)

    assert blocks(read(draw))[1].startswith(
        "Drop | March 31, 2021 Gross claims: 10.5 | March 31, 2021 Amounts netted on the sheet: 11.5"
        " | March 31, 2021 Net claims: 12.5"
    )
