"""What stands around a passage that was found: the blocks of the document, with the passages that they are cited from."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index import Block, Hit, Passage, Span
from rag.answers.ways.way import Documents
from rag.protocols import Reading

# So many characters on both sides are read first; most lists and instructions end in them.
_REACH = 3_000
# A list may go on beyond them: then so many times as many are read, and again.
_WIDER = 8
_WIDEST = 2_000_000
_DEEPEST = 40  # columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The blocks around a passage.

    Attributes:
        passages: In order.
        blocks: In order; those that the reader of the file did not know are the sentences of the passages.
        texts: The text of each block, as far as the passages hold it.
        indents: How many columns each block stands to the right, as far as the text shows it.
        reach: How many characters on both sides of the passage were asked for.
        hit: The passage that was found.
    """

    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    texts: tuple[str, ...]
    indents: tuple[int, ...]
    reach: int
    hit: Hit

    def block_at(self, offset: int) -> int | None:
        """The number of the block at an offset of the document, or None."""
        number = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return number if number >= 0 and offset < self.blocks[number].end else None

    def passage_at(self, offset: int) -> Passage:
        """The passage that holds an offset."""
        starts = [passage.start for passage in self.passages]
        number = max(0, bisect_right(starts, offset) - 1)
        # Passages share a sentence: the one that was found says most of it.
        before = self.passages[max(0, number - 1)]
        passage = self.passages[number]
        own = self.hit.passage.id
        return before if before.id == own and before.start <= offset < before.end else passage

    def reading(self, span: Span) -> Reading:
        """A stretch of the document as what is cited; it ends with its passage."""
        passage = self.passage_at(span[0])
        if span[1] > passage.end:
            # The next passage may begin with the sentence that ends this one, and have all of the stretch.
            whole = (one for one in self.passages if one.start <= span[0] and span[1] <= one.end)
            passage = next(whole, passage)
        hit = self.hit if passage.id == self.hit.passage.id else Hit(passage=passage, score=0.0, rank=0)
        start, end = max(span[0], passage.start), min(span[1], passage.end)
        return Reading(hit=hit, sentence=(start, end), span=None, probability=1.0)

    def sentences(self, number: int) -> list[Span]:
        """The sentences of a block, in order."""
        block = self.blocks[number]
        found = {
            (max(start, block.start), min(end, block.end))
            for passage in self.passages
            if passage.start < block.end and passage.end > block.start
            for start, end in passage.sentences
            if start < block.end and end > block.start
        }
        return sorted(found)


def around(documents: Documents, hit: Hit, *, reach: int = _REACH) -> Around:
    """The blocks around a passage that was found."""
    passage = hit.passage
    found = documents.stretch(passage.document_id, (passage.start - reach, passage.end + reach))
    # Without a store, as in a test of the pipeline, there is the passage alone.
    passages = found.passages or (passage,)
    blocks = found.blocks or _sentences(passages)
    text, first = _text(passages), passages[0].start
    return Around(
        passages=passages,
        blocks=blocks,
        texts=tuple(text[max(0, block.start - first) : block.end - first] for block in blocks),
        indents=tuple(_indent(text, block.start - first) for block in blocks),
        reach=reach,
        hit=hit,
    )


def wider(documents: Documents, seen: Around) -> Around | None:
    """More of the same; None if all of the document was seen."""
    reach = seen.reach * _WIDER
    if reach > _WIDEST:
        return None
    more = around(documents, seen.hit, reach=reach)
    return more if len(more.blocks) > len(seen.blocks) else None


def _sentences(passages: Sequence[Passage]) -> tuple[Block, ...]:
    kinds = {
        span: passage.kind_of(number) for passage in passages for number, span in enumerate(passage.sentences)
    }
    return tuple(Block(start=start, end=end, kind=kind) for (start, end), kind in sorted(kinds.items()))


def _text(passages: Sequence[Passage]) -> str:
    """The text of the document from the first passage to the last."""
    pieces, end = list[str](), passages[0].start
    for passage in passages:
        # Between two passages is white space, an empty line and how far the next one is set in; two that overlap share text.
        gap = passage.start - end
        pieces += ["\n\n"[:gap], " " * (gap - 2), passage.text[max(0, end - passage.start) :]]
        end = max(end, passage.end)
    return "".join(pieces)


def _indent(text: str, start: int) -> int:
    """How many columns of white space are before a place on its line."""
    before = text[max(0, start - _DEEPEST) : max(0, start)]
    return len(before) - len(before.rstrip(" \t"))
