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


def test_markdown_blocks_are_located_without_their_markers():
    assert texts(MARKDOWN, "a.md") == [
        "Guide",
        "Hello **world**. This is it.",
        "Install `pip`",
        "one item here",
        "two items",
        "| part | price |",
        "| bolt | 5     |",
        "Quoted words.",
        "Setext",
        "last words",
    ]


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
