import io
import struct
from datetime import date
from hashlib import md5

import pytest
import xlwt
from msoffcrypto.method.rc4 import DocumentRC4

from index.documents import place
from index.formats import File, UnreadableError, read_file
from index.formats.excel import reader
from index.formats.extract import EncryptedError
from index.formats.old_office.encrypted import decrypted_workbook


def saved(book, name="a.xls", **options):
    data = io.BytesIO()
    book.save(data)
    return File(name=name, data=data.getvalue(), **options)


def sheet(*rows, name="Q3"):
    book = xlwt.Workbook()
    written = book.add_sheet(name)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                written.write(at, column, value)
    return book, written


def test_cells_of_an_old_workbook_are_written_as_they_are_shown_with_their_columns_and_place():
    book, written = sheet(["Region", "Sold", "Share", "Day"], ["North"])
    for column, (value, shown) in enumerate(
        [(1234.5, "#,##0.00"), (0.125, "0.0%"), (date(2024, 5, 31), "D-MMM-YY")]
    ):
        written.write(1, column + 1, value, xlwt.easyxf(num_format_str=shown))
    extract = read_file(saved(book))
    row = "Region: North | Sold: 1,234.50 | Share: 12.5% | Day: 2024-05-31"
    assert place(extract.sections, extract.text.index(row)) == 'sheet "Q3", A2:D2'


def test_days_that_are_counted_from_1904_are_those_that_excel_shows():
    book, written = sheet(["Day"])
    book.dates_1904 = True
    written.write(1, 0, 0, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    assert "1904-01-01" in read_file(saved(book)).text


def test_hidden_sheets_rows_and_columns_are_left_out_and_named():
    book, written = sheet(["Open", "Secret"], ["Seen", "Unseen"], ["Buried", "Unseen"])
    written.col(1).hidden, written.row(2).hidden = True, True
    other = book.add_sheet("Salaries")
    other.write(0, 0, "Unseen")
    other.visibility = 1
    extract = read_file(saved(book))
    assert extract.text.split() == ["Open", "Seen"]
    assert extract.report.notes == (
        "Hidden on sheet Q3 and left out: 1 row and 1 column.",
        "Sheet Salaries is hidden and was left out.",
    )


def test_merged_cells_stand_in_each_row_that_they_cover():
    book, written = sheet(["Region", "City", "Sold"], [None, "Oslo", 4], [None, "Bergen", 5])
    written.write_merge(1, 2, 0, 0, "North")
    assert "Region: North | City: Bergen | Sold: 5" in read_file(saved(book)).text


def test_text_of_an_old_workbook_is_text_whatever_it_looks_like():
    said = "_x0041_ & <b> \x07 ☃ 😀"
    assert read_file(saved(sheet([said])[0])).text == "_x0041_ & <b> ☃ 😀"


def test_truth_values_and_errors_are_shown_as_words():
    book, written = sheet(["Paid"], [True])
    written.row(2).set_cell_error(0, "#DIV/0!")
    assert read_file(saved(book)).text.split() == ["Paid", "TRUE", "#DIV/0!"]


def test_a_workbook_is_told_by_its_content_whatever_its_name():
    file = saved(sheet(["Words"])[0], name="a.docx")
    assert read_file(file).text == "Words"


def test_a_workbook_of_excel_2_is_its_records_alone():
    begin = struct.pack("<HHHH", 0x0009, 4, 2, 0x10)
    label = b"Words of 1988"
    cell = struct.pack("<HHHH3sB", 0x0004, 8 + len(label), 0, 0, b"\0\0\0", len(label)) + label
    extract = read_file(File(name="a.xls", data=begin + cell + struct.pack("<HH", 0x000A, 0)))
    assert extract.text == "Words of 1988"


def test_a_damaged_workbook_has_a_reason_that_says_what_to_do():
    data = bytearray(saved(sheet(["Words"])[0]).data)
    # Its first stream begins behind the header; what follows no longer is a list of records.
    data[512:700] = b"\x41" * 188
    with pytest.raises(UnreadableError, match=r"open it in a spreadsheet program and save it as \.xlsx"):
        read_file(File(name="a.xls", data=bytes(data)))


def test_a_fault_of_the_reader_leaves_the_words_of_the_workbook(monkeypatch):
    def fails(*_):
        raise KeyError

    monkeypatch.setattr(reader, "write_grid", fails)
    extract = read_file(saved(sheet(["Words", "of it"])[0]))
    assert (
        extract.text.split() == ["Words", "of", "it"]
        and "KeyError in its Excel reader" in extract.report.notes[-1]
    )


def record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def encrypted(password, *records):
    """A workbook's stream, encrypted with RC4 but for what stays as it is ([MS-XLS] 2.2.10)."""
    salt, verifier = b"0123456789abcdef", b"fedcba9876543210"

    def rc4(data):
        return DocumentRC4.decrypt(password, salt, io.BytesIO(data), 1024).read()

    header = struct.pack("<HHH", 1, 1, 1) + salt + rc4(verifier + md5(verifier).digest())
    begin = record(0x809, b"\0\6\5\0" + bytes(12)) + record(0x2F, header)
    plain = begin + b"".join(record(kind, content) for kind, content, _ in records)
    found, place = bytearray(rc4(plain)), len(begin)
    found[:place] = begin
    for _, content, open_ in records:
        found[place : place + 4 + open_] = plain[place : place + 4 + open_]
        place += 4 + len(content)
    return bytes(found), plain


def test_a_workbook_with_a_password_is_decrypted_by_it_and_only_by_it():
    stream, plain = encrypted("open", (0x85, b"\1\2\3\4Sheet", 4), (0x204, b"Words" * 500, 0))
    assert decrypted_workbook(stream, "open")[-2500:] == plain[-2500:]
    for password, reason in ((None, "give its password"), ("shut", "the password does not open it")):
        with pytest.raises(EncryptedError, match=reason):
            decrypted_workbook(stream, password)


def test_a_workbook_that_excel_only_protects_from_changes_needs_no_password():
    stream, plain = encrypted("VelvetSweatshop", (0x204, b"Words", 0))
    assert decrypted_workbook(stream, None).endswith(plain[-9:])


def test_a_workbook_whose_stream_is_named_in_capitals_is_one_all_the_same():
    book, _ = sheet(["Item", "Price"], ["Lamp", "40"])
    file = saved(book)
    name, capitals = "Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le")
    assert file.data.count(name) == 1
    renamed = File(name="a.xls", data=file.data.replace(name, capitals))
    assert "Item: Lamp | Price: 40" in read_file(renamed).text
