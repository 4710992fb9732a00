import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from extracts import blocks, place_of
from index.formats.extract import File, UnreadableError
from index.formats.odf import read_odt
from odf_files import CELL, COVERED, parts, read, row
from zip_files import zipped


def test_headings_make_paths():
    extract = read(
        '<text:h text:outline-level="1">Guide</text:h><text:h text:outline-level="2">Install</text:h>'
        '<text:p>Run it.</text:p><text:h text:outline-level="1">Notes</text:h><text:p>None.</text:p>'
    )
    assert blocks(extract) == ["Guide", "Install", "Run it.", "Notes", "None."]
    assert [it.heading for it in extract.blocks] == [True, True, False, True, False]
    assert place_of(extract, "Run it") == "Guide > Install"
    assert place_of(extract, "None.") == "Notes"


def test_spaces_tabs_and_line_breaks_part_words():
    body = '<text:p>one<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four   five\n six</text:p>'
    assert blocks(read(body)) == ["one two three four five six"]


def test_lists_and_sections_are_paragraphs():
    body = (
        "<text:section><text:list><text:list-header><text:p>Fruit</text:p></text:list-header><text:list-item>"
        "<text:p>Apple</text:p><text:list><text:list-item><text:p>Russet</text:p></text:list-item></text:list>"
        "</text:list-item></text:list></text:section>"
    )
    assert blocks(read(body)) == ["Fruit", "Apple", "Russet"]


def test_a_table_says_its_header_in_each_row():
    body = (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Name</text:p>"
        "</table:table-cell><table:table-cell><text:p>Year</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>Kim</text:p></table:table-cell>"
        "<table:table-cell><text:p>2024</text:p></table:table-cell></table:table-row></table:table>"
    )
    extract = read(body)
    assert blocks(extract) == ["Name | Year", "Name: Kim | Year: 2024"]
    assert extract.blocks[0].heading


def test_covered_cells_keep_their_columns_and_group_their_names():
    wide = CELL.format(' table:number-columns-spanned="2"', "Sales")
    tall = CELL.format(' table:number-rows-spanned="2"', "North")
    body = (
        "<table:table>"
        + row("Region", wide, COVERED)
        + row("<table:table-cell/>", "Old", "New")
        + row(tall, "10", "20")
        + row(COVERED, "30", "40")
        + "</table:table>"
    )
    assert blocks(read(body)) == [
        "Region | Sales",
        "Old | New",
        "Region: North | Sales Old: 10 | Sales New: 20",
        "Region: North | Sales Old: 30 | Sales New: 40",
    ]


def test_a_cell_over_the_whole_table_is_its_title():
    wide = CELL.format(' table:number-columns-spanned="2"', "Staff")
    body = "<table:table>" + row(wide, COVERED) + row("Name", "Age") + row("Kim", "40") + "</table:table>"
    assert blocks(read(body)) == ["Staff", "Name | Age", "Name: Kim | Age: 40"]


def test_a_table_that_only_sets_paragraphs_side_by_side_is_paragraphs():
    cell = "<table:table-cell><text:h text:outline-level='1'>Left</text:h><text:p>Text.</text:p></table:table-cell>"
    body = "<table:table>" + row(cell, "Right") + "</table:table>"
    assert blocks(read(body)) == ["Left", "Text.", "Right"]


def test_repeated_cells_and_rows_do_not_fill_the_memory():
    endless = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    rows = row(endless, attributes=' table:number-rows-repeated="1048576"')
    extract = read(f'<table:table table:name="S">{rows}</table:table>', "spreadsheet")
    assert len(extract.text) < 2_000_000
    empty = '<table:table-cell table:number-columns-repeated="999999999999"/>'
    rows = row("a", empty, attributes=' table:number-rows-repeated="-7"')
    assert blocks(read(f"<table:table>{rows}</table:table>")) == ["a"]


def test_notes_stand_behind_their_paragraph():
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    body = f"<text:p>One{note.format('footnote', 'Foot.')} two{note.format('endnote', 'End.')}.</text:p><text:p>Next.</text:p>"
    assert blocks(read(body)) == ["One two.", "Foot.", "End.", "Next."]


