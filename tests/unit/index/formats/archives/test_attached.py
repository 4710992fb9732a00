"""Files inside others: names as they are shown, and how many of a PDF are read."""

import pypdfium2 as pdfium
import pytest

from index.formats.archives.attached import UniqueNames, shown_name, shown_path
from index.formats.pdf import metadata as pdf_metadata
from index.formats.pdf.metadata import read_attached


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\kim\\report.pdf", "report.pdf"),
        ("..", ""),
        ("folder/", ""),
        ("in\u202evoice\nfdp.exe", "invoice fdp.exe"),
    ],
)
def test_a_name_is_the_last_part_of_a_path(stated, shown):
    assert shown_name(stated) == shown


def test_a_name_that_is_too_long_keeps_its_beginning_and_its_suffix():
    name = shown_name("a" * 500 + ".docx")
    assert len(name) == 200 and name.startswith("aaa") and name.endswith("a.docx")
    assert len(shown_name("a." + "b" * 500)) == 200


def test_a_path_keeps_its_folders_on_one_line():
    assert shown_path("win\\a\u200b\n b.txt") == "win/a b.txt"


def test_many_files_of_one_name_are_numbered_in_no_time():
    names = UniqueNames()
    given = [names.give("a.txt") for _ in range(20_000)]
    assert len(set(given)) == 20_000 and given[-1] == "a (20000).txt"


def holding(*contents):
    document = pdfium.PdfDocument.new()
    document.new_page(100, 100)
    for number, data in enumerate(contents):
        document.new_attachment(f"{number}.txt").set_data(data)
    return document


def test_of_many_files_in_a_pdf_the_first_are_read_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(pdf_metadata, "_MOST_FILES", 3)
    files, notes = read_attached(holding(*(b"words %d" % number for number in range(5))))
    assert [file.name for file in files] == ["0.txt", "1.txt", "2.txt"]
    assert notes == ["Files inside it that could not be read, or are too large, were left out (2)."]


def test_large_files_in_a_pdf_are_left_out_and_smaller_ones_behind_them_are_not(monkeypatch):
    monkeypatch.setattr(pdf_metadata, "_MOST_BYTES", 1000)
    files, notes = read_attached(holding(b"x" * 600, b"x" * 600, b"x" * 300))
    assert [(file.name, len(file.data)) for file in files] == [("0.txt", 600), ("2.txt", 300)]
    assert notes == ["Files inside it that could not be read, or are too large, were left out (1)."]
