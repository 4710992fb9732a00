"""PDF: units and periods that all figures of an account have in common."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import FIGURES, ITEMS, balance, figures, heads, under
from extracts import blocks
from index.documents import names
from pdf_files import LOREM, lines, read, wrapped


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
