import io
from datetime import date

from openpyxl import Workbook

from index.documents import place
from index.formats import File
from index.formats.excel.reader import read_xlsx


def saved(book):
    data = io.BytesIO()
    book.save(data)
    return File(name="a.xlsx", data=data.getvalue())


def test_cells_are_written_as_they_are_shown_with_their_columns_and_place():
    book = Workbook()
    book.active.title = "Q3"
    for row in (["Region", "Sold", "Share", "Day"], ["North", 1234.5, 0.125, date(2024, 5, 31)]):
        book.active.append(row)
    book.active["B2"].number_format, book.active["C2"].number_format = "#,##0.00", "0.0%"
    extract = read_xlsx(saved(book))
    row = "Region: North | Sold: 1,234.50 | Share: 12.5% | Day: 2024-05-31"
    assert place(extract.sections, extract.text.index(row)) == 'sheet "Q3", A2:D2'


def test_a_hidden_sheet_is_left_out_and_named():
    book = Workbook()
    book.active["A1"] = "Seen"
    hidden = book.create_sheet("Secret")
    hidden["A1"], hidden.sheet_state = "Unseen", "hidden"
    extract = read_xlsx(saved(book))
    assert "Unseen" not in extract.text and any("Secret" in note for note in extract.report.notes)


def test_a_cell_far_below_takes_no_time_and_is_read():
    book = Workbook()
    book.active["A1"], book.active["C900000"] = "Top", "Bottom"
    extract = read_xlsx(saved(book))
    assert extract.text.split() == ["Top", "Bottom"]
    assert place(extract.sections, extract.text.index("Bottom")).endswith("C900000")


def test_a_sum_below_a_table_is_a_row_of_it_and_a_name_with_a_value_is_not():
    book = Workbook()
    table = [["Region", "Q1", "Q2", "Q3"], ["North", 5, 6, 7], ["South", 1, 2, 3]]
    for row in (*table, [], ["Sum", None, None, 24], [], ["Growth", 0.5], ["Staff", 12]):
        book.active.append(row)
    lines = read_xlsx(saved(book)).text.split("\n")
    assert lines[-3:] == ["Region: Sum | Q3: 24", "Growth | 0.5", "Staff | 12"]
