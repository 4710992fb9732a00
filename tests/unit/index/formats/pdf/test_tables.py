"""PDF: tables are read in rows, with the names of their columns."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from extracts import blocks, check
from index.documents import place
from pdf_files import LOREM, headings, lines, read, wrapped


def table(canvas: Canvas, rows: list[tuple[str, ...]], *, step: float, bold: int = 0, y: float = 500) -> None:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            font = "Times-Bold" if number < bold else "Times-Roman"
            lines(canvas, [cell], x=72 + step * column, y=y - 14 * number, font=font)


def test_columns_of_a_table_that_are_near_to_one_another_are_kept_apart() -> None:
    rows = [("Dam", "Year"), ("Elmgate", "1902"), ("Oakhill", "2009"), ("Ash", "1913")]

    def draw(canvas: Canvas) -> None:
        table(canvas, [(*row, "") for row in rows], step=38)
        for number, cell in enumerate(("Share", "10.3", "72.6", "57.3")):
            lines(canvas, [cell], x=240, y=500 - 14 * number)

    assert blocks(read(draw))[1:] == [
        f"Dam: {dam} | Year: {year} | Share: {share}"
        for (dam, year), share in zip(rows[1:], ("10.3", "72.6", "57.3"), strict=True)
    ]


def test_a_name_above_several_columns_is_repeated_for_each_of_them() -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [("Dam", "", "", "Silt"), ("", "2019", "2020", "2019")], step=80, bold=2)
        lines(canvas, ["Water at the start"], x=165, y=500, font="Times-Bold")
        table(canvas, [(dam, "8.1", "9.2", "3.3") for dam in ("Elm", "Oak", "Ash")], step=80, y=472)

    assert blocks(read(draw))[1] == (
        "Dam: Elm | Water at the start 2019: 8.1 | Water at the start 2020: 9.2 | Silt 2019: 3.3"
    )


def test_a_table_whose_bold_rows_are_everywhere_has_no_names() -> None:
    rows = [("Board of the north", "Board of the south"), ("north.example", "south.example")] * 2

    def draw(canvas: Canvas) -> None:
        for number in (0, 1):
            table(canvas, rows[2 * number : 2 * number + 2], step=200, bold=1, y=500 - 28 * number)

    assert blocks(read(draw)) == [" | ".join(row) for row in rows]


def test_a_numbered_heading_below_a_table_is_no_row_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [("Dam", "Year"), ("Elm", "1902"), ("Oak", "2009"), ("Ash", "1913")], step=60, bold=1)
        lines(canvas, ["On Rivers and Dams"], y=700, size=24)
        lines(canvas, ["2.3"], y=420, size=14, font="Times-Bold")
        y = lines(canvas, ["Later dams"], x=132, y=420, size=14, font="Times-Bold")
        lines(canvas, wrapped(LOREM, 80), y=y - 6)

    assert headings(read(draw)) == ["2.3 Later dams"]


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    rows = [
        ("Country", "Population", "Capital"),
        ("Austria", "8.9", "Vienna"),
        ("Belgium", "11.5", "Brussels"),
        ("Denmark", "5.8", "Copenhagen"),
    ]

    def draw(canvas: Canvas) -> None:
        y = lines(canvas, wrapped(LOREM, 80)) - 20
        for row in rows:
            for column, cell in enumerate(row):
                lines(canvas, [cell], x=72 + 120 * column, y=y)
            y -= 14

    header, *others = rows
    named = [" | ".join(f"{name}: {cell}" for name, cell in zip(header, row, strict=True)) for row in others]
    assert blocks(read(draw))[1:] == [" | ".join(header), *named]


def test_a_first_cell_whose_figure_is_in_its_last_line_is_one_row() -> None:
    items = (
        (["(1) Not more than two grams of an alkaloid of alka-", "loids"], "9803"),
        (["Of the others that are in the schedule below:", "(2) Not more than three grams"], "9804"),
        (["(3) Barbital"], "9805"),
        (["(4) Any other substance than those of number (3)", "that contains a derivative"], "9806"),
    )

    def draw(canvas: Canvas) -> None:
        y = 700.0
        for (*texts, last), figure in items:
            dots = "." * int((210 - canvas.stringWidth(last, "Times-Roman", 10)) / 2.5)
            y = lines(canvas, [*texts, f"{last} {dots}"], y=y)
            lines(canvas, [figure], x=300, y=y + 12)

    assert blocks(read(draw)) == [
        "(1) Not more than two grams of an alkaloid of alkaloids | 9803",
        "Of the others that are in the schedule below:",
        "(2) Not more than three grams | 9804",
        "(3) Barbital | 9805",
        "(4) Any other substance than those of number (3) that contains a derivative | 9806",
    ]


def test_dots_that_lead_from_cell_to_cell_are_no_part_of_them() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (dam, year) in enumerate((("Elm", "1902"), ("Oak Inc.", "2009"), ("Ash", "1913"))):
            lines(canvas, [f"{dam} ........"], y=700 - 14 * number)
            lines(canvas, [year], x=200, y=700 - 14 * number)

    assert blocks(read(draw)) == ["Elm | 1902", "Oak Inc. | 2009", "Ash | 1913"]


def test_a_second_line_of_a_cell_stays_in_its_row() -> None:
    def draw(canvas: Canvas) -> None:
        y = 700.0
        for name in ("Alpha", "Beta", "Gamma"):
            lines(canvas, [name], y=y)
            lines(canvas, [f"{name} says more than", "fits on one line"], x=200, y=y)
            y -= 40

    assert blocks(read(draw)) == [
        f"{name} | {name} says more than fits on one line" for name in ("Alpha", "Beta", "Gamma")
    ]


def test_a_table_below_columns_is_read_in_rows_although_their_gutter_goes_through_it() -> None:
    rows = [
        ("Dam", "Year", "Storage", "Share"),
        ("Elm", "1902", "silt", "10.3"),
        ("Oak", "2009", "mud", "72.6"),
    ]

    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 40)[:6])
        lines(canvas, wrapped(LOREM, 40)[6:10], x=320)
        for number, row in enumerate([*rows, ("Ash", "1913", "clay", "57.3")]):
            for x, cell in zip((72, 196, 320, 444), row, strict=True):
                lines(canvas, [cell], x=x, y=610 - 14 * number)

    first, *table = blocks(read(draw))

    assert first == " ".join(wrapped(LOREM, 40)[:10])
    assert table[1] == "Dam: Elm | Year: 1902 | Storage: silt | Share: 10.3"


DAMS = [("Elm", "1902", "North"), ("Oak", "2009", "South"), ("Ash", "1913", "North"), ("Yew", "1950", "East")]
NAMED = [f"Dam: {dam} | Year: {year} | River: {river}" for dam, year, river in DAMS]


def over_two_pages(
    canvas: Canvas, above: list[str], rows: list[tuple[str, ...]], *, step: float = 120
) -> None:
    table(canvas, [("Dam", "Year", "River"), *DAMS], step=120, bold=1, y=140)
    canvas.showPage()
    table(canvas, rows, step=step, y=lines(canvas, above, y=760) - 20)


@pytest.mark.parametrize("above", [[], ["Table 2 (continued)"], ["continued from page 1"]])
def test_a_table_that_goes_on_on_the_next_page_has_the_names_there_too(above: list[str]) -> None:
    extract = read(lambda canvas: over_two_pages(canvas, above, DAMS))
    check(extract)
    assert blocks(extract) == ["Dam | Year | River", *NAMED, *above, *NAMED]
    start = extract.text.rindex(NAMED[0])
    assert place(extract.sections, start) == "p. 2"
    marked = [box for box in extract.boxes if box.start >= start]
    assert {box.page for box in marked} == {2}
    assert [extract.text[box.start : box.end] for box in marked[:3]] == ["Elm", "1902", "North"]


@pytest.mark.parametrize(
    ("above", "step"), [(["Table 3: Bridges"], 120), (["The bridges are listed below."], 120), ([], 165)]
)
def test_another_table_on_the_next_page_does_not_get_the_names_of_the_first(
    above: list[str], step: float
) -> None:
    extract = read(lambda canvas: over_two_pages(canvas, above, DAMS, step=step))
    assert blocks(extract)[-4:] == [" | ".join(row) for row in DAMS]
