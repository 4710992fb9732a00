"""What a Word file keeps apart from its main text: notes, comments, text boxes, headers and footers.

Source: [MS-DOC] 2.3 (the parts of the text), 2.8.21 to 2.8.23 (headers, notes), 2.8.37 (shapes).
"""

from collections.abc import Iterator
from typing import NamedTuple

from index.formats.old_office.parts import xml_attribute
from index.formats.old_office.word.file_information import (
    BOX_TEXTS,
    COMMENT_AUTHORS,
    COMMENT_PLACES,
    COMMENT_TEXTS,
    END_PLACES,
    END_TEXTS,
    HEADER_BOX_TEXTS,
    HEADER_SHAPES,
    HEADERS,
    NOTE_PLACES,
    NOTE_TEXTS,
    SECTIONS,
    SHAPES,
    WordFile,
    read_plc,
)
from index.formats.old_office.word.sprms import TITLE_PAGE, last

# Numbers among the parts of the text.
FOOTNOTES, HEADERS_PART, COMMENTS, ENDNOTES, BOXES, HEADER_BOXES = 1, 2, 4, 5, 6, 7
_NOTES = {"footnote": (NOTE_PLACES, NOTE_TEXTS, FOOTNOTES), "endnote": (END_PLACES, END_TEXTS, ENDNOTES)}
# The kinds of headers of a section, in the order of their texts (2.3.3).
_KINDS = (
    ("header", "even"), ("header", "default"), ("footer", "even"), ("footer", "default"), ("header", "first"),
    ("footer", "first"),
)  # fmt: skip
# Lines that separate notes from the text come before those of the first section.
_SEPARATORS = 6
_MOST_SECTIONS = 1_000


class Note(NamedTuple):
    """A note: the position that it is referred to from, whether it has a mark of its own, and where its text lies."""

    place: int
    marked: bool
    start: int
    end: int


class Comment(NamedTuple):
    """A comment: its author, and where its text lies."""

    author: str
    start: int
    end: int


class Header(NamedTuple):
    """A header or footer: its section, its kind ("header" or "footer", "default"), and where its text lies."""

    section: int
    kind: tuple[str, str]
    start: int
    end: int


class SectionEnd(NamedTuple):
    """Where a section ends, and whether its first page has headers of its own."""

    end: int
    title_page: bool


def notes(file: WordFile, kind: str) -> list[Note]:
    """The notes of a kind, "footnote" or "endnote"."""
    places, texts, part = _NOTES[kind]
    referred = file.plc(places, 2)
    stretches = _stretches(file, texts, part)
    return [
        Note(place, int.from_bytes(stated, "little") == 0, *stretch)
        for place, stated, stretch in zip(referred.places, referred.data, stretches, strict=False)
        # Only the main text refers to notes; a note that refers to itself would never end.
        if place < file.lengths[0]
    ]


def comments(file: WordFile) -> list[Comment]:
    """The comments."""
    authors = list(_authors(file.bytes_of(COMMENT_AUTHORS)))
    numbers = [int.from_bytes(stated[20:22], "little") for stated in file.plc(COMMENT_PLACES, 30).data]
    names = [authors[number] if number < len(authors) else "" for number in numbers]
    stretches = _stretches(file, COMMENT_TEXTS, COMMENTS)
    return [Comment(name, *stretch) for name, stretch in zip(names, stretches, strict=False)]


def boxes(file: WordFile) -> list[tuple[int | None, int, int]]:
    """The text boxes: the position that each is anchored at, None if unknown, and where its text lies."""
    return [
        *_boxes(file, SHAPES, BOX_TEXTS, BOXES, file.stretch(0)),
        *_boxes(file, HEADER_SHAPES, HEADER_BOX_TEXTS, HEADER_BOXES, file.stretch(HEADERS_PART)),
    ]


def _boxes(
    file: WordFile, places: int, texts: int, part: int, within: tuple[int, int]
) -> list[tuple[int | None, int, int]]:
    shapes = file.plc(places, 26)
    first, end = within
    # No box is anchored in another box.
    anchors = {
        stated[:4]: first + place
        for place, stated in zip(shapes.places, shapes.data, strict=False)
        if first + place < end
    }
    stated = file.plc(texts, 22).data
    return [
        (anchors.get(box[14:18]), *stretch)
        for box, stretch in zip(stated, _stretches(file, texts, part, 22), strict=False)
        # A box that may be used again is one that was deleted.
        if not int.from_bytes(box[8:10], "little")
    ]


def sections(file: WordFile) -> list[SectionEnd]:
    """The sections in their order."""
    places, data = file.plc(SECTIONS, 12)
    found = []
    for end, stated in zip(places[1 : _MOST_SECTIONS + 1], data, strict=False):
        start = int.from_bytes(stated[2:6], "little")
        size = int.from_bytes(file.main[start : start + 2], "little")
        title = last(file.main[start + 2 : start + 2 + size], TITLE_PAGE)
        found.append(SectionEnd(end, title is not None and title.value != 0))
    return found


def headers(file: WordFile) -> Iterator[Header]:
    """The headers and footers that have a text; others are those of the section before."""
    stretches = list(_stretches(file, HEADERS, HEADERS_PART))[_SEPARATORS:]
    for number, (start, end) in enumerate(stretches[: len(_KINDS) * _MOST_SECTIONS]):
        section, kind = divmod(number, len(_KINDS))
        if start < end:
            yield Header(section, _KINDS[kind], start, end)


def comment_attributes(comment: Comment) -> str:
    """The attributes of a comment in a .docx."""
    return f"w:author={xml_attribute(comment.author)}"


def _stretches(file: WordFile, table: int, part: int, size: int = 0) -> Iterator[tuple[int, int]]:
    """Where the texts lie that a table lists, as positions of the whole text."""
    first, end = file.stretch(part)
    places = read_plc(file.bytes_of(table), size).places
    reached = 0
    for start, stop in zip(places, places[1:], strict=False):
        # A made-up table may go back, and would list the same text again and again.
        begin, reached = max(start, reached), max(start, stop, reached)
        yield first + begin, min(first + reached, end)


def _authors(data: bytes) -> Iterator[str]:
    place = 0
    while place + 2 <= len(data):
        size = 2 * int.from_bytes(data[place : place + 2], "little")
        yield data[place + 2 : place + 2 + size].decode("utf-16-le", "replace")
        place += 2 + size
