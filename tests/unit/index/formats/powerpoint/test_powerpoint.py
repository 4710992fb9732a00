import io
import zipfile
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from extracts import blocks, check, place_of
from index.documents import place
from index.formats import File, UnreadableError
from index.formats.powerpoint.order import Area, in_reading_order
from index.formats.powerpoint.reader import read_pptx

NAMESPACES = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "p188": "http://schemas.microsoft.com/office/powerpoint/2018/8/main",
}
DECLARED = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
INCH = 914_400


def related(parts):
    listed = "".join(
        f'<Relationship Id="{name}" Type="x/{kind}" Target="{name}.xml"/>' for name, kind in parts.items()
    )
    return f"<Relationships>{listed}</Relationships>"


def read(*slides, kinds=None, **parts):
    """A presentation of slides, each the content of its tree or all of it; with parts, whose kinds are stated."""
    listed = "".join(f'<p:sldId r:id="s{number}"/>' for number in range(len(slides)))
    names = {f"s{number}": "slide" for number in range(len(slides))}
    members = {
        "presentation": f"<p:presentation><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>", **parts,
        **{f"s{at}": given if given.startswith("<p:sld") else slide(given) for at, given in enumerate(slides)},
    }  # fmt: skip
    kinds = kinds or {}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        for name, content in members.items():
            target.writestr(f"ppt/{name}.xml", content.replace(">", f" {DECLARED}>", 1))
            target.writestr(
                f"ppt/_rels/{name}.xml.rels", related({**kinds, **(names if name == "presentation" else {})})
            )
    extract = read_pptx(File(name="a.pptx", data=data.getvalue()))
    check(extract)
    return extract


def slide(content, attributes=""):
    return f"<p:sld {attributes}><p:cSld><p:spTree>{content}</p:spTree></p:cSld></p:sld>"


def lines(*texts):
    return "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)


def frame(left, top, width=2, height=1, name="a:xfrm"):
    at, size = (
        f'x="{left * INCH:.0f}" y="{top * INCH:.0f}"',
        f'cx="{width * INCH:.0f}" cy="{height * INCH:.0f}"',
    )
    return f"<{name}><a:off {at}/><a:ext {size}/></{name}>"


def shape(content, where="", placeholder="", hidden=""):
    holder = f"<p:nvPr><p:ph {placeholder}/></p:nvPr>" if placeholder else ""
    return f"<p:sp><p:nvSpPr><p:cNvPr {hidden}/>{holder}</p:nvSpPr><p:spPr>{where}</p:spPr><p:txBody>{content}</p:txBody></p:sp>"


def graphic(content, where=""):
    return f"<p:graphicFrame>{where}<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></p:graphicFrame>"


def test_slides_have_number_title_and_notes_and_shapes_are_read_from_top_to_bottom():
    deck = Presentation()
    for title in ("Costs", "Plans"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        for top, text in ((5, "Below."), (3, "Above.")):
            slide.shapes.add_textbox(Inches(1), Inches(top), Inches(3), Inches(1)).text_frame.text = text
    slide.notes_slide.notes_text_frame.text = "Say this."
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(6), Inches(3), Inches(1)).table
    for at, text in enumerate(("Name", "Year", "Kim", "2024")):
        table.cell(at // 2, at % 2).text = text
    data = io.BytesIO()
    deck.save(data)
    extract = read_pptx(File(name="a.pptx", data=data.getvalue()))
    text = extract.text
    assert text.startswith("Costs\n\nAbove.\n\nBelow.\n\nPlans")
    assert place(extract.sections, text.rindex("Above.")) == "slide 2, Plans"
    assert "Name: Kim | Year: 2024" in text and extract.report.pages == 2
    assert place(extract.sections, text.index("Say this.")) == "notes, slide 2, Plans"
    assert extract.title == "Costs"


def test_columns_are_read_one_after_the_other_and_rows_with_their_labels():
    columns = [
        shape(lines("Right text"), frame(5, 2.1)), shape(lines("Left text"), frame(1, 2.1)),
        shape(lines("Right head"), frame(5, 1)), shape(lines("Left head"), frame(1, 1.05)),
        shape(lines("Across"), frame(1, 0, 6, 0.9)),
    ]  # fmt: skip
    assert blocks(read("".join(columns))) == ["Across", "Left head", "Left text", "Right head", "Right text"]
    rows = [
        shape(lines(f"{what} {row}"), frame(left, row * 2))
        for what, left in (("Text", 3.2), ("Label", 1))
        for row in (1, 0)
    ]
    assert blocks(read("".join(rows))) == ["Label 0", "Text 0", "Label 1", "Text 1"]


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=20))
@settings(deadline=None)
def test_each_shape_is_read_once_wherever_it_stands(places):
    areas = [
        Area(left * INCH, top * INCH, (left + width) * INCH, (top + height) * INCH)
        for left, top, width, height in places
    ]
    assert sorted(in_reading_order(areas, lambda area: area)) == sorted(areas)


