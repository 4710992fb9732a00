"""What a piece of text is, is known from a file of each format."""

import zipfile
from io import BytesIO

from pptx import Presentation
from pptx.util import Inches

import odf_files
import rtf_files
import word_files
from extracts import kinds
from index.formats import File, read_file
from pdf_files import LOREM, lines, made, wrapped
from word_files import paragraph, run

BOLD = "<w:b/>"


def read(name, text):
    return kinds(read_file(File(name=name, data=text.encode())))


def test_plain_text():
    text = "A guide\n\nContents\nRivers ..... 3\nBridges ..... 5\n\n- one thing\n- two things\n\nTable 2. Rivers by length\n\nIt ends.\n\nPage 3-4\n"
    assert read("a.txt", text) == [
        ("title", "A guide"),
        ("contents", "Contents"),
        ("contents", "Rivers ..... 3"),
        ("contents", "Bridges ..... 5"),
        ("list_item", "- one thing"),
        ("list_item", "- two things"),
        ("caption", "Table 2. Rivers by length"),
        ("paragraph", "It ends."),
        ("furniture", "Page 3-4"),
    ]


def test_markdown():
    text = "# Guide\n\nText[^1] here.\n\n- one\n\n1. first\n\n**How to apply**\n\nSend it.\n\n**Total: 12**\n\n```\nx = 1\n```\n\n|A|\n|-|\n|1|\n\n[^1]: The note."
    assert read("a.md", text) == [
        ("heading", "Guide"),
        ("paragraph", "Text here."),
        ("list_item", "one"),
        ("list_item", "1. first"),
        ("heading", "How to apply"),
        ("paragraph", "Send it."),
        ("paragraph", "Total: 12"),
        ("code", "x = 1"),
        ("table_header", "A"),
        ("table_row", "A: 1"),
        ("note", "1. The note."),
    ]


def test_restructured_text():
    text = "Guide\n=====\n\nText [1]_ here.\n\n- one\n\n  More.\n\n**How to apply**\n\nSend it.\n\n.. figure:: a.png\n\n   The bridge.\n\n::\n\n   x = 1\n\n| a verse\n| of two\n\n.. [1] The note.\n"
    assert read("a.rst", text) == [
        ("heading", "Guide"),
        ("paragraph", "Text here."),
        ("list_item", "one"),
        ("paragraph", "More."),
        ("heading", "How to apply"),
        ("paragraph", "Send it."),
        ("caption", "The bridge."),
        ("code", "x = 1"),
        ("paragraph", "a verse\nof two"),
        ("note", "The note."),
    ]


def test_html():
    page = """<title>Rivers</title><h1>Rivers of the north</h1><p>A text that stands here, and is long enough.</p>
        <ul><li>one<li><p>two</p><p>explained</p></ul><p><b>How to apply</b></p><p>Send<br>the form.</p><p><b>Total: 12</b></p>
        <figure><img src=x><figcaption>The bridge</figcaption></figure><pre>x = 1</pre><dl><dt>A term<dt>Another<dd>Both.</dl>
        <table><caption>Fees</caption><tr><th>A<th>B<tr><td>1<td>2</table>
        <div class=footnotes><ol><li id=fn1>A note.</ol></div><p>Page 3 of 7</p>"""
    assert read("a.html", page) == [
        ("heading", "Rivers of the north"),
        ("paragraph", "A text that stands here, and is long enough."),
        ("list_item", "one"),
        ("list_item", "two"),
        ("paragraph", "explained"),
        ("heading", "How to apply"),
        ("paragraph", "Send\nthe form."),
        ("paragraph", "Total: 12"),
        ("caption", "The bridge"),
        ("code", "x = 1"),
        ("term", "A term"),
        ("term", "Another"),
        ("paragraph", "Both."),
        ("caption", "Fees"),
        ("table_header", "A | B"),
        ("table_row", "A: 1 | B: 2"),
        ("note", "A note."),
        ("furniture", "Page 3 of 7"),
    ]


def test_epub():
    page = '<html xmlns:epub="x"><body><h1>Whales</h1><p>A text.</p><section class="toc"><p>Boats</p></section><aside epub:type="footnote"><p>A note.</p></aside></body></html>'
    package = (
        "<package><metadata/><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        for name, content in (
            ("META-INF/container.xml", container),
            ("book.opf", package),
            ("a.xhtml", page),
        ):
            book.writestr(name, content)
    assert kinds(read_file(File(name="a.epub", data=data.getvalue()))) == [
        ("heading", "Whales"),
        ("paragraph", "A text."),
        ("contents", "Boats"),
        ("note", "A note."),
    ]


