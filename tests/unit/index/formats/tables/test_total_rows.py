"""A row that sums up others is no row among them, whatever the format of its table."""

from io import BytesIO

import pytest
from docx import Document

from index.formats.builder import TextBuilder
from index.formats.dispatch import read_file
from index.formats.extract import File
from index.formats.tables.totals import is_total_line

ROWS = [["Item", "Price"], ["Saw", "20.00"], ["Axe", "30.00"], ["Total", "50.00"]]


def html() -> bytes:
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in ROWS[1:]]
    return f"<table><tr><th>Item<th>Price</tr><tr>{'</tr><tr>'.join(lines)}</tr></table>".encode()


def markdown() -> bytes:
    head, *rows = ["|" + "|".join(row) + "|" for row in ROWS]
    return "\n".join([head, "|-|-|", *rows]).encode()


def docx() -> bytes:
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def rst() -> bytes:
    return "\n".join(
        [
            "=====  =====",
            "Item   Price",
            "=====  =====",
            "Saw    20.00",
            "Axe    30.00",
            "Total  50.00",
            "=====  =====",
        ]
    ).encode()


@pytest.mark.parametrize(
    ("name", "data"), [("a.html", html()), ("a.md", markdown()), ("a.docx", docx()), ("a.rst", rst())]
)
def test_the_total_of_a_table_is_told_from_its_rows_and_is_no_value_of_the_first_column(
    name: str, data: bytes
) -> None:
    extract = read_file(File(name=name, data=data))
    blocks = [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]
    assert blocks[-2:] == [("table_row", "Item: Axe | Price: 30.00"), ("table_total", "Total | Price: 50.00")]


@pytest.mark.parametrize(
    ("cells", "header"),
    [(["Total", "France"], ["Company", "Country"]), (["Total"], ["Status"]), (["Total area", "512 km²"], [])],
)
def test_a_record_that_only_has_such_a_name_stays_a_row(cells: list[str], header: list[str]) -> None:
    builder = TextBuilder()
    builder.row(cells, header)
    assert [block.kind for block in builder.build().blocks] == ["table_row"]


def test_a_written_row_of_a_page_is_a_total_by_its_label_and_its_figures() -> None:
    assert is_total_line("Total assets | December 31, 2018: $36,500 | December 31, 2017: $37,987")
    assert not is_total_line("Goodwill | December 31, 2018: $10,051")
    assert not is_total_line("Total assets")