def test_a_placeholder_stands_where_its_layout_or_master_says():
    layout = slide(
        shape("", frame(0, 5), 'type="body" idx="7"') + shape("", frame(0, 4), 'type="pic" idx="8"')
    )
    master = slide(shape("", frame(0, 1), 'type="body"'))
    content = shape(lines("Low"), placeholder='idx="7"') + shape(lines("Middle"), frame(0, 3))
    content += shape(lines("High"), placeholder='type="body" idx="3"') + shape(
        lines("Title"), frame(0, 9), 'type="title"'
    )
    kinds = {"layout": "slideLayout", "master": "slideMaster"}
    assert blocks(read(content, kinds=kinds, layout=layout, master=master)) == [
        "Title",
        "High",
        "Middle",
        "Low",
    ]


def test_groups_are_read_together_and_repeated_placeholders_are_left_out():
    group = f"<p:grpSp><p:grpSpPr>{frame(0, 3, 3, 4)}</p:grpSpPr>{shape(lines('B'), frame(0, 9))}{shape(lines('A'), frame(0, 8))}</p:grpSp>"
    content = shape(lines("Between"), frame(5, 4)) + group + shape(lines("3"), frame(0, 0), 'type="sldNum"')
    assert blocks(read(content)) == ["A", "B", "Between"]


def test_raised_figures_are_no_part_of_the_number_before():
    above, below = '<a:rPr baseline="30000"/>', '<a:rPr baseline="-25000"/>'
    pieces = (("", "10"), (above, "6"), ("", ", H"), (below, "2"), ("", "O"))
    runs = "".join(f"<a:r>{properties}<a:t>{text}</a:t></a:r>" for properties, text in pieces)
    assert blocks(read(slide(shape(f"<a:p>{runs}</a:p>")))) == ["10⁶, H2O"]


def test_hidden_slides_and_shapes_and_tiny_text_are_left_out():
    tiny = '<a:p><a:r><a:rPr sz="100"/><a:t>tiny</a:t></a:r><a:r><a:t>Seen</a:t></a:r></a:p>'
    content = shape(tiny) + shape(lines("hidden"), hidden='hidden="1"')
    extract = read(slide(shape(lines("Backup")), 'show="0"'), content)
    assert (blocks(extract), extract.report.hidden) == (["Seen"], len("tinyhidden"))
    assert place_of(extract, "Seen") == "slide 2"
    assert extract.report.notes == ("Slide 1 is hidden and was left out.",) and extract.report.pages == 2


def test_a_cell_over_two_columns_or_rows_is_told_from_its_neighbours():
    def cell(text, attributes=""):
        return f"<a:tc {attributes}><a:txBody>{lines(text)}</a:txBody></a:tc>"

    rows = (
        cell("Area") + cell("Sales", 'gridSpan="2"') + cell("", 'hMerge="1"'),
        cell("Region") + cell("2023") + cell("2024"),
        cell("North", 'rowSpan="2"') + cell("1") + cell("2"),
        cell("", 'vMerge="1"') + cell("3") + cell("4"),
    )
    table = f"<a:tbl><a:tblPr/>{''.join(f'<a:tr>{row}</a:tr>' for row in rows)}</a:tbl>"
    assert blocks(read(graphic(table)))[-2:] == [
        "Area Region: North | Sales 2023: 1 | Sales 2024: 2",
        "Area Region: North | Sales 2023: 3 | Sales 2024: 4",
    ]


def test_items_have_the_numbers_that_are_shown():
    def item(text, level=0, scheme="arabicPeriod", more=""):
        number = f'<a:buAutoNum type="{scheme}" {more}/>' if scheme else ""
        return f'<a:p><a:pPr lvl="{level}">{number}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'

    body = item("A") + item("B") + item("C", 1, "alphaLcParenR") + item("D", 1, "alphaLcParenR") + item("E")
    body += item("F", scheme="") + item("G") + item("H", scheme="romanUcParenBoth", more='startAt="4"')
    assert blocks(read(shape(body))) == ["1. A", "2. B", "a) C", "b) D", "3. E", "F", "1. G", "(IV) H"]


def test_breaks_fields_and_equations_are_read():
    equation = (
        "<a:mc><m:oMath><m:sSup><m:e><m:t>x</m:t></m:e><m:sup><m:t>2</m:t></m:sup></m:sSup></m:oMath></a:mc>"
    )
    paragraph = f"<a:p><a:r><a:t>One</a:t></a:r><a:br/><a:fld><a:t>2024</a:t></a:fld><a:r><a:t> is </a:t></a:r>{equation}</a:p>"
    assert blocks(read(shape(paragraph))) == ["One 2024 is x^2"]


