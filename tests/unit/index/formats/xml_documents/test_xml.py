import pytest

from index.formats.extract import File, UnreadableError
from index.formats.xml_documents.reader import read_xml


def read(markup):
    return read_xml(File(name="a.xml", data=markup.encode()))


def blocks(markup):
    extract = read(markup)
    return [extract.text[block.start : block.end] for block in extract.blocks]


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE r SYSTEM "file:///etc/passwd" [<!ELEMENT r ANY>]><r>x</r>',
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>',
    ],
)
def test_declarations_are_refused(markup):
    with pytest.raises(UnreadableError, match="DTD or entities"):
        read(markup)


def test_a_document_type_that_only_names_a_dtd_is_removed_and_its_characters_are_read():
    article = '<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN"\n  "http://example.org/no.dtd">\n'
    assert blocks(f"{article}<article><para>Caf&eacute;&nbsp;&mdash; 2 &lt; 3 &amp;c.</para></article>") == [
        "Café — 2 < 3 &c."
    ]
    assert blocks("\ufeff<!DOCTYPE r SYSTEM 'file:///no'><r>x</r>") == ["x"]


def test_rows_of_a_docbook_table_name_their_columns_and_its_title_is_not_a_heading():
    page = (
        "<section><title>Ships</title><table><title>Sails</title><tgroup><thead><row><entry>Mast</entry><entry>Sail</entry>"
        "</row></thead><tbody><row><entry>Main</entry><entry><para>Red</para></entry></row></tbody></tgroup></table>"
        "<para>They sail.</para></section>"
    )
    extract = read(page)
    assert blocks(page) == ["Ships", "Sails", "Mast | Sail", "Mast: Main | Sail: Red", "They sail."]
    assert [section.name for section in extract.sections] == ["Ships"]
    spanned = '<table><tr><th colspan="2">A</th></tr><tr><td>1</td><td>2</td></tr></table>'
    assert blocks(f"<body>{spanned}</body>") == ["A", "1 | 2"]


def test_an_undeclared_entity_is_refused_with_its_position():
    with pytest.raises(UnreadableError, match=r"undefined entity.*line 1"):
        read("<r>An entity&here; is invalid</r>")


def test_mixed_content_is_one_block_and_a_title_a_heading():
    extract = read(
        "<book><title>Ships</title><chapter><title>Sails</title><para>Red <b>and</b> white.</para></chapter></book>"
    )
    assert extract.title == "Ships"
    assert extract.text.split("\n\n") == ["Ships", "Sails", "Red and white."]
    assert [section.name for section in extract.sections] == ["Ships", "Ships > Sails"]


def test_words_in_a_quotation_element_get_quotation_marks():
    assert blocks("<article><para>He said <quote>I <b>go</b></quote>, and went.</para></article>") == [
        "He said “I go”, and went."
    ]
    assert blocks("<text><quote>It is a block.</quote><p>Words.</p></text>") == ["It is a block.", "Words."]


def test_a_record_is_one_line_with_its_names():
    page = "<staff><person><name>Kim</name><age>40</age></person><person><name>Lee</name><age>50</age></person></staff>"
    assert blocks(page) == ["name: Kim | age: 40", "name: Lee | age: 50"]


def test_a_single_value_beside_larger_elements_has_its_name():
    page = "<order><number>17</number><item><what>Tea</what><price>2</price></item><p>Fine</p></order>"
    assert blocks(page) == ["number: 17", "what: Tea | price: 2", "Fine"]


def test_attributes_are_read_only_if_there_is_no_text():
    assert blocks('<rows><row id="1" body="Hello"/></rows>') == ["id: 1 | body: Hello"]
    assert blocks('<p lang="en">Hello</p>') == ["Hello"]


def test_a_feed_is_read_with_its_html():
    extract = read(
        '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>News &amp;amp; views</title>'
        "<language>en-US</language><item><title>Frost</title><pubDate>Tue, 19 Nov 2024 13:30:02 +0000</pubDate>"
        "<description>Short</description><c:encoded>&lt;p&gt;One.&lt;/p&gt;&lt;h1&gt;More&lt;/h1&gt;&lt;p&gt;Two.&lt;/p&gt;"
        "</c:encoded></item><item><title>Rain</title><description>Wet.</description></item></channel></rss>"
    )
    assert extract.title == "News & views"
    assert extract.metadata["language"] == "en-US"
    assert extract.text.replace("\n\n", "\n").split("\n") == [
        "Frost", "Published: Tue, 19 Nov 2024 13:30:02 +0000", "One.", "More", "Two.", "Rain", "Wet.",
    ]  # fmt: skip
    assert [section.name for section in extract.sections] == ["Frost", "Frost > More", "Rain"]


def test_an_atom_feed_is_read_with_elements_inside():
    extract = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Log</title><author><name>Kim</name></author><entry>'
        "<title>A</title><updated>2024-01-02T00:00:00Z</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
        "<p>One <b>t</b>wo</p></div></content></entry></feed>"
    )
    assert extract.text.split("\n") == ["A", "Published: 2024-01-02T00:00:00Z", "", "One two"]
    assert extract.metadata["author"] == "Kim"


def test_a_fiction_book_is_read():
    extract = read(
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><author>'
        "<first-name>Leo</first-name><last-name>Tolstoy</last-name></author><book-title>War</book-title><lang>ru</lang>"
        "</title-info></description><body><section><title><p>Part</p><p>One</p></title><section><title><p>I</p></title>"
        "<p>So<a type='note'>1</a> he said.</p><poem><stanza><v>Red</v><v>sky</v></stanza></poem></section></section></body>"
        "<binary>AAAA</binary></FictionBook>"
    )
    assert extract.title == "War"
    assert extract.metadata == {"author": "Leo Tolstoy", "language": "ru"}
    assert extract.text.split("\n\n") == ["Part One", "I", "So he said.", "Red\nsky"]
    assert [section.name for section in extract.sections] == ["Part One", "Part One > I"]


def test_xml_can_be_nested_deeper_than_python_recurses():
    assert read("<a>" * 50_000 + "deep word here." + "</a>" * 50_000).text == "deep word here."
    feed = "<feed><entry><content>" + "<i>" * 3000 + "deep" + "</i>" * 3000 + "</content></entry></feed>"
    assert read(feed).text == "deep"