def test_word():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
        for name, shown in (("T", "Title"), ("H", "heading 1"), ("C", "caption"), ("P", "HTML Preformatted"))
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    item = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = [
        paragraph("A guide", properties='<w:pStyle w:val="T"/>'),
        paragraph("Rivers", properties='<w:pStyle w:val="H"/>'),
        paragraph("They are long.", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        paragraph("one", properties=item),
        paragraph(run("How to apply", BOLD)),
        paragraph("Send the form."),
        paragraph(run("Total: ", BOLD), run("12", BOLD)),
        paragraph(run("Dear", BOLD), run(" board")),
        paragraph("The bridge", properties='<w:pStyle w:val="C"/>'),
        paragraph("x = 1", properties='<w:pStyle w:val="P"/>'),
        paragraph(word_files.field("PAGEREF _Toc12", "Rivers 3")),
        "<w:sectPr><w:footerReference r:id='footer'/></w:sectPr>",
    ]
    extract = word_files.read(
        "".join(body),
        styles=f"<w:styles>{styles}</w:styles>",
        numbering=f"<w:numbering>{numbering}</w:numbering>",
        footnotes=f'<w:footnotes><w:footnote w:id="2">{paragraph("A note.")}</w:footnote></w:footnotes>',
        comments=f'<w:comments><w:comment w:id="1">{paragraph("A comment.")}</w:comment></w:comments>',
        footer=f"<w:ftr>{paragraph('Handbook of the river board')}</w:ftr>",
    )
    assert kinds(extract) == [
        ("title", "A guide"),
        ("heading", "Rivers"),
        ("paragraph", "They are long."),
        ("note", "A note."),
        ("list_item", "one"),
        ("heading", "How to apply"),
        ("paragraph", "Send the form."),
        ("paragraph", "Total: 12"),
        ("paragraph", "Dear board"),
        ("caption", "The bridge"),
        ("code", "x = 1"),
        ("contents", "Rivers 3"),
        ("note", "A comment."),
        ("furniture", "Handbook of the river board"),
    ]
    # It opens no section: the file does not say that it is one.
    assert [section.name for section in extract.sections if section.kind == "heading"] == ["Rivers"]


def test_open_document():
    automatic = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"/>'
        for name in ("Title", "Caption", "Preformatted_20_Text", "Contents_20_1")
    )
    masters = '<style:master-page style:name="Standard"><style:footer><text:p>The river board of the north</text:p></style:footer></style:master-page>'
    body = (
        '<text:p text:style-name="Title">A guide</text:p><text:h text:outline-level="1">Rivers</text:h>'
        '<text:p>They are long.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>one</text:p><text:p>explained</text:p></text:list-item></text:list>"
        '<text:p><text:span text:style-name="B">How to apply</text:span></text:p><text:p>Send it.</text:p>'
        '<text:p><text:span text:style-name="B">Total: 12</text:span></text:p>'
        '<text:p text:style-name="Caption">The bridge</text:p><text:p text:style-name="Preformatted_20_Text">x = 1</text:p>'
        '<text:p text:style-name="Contents_20_1">Rivers 3</text:p>'
    )
    assert kinds(odf_files.read(body, automatic=automatic, styles=styles, masters=masters)) == [
        ("title", "A guide"),
        ("heading", "Rivers"),
        ("paragraph", "They are long."),
        ("note", "A note."),
        ("list_item", "one"),
        ("paragraph", "explained"),
        ("heading", "How to apply"),
        ("paragraph", "Send it."),
        ("paragraph", "Total: 12"),
        ("caption", "The bridge"),
        ("code", "x = 1"),
        ("contents", "Rivers 3"),
        ("furniture", "The river board of the north"),
    ]


def test_rich_text():
    body = (
        r"\pard\s3 A guide\par\pard\s1 Rivers\par\pard They are long.{\footnote A note.}\par"
        r"{\listtext\'b7\tab}one\par{\listtext 1.\tab}two\par\pard{\b How }{\b to apply}\par Send it.\par{\b Total: 12}\par"
        r"{\b Dear} board\par{\header The river board of the north}{\*\annotation A comment.}"
    )
    assert kinds(rtf_files.read(body)) == [
        ("title", "A guide"),
        ("heading", "Rivers"),
        ("paragraph", "They are long."),
        ("note", "A note."),
        ("list_item", "one"),
        ("list_item", "1. two"),
        ("heading", "How to apply"),
        ("paragraph", "Send it."),
        ("paragraph", "Total: 12"),
        ("paragraph", "Dear board"),
        ("note", "A comment."),
        ("furniture", "The river board of the north"),
    ]


