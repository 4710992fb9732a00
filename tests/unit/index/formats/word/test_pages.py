import word_files
from index.documents import place
from word_files import paragraph

STYLES = (
    '<w:styles><w:style w:type="paragraph" w:styleId="Contents"><w:name w:val="toc 1"/></w:style></w:styles>'
)
NOTED = "<w:r><w:lastRenderedPageBreak/></w:r>"
BY_HAND = '<w:r><w:br w:type="page"/></w:r>'


def read(body):
    return word_files.read(body, styles=STYLES)


def pages_of(extract, *words):
    return [place(extract.sections, extract.text.index(word)) for word in words]


def section(kind="", numbers=""):
    return f'<w:sectPr>{f"""<w:type w:val="{kind}"/>""" if kind else ""}<w:pgNumType {numbers}/></w:sectPr>'


def test_a_page_that_begins_inside_a_paragraph_begins_at_its_first_word():
    extract = read(paragraph("One  two. ", NOTED, " Three four.", NOTED, "Five.") + paragraph("Six."))
    found = {page.name: extract.text[page.start : page.end] for page in extract.sections}
    assert found == {"p. 1": "One two.", "p. 2": "Three four.", "p. 3": "Five.\n\nSix."}
    assert extract.report.pages == 3


def test_a_break_set_by_hand_and_its_note_after_it_are_one():
    body = paragraph("One.") + paragraph(BY_HAND) + paragraph(NOTED, "Two.")
    body += paragraph("Three.", BY_HAND, NOTED, "Four.") + paragraph(BY_HAND) + paragraph(BY_HAND)
    body += paragraph(NOTED, "Six.") + paragraph(NOTED, "Seven.")
    names = pages_of(read(body), "One", "Two", "Three", "Four", "Six", "Seven")
    assert names == ["p. 1", "p. 2", "p. 2", "p. 3", "p. 5", "p. 6"]


def test_a_break_that_word_did_not_note_counts_too():
    begins = "<w:pageBreakBefore/>"
    body = paragraph("One.", NOTED, "Two.") + paragraph("Three.", properties=begins)
    body += paragraph(NOTED, "Four.", properties=begins) + paragraph(BY_HAND)
    body += paragraph("Five.", properties=begins)
    body += paragraph("Still five.", properties='<w:pageBreakBefore w:val="0"/>')
    names = pages_of(read(body), "One", "Two", "Three", "Four", "Five", "Still")
    assert names == ["p. 1", "p. 2", "p. 3", "p. 4", "p. 5", "p. 5"]


def test_numbers_of_pages_are_those_of_their_section():
    body = paragraph("Preface.", properties=section(numbers='w:fmt="lowerRoman"'))
    body += paragraph(NOTED, "First.") + paragraph(NOTED, "Second.")
    body += paragraph("On the same.", properties=section(numbers='w:start="1"'))
    body += paragraph("Still there.", properties=section("continuous"))
    body += paragraph(NOTED, "Odd.") + section("oddPage")
    assert pages_of(read(body), "Preface", "First", "Second", "On the", "Still", "Odd") == [
        "p. i (page 1 of the file)",
        "p. 1 (page 2 of the file)",
        "p. 2 (page 3 of the file)",
        "p. 2 (page 3 of the file)",
        "p. 2 (page 3 of the file)",
        "p. 3 (page 4 of the file)",
    ]


def test_an_odd_page_leaves_an_even_one_empty():
    body = paragraph("One.", NOTED, "Two.", NOTED, "Three.", properties=section())
    body += paragraph(NOTED, "Five.") + section("oddPage")
    assert pages_of(read(body), "Three", "Five") == ["p. 3", "p. 5"]


def row(*cells):
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_a_break_in_the_cells_of_a_row_is_one():
    rows = (
        row(paragraph("Name"), paragraph("Year")),
        row(paragraph(NOTED, "Kim"), paragraph(NOTED, "2023")),
        row(paragraph("Lee ", NOTED, "and Ann"), paragraph("2024 ", NOTED, "or so")),
        row(paragraph("Max"), paragraph("2025")),
    )
    names = pages_of(
        read(f"<w:tbl>{''.join(rows)}</w:tbl>{paragraph('End.')}"), "Name", "Kim", "Lee", "Max", "End"
    )
    assert names == ["p. 1", "p. 2", "p. 2", "p. 3", "p. 3"]


def test_a_text_box_is_on_the_page_of_the_paragraph_or_the_row_that_it_is_anchored_in():
    def box(words):
        return f"<w:r><w:drawing><w:txbxContent>{paragraph(words)}</w:txbxContent></w:drawing></w:r>"

    rows = (
        row(paragraph("A", box("First box.")), paragraph("B")),
        row(paragraph(NOTED, "C"), paragraph("D", box("Second box."))),
    )
    body = f"<w:tbl>{''.join(rows)}</w:tbl>" + paragraph(NOTED, box("Third box.")) + paragraph(NOTED, "End.")
    assert pages_of(read(body), "First", "Second", "Third", "End") == ["p. 1", "p. 2", "p. 3", "p. 4"]


def test_columns_set_side_by_side_begin_on_the_same_page():
    left = paragraph("Left.") + paragraph(NOTED, "Far left.", properties='<w:outlineLvl w:val="0"/>')
    right = paragraph("Right.") + paragraph(NOTED, "Far right.")
    extract = read(f"<w:tbl>{row(left, right)}</w:tbl>{paragraph('End.')}")
    names = [
        name and name.partition(",")[0]
        for name in pages_of(extract, "Left", "Far left", "Right", "Far right", "End")
    ]
    assert names == ["p. 1", "p. 2", "p. 1", "p. 2", "p. 2"]


def test_a_page_with_nothing_but_contents_is_one():
    styles = paragraph("Costs 4", properties='<w:pStyle w:val="Contents"/>')
    body = paragraph("One.", BY_HAND) + styles + paragraph("Three.", properties="<w:pageBreakBefore/>")
    assert pages_of(read(body + paragraph(NOTED, "Four.")), "One", "Three", "Four") == [
        "p. 1",
        "p. 3",
        "p. 4",
    ]


def test_without_notes_of_word_there_are_no_pages():
    extract = read(paragraph("One.", BY_HAND, "Two."))
    assert (extract.text, extract.sections, extract.report.pages) == ("One. Two.", (), None)
