"""PDF accounts: figures, marks and labels that are easily taken for something else."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import FIGURES, ITEMS, figures, heads, under
from extracts import blocks
from pdf_files import LOREM, lines, read, wrapped


def test_a_star_in_a_column_of_its_own_is_no_mark_of_the_figure_before_it() -> None:
    edges = (330.0, 400.0, 450.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2023", "2022", "Change"), 514, edges)
        for number, cells in enumerate(
            (("$12,734", "$27,742", "(54)%"), ("33", "1", "*"), ("214", "189", "13"))
        ):
            lines(canvas, [ITEMS[number]], y=500 - 14 * number)
            figures(canvas, cells[:2], 500 - 14 * number, edges[:2])
            canvas.drawRightString(424 if cells[2] == "*" else 436, 500 - 14 * number, cells[2])

    assert blocks(read(draw))[-2:] == [
        "Goodwill | 2023: 33 | 2022: 1 | Change: *",
        "Other assets | 2023: 214 | 2022: 189 | Change: 13",
    ]


def test_a_year_with_two_marks_of_notes_names_its_column() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2013 (5)(6)", "2012 (1)"), 514)
        for number, cells in enumerate(FIGURES):
            lines(canvas, [ITEMS[number]], y=500 - 14 * number)
            figures(canvas, cells, 500 - 14 * number)

    assert blocks(read(draw))[-1] == "Total assets | 2013(5)(6): 36,500 | 2012(1): 37,987"


def test_rows_that_are_set_wide_are_one_table_over_an_empty_line() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 520)
        y = 500.0
        for item, cells in zip(ITEMS, FIGURES, strict=True):
            lines(canvas, [item], y=y)
            figures(canvas, tuple(f"${cell}" for cell in cells), y)
            y -= 48 if item == ITEMS[2] else 22

    assert blocks(read(draw))[-1] == "Total assets | 2018: $36,500 | 2017: $37,987"


def test_heads_side_by_side_may_be_larger_than_the_figures() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["2018"], x=355, y=520, size=12)
        lines(canvas, ["2017"], x=455, y=520, size=12)
        for number, cells in enumerate(FIGURES):
            lines(canvas, [ITEMS[number]], y=500 - 14 * number)
            figures(canvas, tuple(f"${cell}" for cell in cells), 500 - 14 * number)

    assert blocks(read(draw))[-1] == "Total assets | 2018: $36,500 | 2017: $37,987"


def test_what_is_above_the_labels_in_two_columns_leaves_the_years_to_theirs() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Component"], y=520, size=8)
        lines(canvas, ["Affected line item"], x=180, y=520, size=8)
        heads(canvas, ("2018", "2017"), 520)
        lines(canvas, ["Translation adjustments"], y=506)
        for number, cells in enumerate(FIGURES):
            lines(canvas, [ITEMS[number]], x=72 if number == 3 else 150, y=492 - 14 * number)
            figures(canvas, tuple(f"${cell}" for cell in cells), 492 - 14 * number)

    extract = read(draw)

    assert blocks(extract)[-1].endswith(": Total assets | 2018: $36,500 | 2017: $37,987")
    assert under(extract, "Goodwill |") == "Translation adjustments"


def test_a_label_goes_on_with_a_line_that_begins_with_a_figure() -> None:
    label = "Adjustment of what was included in net income, net of tax of $2, ($7) and"

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 520)
        lines(canvas, ["Net loss"], y=500)
        figures(canvas, ("$853", "$705"), 500)
        lines(canvas, [label, "($9)"], y=486, size=9)
        figures(canvas, ("(75)", "27"), 475.2)
        lines(canvas, ["Comprehensive loss"], y=461)
        figures(canvas, ("$778", "$732"), 461)

    assert blocks(read(draw))[-3:] == [
        "Net loss | 2018: $853 | 2017: $705",
        f"{label} ($9) | 2018: (75) | 2017: 27",
        "Comprehensive loss | 2018: $778 | 2017: $732",
    ]


def test_a_label_above_figures_without_heads_is_that_of_their_group() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["The price was allotted as follows (in millions):"], y=528)
        lines(canvas, ["Assets acquired:"], y=514)
        for number, item in enumerate(("Cash", *ITEMS)):
            lines(canvas, [item], x=80, y=500 - 14 * number)
            figures(canvas, (f"${3 + number}12",), 500 - 14 * number, (480.0,))

    extract = read(draw)

    assert under(extract, "Goodwill |") == "Assets acquired, (in millions)"


def test_the_number_of_the_page_is_no_sum_of_the_table_above_it() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 114)
        for number, cells in enumerate(FIGURES):
            lines(canvas, [ITEMS[number]], y=100 - 14 * number)
            figures(canvas, tuple(f"${cell}" for cell in cells), 100 - 14 * number)
        lines(canvas, ["94"], x=360, y=24)

    assert blocks(read(draw))[-1] == "94"


def test_heads_that_are_too_long_keep_their_years() -> None:
    long = (
        "Gains and losses recognized in other",
        "comprehensive income and losses of",
        "derivatives designated as hedges of",
    )
    edges = (380.0, 480.0, 560.0)

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate((*long, "net investments in any other country")):
            canvas.setFont("Times-Bold", 8)
            canvas.drawCentredString(405, 560 - 10 * number, text)
        canvas.line(330, 526, 480, 526)
        heads(canvas, ("2018", "2017", "Total"), 516, edges)
        for number, cells in enumerate(FIGURES):
            lines(canvas, [ITEMS[number]], y=500 - 14 * number)
            figures(canvas, (*(f"${cell}" for cell in cells), "7"), 500 - 14 * number, edges)

    assert "2018: $36,500" in blocks(read(draw))[-1]


def test_labels_go_on_over_the_end_of_a_page() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80), y=200)
        heads(canvas, ("2018", "2017"), 94)
        lines(canvas, ["Current assets:"], y=80)
        for number, cells in enumerate(FIGURES):
            y = 66.0 if number == 0 else 780.0 - 14 * number
            if number == 1:
                canvas.showPage()
            lines(canvas, [ITEMS[number]], x=80, y=y)
            figures(canvas, tuple(f"${cell}" for cell in cells), y)

    extract = read(draw)

    assert blocks(extract)[-2] == "Other assets | 2018: $(349) | 2017: $266"
    assert under(extract, "Inventories |") == under(extract, "Other assets |") == "Current assets"
