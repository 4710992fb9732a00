from extracts import blocks, place_of
from odf_files import read, row


def test_sheets_have_rows_with_their_cells():
    body = (
        '<table:table table:name="Q3">'
        + row("<table:table-cell/>", "Name", "Year")
        + row("<table:table-cell/>", "Kim", '<table:table-cell office:value="2024"/>')
        + row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes=' table:number-rows-repeated="20"',
        )
        + row("Total", "1")
        + "</table:table>"
    )
    extract = read(body, "spreadsheet")
    assert blocks(extract) == ["Name | Year", "Name: Kim | Year: 2024", "Total: 1"]
    assert place_of(extract, "Kim") == 'sheet "Q3", B2:C2'
    assert place_of(extract, "Total") == 'sheet "Q3", A23:B23'


def test_hidden_sheets_are_left_out_and_named():
    automatic = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    body = (
        '<table:table table:name="A">' + row("a", "b") + "</table:table>"
        '<table:table table:name="B" table:style-name="ta2">' + row("c", "d") + "</table:table>"
    )
    extract = read(body, "spreadsheet", automatic=automatic)
    assert blocks(extract) == ["a | b"]
    assert extract.report.notes == ("Sheet B is hidden and was left out.",)


def test_comments_on_cells_name_the_cell_and_are_not_repeated_with_it():
    cell = (
        '<table:table-cell table:number-columns-repeated="2"><office:annotation><dc:creator>Kim</dc:creator><text:p>Why?</text:p></office:annotation>'
        "<text:p>9</text:p></table:table-cell>"
    )
    extract = read(f'<table:table table:name="S">{row("x", cell)}</table:table>', "spreadsheet")
    assert blocks(extract) == ["x | 9 | 9", "Why?"]
    assert place_of(extract, "Why") == 'comment on B1 by Kim, sheet "S"'


SLIDE = (
    '<draw:page{}><draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item>'
    "<text:p>{}</text:p></text:list-item></text:list></draw:text-box></draw:frame>"
    '<draw:frame presentation:class="title"><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>'
    '<presentation:notes><draw:page-thumbnail/><draw:frame presentation:class="notes"><draw:text-box>'
    "<text:p>{}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
)


def test_slides_have_their_title_first_and_their_notes_last():
    body = SLIDE.format("", "Point.", "Plan", "Say this.") + SLIDE.format("", "Other.", "", "")
    extract = read(body, "presentation")
    assert blocks(extract) == ["Plan", "Point.", "Say this.", "Other."]
    assert place_of(extract, "Point") == "slide 1, Plan"
    assert place_of(extract, "Say this") == "notes, slide 1"
    assert place_of(extract, "Other") == "slide 2"
    assert extract.report.pages == 2
    assert extract.title == "Plan"


def test_hidden_slides_are_left_out_and_named():
    automatic = (
        '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    body = SLIDE.format("", "A.", "T", "") + SLIDE.format(' draw:style-name="dp2"', "B.", "U", "")
    extract = read(body, "presentation", automatic=automatic)
    assert blocks(extract) == ["T", "A."]
    assert extract.report.notes == ("Slide 2 is hidden and was left out.",)


def test_tables_on_slides_are_tables():
    table = "<table:table>" + row("Name", "Year") + row("Kim", "2024") + "</table:table>"
    extract = read(f"<draw:page><draw:frame>{table}</draw:frame></draw:page>", "presentation")
    assert blocks(extract) == ["Name | Year", "Name: Kim | Year: 2024"]


def test_what_slides_show_by_their_masters_is_read_once():
    masters = (
        '<style:master-page style:name="Used"><draw:frame presentation:class="title"><draw:text-box><text:p>Click here'
        "</text:p></draw:text-box></draw:frame>"
        '<draw:frame presentation:class="footer"><draw:text-box><text:p>Of all slides</text:p></draw:text-box></draw:frame>'
        "<draw:frame><draw:text-box><text:p>Confidential</text:p></draw:text-box></draw:frame></style:master-page>"
        '<style:master-page style:name="Other"><draw:frame><draw:text-box><text:p>Unused</text:p></draw:text-box>'
        "</draw:frame></style:master-page>"
    )
    slide = '<draw:page draw:master-page-name="Used" presentation:use-footer-name="f1"/>'
    declared = "".join(
        f'<presentation:footer-decl presentation:name="{name}">{text}</presentation:footer-decl>'
        for name, text in (("f1", "Of the Society"), ("f2", "Unused"))
    )
    extract = read(declared + slide * 2, "presentation", masters=masters)
    assert extract.text == "Of the Society\n\nOf all slides\n\nConfidential"
    assert {block.kind for block in extract.blocks} == {"furniture"}
