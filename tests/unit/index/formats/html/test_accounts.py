"""HTML: tables of accounts, with the years and the units of their figures."""

import pytest

from extracts import blocks
from index.formats.extract import Extract, File
from index.formats.html.reader import read_html

FIGURES = [["Inventories", "2,853", "3,053"], ["Goodwill", "10,051", "10,513"], ["Total", "36,500", "37,987"]]


def read(*rows: list[str], above: str = "") -> Extract:
    lines = "".join(
        f"<tr>{''.join(cell if cell[:1] == '<' else f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    page = f"<!doctype html><body><p>The board met in spring.</p><p>{above}</p><table>{lines}</table></body>"
    return read_html(File(name="a.html", data=page.encode()))


def units(extract: Extract) -> list[str]:
    return [section.name for section in extract.sections if section.kind == "table"]


def test_heads_on_two_rows_name_each_column_with_both() -> None:
    extract = read(["", "December 31,", "December 31,"], ["", "2018", "2017"], *FIGURES)
    assert blocks(extract)[1:3] == [
        "December 31, 2018 | December 31, 2017",
        "Inventories | December 31, 2018: 2,853 | December 31, 2017: 3,053",
    ]


def test_a_period_above_the_first_of_several_years_is_that_of_all() -> None:
    extract = read(["", "Year ended June 30,", ""], ["", "2018", "2017"], *FIGURES)
    assert (
        blocks(extract)[-1] == "Total | Year ended June 30, 2018: 36,500 | Year ended June 30, 2017: 37,987"
    )


def test_years_name_columns_although_they_are_figures_themselves() -> None:
    extract = read(["", "2018", "2017"], ["", "£m", "£m"], *FIGURES)
    assert blocks(extract)[2] == "Inventories | 2018: 2,853 | 2017: 3,053"
    assert units(extract) == ["£m"]


def test_a_column_of_notes_does_not_get_the_year_beside_it() -> None:
    rows = [[label, str(number), *cells] for number, (label, *cells) in enumerate(FIGURES)]
    extract = read(["", "", "2018", "2017"], ["", "Note", "£m", "£m"], *rows)
    assert blocks(extract)[3] == "Goodwill | Note: 1 | 2018 £m: 10,051 | 2017 £m: 10,513"


def test_a_head_over_columns_and_currencies_in_their_own_columns() -> None:
    head = ["<td></td>", '<td colspan="4">Years ended December 31,</td>']
    years = ["<td></td>", '<td colspan="2">2018</td>', '<td colspan="2">2017</td>']
    rows = [[label, "$", first, "$", second] for label, first, second in FIGURES]
    assert blocks(read(head, years, *rows))[2] == (
        "Inventories | Years ended December 31, 2018: $2,853 | Years ended December 31, 2017: $3,053"
    )


@pytest.mark.parametrize(
    ("heads", "above", "unit"),
    [
        ([["(in millions)", "2018", "2017"]], "", "(in millions)"),
        ([["", "2018", "2017"], ["", "(in thousands)", ""]], "", "(in thousands)"),
        (
            [["", "2018", "2017"]],
            "The costs were as follows (in thousands of euros):",
            "(in thousands of euros)",
        ),
        ([["Years ended December 31,", "2018", "2017"]], "", "Years ended December 31"),
    ],
)
def test_what_all_figures_share_is_a_section_of_the_table(
    heads: list[list[str]], above: str, unit: str
) -> None:
    extract = read(*heads, *FIGURES, above=above)
    assert units(extract) == [unit]
    assert blocks(extract)[-2] == "Goodwill | 2018: 10,051 | 2017: 10,513"
    (section,) = (section for section in extract.sections if section.kind == "table")
    assert extract.text[section.start : section.end].startswith("Inventories | 2018: 2,853")


def test_a_heading_between_the_heads_and_the_figures_is_a_row() -> None:
    extract = read(["", "2018", "2017"], ["Assets:", "", ""], *FIGURES)
    assert blocks(extract)[1:4] == ["2018 | 2017", "Assets:", "Inventories | 2018: 2,853 | 2017: 3,053"]


def test_a_table_without_periods_and_units_is_read_as_before() -> None:
    extract = read(["Dam", "Height", "Share"], ["Elm", "12", "30"], ["Oak", "45", "70"])
    assert blocks(extract)[1:] == [
        "Dam | Height | Share",
        "Dam: Elm | Height: 12 | Share: 30",
        "Dam: Oak | Height: 45 | Share: 70",
    ]
    assert units(extract) == []


def test_a_page_that_marks_its_heads_is_taken_at_its_word() -> None:
    extract = read(["<th>River</th>", "<th>2018</th>", "<th>2017</th>"], ["Elm", "1.2", "3.4"])
    assert blocks(extract)[1:] == ["River | 2018 | 2017", "River: Elm | 2018: 1.2 | 2017: 3.4"]
