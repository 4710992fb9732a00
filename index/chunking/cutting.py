"""The passages of a document, each with its sections."""

from bisect import bisect_right
from collections.abc import Sequence

from index.chunking.passages import CountTokens, cut_passages
from index.documents import Block, Document, Passage, Section
from index.formats.extract import Extract


def to_passages(document: Document, extract: Extract, count_tokens: CountTokens) -> list[Passage]:
    """Cuts a document into passages. The store gives them their ids later."""
    spans = cut_passages(extract, count_tokens)
    bounds = [(sentences[0][0], sentences[-1][1]) for sentences in spans]
    return [
        Passage(
            id="",
            document_id=document.id,
            title=document.title,
            source=document.source,
            sections=sections,
            start=start,
            end=end,
            text=document.text[start:end],
            sentences=sentences,
            kinds=tuple(_block_at(extract.blocks, span[0]).kind for span in sentences),
        )
        for (start, end), sentences, sections in zip(
            bounds, spans, _overlapping(document.sections, bounds), strict=True
        )
    ]


def _overlapping(sections: Sequence[Section], bounds: Sequence[tuple[int, int]]) -> list[tuple[Section, ...]]:
    """For each span in `bounds` the sections that overlap it. Both are sorted, so that one pass is enough."""
    overlapping, open_sections, following = [], list[Section](), 0
    for start, end in bounds:
        while following < len(sections) and sections[following].start < end:
            open_sections.append(sections[following])
            following += 1
        # No later passage starts before this one, so that sections that have ended never come back.
        open_sections = [section for section in open_sections if section.end > start]
        overlapping.append(tuple(open_sections))
    return overlapping


def _block_at(blocks: Sequence[Block], offset: int) -> Block:
    """The block that begins last at or before `offset`."""
    return blocks[bisect_right(blocks, offset, key=lambda block: block.start) - 1]
