"""A document: the text of one source, how well it was read, and where its words are on pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from index.documents.blocks import Block
from index.documents.sections import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionReport:
    """How well a file could be read.

    Attributes:
        pages: How many pages or slides it has; None if it has none.
        scanned: Pages, counted from 1, that are scans without recognised text.
        recognised: Pages, counted from 1, whose text was recognised from a picture (OCR).
        recognition: Why the text of the other scans was not recognised: "missing" (OCR is not installed), "off"
            (not wanted), "stopped" (it took too long) or "tried" (no text was found).
        odd: How many characters of the text have no meaning (U+FFFD, private use): their font has no table.
        hidden: How many characters were removed because no reader of the file sees them (zero-width, bidi controls,
            tags, invisible or microscopic print).
        notes: Other information, a short sentence each: what was left out, and why.
        unread_from: The page, counted from 1, from which on nothing was read, since its time had run out; or None.
        read_on: The processor seconds with which it is read again, since its time ran out before its end; None if it
            was read to its end.
    """

    pages: int | None = None
    scanned: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    recognition: Literal["missing", "off", "stopped", "tried"] = "missing"
    odd: int = 0
    hidden: int = 0
    notes: tuple[str, ...] = ()
    unread_from: int | None = None
    read_on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the lower left corner of the page before its rotation.

    Attributes:
        page: Counted from 1.
        left: The left side.
        bottom: The lower side.
        right: The right side.
        top: The upper side.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


class WordBox(NamedTuple):
    """Where a word, or the part of a word on one line, is on a page.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset after its last character.
        page: Counted from 1.
        left: As in `Box`, around the ink of these characters.
        bottom: The same.
        right: The same.
        top: The same.
    """

    start: int
    end: int
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of one source, with what is known about it.

    Attributes:
        id: 16 hexadecimal digits, a hash of the source and its content.
        title: A short name for people.
        source: Where it was read from: an absolute path, or the name of an uploaded file.
        text: The text that all offsets count in; normalised once, when it was read.
        sections: In order of their start; there may be text outside of all sections.
        metadata: More information from the file: "author", "language" (such as "en"), "subject", ...
        date: When it was written or last changed, from the file or else its modification time: ISO 8601, in UTC.
        stale: Why newer content of its source could not be read, so that this is an older version; or None.
        collections: The names of the collections that it is in, sorted.
        report: How well it could be read.
        container: The source of the archive or message that it is inside of, or None.
        blocks: In order, not overlapping. Empty in the list of `Index.documents`, which would take twice as long with
            them, and if an earlier version of Pincite has read it.
    """

    id: str
    title: str
    source: str
    text: str
    sections: tuple[Section, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None
    stale: str | None = None
    collections: tuple[str, ...] = ()
    report: ExtractionReport = field(default_factory=ExtractionReport)
    container: str | None = None
    blocks: tuple[Block, ...] = ()
