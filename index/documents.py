"""What is indexed and what is found: documents, their sections, passages and hits.

All offsets count characters (Python `str` positions) of `Document.text`, end exclusive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]


# The kinds of sections, in the order in which a place is said: "p. 47, Item 7 > Liquidity".
SECTION_KINDS = (
    "part", "chapter", "sheet", "slide", "page", "heading", "cells", "time", "lines", "paragraph"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named stretch of a document.

    Attributes:
        name: As it is said in a place: "p. 47", "slide 4", 'sheet "Q3"', "A12:F12", "lines 10-24", or a
            heading path "Guide > Install".
        start: Offset of its first character.
        end: Offset behind its last character.
        kind: One of `SECTION_KINDS`. Those of one kind follow one another, or lie inside one another.
    """

    name: str
    start: int
    end: int
    kind: str = "heading"


# A heading is said to find a place, not to be read: a paragraph that was set as one is cut.
_LONGEST_NAME = 70
# Of a deeper path the first and the last are said.
_MOST_HEADINGS = 3


def place(sections: Iterable[Section], offset: int, *, title: str = "") -> str | None:
    """Where an offset is, in words: the innermost section of each kind there, or None.

    A name that an earlier part says already, as a title that is the sheet's, is not said again, nor is
    the document's `title` where the path of headings begins with it. Long names and paths are cut.
    """
    innermost: dict[str, Section] = {}
    for section in sections:
        if section.start <= offset < section.end:
            innermost[section.kind] = max(
                section, innermost.get(section.kind, section), key=lambda it: it.start
            )
    parts: list[str] = []
    for kind in SECTION_KINDS:
        if kind in innermost and not any(innermost[kind].name in part for part in parts):
            parts.append(_in_words(innermost[kind].name, title))
    return ", ".join(filter(None, parts)) or None


def _in_words(name: str, title: str) -> str:
    """The name of a section, short enough to be read at a glance; empty if it is the title."""
    headings = name.split(" > ")
    if " ".join(headings[0].split()).casefold() == " ".join(title.split()).casefold():
        headings = headings[1:]
    if len(headings) > _MOST_HEADINGS:
        headings = [headings[0], "…", headings[-1]]
    return " > ".join(_cut(heading) for heading in headings)


def _cut(name: str) -> str:
    """A name of at most `_LONGEST_NAME` characters, cut between words where there are any."""
    if len(name) <= _LONGEST_NAME:
        return name
    space = name.rfind(" ", _LONGEST_NAME // 2, _LONGEST_NAME)
    return f"{name[: space if space > 0 else _LONGEST_NAME]} …"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionReport:
    """How well a file could be read.

    Attributes:
        pages: How many pages or slides it has; None if it has none.
        scanned: Pages, counted from 1, that are pictures of text and gave no text.
        recognised: Pages, counted from 1, whose text was recognised from a picture (OCR).
        recognition: Why the text of the others was not: "missing" (not installed), "off" (not wanted), "stopped"
            (it took too long) or "tried" (nothing was found).
        odd: Characters of the text that stand for none (U+FFFD, private use): a font without a table.
        hidden: Characters that were there and that nobody sees (zero-width, bidi controls, tags, invisible or
            microscopic print). They are not in the text.
        notes: What else to know, a short sentence each: what was left out, and why.
    """

    pages: int | None = None
    scanned: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    recognition: Literal["missing", "off", "stopped", "tried"] = "missing"
    odd: int = 0
    hidden: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's lower left corner, before it is turned.

    Attributes:
        page: Counted from 1.
        left: Of its left side.
        bottom: Of its lower side.
        right: Of its right side.
        top: Of its upper side.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


class WordBox(NamedTuple):
    """Where characters of the text stand on a page: a word, or the part of one that is on one line.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last character.
        page: Counted from 1.
        left: As in `Box`: points from the page's lower left corner, of the ink of these characters.
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
    """What was read from one source.

    Attributes:
        id: 16 hexadecimal digits, a hash of the source and its content.
        title: A short name for people.
        source: Where it was read from: an absolute path, or the name of an uploaded file.
        text: The text that every offset points into, normalised once when it was read.
        sections: In order of their start; together they may leave gaps.
        metadata: What else the file says about itself: "author", "language" (as "en"), "subject", ...
        date: When it was written or last changed, as the file says, else its own time: ISO 8601, in UTC.
        stale: Why newer content of its source could not be read, so that this is the last good one; or None.
        collections: The names of those it belongs to, sorted.
        report: How well it could be read.
        container: The source of the archive or message that it was in, or None.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document that is searched as one; `document.text[start:end] == text`.

    Attributes:
        id: Unique in the index for as long as the document stays unchanged.
        document_id: The document that it was cut from.
        title: The document's title.
        source: The document's source.
        sections: The document's sections that overlap it.
        start: Offset of its first character in the document's text.
        end: Offset behind its last character.
        text: Its characters.
        sentences: Offsets in the document's text, in order, inside `start` and `end`.
    """

    id: str
    document_id: str
    title: str
    source: str
    sections: tuple[Section, ...]
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]

    @property
    def section(self) -> str | None:
        """The name of the section that it starts in, or None."""
        return self.section_at(self.start)

    def section_at(self, offset: int) -> str | None:
        """Where a document offset inside this passage is, in words; see `place`."""
        return place(self.sections, offset, title=self.title)

    def quote(self, span: Span) -> str:
        """The characters at document offsets `span`, which lies inside this passage."""
        return self.text[span[0] - self.start : span[1] - self.start]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found for a question.

    Attributes:
        passage: What was found.
        score: 0 to 1, higher is better; comes from `dense_score`, `word_score` and the best of `sentence_scores`.
        rank: 1 for the best.
        dense_score: Cosine similarity of the embeddings, -1 to 1; None if only words found it.
        word_score: BM25, 0 upward; None if no word matched.
        sentence_scores: For each of the passage's sentences its cosine with the question, -1 to 1.
        answer_score: 0 to 1, how likely a reader holds it that the passage answers; None if none has read it.
    """

    passage: Passage
    score: float
    rank: int
    dense_score: float | None = None
    word_score: float | None = None
    sentence_scores: tuple[float, ...] = ()
    answer_score: float | None = None
