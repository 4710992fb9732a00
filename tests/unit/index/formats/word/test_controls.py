"""Forms in Word: content controls and what is filled in."""

import io

import docx
import pytest
from docx.oxml import parse_xml

from extracts import blocks
from index.formats.extract import File
from index.formats.word.reader import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def control(title, content, more=""):
    return f'<w:sdt {W}><w:sdtPr><w:alias w:val="{title}"/>{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def paragraph(*content):
    return f"<w:p {W}>{''.join(content)}</w:p>"


def read(*elements):
    document = docx.Document()
    end = document.element.body[-1]
    for element in elements:
        end.addprevious(parse_xml(element))
    data = io.BytesIO()
    document.save(data)
    return read_docx(File(name="a.docx", data=data.getvalue()))


def test_what_is_filled_in_has_the_words_before_it_or_the_title_of_its_control():
    extract = read(
        paragraph(run("Date of birth: "), control("dob", run("12.03.1984"))),
        paragraph(control("Destination", run("Trieste"))),
        control("Remarks", paragraph(run("Back on Friday."))),
        paragraph(control("cc4", run("CC-4410"))),
    )
    assert blocks(extract) == [
        "Date of birth: 12.03.1984",
        "Destination: Trieste",
        "Remarks: Back on Friday.",
        "CC-4410",
    ]


def test_the_words_that_wait_to_be_replaced_are_no_content():
    empty = "<w:showingPlcHdr/>"
    extract = read(
        paragraph(run("Purpose: "), control("Purpose", run("Click here to enter text."), empty)),
        control("Notes", paragraph(run("Click here to enter text.")), empty),
    )
    assert blocks(extract) == ["Purpose:"]


@pytest.mark.parametrize("own", ['<w:dataBinding w:xpath="x"/>', "<w:docPartObj/>"])
def test_what_word_makes_itself_is_not_named(own):
    assert blocks(read(paragraph(control("Title", run("Annual report"), own)))) == ["Annual report"]


def test_a_table_with_fields_in_its_first_row_is_a_form():
    cell = "<w:tc>{}</w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(paragraph(run(name)))}{cell.format(paragraph(control('x', run(value))))}</w:tr>"
        for name, value in (("Department", "Logistics"), ("Approved on", "2024-05-06"))
    )
    assert blocks(read(f"<w:tbl {W}>{rows}</w:tbl>")) == ["Department: Logistics", "Approved on: 2024-05-06"]