def test_comments_of_both_kinds_name_their_authors():
    older = '<p:cmLst><p:cm authorId="0"><p:text>Too long.</p:text></p:cm></p:cmLst>'
    newer = (
        f'<p188:cmLst><p188:cm authorId="{{B}}"><p188:replyLst><p188:reply authorId="{{C}}"><p188:txBody>{lines("Yes.")}</p188:txBody>'
        f"</p188:reply></p188:replyLst><p188:txBody>{lines('Right?')}</p188:txBody></p188:cm></p188:cmLst>"
    )
    extract = read(
        shape(lines("Words")), old=older, new=newer, by='<p:cmAuthorLst><p:cmAuthor id="0" name="Kim"/></p:cmAuthorLst>',
        authors='<p188:authorLst><p188:author id="{B}" name="Lee"/></p188:authorLst>',
        kinds={"old": "comments", "new": "comments", "by": "commentAuthors", "authors": "authors"},
    )  # fmt: skip
    assert blocks(extract) == ["Words", "Too long.", "Right?", "Yes."]
    assert [place_of(extract, word) for word in ("Too", "Right", "Yes")] == [
        "comment by Kim, slide 1", "comment by Lee, slide 1", "comment, slide 1",
    ]  # fmt: skip


def test_charts_and_diagrams_are_read_where_they_stand():
    chart = """<c:chartSpace><c:chart><c:plotArea><c:pieChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Share</c:v></c:pt>
        </c:strCache></c:strRef></c:tx><c:cat><c:pt idx="0"><c:v>North</c:v></c:pt></c:cat><c:val><c:numLit><c:formatCode>General
        </c:formatCode><c:pt idx="0"><c:v>1234567.5</c:v></c:pt></c:numLit></c:val></c:ser></c:pieChart></c:plotArea></c:chart></c:chartSpace>"""
    diagram = f'<dgm:dataModel><dgm:ptLst><dgm:pt modelId="1"><dgm:t>{lines("Step")}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'
    content = graphic('<dgm:relIds r:dm="d"/>', frame(0, 5, name="p:xfrm")) + graphic(
        '<c:chart r:id="c"/>', frame(0, 1, name="p:xfrm")
    )
    extract = read(content, kinds={"c": "chart", "d": "diagramData"}, c=chart, d=diagram)
    assert blocks(extract) == ["Share", "North | Share: 1234567.5", "Step"]


def test_a_slide_that_is_damaged_is_named_and_the_rest_goes_on():
    extract = read(slide("<a:x>").replace("</p:sld>", ""), shape(lines("Words")))
    assert blocks(extract) == ["Words"]
    assert len(extract.report.notes) == 1 and extract.report.notes[0].startswith("Slide 1 could not be read")
    with pytest.raises(UnreadableError, match="damaged"):
        read_pptx(File(name="a.pptx", data=b"PK\x03\x04nothing"))


@given(
    st.recursive(st.text("ab ", max_size=3), lambda nodes: st.lists(nodes, max_size=3), max_leaves=12),
    st.data(),
)
@settings(max_examples=100, deadline=None)
def test_any_tree_of_elements_gives_a_sound_document(tree, data):
    names = st.sampled_from(
        "p:sp p:sp p:grpSp p:graphicFrame p:txBody p:txBody a:p a:p a:r a:t a:t a:tbl a:tr a:tc a:txBody a:pPr a:buAutoNum "
        "p:nvSpPr p:cNvPr p:nvPr p:ph a:xfrm a:off a:ext m:oMath".split()
    )
    attributes = st.sampled_from(
        ["", 'type="title"', 'type="arabicPeriod"', 'x="1" y="-3"', 'cx="9" cy="9"', 'sz="1"']
    )

    def element(node):
        if isinstance(node, str):
            return f"<a:t>{node}</a:t>"
        return f"<{(name := data.draw(names))} {data.draw(attributes)}>{''.join(map(element, node))}</{name}>"

    read(element(["a", tree]), shape(element([tree, "b"])))


def test_footers_and_words_of_the_master_are_read_once():
    book = Presentation()
    layout = book.slide_layouts[6]
    for name in ("Of the Society", "Click here"):
        box = layout.slide_master.shapes._spTree
        shape = book.slides.add_slide(layout).shapes.add_textbox(0, 0, Inches(1), Inches(1))
        shape.text_frame.text = name
        box.append(deepcopy(shape._element))
        if name == "Click here":
            properties = box[-1].nvSpPr.nvPr
            properties.append(properties.makeelement(qn("p:ph"), {"type": "body"}))
        shape._element.getparent().remove(shape._element)
    for slide in book.slides:
        footer = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1))
        footer.text_frame.text = "Page of 2024"
        properties = footer._element.nvSpPr.nvPr
        properties.append(properties.makeelement(qn("p:ph"), {"type": "ftr"}))
    data = io.BytesIO()
    book.save(data)
    extract = read_pptx(File(name="a.pptx", data=data.getvalue()))
    assert extract.text == "Page of 2024\n\nOf the Society"
    assert {block.kind for block in extract.blocks} == {"furniture"}
