"""RTF: tables, their headers and merged cells."""

from extracts import blocks
from rtf_files import read


def test_a_table_says_its_header_in_each_row():
    row = r"\trowd\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "
    body = row.format("Name", "Year") + row.format("Kim\\par Lee", "2024") + r"\pard After.\par"
    extract = read(body)
    assert blocks(extract) == ["Name | Year", "Name: Kim Lee | Year: 2024", "After."]
    assert extract.blocks[0].introduces


def test_merged_cells_keep_their_columns():
    body = (
        r"\trowd\cellx1000\cellx3000\pard\intbl Region\cell Sales\cell\row"
        r"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl \cell Old\cell New\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl North\cell 10\cell 20\cell\row"
        r"\trowd\clvmrg\cellx1010\cellx2000\cellx3000\pard\intbl \cell 30\cell 40\cell\row\pard"
    )
    assert blocks(read(body)) == [
        "Region | Sales",
        "Old | New",
        "Region: North | Sales Old: 10 | Sales New: 20",
        "Region: North | Sales Old: 30 | Sales New: 40",
    ]


def test_two_tables_stay_two():
    row = r"\trowd\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "
    body = (
        row.format("a", "b")
        + row.format("c", "d")
        + r"\pard\par "
        + row.format("e", "f")
        + row.format("g", "h")
    )
    assert blocks(read(body)) == ["a | b", "a: c | b: d", "e | f", "e: g | f: h"]


def test_a_table_in_a_cell_is_lines_of_the_cell():
    body = (
        r"\trowd\cellx100\cellx200\pard\intbl Name\cell Parts\cell\row"
        r"\trowd\cellx100\cellx200\pard\intbl Kim\cell\pard\intbl\itap2 x\nestcell y\nestcell"
        r"{\*\nesttableprops\trowd\cellx7\cellx8\cellx9\nestrow}{\nonesttables\par}\pard\intbl\cell\row\pard"
    )
    assert blocks(read(body)) == ["Name | Parts", "Name: Kim | Parts: x | y"]


def test_a_table_that_only_sets_paragraphs_side_by_side_is_paragraphs():
    body = r"\trowd\cellx1\cellx2\pard\intbl\s1 Left\par\pard\intbl Text.\cell Right\cell\row\pard"
    assert blocks(read(body)) == ["Left", "Text.", "Right"]


def test_a_row_without_an_end_is_paragraphs():
    assert blocks(read(r"\trowd\cellx1\cellx2\pard\intbl a\cell b\cell c\par")) == ["a", "b", "c"]
