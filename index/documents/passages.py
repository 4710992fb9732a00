"""Passages, which are searched as units, and the hits of a search."""

from dataclasses import dataclass

from index.documents.blocks import Block, BlockKind, Span
from index.documents.sections import QUOTED, Section, names, page_at, place


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

    @property
    def page(self) -> int | None:
        """The page of the file, counted from 1, that it starts on; None where there are no pages."""
        return page_at(self.sections, self.start)

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
