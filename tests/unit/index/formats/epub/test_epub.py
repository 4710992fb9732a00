import io
import zipfile

import pytest

from index.documents import place
from index.formats.epub.reader import read_epub
from index.formats.extract import File, UnreadableError

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
NCX_DTD = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
)
XHTML = '<?xml version="1.0"?><!DOCTYPE html><html xmlns:epub="x"><head><title/></head><body>{}</body></html>'


def book(chapters, *, more=(), items="", spine="", metadata=""):
    """An EPUB of chapters by name, such as {"one.xhtml": "<p>Text</p>"}."""
    manifest = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="i{at}"/>' for at in range(len(chapters)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>Whales</dc:title>{metadata}</metadata><manifest>{manifest}{items}</manifest>"
        f"<spine {spine}>{order}</spine></package>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, text in {"META-INF/container.xml": CONTAINER, "OPS/book.opf": opf, **dict(more)}.items():
            file.writestr(name, text)
        for name, text in chapters.items():
            if text is not None:
                file.writestr(f"OPS/{name}", XHTML.format(text))
    return stream.getvalue()


def read(*args, **kwargs):
    return read_epub(File(name="a.epub", data=book(*args, **kwargs)))


NAV = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
NCX = '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


def nav(inside):
    return {"OPS/nav.xhtml": XHTML.format(inside)}


def names(extract, kind):
    return [
        (section.name, extract.text[section.start : section.end].strip())
        for section in extract.sections
        if section.kind == kind
    ]


def test_chapters_are_named_as_in_the_contents():
    contents = nav(
        '<nav epub:type="toc"><ol><li><span>Part One</span><ol><li><a href="one.xhtml">Calm</a></li>'
        '<li><a href="two.xhtml#s">Storm</a></li></ol></li></ol></nav>'
    )
    chapters = {"one.xhtml": "<p>Sea.</p>", "two.xhtml": '<p>Wind.</p><p id="s">Waves.</p>'}
    extract = read(chapters, more=contents, items=NAV)
    assert extract.title == "Whales"
    assert names(extract, "chapter") == [("Part One > Calm", "Sea.\n\nWind."), ("Part One > Storm", "Waves.")]


def test_an_ncx_may_name_its_dtd():
    ncx = (
        NCX_DTD
        + '<ncx><navMap><navPoint><navLabel><text>I</text></navLabel><content src="one.xhtml"/><navPoint>'
        '<navLabel><text>First</text></navLabel><content src="one.xhtml#a"/></navPoint></navPoint></navMap></ncx>'
    )
    extract = read(
        {"one.xhtml": '<p>Sea.</p><p id="a">Sand.</p>'},
        more={"OPS/toc.ncx": ncx},
        items=NCX,
        spine='toc="toc"',
    )
    assert names(extract, "chapter") == [("I", "Sea."), ("I > First", "Sand.")]


def test_contents_that_declare_entities_are_refused_and_the_book_is_still_read():
    ncx = '<!DOCTYPE ncx [<!ENTITY a "b">]><ncx><navMap/></ncx>'
    extract = read({"one.xhtml": "<h1>Sea</h1>"}, more={"OPS/toc.ncx": ncx}, items=NCX, spine='toc="toc"')
    assert extract.text == "Sea"
    assert names(extract, "chapter") == []


def test_a_heading_that_repeats_the_chapter_is_not_named_twice():
    contents = nav('<nav epub:type="toc"><ol><li><a href="one.xhtml">Chapter 1: Loomings</a></li></ol></nav>')
    extract = read({"one.xhtml": "<h1>Loomings</h1><p>a</p><h2>Inns</h2><p>b</p>"}, more=contents, items=NAV)
    assert place(extract.sections, extract.text.index("a")) == "Chapter 1: Loomings"
    assert place(extract.sections, extract.text.rindex("b")) == "Chapter 1: Loomings, Inns"


def test_pages_of_the_printed_book_begin_where_they_are_marked():
    page = '<p>Call me <span epub:type="pagebreak" id="p2" title="2"/>Ishmael.</p><div epub:type="pagebreak" title="3"/>'
    extract = read({"one.xhtml": page, "two.xhtml": "<p>Some years ago.</p>"})
    assert extract.text == "Call me Ishmael.\n\nSome years ago."
    assert names(extract, "page") == [("p. 2", "Ishmael."), ("p. 3", "Some years ago.")]


def test_pages_can_be_in_a_list_of_their_own():
    contents = nav('<nav epub:type="page-list"><ol><li><a href="one.xhtml#b">12</a></li></ol></nav>')
    extract = read({"one.xhtml": '<p>One</p><p id="b">Two</p>'}, more=contents, items=NAV)
    assert names(extract, "page") == [("p. 12", "Two")]


def test_metadata_is_read():
    about = "<dc:creator>Herman M.</dc:creator><dc:date>1851-10-18</dc:date><dc:language>en</dc:language>"
    assert read({"one.xhtml": "<p>x"}, metadata=about).metadata == {
        "author": "Herman M.",
        "date": "1851-10-18",
        "language": "en",
    }


def test_the_number_of_a_note_and_the_sign_of_its_back_link_are_left_out():
    text = '<p>It began.<a epub:type="noteref" href="n.xhtml#n1">1</a> It went on.</p>'
    notes = '<p id="n1">A note. <a href="one.xhtml#r1">↩</a></p>'
    assert read({"one.xhtml": text, "n.xhtml": notes}).text == "It began. It went on.\n\nA note."


def test_the_translator_of_a_book_is_not_its_author():
    creators = (
        '<dc:creator>Ada</dc:creator><dc:creator xmlns:opf="o" opf:role="trl">Bo</dc:creator>'
        '<dc:creator id="c">Cy</dc:creator><meta refines="#c" property="role">ill</meta>'
    )
    assert read({"a.xhtml": "<p>Sea.</p>"}, metadata=creators).metadata["author"] == "Ada"
    editor = '<dc:creator xmlns:opf="o" opf:role="edt">Di</dc:creator>'
    assert read({"a.xhtml": "<p>Sea.</p>"}, metadata=editor).metadata["author"] == "Di"


def test_a_missing_chapter_is_noted_and_the_rest_is_read():
    extract = read({"one.xhtml": None, "two.xhtml": "<p>Here.</p>"})
    assert extract.text == "Here."
    assert extract.report.notes == ("A chapter of the book is missing in the file: OPS/one.xhtml.",)


def test_names_are_found_as_the_package_has_them():
    stored = {"OPS/Ch 1.xhtml": XHTML.format("<p>Found.</p>")}
    assert read({"./x/../ch%201.xhtml": None}, more=stored).text == "Found."


def test_links_that_lead_outside_are_not_followed():
    with pytest.raises(UnreadableError, match="none of its chapters"):
        read({"../../etc/passwd": None})


@pytest.mark.parametrize(
    ("method", "locked"),
    [("http://www.idpf.org/2008/embedding", False), ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True)],
)
def test_a_book_with_drm_is_refused_and_one_with_scrambled_fonts_is_not(method, locked):
    encryption = {
        "META-INF/encryption.xml": f'<encryption><EncryptionMethod Algorithm="{method}"/></encryption>'
    }
    if locked:
        with pytest.raises(UnreadableError, match="DRM"):
            read({"one.xhtml": "<p>x"}, more=encryption)
    else:
        assert read({"one.xhtml": "<p>x"}, more=encryption).text == "x"


def test_a_book_without_a_package_file_is_damaged():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("one.xhtml", "<p>x")
    with pytest.raises(UnreadableError, match="no package file"):
        read_epub(File(name="a.epub", data=stream.getvalue()))
