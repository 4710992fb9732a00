"""Word: headings, tables, notes, text boxes and other parts around the text."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from extracts import blocks, check, place_of
from index.documents import place
from index.formats import File, UnreadableError
from index.formats.word.reader import read_docx
from word_files import KIND, NAMESPACES, field, paragraph, read, run, saved, written


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


def test_an_embedded_object_is_noted():
    data = io.BytesIO(written(paragraph("Text.")))
    with zipfile.ZipFile(data, "a") as target:
        target.writestr("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")
    extract = read_docx(File(name="a.docx", data=data.getvalue()))
    assert extract.report.notes == ("An embedded object was left out, such as a file or an old formula.",)


def test_raised_figures_are_no_part_of_the_number_before():
    above, below = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    pieces = (
        "10",
        run("6", above),
        " m",
        run("2", above),
        ", 1",
        run("st", above),
        ", H",
        run("2", below),
        "O",
    )
    assert blocks(read(paragraph(*pieces))) == ["10⁶ m², 1st, H2O"]


def test_a_document_that_is_damaged_is_refused():
    with pytest.raises(UnreadableError, match="damaged"):
        read_docx(File(name="a.docx", data=b"PK\x03\x04nothing"))


def test_a_heading_in_a_text_box_ends_with_it():
    heading = paragraph("Remark", properties='<w:outlineLvl w:val="0"/>')
    box = f"<w:r><w:drawing><w:txbxContent>{heading}{paragraph('In it.')}</w:txbxContent></w:drawing></w:r>"
    body = (
        paragraph("Costs", properties='<w:outlineLvl w:val="0"/>')
        + paragraph("They rose.", box)
        + paragraph("Still.")
    )
    extract = read(body)
    assert [block.introduces for block in extract.blocks] == [True, False, True, False, False]
    assert place_of(extract, "Still") == place_of(extract, "In it") == "Costs"


def test_imported_documents_are_attached_files_and_the_workbook_behind_a_chart_is_not():
    data = io.BytesIO(written(paragraph("Words"), aFChunk1="<html/>", chart1="<c:chartSpace/>"))
    with zipfile.ZipFile(data, "a") as target:
        target.writestr("word/charts/chart1.xml", "<x/>")
        behind = f'<Relationship Id="a" Type="{KIND}package" Target="../embeddings/behind.xlsx"/>'
        target.writestr("word/charts/_rels/chart1.xml.rels", f"<Relationships>{behind}</Relationships>")
        target.writestr("word/embeddings/behind.xlsx", b"x")
        target.writestr("word/embeddings/inside.xlsx", b"x")
    attached = read_docx(File(name="a.docx", data=data.getvalue())).attached
    assert [file.name for file in attached] == ["aFChunk1.xml", "inside.xlsx"]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph('Inside.')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert blocks(read(paragraph("Out", drawing, "side.") + paragraph("Next."))) == [
        "Outside.",
        "Inside.",
        "Next.",
    ]


def test_notes_follow_their_paragraph_and_have_the_numbers_of_their_references():
    def refer(kind, number, mark=""):
        return f'<w:r><w:{kind}Reference w:id="{number}" {mark}/></w:r>'

    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(f"Foot {number}.")}</w:footnote>' for number in (1, 2, 3)
    )
    notes = f'<w:footnotes><w:footnote w:type="separator" w:id="0">{paragraph("Line")}</w:footnote>{notes}</w:footnotes>'
    ends = f'<w:endnotes><w:endnote w:id="1">{paragraph("End.")}</w:endnote></w:endnotes>'
    noted = "<w:r><w:lastRenderedPageBreak/></w:r>"
    marked = refer("footnote", 3, 'w:customMarkFollows="1"')
    body = paragraph(
        "One", refer("footnote", 2), " two", refer("endnote", 1), ".", noted, "Three", refer("footnote", 1)
    )
    body += paragraph("Four", marked)
    extract = read(body, footnotes=notes, endnotes=ends)
    assert blocks(extract) == ["One two.Three", "Foot 2.", "End.", "Foot 1.", "Four", "Foot 3."]
    assert [place_of(extract, words) for words in ("Foot 2", "Foot 1", "Foot 3", "End", "Four")] == [
        "footnote 1, p. 1", "footnote 2, p. 2", "footnote, p. 2", "endnote i, p. 1", "p. 2",
    ]  # fmt: skip


def test_comments_headers_and_footers_stand_at_the_end():
    comments = (
        f'<w:comments><w:comment w:id="0" w:author="Kim">{paragraph("Check this.")}</w:comment></w:comments>'
    )
    header = f"<w:hdr>{paragraph('Draft of ', field('DATE', 'today'), ' by Kim')}{paragraph('Page ', field('PAGE', '3'))}</w:hdr>"
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    extract = read(
        paragraph("Body.", "<w:r><w:commentReference/></w:r>") + section, comments=comments, header1=header,
        header2=f"<w:hdr>{paragraph('Never shown')}</w:hdr>", footer1=f"<w:ftr>{paragraph('Secret')}</w:ftr>",
    )  # fmt: skip
    assert blocks(extract) == ["Body.", "Check this.", "Draft of by Kim", "Secret"]
    assert [place_of(extract, word) for word in ("Check", "Draft", "Secret")] == [
        "comment by Kim",
        "header",
        "footer",
    ]


def table(*rows):
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cell}</w:tr>' for cell in cells)}</w:tbl>"


def test_a_table_in_a_cell_is_part_of_its_row_and_a_layout_table_is_paragraphs():
    inner = table([paragraph("a"), paragraph("b")])
    extract = read(table([paragraph("Name"), paragraph("More")], [paragraph("Kim"), inner + paragraph("c")]))
    assert blocks(extract) == ["Name | More", "Name: Kim | More: a | b c"]
    alone = table(
        [paragraph("One.") + paragraph("Two.", properties='<w:outlineLvl w:val="0"/>') + paragraph("Three.")]
    )
    extract = read(alone)
    assert blocks(extract) == ["One.", "Two.", "Three."]
    assert place_of(extract, "Three") == "Two."


def test_the_first_row_of_a_table_names_its_columns_unless_it_is_like_the_others():
    def rows(*texts):
        return blocks(read(table(*(map(paragraph, row) for row in texts))))

    assert rows(["Author", "Kim Lee"], ["Place", "Oslo"]) == ["Author | Kim Lee", "Place | Oslo"]
    assert rows(["Author", "Kim"], ["Born", "3 May 1979"], ["Place", "Oslo"])[1] == "Born | 3 May 1979"
    assert rows(["Born", "3 May 1979"], ["Died", "4 June 2001"])[1] == "Died | 4 June 2001"
    assert (
        rows(["Name", "Kim"], ["Life", "Born on an island far north"], ["Place", "A"])[1]
        == "Life | Born on an island far north"
    )
    assert rows(["Country", "Capital"], ["Chad", "Ndjamena"])[1] == "Country: Chad | Capital: Ndjamena"
    assert rows(["Event", "Day"], ["Start", "3 May"], ["End", "9 May"])[2] == "Event: End | Day: 9 May"
    assert rows(["Group 1", "Group 2"], ["Kim", "Lee"])[1] == "Group 1: Kim | Group 2: Lee"
    assert rows(["City", "Rain"], ["Oslo", "12"])[1] == "City: Oslo | Rain: 12"
    assert rows(["North", "5", "7"], ["South", "6", "8"]) == ["North | 5 | 7", "South | 6 | 8"]
    assert rows(["City", "2023", "2024"], ["Oslo", "6", "8"])[1] == "City: Oslo | 2023: 6 | 2024: 8"
    assert rows(["Name", ""], ["Place", "Oslo"], ["Job", ""]) == ["Name", "Place | Oslo", "Job"]
    assert rows(["Name:", "Kim", "Born:"], ["City:", "Oslo", "Job:"])[1] == "City: | Oslo | Job:"


def test_a_first_row_that_is_bold_or_formatted_by_the_table_s_style_names_the_columns():
    names, words = ["Term", "Full Meaning"], ["API", "A way to call a program"]
    named = f"Term: API | Full Meaning: {words[1]}"
    bold = [paragraph(run(name, "<w:b/>")) for name in names]
    assert blocks(read(table(bold, map(paragraph, words))))[1] == named
    look = '<w:tblPr><w:tblStyle w:val="Grid4"/><w:tblLook w:val="04A0"/></w:tblPr>'
    styles = (
        '<w:styles><w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow"/></w:style>'
        '<w:style w:type="table" w:styleId="Grid4"><w:basedOn w:val="Grid"/></w:style></w:styles>'
    )
    plain = table(map(paragraph, names), map(paragraph, words))
    body = plain.replace("<w:tbl>", f"<w:tbl>{look}")
    assert blocks(read(body, styles=styles))[1] == named
    assert blocks(read(body.replace("04A0", "0480"), styles=styles))[1] == f"API | {words[1]}"


def test_a_table_of_contents_is_left_out():
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="V1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    body = paragraph("Costs 4", properties='<w:pStyle w:val="V1"/>') + paragraph("They rose.")
    assert blocks(read(body, styles=styles)) == ["They rose."]


def test_charts_and_diagrams_are_read():
    chart = """<c:chartSpace><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title>
        <c:plotArea><c:barChart>{}{}</c:barChart></c:plotArea></c:chart></c:chartSpace>"""
    series = """<c:ser><c:tx><c:v>{}</c:v></c:tx><c:cat><c:strCache><c:pt idx="0"><c:v>North</c:v></c:pt><c:pt idx="1">
        <c:v>South</c:v></c:pt></c:strCache></c:cat><c:val><c:numRef><c:numCache><c:formatCode>0%</c:formatCode>
        <c:pt idx="0"><c:v>{}</c:v></c:pt><c:pt idx="1"><c:v>0.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"""
    point = '<dgm:pt modelId="{0}"><dgm:t><a:p><a:r><a:t>Step {0}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    line = '<dgm:cxn srcId="{}" destId="{}" srcOrd="{}"/>'
    diagram = (
        f'<dgm:dataModel><dgm:ptLst><dgm:pt modelId="0" type="doc"/>{"".join(map(point.format, (3, 1, 2)))}</dgm:ptLst>'
        f"<dgm:cxnLst>{line.format(0, 1, 0)}{line.format(0, 3, 1)}{line.format(1, 2, 0)}</dgm:cxnLst></dgm:dataModel>"
    )
    drawings = [
        f"<w:r><w:drawing>{reference}</w:drawing></w:r>"
        for reference in ('<c:chart r:id="chart1"/>', '<dgm:relIds r:dm="data1"/>')
    ]
    extract = read(
        paragraph("Look:", *drawings), chart1=chart.format(series.format("2023", "0.25"), series.format("2024", "1")),
        data1=diagram,
    )  # fmt: skip
    assert blocks(extract) == [
        "Look:", "Sales", "2023 | 2024", "North | 2023: 25% | 2024: 100%", "South | 2023: 50% | 2024: 50%",
        "Step 1", "Step 2", "Step 3",
    ]  # fmt: skip


def test_a_damaged_part_costs_only_what_is_in_it():
    extract = read(paragraph("Words."), styles="<w:styles>", numbering="<w:numbering><x></w:numbering>")
    assert blocks(extract) == ["Words."]
    assert len(extract.report.notes) == 2 and "headings" in extract.report.notes[0]


def test_a_strict_file_is_read_and_one_with_entities_is_not():
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w") as target,
        zipfile.ZipFile(io.BytesIO(written(paragraph("Strict.")))) as source,
    ):
        for name in source.namelist():
            content = (
                source.read(name)
                .decode()
                .replace(NAMESPACES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main")
            )
            target.writestr(name, content)
    assert blocks(read_docx(File(name="a.docx", data=data.getvalue()))) == ["Strict."]
    with pytest.raises(UnreadableError, match="DTD"):
        read(paragraph("x"), styles='<!DOCTYPE a [<!ENTITY b "c">]><w:styles/>')


@given(
    st.recursive(st.text("ab ", max_size=3), lambda nodes: st.lists(nodes, max_size=3), max_leaves=12),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_any_tree_of_elements_gives_a_sound_document(tree, data):
    names = st.sampled_from(
        "w:p w:p w:r w:t w:t w:tbl w:tr w:tc w:br w:lastRenderedPageBreak w:sectPr w:pPr w:rPr w:fldChar w:del w:sdt "
        "w:txbxContent w:drawing w:footnoteReference m:oMath m:f m:num mc:AlternateContent mc:Choice w:numPr w:ins".split()
    )
    attributes = st.sampled_from(
        ["", 'w:type="page"', 'w:id="1"', 'w:fldCharType="begin"', 'w:val="-1"', 'w:val="0"']
    )

    def element(node):
        if isinstance(node, str):
            return f"<w:t>{node}</w:t>"
        name = data.draw(names)
        return f"<{name} {data.draw(attributes)}>{''.join(map(element, node))}</{name}>"

    notes = f'<w:footnotes><w:footnote w:id="1">{element(["a", tree])}</w:footnote></w:footnotes>'
    noted = "<w:r><w:lastRenderedPageBreak/></w:r>"
    check(read(element(["a", tree]) + paragraph("b", noted) + element([tree, "c", tree]), footnotes=notes))


def test_a_page_that_a_document_takes_into_its_text_stands_where_it_is_taken_in():
    page = "<html><body><h1>Prices</h1><table><tr><th>Pump</th><th>Price</th></tr><tr><td>P-7</td><td>12</td></tr></table></body></html>"
    body = paragraph("Before.") + '<w:altChunk r:id="aFChunk1"/>' + paragraph("Behind.")
    extract = read(body, aFChunk1=page)
    assert extract.text == "Before.\n\nPrices\n\nPump | Price\nPump: P-7 | Price: 12\n\nBehind."
    assert not extract.attached


def test_plain_text_that_a_document_takes_in_is_text_whatever_it_looks_like():
    body = paragraph("Before.") + '<w:altChunk r:id="aFChunk1"/>'
    assert read(body, aFChunk1="Words <of it>, a & b.").text.endswith("a & b.")


def test_a_chunk_that_is_named_again_is_written_once_and_a_damaged_one_is_attached():
    body = '<w:altChunk r:id="aFChunk1"/>' * 2 + '<w:altChunk r:id="missing"/>'
    assert read(body, aFChunk1="<p>Words.</p>").text == "Words."
