import base64
import hashlib
import io
import os
import zipfile
import zlib

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from index.documents import place
from index.formats import read_file
from index.formats.extract import Extract, File, UnreadableError
from index.formats.odf import read_odp, read_ods, read_odt

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": OASIS + "office:1.0",
        "text": OASIS + "text:1.0",
        "table": OASIS + "table:1.0",
        "draw": OASIS + "drawing:1.0",
        "style": OASIS + "style:1.0",
        "fo": OASIS + "xsl-fo-compatible:1.0",
        "presentation": OASIS + "presentation:1.0",
        "meta": OASIS + "meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
READERS = {"text": read_odt, "spreadsheet": read_ods, "presentation": read_odp}


def parts(kind, body, *, automatic="", styles="", masters="", meta=""):
    return {
        "content.xml": f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
    }


def zipped(members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return data.getvalue()


def read(body, kind="text", **others) -> Extract:
    extract = READERS[kind](File(name="a.odf", data=zipped(parts(kind, body, **others))))
    check(extract)
    return extract


def check(extract):
    end = 0
    for block in extract.blocks:
        assert end <= block.start < block.end <= len(extract.text)
        end = block.end
    assert all(0 <= it.start < it.end <= len(extract.text) for it in extract.sections)
    assert not any(ord(it) < 32 and it not in "\n\t" for it in extract.text)


def blocks(extract):
    return [extract.text[it.start : it.end] for it in extract.blocks]


def place_of(extract, words):
    return place(extract.sections, extract.text.index(words))


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


CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
COVERED = "<table:covered-table-cell/>"


def row(*cells, attributes=""):
    inner = "".join(it if it.startswith("<") else CELL.format("", it) for it in cells)
    return f"<table:table-row{attributes}>{inner}</table:table-row>"


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


def test_a_cell_covers_its_columns_also_where_the_covered_ones_are_left_out():
    wide = CELL.format(' table:number-columns-spanned="2"', "Sales")
    body = f"<table:table>{row('Region', wide, 'Year')}{row('North', '10', '20', '1979')}</table:table>"
    assert blocks(read(body))[1] == "Region: North | Sales: 10 | Sales: 20 | Year: 1979"


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
    assert blocks(extract) == ["Name | Year", "Name: Kim | Year: 2024", "Total | 1"]
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


def test_comments_on_cells_say_which_and_are_not_repeated_with_them():
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


def test_embedded_objects_are_noted():
    extract = read("<text:p>See <draw:frame><draw:object/></draw:frame></text:p>")
    assert extract.report.notes == ("An embedded object was left out, such as a chart or formula.",)


def test_a_damaged_meta_leaves_the_text_readable():
    members = parts("text", "<text:p>Text.</text:p>")
    members["meta.xml"] = "<broken"
    extract = read_odt(File(name="a.odt", data=zipped(members)))
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
        read_odt(File(name="a.odt", data=zipped(members)))


def test_files_of_odfpy_are_read():
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Guide"))
    document.text.addElement(P(text="Run it."))
    data = io.BytesIO()
    document.write(data)
    extract = read_odt(File(name="a.odt", data=data.getvalue()))
    assert blocks(extract) == ["Guide", "Run it."]


# Encryption: the tests encrypt as the programs do.

ENTRY = (
    '<manifest:file-entry manifest:full-path="{name}"><manifest:encryption-data manifest:checksum-type="{kind}" '
    'manifest:checksum="{checksum}"><manifest:algorithm manifest:algorithm-name="{cipher}" '
    'manifest:initialisation-vector="{vector}"/><manifest:key-derivation manifest:key-derivation-name="{stretch}" '
    'manifest:key-size="{size}" manifest:salt="{salt}" {rounds}/>{start}</manifest:encryption-data>'
    "</manifest:file-entry>"
)
START = '<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>'


def b64(data):
    return base64.b64encode(data).decode()


def deflated(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def manifest(entries):
    names = f'xmlns:manifest="{OASIS}manifest:1.0" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    return f"<manifest:manifest {names}>{''.join(entries)}</manifest:manifest>"


def aes_entry(name, text, password, rounds=1000):
    packed = deflated(text.encode())
    salt, vector = os.urandom(16), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), salt, rounds, 32)
    padding = 16 - len(packed) % 16
    filled = packed + os.urandom(padding - 1) + bytes([padding])
    stream = Cipher(AES(key), CBC(vector)).encryptor()
    entry = ENTRY.format(
        name=name,
        kind=OASIS + "manifest:1.0#sha256-1k",
        checksum=b64(hashlib.sha256(packed[:1024]).digest()),
        cipher="http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        vector=b64(vector),
        stretch="PBKDF2",
        size=32,
        salt=b64(salt),
        rounds=f'manifest:iteration-count="{rounds}"',
        start=START,
    )
    return entry, stream.update(filled) + stream.finalize()


