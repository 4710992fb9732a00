from extracts import blocks
from index.formats.extract import File
from index.formats.odf.reader import read_odt
from odf_files import parts, read
from zip_files import zipped


def test_meta_xml_gives_title_author_date_and_language():
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


def test_the_language_is_that_of_the_default_style_if_meta_xml_has_none():
    styles = '<style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="CH"/></style:default-style>'
    assert read("<text:p>a</text:p>", styles=styles).metadata == {"language": "de-CH"}


def test_a_paragraph_in_the_style_title_is_the_title():
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    styles = '<style:style style:name="Title" style:family="paragraph"/>'
    extract = read(
        '<text:p text:style-name="P1">My plan</text:p><text:p>a</text:p>', automatic=automatic, styles=styles
    )
    assert extract.title == "My plan"
    assert extract.blocks[0].introduces


def test_a_damaged_meta_leaves_the_text_readable():
    members = parts("text", "<text:p>Text.</text:p>")
    members["meta.xml"] = "<broken"
    extract = read_odt(File(name="a.odt", data=zipped(*members.items())))
    assert blocks(extract) == ["Text."]
    assert len(extract.report.notes) == 1
    assert extract.report.notes[0].startswith("Its title and author could not be read: ")
