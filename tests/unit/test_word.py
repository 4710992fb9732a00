import io

import docx
import pytest
from docx.oxml import OxmlElement

from index.documents import place
from index.formats import File, UnreadableError
from index.formats.word import read_docx


def saved(document):
    data = io.BytesIO()
    document.save(data)
    return File(name="a.docx", data=data.getvalue())


def blocks(extract):
    return [extract.text[it.start : it.end] for it in extract.blocks]


def test_headings_are_paths_and_the_title_style_is_the_title():
    document = docx.Document()
    document.add_heading("Annual report", 0)
    document.add_heading("Liquidity", 1)
    document.add_heading("Cash", 2)
    document.add_paragraph("It rose.")
    document.core_properties.title = ""
    extract = read_docx(saved(document))
    assert extract.title == "Annual report"
    assert place(extract.sections, extract.text.index("It rose.")) == "Liquidity > Cash"


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_kept():
    document = docx.Document()
    paragraph = document.add_paragraph("Kept ")
    for tag, text in (("w:del", "deleted "), ("w:ins", "inserted ")):
        change = OxmlElement(tag)
        run = paragraph.add_run(text)._r
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("secret").font.hidden = True
    extract = read_docx(saved(document))
    assert blocks(extract) == ["Kept inserted"]
    assert extract.report.hidden == len("secret")


def test_a_cell_over_two_columns_or_rows_is_told_from_its_neighbours():
    document = docx.Document()
    table = document.add_table(4, 3)
    for row, texts in enumerate(
        (("Area", "Sales", ""), ("Region", "2023", "2024"), ("North", "1", "2"), ("", "3", "4"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    assert blocks(read_docx(saved(document)))[-2:] == [
        "Area Region: North | Sales 2023: 1 | Sales 2024: 2",
        "Area Region: North | Sales 2023: 3 | Sales 2024: 4",
    ]


def test_pages_are_those_that_word_last_laid_out():
    document = docx.Document()
    document.add_paragraph("First.")
    run = document.add_paragraph().add_run()
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    run.add_text("Second.")
    extract = read_docx(saved(document))
    assert [place(extract.sections, extract.text.index(it)) for it in ("First", "Second")] == ["p. 1", "p. 2"]


def test_a_text_box_is_read_once():
    document = docx.Document()
    paragraph = document.add_paragraph("Outside.")
    for tag in ("Choice", "Fallback"):
        holder = paragraph._p.makeelement(
            f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{tag}", {}
        )
        box, inner, run, text = (OxmlElement(it) for it in ("w:txbxContent", "w:p", "w:r", "w:t"))
        text.text = "Inside."
        run.append(text)
        inner.append(run)
        box.append(inner)
        holder.append(box)
        paragraph._p.append(holder)
    assert blocks(read_docx(saved(document))) == ["Outside.", "Inside."]


def test_a_document_that_is_damaged_is_refused():
    with pytest.raises(UnreadableError, match="damaged"):
        read_docx(File(name="a.docx", data=b"PK\x03\x04nothing"))
