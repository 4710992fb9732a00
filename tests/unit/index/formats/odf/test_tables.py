from extracts import blocks
from odf_files import CELL, COVERED, read, row


def test_each_row_of_a_table_names_its_columns():
    body = (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Name</text:p>"
        "</table:table-cell><table:table-cell><text:p>Year</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>Kim</text:p></table:table-cell>"
        "<table:table-cell><text:p>2024</text:p></table:table-cell></table:table-row></table:table>"
    )
    extract = read(body)
    assert blocks(extract) == ["Name | Year", "Name: Kim | Year: 2024"]
    assert extract.blocks[0].introduces


def test_covered_cells_keep_their_columns_and_group_their_names():
    wide = CELL.format(' table:number-columns-spanned="2"', "Sales")
    tall = CELL.format(' table:number-rows-spanned="2"', "North")
    body = (
        "<table:table>"
        + row("Region", wide, COVERED)
        + row("<table:table-cell/>", "Old", "New")
        + row(tall, "10", "20")
        + row(COVERED, "30", "40")
        + "</table:table>"
    )
    assert blocks(read(body)) == [
        "Region | Sales",
        "Old | New",
        "Region: North | Sales Old: 10 | Sales New: 20",
        "Region: North | Sales Old: 30 | Sales New: 40",
    ]


def test_a_cell_covers_its_columns_also_where_the_covered_ones_are_left_out():
    wide = CELL.format(' table:number-columns-spanned="2"', "Sales")
    body = f"<table:table>{row('Region', wide, 'Year')}{row('North', '10', '20', '1979')}</table:table>"
    assert blocks(read(body))[1] == "Region: North | Sales: 10 | Sales: 20 | Year: 1979"


def test_a_row_without_cells_is_skipped():
    body = f'<table:table table:name="S">{row()}{row("Name", "Age")}{row("Kim", "40")}</table:table>'
    assert "Name: Kim | Age: 40" in read(body, "spreadsheet").text


def test_a_cell_over_the_whole_table_is_its_title():
    wide = CELL.format(' table:number-columns-spanned="2"', "Staff")
    body = "<table:table>" + row(wide, COVERED) + row("Name", "Age") + row("Kim", "40") + "</table:table>"
    assert blocks(read(body)) == ["Staff", "Name | Age", "Name: Kim | Age: 40"]


def test_a_layout_table_is_paragraphs():
    cell = "<table:table-cell><text:h text:outline-level='1'>Left</text:h><text:p>Text.</text:p></table:table-cell>"
    body = "<table:table>" + row(cell, "Right") + "</table:table>"
    assert blocks(read(body)) == ["Left", "Text.", "Right"]


def test_repeated_cells_and_rows_do_not_fill_the_memory():
    endless = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    rows = row(endless, attributes=' table:number-rows-repeated="1048576"')
    extract = read(f'<table:table table:name="S">{rows}</table:table>', "spreadsheet")
    assert len(extract.text) < 2_000_000
    empty = '<table:table-cell table:number-columns-repeated="999999999999"/>'
    rows = row("a", empty, attributes=' table:number-rows-repeated="-7"')
    assert blocks(read(f"<table:table>{rows}</table:table>")) == ["a"]