def blowfish_entry(name, text, password):
    packed = deflated(text.encode())
    salt, vector = os.urandom(16), os.urandom(8)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1(password.encode()).digest(), salt, 1024, 16)
    stream = Cipher(Blowfish(key), CFB(vector)).encryptor()
    entry = ENTRY.format(
        name=name,
        kind="SHA1/1K",
        checksum=b64(hashlib.sha1(packed[:1024]).digest()),
        cipher="Blowfish CFB",
        vector=b64(vector),
        stretch="PBKDF2",
        size=16,
        salt=b64(salt),
        rounds='manifest:iteration-count="1024"',
        start="",
    )
    return entry, stream.update(packed) + stream.finalize()


def encrypted(entry_of, **others):
    entries, members = [], {"mimetype": "application/vnd.oasis.opendocument.text"}
    for name, text in parts("text", "<text:p>Secret.</text:p>").items():
        entry, members[name] = entry_of(name, text, "sésame", **others)
        entries.append(entry)
    members["META-INF/manifest.xml"] = manifest(entries)
    return members


def whole_entry(memory=8192):
    data = deflated(zipped(parts("text", "<text:p>Secret.</text:p>")))
    salt, vector = os.urandom(16), os.urandom(12)
    start = hashlib.sha256("sésame".encode()).digest()
    key = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=8192).derive(start)
    entry = ENTRY.format(
        name="encrypted-package",
        kind="",
        checksum="",
        cipher="http://www.w3.org/2009/xmlenc11#aes256-gcm",
        vector=b64(vector),
        stretch="urn:org:documentfoundation:names:experimental:office:manifest:argon2id",
        size=32,
        salt=b64(salt),
        rounds=f'loext:argon2-iterations="3" loext:argon2-memory="{memory}" loext:argon2-lanes="4"',
        start=START,
    )
    sealed = vector + AESGCM(key).encrypt(vector, data, None)
    return {"encrypted-package": sealed, "META-INF/manifest.xml": manifest([entry])}


def open_encrypted(members, password):
    return read_odt(File(name="a.odt", data=zipped(members), password=password))


@pytest.mark.parametrize(
    "make", [lambda: encrypted(aes_entry), lambda: encrypted(blowfish_entry), whole_entry]
)
def test_encrypted_files_open_with_their_password_only(make):
    members = make()
    assert blocks(open_encrypted(members, "sésame")) == ["Secret."]
    with pytest.raises(UnreadableError, match=r"^it is encrypted, and the password does not open it$"):
        open_encrypted(members, "other")
    with pytest.raises(
        UnreadableError, match=r"^it is encrypted; give its password: pincite add --password$"
    ):
        open_encrypted(members, None)


def test_a_manifest_that_names_its_dtd_is_read():
    members = encrypted(blowfish_entry)
    members["META-INF/manifest.xml"] = (
        '<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
        + members["META-INF/manifest.xml"]
    )
    assert blocks(open_encrypted(members, "sésame")) == ["Secret."]


def test_a_damaged_encrypted_part_is_not_a_wrong_password():
    members = encrypted(blowfish_entry)
    long = "<text:p>" + " ".join(str(number**3) for number in range(3000)) + "</text:p>"
    entry, data = blowfish_entry("content.xml", parts("text", long)["content.xml"], "sésame")
    members["content.xml"] = data[:-2000]
    members["META-INF/manifest.xml"] = manifest([entry])
    with pytest.raises(UnreadableError, match=r"^it is encrypted, and damaged$"):
        open_encrypted(members, "sésame")


def test_what_would_take_too_long_to_open_is_refused():
    slow = encrypted(aes_entry)
    slow["META-INF/manifest.xml"] = slow["META-INF/manifest.xml"].replace(
        'count="1000"', 'count="2000000000"'
    )
    for members in (slow, whole_entry(memory=4_000_000)):
        with pytest.raises(UnreadableError, match="takes too long to open"):
            open_encrypted(members, "sésame")


def test_keys_without_a_password_are_refused():
    entry = (
        '<manifest:file-entry manifest:full-path="encrypted-package"><manifest:encryption-data>'
        '<manifest:algorithm manifest:algorithm-name="x"/></manifest:encryption-data></manifest:file-entry>'
    )
    members = {"encrypted-package": b"x", "META-INF/manifest.xml": manifest([entry])}
    with pytest.raises(UnreadableError, match="encrypted in a way that is not read"):
        open_encrypted(members, "sésame")


@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from([None, "sésame"]))
@settings(max_examples=150, deadline=None)
def test_damaged_files_end_in_a_reason(place_at, byte, password):
    data = bytearray(DAMAGED)
    data[place_at % len(data)] = byte
    try:
        check(read_odt(File(name="a.odt", data=bytes(data), password=password)))
    except UnreadableError as error:
        assert str(error)


DAMAGED = zipped(encrypted(blowfish_entry))


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
        assert [it.name for it in extract.sections] == ["One"]
    with pytest.raises(UnreadableError, match="DTD"):
        read_file(File(name="a.fodt", data=flat.replace("\n", "<!DOCTYPE a [<!ENTITY b 'c'>]>", 1).encode()))