def test_comments_stand_at_the_end_and_say_whose_they_are():
    body = (
        "<text:p>Keep<office:annotation><dc:creator>Kim</dc:creator><dc:date>2024-01-02T03:04:05</dc:date>"
        "<text:p>Really?</text:p></office:annotation> it.</text:p><text:p>Last.</text:p>"
    )
    extract = read(body)
    assert blocks(extract) == ["Keep it.", "Last.", "Really?"]
    assert place_of(extract, "Really") == "comment by Kim"


def test_deleted_text_is_dropped_and_inserted_text_stays():
    body = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion><text:p>Gone.</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p><text:change text:change-id="a"/><text:change-start text:change-id="b"/>New.'
        '<text:change-end text:change-id="b"/></text:p>'
    )
    assert blocks(read(body)) == ["New."]


def test_text_boxes_stand_behind_their_paragraph_once():
    body = (
        "<text:p>Before<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame> after.</text:p>"
        "<draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape>"
    )
    assert blocks(read(body)) == ["Before after.", "In a box.", "In a shape."]


def test_hidden_text_is_left_out_and_counted():
    automatic = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Ghost"/>'
        '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>'
    )
    styles = '<style:style style:name="Ghost" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>Seen<text:span text:style-name="T1">abc</text:span><text:span text:style-name="T2">de</text:span>'
        '<text:hidden-text text:is-hidden="true" text:string-value="fghi"/></text:p>'
        '<text:p text:style-name="P1">klmno</text:p>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>pqrstu</text:p>'
        '<text:section text:display="none"><text:p>vwxyzab</text:p></text:section>'
        '<text:section text:display="condition" text:is-hidden="true"><text:p>cdefghij</text:p></text:section>'
        '<text:p><text:hidden-text text:is-hidden="false">Shown</text:hidden-text></text:p>'
    )
    extract = read(body, automatic=automatic, styles=styles)
    assert blocks(extract) == ["Seen", "Shown"]
    assert extract.report.hidden == 3 + 2 + 4 + 5 + 6 + 7 + 8


def test_soft_page_breaks_make_pages_even_inside_a_paragraph():
    automatic = (
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>'
        "</style:style>"
    )
    body = (
        "<text:p>First  page <text:soft-page-break/>second page.</text:p><text:soft-page-break/>"
        '<text:p>Third.</text:p><text:p text:style-name="P1">Fourth.</text:p>'
    )
    extract = read(body, automatic=automatic)
    assert place_of(extract, "First") == "p. 1"
    assert place_of(extract, "second") == "p. 2"
    assert place_of(extract, "page.") == "p. 2"
    assert place_of(extract, "Third") == "p. 3"
    assert place_of(extract, "Fourth") == "p. 4"
    assert extract.report.pages == 4


def test_without_soft_page_breaks_there_are_no_pages():
    extract = read("<text:p>One.</text:p>")
    assert extract.sections == ()
    assert extract.report.pages is None


def test_tables_of_contents_are_left_out():
    body = (
        "<text:table-of-content><text:index-body><text:p>Guide 1</text:p></text:index-body></text:table-of-content>"
        "<text:bibliography><text:index-body><text:p>Kim 2024</text:p></text:index-body></text:bibliography>"
    )
    assert blocks(read(body)) == ["Kim 2024"]


MASTER = (
    '<style:master-page style:name="{}"><style:header><text:p>{}</text:p></style:header>'
    "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p><text:p>Made by Kim</text:p>"
    "</style:footer></style:master-page>"
)


def test_headers_and_footers_are_written_once_at_the_end():
    masters = MASTER.format("Standard", "Annual report") + MASTER.format("Unused", "Nothing")
    extract = read('<text:h text:outline-level="1">Guide</text:h><text:p>Text.</text:p>', masters=masters)
    assert blocks(extract) == ["Guide", "Text.", "Annual report", "Made by Kim"]
    assert place_of(extract, "Annual") == "header"
    assert place_of(extract, "Made by") == "footer"


