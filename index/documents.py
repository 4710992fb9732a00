"""Documents with their sections and passages, and the hits of a search.

All offsets count characters (Python `str` positions) of `Document.text`, end exclusive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]


BlockKind: TypeAlias = Literal[
    "title", "heading", "paragraph", "list_item", "table_header", "table_row", "table_total", "caption", "term", "note",
    "furniture", "contents", "code", "record",
]  # fmt: skip
"""What a block is. "table_total": a row that sums up others. "term": what a definition list explains. "furniture": a running header or footer, a page number.
"contents": a line of a table of contents or an index. "record": a message of a chat, an entry of a log."""

# What is about the text below it, so that a passage never ends with it.
_INTRODUCING: frozenset[BlockKind] = frozenset(("title", "heading", "table_header", "caption", "term"))
# What says where one is or what follows, and nothing of its own.
CONTEXT_KINDS: frozenset[BlockKind] = _INTRODUCING | {"furniture", "contents"}
"""The kinds of blocks that lend their words to others and are no answer themselves."""

# The kinds of sections, in the order in which `place` names them: "p. 47, Item 7 > Liquidity".
SECTION_KINDS = (
    "part", "chapter", "sheet", "slide", "page", "heading", "provision", "table", "cells", "time", "speaker", "lines",
    "paragraph", "recognised",
)  # fmt: skip

QUOTED = "quoted text"
"""The name of the section of kind "part" in which a message repeats an earlier one."""

# The kinds of sections whose names are words of every sentence in them; the others are numbers of pages and lines.
_NAMING_KINDS = ("chapter", "sheet", "slide", "heading", "table", "speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list item, heading, row of a table ... A sentence never goes beyond it.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last character.
        kind: What it is, as far as the file tells.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"

    @property
    def introduces(self) -> bool:
        """Whether it is about what follows it: a heading, a caption, the head of a table."""
        return self.kind in _INTRODUCING


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of a document.

    Attributes:
        name: As a citation shows it: "p. 47", "slide 4", 'sheet "Q3"', "A12:F12", "lines 10-24", or a path of
            headings "Guide > Install".
        start: Offset of its first character.
        end: Offset after its last character.
        kind: One of `SECTION_KINDS`. Two sections of one kind do not overlap, or one is inside the other.
    """

    name: str
    start: int
    end: int
    kind: str = "heading"


# A name only helps to find a place: a whole paragraph that is formatted as a heading is cut.
_LONGEST_NAME = 70
# Of a deeper path only the first and the last heading are shown.
_MOST_HEADINGS = 3


def place(sections: Iterable[Section], offset: int, *, title: str = "") -> str | None:
    """The place of an offset for people: the innermost section of each kind at the offset, or None.

    A name that an earlier part already contains is left out, and so is the document's `title` at the start of a path of
    headings. Long names and paths are cut.
    """
    innermost: dict[str, Section] = {}
    for section in sections:
        if section.start <= offset < section.end:
            outer = innermost.get(section.kind)
            # Of two sections with the same start the outer one comes first: the later one is inside it.
            innermost[section.kind] = outer if outer and outer.start > section.start else section
    parts: list[str] = []
    for kind in SECTION_KINDS:
        if kind in innermost and not any(innermost[kind].name in part for part in parts):
            parts.append(_short_name(innermost[kind].name, title))
    return ", ".join(filter(None, parts)) or None


def names(sections: Iterable[Section]) -> list[str]:
    """The headings, and the names of chapters, sheets and slides, in `sections`: each once, the outer ones first."""
    parts = (
        heading
        for kind in _NAMING_KINDS
        for section in sections
        if section.kind == kind
        for heading in section.name.split(" > ")
    )
    return list(dict.fromkeys(parts))


def _short_name(name: str, title: str) -> str:
    """The name of a section, shortened if it is long; empty if it is the title."""
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
    # A space in the first half is no good place: most of the name would be lost.
    space = name.rfind(" ", _LONGEST_NAME // 2, _LONGEST_NAME)
    return f"{name[: space if space > 0 else _LONGEST_NAME]} …"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of a document that is searched as a unit; `document.text[start:end] == text`.

    Attributes:
        id: Unique in the index; stays the same as long as the document is unchanged.
        document_id: The document that it was cut from.
        title: The document's title.
        source: The document's source.
        sections: The document's sections that overlap it.
        start: Offset of its first character in the document's text.
        end: Offset after its last character.
        text: Its characters.
        sentences: The offsets of its sentences in the document's text, in order.
        kinds: For each sentence the kind of the block that it is in; empty if that is not known, as in an index of an
            earlier version.
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
    kinds: tuple[BlockKind, ...] = ()

    def kind_of(self, sentence: int) -> BlockKind:
        """The kind of the block that the sentence with that number, from 0, is in."""
        return self.kinds[sentence] if self.kinds else "paragraph"

    @property
    def section(self) -> str | None:
        """The name of the section that it starts in, or None."""
        return self.section_at(self.start)

    def section_at(self, offset: int) -> str | None:
        """The place of a document offset in this passage, for people; see `place`."""
        return place(self.sections, offset, title=self.title)

    def context(self, offset: int) -> str:
        """The words that a sentence at a document offset stands under, whole and each name once.

        These are the document's title, the chapter, sheet or slide, and the path of headings.
        """
        sections = [section for section in self.sections if section.start <= offset < section.end]
        return " > ".join(dict.fromkeys([self.title, *names(sections)]))

    def heading_at(self, offset: int) -> str | None:
        """The nearest heading above a document offset, or None."""
        above = [
            section
            for section in self.sections
            if section.kind in ("heading", "chapter") and section.start <= offset < section.end
        ]
        return max(above, key=lambda section: section.start).name.split(" > ")[-1] if above else None

    def is_quoted(self, offset: int) -> bool:
        """Whether what stands at a document offset only repeats an earlier message."""
        return any(
            section.kind == "part" and section.name == QUOTED and section.start <= offset < section.end
            for section in self.sections
        )

    def time_at(self, offset: int) -> str | None:
        """When what stands at a document offset was said or written, as the document tells it; or None."""
        times = (section for section in self.sections if section.kind == "time")
        return next((section.name for section in times if section.start <= offset < section.end), None)

    def speaker_at(self, offset: int) -> str | None:
        """Who says what stands at a document offset, in a chat or a transcript; or None."""
        speakers = (section for section in self.sections if section.kind == "speaker")
        return next((section.name for section in speakers if section.start <= offset < section.end), None)

    def quote(self, span: Span) -> str:
        """The characters at the document offsets `span`, which must be inside this passage."""
        return self.text[span[0] - self.start : span[1] - self.start]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Neighbouring passages of a document, with the blocks that they are cut from.

    Attributes:
        passages: In order.
        blocks: Those that lie in these passages, or partly; empty in an index of an earlier version.
    """

    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found for a question.

    Attributes:
        passage: The passage.
        score: 0 to 1, higher is better; made from `dense_score`, `word_score` and the best of `sentence_scores`.
        rank: 1 for the best.
        dense_score: Cosine similarity of the embeddings, -1 to 1; None if it was found only by words.
        word_score: BM25, 0 upward; None if no word matched.
        sentence_scores: The cosine of each of its sentences with the question, -1 to 1.
        answer_score: 0 to 1, how likely the passage has the answer, by a reader; None if no reader has read it.
    """

    passage: Passage
    score: float
    rank: int
    dense_score: float | None = None
    word_score: float | None = None
    sentence_scores: tuple[float, ...] = ()
    answer_score: float | None = None
