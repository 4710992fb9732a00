import pytest

from index.formats import File, UnreadableError
from index.formats import read_file as read

WRAPPED = b"""The first paragraph is wrapped at some
column, so that its lines end in the middle
of a sentence. It has two of them.

The second one begins behind a blank line and
goes on like the first one does.
"""


def read_bytes(data, source):
    return read(File(name=source, data=data))


def texts(data, source):
    extract = read_bytes(data, source)
    return [extract.text[block.start : block.end] for block in extract.blocks]


def test_each_line_of_unwrapped_text_is_a_paragraph():
    assert texts(b"One sentence here.\nAnother there.\n\nA third.", "a.txt") == [
        "One sentence here.",
        "Another there.",
        "A third.",
    ]


def test_hard_wrapped_lines_are_joined_to_paragraphs():
    found = texts(WRAPPED, "a.txt")
    assert len(found) == 2
    assert found[0].endswith("It has two of them.")


def test_sentences_are_joined_where_most_lines_are_commands_and_addresses():
    sentence = (
        "The packages for other machines are built from the same\nsource, together with those of this one."
    )
    commands = "rm -f stamps/control\nmake stamps/control\nmake clean\nmake all\nls"
    people = "Kim Lee\n4 Wharf Street\nHull"
    assert texts(f"{sentence}\n\n{commands}\n\n{people}\n\n{sentence}\n".encode(), "README") == [
        sentence,
        *commands.split("\n"),
        *people.split("\n"),
        sentence,
    ]


def test_a_number_that_the_wrapping_brought_to_the_front_of_a_line_begins_no_list_item():
    wrapped = b"""It was given to the town by its last owner, who had come from far away in
1868. No one had seen it before that, as the law of the land (sections 105 and
106) under which it was built had said that nobody should.
"""
    assert len(texts(wrapped, "a.txt")) == 1
    assert (
        len(texts(b"From: a@b.c\nTo: d@e.f\nDate: Thu, 29 Feb 2024 10:00:00 +0100\n\n" + wrapped, "a.eml"))
        == 4
    )


def test_numbered_lines_are_items_where_they_count_on_or_follow_a_sentence():
    listed = b"""What is to be done before the bridge is opened to the traffic of the town:
1. the railings of both of its sides are painted in the colour of the old ones,
which nobody remembers any more, and are then left to dry for a whole week and
2. the lamps are lit
"""
    assert [text[:6] for text in texts(listed, "a.txt")] == ["What i", "1. the", "2. the"]


def test_sections_of_plain_text_are_its_paragraphs():
    extract = read_bytes(WRAPPED, "a.txt")
    assert [section.name for section in extract.sections] == ["paragraph 1", "paragraph 2"]


def test_a_short_first_line_set_apart_is_the_title():
    assert read_bytes(b"Annual report\n\nSales rose. They rose a lot.\n", "a.txt").title == "Annual report"


MARKDOWN = b"""---
author: somebody
---
# Guide

Hello **world**. This is it.

## Install `pip`

- one item here
- two items

| part | price |
|------|-------|
| bolt | 5     |

> Quoted words.

Setext
------
last words
"""


def test_markdown_is_read_as_it_is_shown_without_its_marks():
    assert texts(MARKDOWN, "a.md") == [
        "Author: somebody",
        "Guide",
        "Hello world. This is it.",
        "Install pip",
        "one item here",
        "two items",
        "part | price",
        "part: bolt | price: 5",
        "Quoted words.",
        "Setext",
        "last words",
    ]


def test_links_html_and_footnotes_in_markdown_are_read_as_the_words_that_they_show():
    page = (
        b'See [the *manual*](https://example.org/a_b "t"), 2 \\* 3 &lt; 7.[^n] A snake_case_name <b>stays</b>.\n\n'
        b"![The bridge in 1979](bridge.png)\n\n::: note\nMind the gap.\n:::\n\n<!-- no words -->\n\n[^n]: It is old.\n[^m]: So *are* we.\n"
    )
    assert texts(page, "a.md") == [
        "See the manual, 2 * 3 < 7. A snake_case_name stays.",
        "The bridge in 1979",
        "Mind the gap.",
        "n. It is old.",
        "m. So are we.",
    ]


def test_cells_and_headings_of_markdown_that_hold_nothing_are_no_blocks():
    page = b"# \n\n|   | Name |\n|---|---|\n| 1 | Kim |\n"
    assert texts(page, "a.md") == ["Name", "1 | Name: Kim"]


def test_items_of_markdown_that_are_numbered_keep_their_numbers():
    page = b"3. Open *it*.\n4. Close it.\n   - loose\n\n     1) deep\n\n- plain\n"
    assert texts(page, "a.md") == ["3. Open it.", "4. Close it.", "loose", "1) deep", "plain"]


def test_lists_in_lists_of_markdown_are_read_however_deep():
    nested = "".join(f"{'  ' * depth}- item {depth}\n" for depth in range(30))
    assert texts(nested.encode(), "a.md") == [f"item {depth}" for depth in range(30)]


def test_front_matter_says_title_author_and_date():
    extract = read_bytes(
        b"---\ntitle: 'The bridge: a life'\ndate: 2024-02-29\nlang: en\n---\n# One {#first}\n\nWords.\n",
        "a.md",
    )
    assert extract.title == "The bridge: a life"
    assert extract.metadata == {"date": "2024-02-29", "language": "en"}
    assert [section.name for section in extract.sections] == ["One"]


@pytest.mark.parametrize(
    "lines",
    [
        "---\nauthor: [Ada Lovelace, 'Charles Babbage']\ndate: 1843-09-01\n---",
        '{"author": ["Ada Lovelace", "Charles Babbage"], "date": "1843-09-01"}',
        "---\nauthors:\n  - name: Ada Lovelace\n    email: a@b.org\n  - Charles Babbage\ndate: '1843-09-01'\n---",
        '+++\nauthors = ["Ada Lovelace", "Charles Babbage"]\ndate = 1843-09-01\n+++',
    ],
)
def test_front_matter_names_several_authors_in_each_of_its_ways(lines):
    extract = read_bytes(f"{lines}\n\nWords.\n".encode(), "a.md")
    assert extract.metadata == {"author": "Ada Lovelace; Charles Babbage", "date": "1843-09-01"}
    assert extract.text.endswith("\n\nDate: 1843-09-01\n\nWords.")


def test_markdown_sections_are_heading_paths():
    extract = read_bytes(MARKDOWN, "a.md")
    assert [section.name for section in extract.sections] == [
        "Guide",
        "Guide > Install pip",
        "Guide > Setext",
    ]
    assert extract.title == "Guide"


def test_markdown_without_headings_has_no_sections():
    extract = read_bytes(b"The bridge was opened in 1979.", "bridge.md")
    assert extract.sections == () and extract.text == "The bridge was opened in 1979."


def test_front_matter_is_no_heading():
    assert "author" not in "".join(texts(MARKDOWN, "a.md"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\t\n", "there is no text in it"),
        (b"--- *** ---", "it holds no words"),
        (b"%PDF-1.7 ...", "damaged"),
        (b"PK\x03\x04...", "damaged"),
        (b"\x7fELF\x00\x00", "a program"),
        (b"\x00\x01\x02", "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_bytes(data, "name.txt")


def test_a_suffix_that_is_unknown_is_read_as_plain_text():
    assert texts(b"Some words.", "notes.xyz") == ["Some words."]