def test_meta_says_title_author_date_language():
    meta = (
        "<dc:title>The report</dc:title><meta:initial-creator>Kim</meta:initial-creator><dc:creator>Lee</dc:creator>"
        "<meta:creation-date>2020-01-01T00:00:00</meta:creation-date><dc:date>2024-02-03T04:05:06.123456789</dc:date>"
        "<dc:language>en-GB</dc:language><dc:subject>Sales</dc:subject><meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword>"
    )
    extract = read("<text:p>Text.</text:p>", meta=meta)
    assert extract.title == "The report"
    assert extract.metadata == {
        "author": "Kim",
        "date": "2024-02-03T04:05:06",
        "language": "en-GB",
        "subject": "Sales",
        "keywords": "a, b",
    }


def test_a_date_with_a_zone_is_in_utc_and_a_wrong_one_is_left_out():
    meta = "<dc:date>2024-02-03T04:05:06+02:00</dc:date>"
    assert read("<text:p>a</text:p>", meta=meta).metadata["date"] == "2024-02-03T02:05:06+00:00"
    assert "date" not in read("<text:p>a</text:p>", meta="<dc:date>soon</dc:date>").metadata


def test_the_language_is_that_of_the_default_style_if_meta_says_none():
    styles = '<style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="CH"/></style:default-style>'
    assert read("<text:p>a</text:p>", styles=styles).metadata == {"language": "de-CH"}


def test_a_paragraph_in_the_style_title_is_the_title():
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    styles = '<style:style style:name="Title" style:family="paragraph"/>'
    extract = read(
        '<text:p text:style-name="P1">My plan</text:p><text:p>a</text:p>', automatic=automatic, styles=styles
    )
    assert extract.title == "My plan"
    assert extract.blocks[0].heading


def test_embedded_objects_are_noted():
    extract = read("<text:p>See <draw:frame><draw:object/></draw:frame></text:p>")
    assert extract.report.notes == ("An embedded object was left out, such as a chart or formula.",)


def test_a_damaged_meta_leaves_the_text_readable():
    members = parts("text", "<text:p>Text.</text:p>")
    members["meta.xml"] = "<broken"
    extract = read_odt(File(name="a.odt", data=zipped(*members.items())))
    assert blocks(extract) == ["Text."]
    assert len(extract.report.notes) == 1
    assert extract.report.notes[0].startswith("What says its title and author could not be read: ")


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"mimetype": "x"}, "its part content.xml is missing"),
        ({"content.xml": "<a"}, "content.xml is damaged"),
        ({"content.xml": "<a/>"}, "its content is missing"),
        ({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "DTD"),
        ({"content.xml": "<a>" * 2000 + "</a>" * 2000}, "nested too deep"),
    ],
)
def test_what_can_not_be_read_says_why(members, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_odt(File(name="a.odt", data=zipped(*members.items())))


def test_files_of_odfpy_are_read():
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Guide"))
    document.text.addElement(P(text="Run it."))
    data = io.BytesIO()
    document.write(data)
    extract = read_odt(File(name="a.odt", data=data.getvalue()))
    assert blocks(extract) == ["Guide", "Run it."]


# Encryption: the tests encrypt as the programs do.


@given(
    st.recursive(st.text("ab ", max_size=3), lambda it: st.lists(it, max_size=3), max_leaves=12), st.data()
)
@settings(max_examples=100, deadline=None)
def test_any_tree_of_elements_gives_a_sound_document(tree, data):
    names = st.sampled_from(
        "text:p text:h text:span text:note text:note-body text:list table:table table:table-row table:table-cell "
        "draw:frame draw:text-box office:annotation text:soft-page-break text:section text:s".split()
    )

    def element(node):
        if isinstance(node, str):
            return node
        name = data.draw(names)
        return f"<{name}>{''.join(map(element, node))}</{name}>"

    read(element(["a", tree]))
