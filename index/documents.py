"""What is indexed and what is found: documents, their sections, passages and hits.

All offsets count characters (Python `str` positions) of `Document.text`, end exclusive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named stretch of a document: "paragraph 3", or a heading path "Guide > Install"."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was read from one source.

    Attributes:
        id: 16 hexadecimal digits, a hash of the source and its content.
        title: A short name for people.
        source: Where it was read from: an absolute path, or the name of an uploaded file.
        text: The text that every offset points into, normalised once when it was read.
        sections: In order of their start; together they may leave gaps.
        metadata: What else the file said about itself.
        date: When it was last changed, as far as known: ISO 8601, in UTC.
        stale: Why newer content of its source could not be read, so that this is the last good one; or None.
        collections: The names of those it belongs to, sorted.
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
        """The name of the innermost section at a document offset inside this passage, or None."""
        holding = [section for section in self.sections if section.start <= offset < section.end]
        return max(holding, key=lambda section: section.start).name if holding else None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What one `add` did. Each list holds sources, in the order they were met.

    Attributes:
        added: Sources that are new in the index.
        updated: Sources whose content had changed and was replaced.
        unchanged: Sources that were skipped, since their content is already indexed.
        failed: (source, reason) for each one that could not be read. What was indexed of it before stays.
        removed: Sources that are gone from the folder, and so from the index (`sync` only).
    """

    added: Sequence[str] = ()
    updated: Sequence[str] = ()
    unchanged: Sequence[str] = ()
    failed: Sequence[tuple[str, str]] = ()
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress:
    """Where a running `add` is; given to its `progress` callback.

    Attributes:
        source: The source at hand.
        files_done: How many files are read, skipped or failed so far.
        files_total: How many there are.
        passages_done: How many passages are embedded and saved so far.
    """

    source: str
    files_done: int
    files_total: int
    passages_done: int
