"""A document that somebody reads: what is needed again with each part and page of it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rag import Block, Document, DocumentTable, PageWords
from ui.web.pieces import Span

PART = 6_000
"""Characters of a part at least: some three screens, so that a few parts fill the view and the page around it."""

# A document may be one line of a million characters.
_LONGEST_BLOCK = 4 * PART
# How far before that a space is looked for.
_NEAR = 200


@dataclass(frozen=True, kw_only=True)
class ReadDocument:
    """A document with what tells how it looks.

    Attributes:
        document: Its text, with blocks and sections.
        tables: Where the cells of its tables stand.
        words: Where its words stand on its pages; None if it has no pages.
    """

    document: Document
    tables: tuple[DocumentTable, ...] = ()
    words: PageWords | None = None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks, in order; together they have every character that is not a space."""
        return tuple(_cut(_complete(self.document)))

    @cached_property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """The first block of each part and that behind its last, by their numbers."""
        edges, begun = [0], 0
        for number, block in enumerate(self.blocks):
            if block.start - begun >= PART:
                edges.append(number)
                begun = block.start
        return tuple(zip(edges, [*edges[1:], len(self.blocks)], strict=True))

    def starts(self) -> list[int]:
        """The offset at which each part starts, and the end of the text."""
        firsts = [self.blocks[first].start if self.blocks else 0 for first, _ in self.parts]
        return [0, *firsts[1:], len(self.document.text)]

    def table_at(self, offset: int) -> DocumentTable | None:
        """The table that an offset is in."""
        at = bisect_right(self._table_starts, offset) - 1
        return self.tables[at] if at >= 0 and offset < self.tables[at].end else None

    @cached_property
    def _table_starts(self) -> Sequence[int]:
        return [table.start for table in self.tables]

    @property
    def size(self) -> int:
        """Roughly how many bytes it takes."""
        return 4 * len(self.document.text) + 200 * len(self.document.blocks)


def _complete(document: Document) -> Iterator[Block]:
    """The blocks, and paragraphs for what is in none: all lines of a document of an earlier version."""
    end = 0
    for block in document.blocks:
        yield from _lines(document.text, (end, block.start))
        yield block
        end = block.end
    yield from _lines(document.text, (end, len(document.text)))


def _lines(text: str, span: Span) -> Iterator[Block]:
    start = span[0]
    for line in text[span[0] : span[1]].split("\n"):
        if line.strip():
            yield Block(start=start, end=start + len(line))
        start += len(line) + 1


def _cut(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, the longest ones in pieces."""
    for block in blocks:
        for start in range(block.start, block.end, _LONGEST_BLOCK):
            yield Block(start=start, end=min(start + _LONGEST_BLOCK, block.end), kind=block.kind)
