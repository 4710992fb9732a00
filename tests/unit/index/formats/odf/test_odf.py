import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from extracts import blocks, place_of
from index.formats import read_file
from index.formats.extract import File, UnreadableError
from index.formats.odf.reader import read_odt
from odf_files import parts, read
from zip_files import zipped


def test_headings_make_paths():
    extract = read(
        '<text:h text:outline-level="1">Guide</text:h><text:h text:outline-level="2">Install</text:h>'
        '<text:p>Run it.</text:p><text:h text:outline-level="1">Notes</text:h><text:p>None.</text:p>'
    )
    assert blocks(extract) == ["Guide", "Install", "Run it.", "Notes", "None."]
    assert [block.introduces for block in extract.blocks] == [True, True, False, True, False]
    assert place_of(extract, "Run it") == "Guide > Install"
    assert place_of(extract, "None.") == "Notes"


def test_spaces_tabs_and_line_breaks_separate_words():
    body = '<text:p>one<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four   five\n six</text:p>'
    assert blocks(read(body)) == ["one two three four five six"]


def test_lists_and_sections_are_paragraphs():
    body = (
        "<text:section><text:list><text:list-header><text:p>Fruit</text:p></text:list-header><text:list-item>"
        "<text:p>Apple</text:p><text:list><text:list-item><text:p>Russet</text:p></text:list-item></text:list>"
        "</text:list-item></text:list></text:section>"
    )
    assert blocks(read(body)) == ["Fruit", "Apple", "Russet"]


def test_notes_follow_their_paragraph_as_parts_of_their_own():
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    body = f"<text:p>One{note.format('footnote', 'Foot.')} two{note.format('endnote', 'End.')}.</text:p><text:p>Next.</text:p>"
    extract = read(body)
    assert blocks(extract) == ["One two.", "Foot.", "End.", "Next."]
    places = [place_of(extract, word) for word in ("Foot", "End", "Next")]
    assert places == ["footnote 1", "endnote 1", None]


def test_raised_figures_are_no_part_of_the_number_before():
    style = '<style:style style:name="{}" style:family="text"><style:text-properties style:text-position="{}"/></style:style>'
    styles = style.format("Up", "super 58%") + style.format("By", "33% 58%") + style.format("Down", "-8% 58%")
    span = '<text:span text:style-name="{}">{}</text:span>'
    figures = f"10{span.format('Up', '6')} m{span.format('By', '2')}, H{span.format('Down', '2')}O"
    assert blocks(read(f"<text:p>{figures}</text:p>", automatic=styles)) == ["10⁶ m², H2O"]


def test_formulas_stand_in_their_sentence():
    content = parts(
        "text",
        '<text:p>So <draw:frame><draw:object xlink:href="./Formula-1/"/></draw:frame> it is, '
        '<draw:frame><draw:object xlink:href="./Object 2"/></draw:frame> too.</text:p>',
    )
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>x</mi><mo>=</mo><mfrac><mrow>'
        "<mo>-</mo><msup><mi>b</mi><mn>2</mn></msup></mrow><msqrt><mn>2</mn></msqrt></mfrac></mrow>"
        '<annotation encoding="StarMath 5.0">x = ...</annotation></semantics></math>'
    )
    members = {**content, "Formula-1/content.xml": formula, "Object 2/content.xml": "<chart/>"}
    extract = read_odt(File(name="a.odt", data=zipped(*members.items())))
    assert blocks(extract) == ["So x=(-b^2)/√(2) it is, too."]
    assert extract.report.notes == ("An embedded object was left out, such as a chart or formula.",)


def test_items_and_headings_have_the_numbers_that_their_styles_compute():
    level = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}"{}/>'
    styles = (
        '<text:list-style style:name="L">'
        + level.format(1, "1", ".", "")
        + level.format(2, "a", ")", ' text:start-value="2"')
        + '<text:list-level-style-bullet text:level="3"/></text:list-style><text:outline-style>'
        + '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        + '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    item, deeper = "<text:list-item><text:p>{}</text:p>{}</text:list-item>", "<text:list>{}</text:list>"
    mark = item.format("mark", "")
    inner = deeper.format(item.format("in", deeper.format(mark)) + item.format("more", ""))
    numbered = '<text:list text:style-name="L"{}>{}</text:list>'
    body = (
        '<text:h text:outline-level="1">One</text:h><text:h text:outline-level="2">Two</text:h>'
        + numbered.format("", item.format("open", inner) + item.format("", "") + item.format("close", ""))
        + numbered.format(' text:continue-numbering="true"', item.format("lock", ""))
        + numbered.format("", item.format("again", ""))
    )
    extract = read(body, styles=styles)
    assert blocks(extract) == [
        *("I. One", "I.1 Two", "1. open", "b) in", "mark", "c) more", "3. close", "4. lock", "1. again"),
    ]


def test_comments_stand_at_the_end_with_their_author():
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


def test_text_boxes_follow_their_paragraph_once():
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


def test_embedded_objects_are_noted():
    extract = read("<text:p>See <draw:frame><draw:object/></draw:frame></text:p>")
    assert extract.report.notes == ("An embedded object was left out, such as a chart or formula.",)


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


@given(
    st.recursive(st.text("ab ", max_size=3), lambda nodes: st.lists(nodes, max_size=3), max_leaves=12),
    st.data(),
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


def test_a_flat_file_has_all_its_parts_in_one():
    names = "urn:oasis:names:tc:opendocument:xmlns"
    flat = (
        f'<?xml version="1.0"?>\n\n<office:document xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:mimetype="application/vnd.oasis.opendocument.text">'
        "<office:meta><dc:title>The bridge</dc:title></office:meta><office:settings>true</office:settings>"
        '<office:body><office:text><text:h text:outline-level="1">One</text:h><text:p>It is old.</text:p></office:text>'
        "</office:body></office:document>"
    )
    for name in ("a.fodt", "a.xml", "a"):
        extract = read_file(File(name=name, data=flat.encode()))
        assert (extract.title, extract.text) == ("The bridge", "One\n\nIt is old.")
        assert [section.name for section in extract.sections] == ["One"]
    with pytest.raises(UnreadableError, match="DTD"):
        read_file(File(name="a.fodt", data=flat.replace("\n", "<!DOCTYPE a [<!ENTITY b 'c'>]>", 1).encode()))