def test_slides():
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Rivers"
    slide.placeholders[1].text = "one\ntwo"
    slide.shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(1)).text_frame.text = "A text."
    slide.notes_slide.notes_text_frame.text = "Said only."
    data = BytesIO()
    presentation.save(data)
    assert kinds(read_file(File(name="a.pptx", data=data.getvalue()))) == [
        ("heading", "Rivers"),
        ("list_item", "one"),
        ("list_item", "two"),
        ("paragraph", "A text."),
        ("note", "Said only."),
    ]


def test_pdf():
    def draw(canvas):
        lines(canvas, ["A guide to the rivers"], y=780, size=20)
        lines(canvas, ["Contents"], y=740, size=14, font="Times-Bold")
        lines(
            canvas,
            ["Rivers . . . . . . . . 3", "Bridges . . . . . . . 5", "Rain . . . . . . . . . . 9"],
            y=720,
        )
        lines(canvas, ["Rivers"], y=660, size=14, font="Times-Bold")
        lines(canvas, wrapped(LOREM, 80), y=640)
        lines(canvas, ["• one thing", "• two things"], y=560)
        lines(canvas, ["river --north --long"], y=520, font="Courier")
        lines(canvas, ["Figure 3: The bridge in spring"], y=490)
        lines(canvas, ["1 The survey was made in spring, when the rivers were full."], y=60, size=7)
        canvas.showPage()

    assert kinds(read_file(File(name="a.pdf", data=made(draw), ocr=False))) == [
        ("title", "A guide to the rivers"),
        ("heading", "Contents"),
        ("contents", "Rivers . . . . . . . . 3"),
        ("contents", "Bridges . . . . . . . 5"),
        ("contents", "Rain . . . . . . . . . . 9"),
        ("heading", "Rivers"),
        ("paragraph", LOREM),
        ("list_item", "• one thing"),
        ("list_item", "• two things"),
        ("code", "river --north --long"),
        ("caption", "Figure 3: The bridge in spring"),
        ("note", "1 The survey was made in spring, when the rivers were full."),
    ]


def test_a_receipt_that_is_set_as_on_a_typewriter_is_no_code_and_its_total_no_heading():
    def draw(canvas):
        lines(canvas, ["RIVER SHOP"], y=780, size=20, font="Courier")
        lines(canvas, ["Bread 3.20", "Fish 18.90"], y=740, font="Courier")
        lines(canvas, ["TOTAL $22.10"], y=700, size=14, font="Courier-Bold")
        lines(canvas, ["Thank you for your visit."], y=680, font="Courier")
        canvas.showPage()

    found = dict(map(reversed, kinds(read_file(File(name="a.pdf", data=made(draw), ocr=False)))))
    assert found["TOTAL $22.10"] == "paragraph"
    assert "code" not in found.values()


def test_xml_and_its_books():
    book = "<book><title>A guide</title><para>They are long, and so on and so on.</para><itemizedlist><listitem><para>one</para><para>explained</para></listitem></itemizedlist><figure><title>The bridge</title></figure><note2><footnote><para>A note.</para></footnote></note2><s><screen>x = 1</screen><screen>y</screen></s></book>"
    found = read("a.xml", book)
    assert ("list_item", "one") in found
    assert ("paragraph", "explained") in found
    assert ("caption", "The bridge") in found
    assert ("note", "A note.") in found
    assert ("code", "x = 1") in found
    fb2 = "<FictionBook><body><section><p>A text.</p><poem><stanza><v>a verse</v><v>of two</v></stanza></poem></section></body><body name='notes'><section><p>A note.</p></section></body></FictionBook>"
    assert read("a.fb2", fb2) == [
        ("paragraph", "A text."),
        ("paragraph", "a verse\nof two"),
        ("note", "A note."),
    ]


def test_mail_and_code():
    mail = "From: Kim <kim@example.org>\nTo: Lee\nSubject: Rivers\nMessage-ID: <1>\n\nDear Lee,\n\n- one\n- two\n\n> It was asked.\n"
    assert read("a.eml", mail)[:3] == [
        ("paragraph", "From: Kim <kim@example.org>"),
        ("paragraph", "To: Lee"),
        ("paragraph", "Subject: Rivers"),
    ]
    assert read("a.eml", mail)[-3:] == [
        ("list_item", "- one"),
        ("list_item", "- two"),
        ("paragraph", "It was asked."),
    ]
    assert read("a.py", "# 1. A comment\nx = 1\n\ny = 2\n") == [
        ("code", "# 1. A comment\nx = 1"),
        ("code", "y = 2"),
    ]
