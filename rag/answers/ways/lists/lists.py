"""Answers "which ..." and "what are the ..." with all items of the list that the document has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from index import BlockKind, Hit, Span
from rag.answers.ways.lists.column_items import SURE_OF_COLUMN, column_items
from rag.answers.ways.structure.around import Around
from rag.answers.ways.structure.entries import Entry, Listing, introduction, wanted_lists
from rag.answers.ways.structure.matching import heading_above, match, same_polarity
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.protocols import Reading
from rag.reading.context import is_item

# As many as a person looks through; how many more there are is said.
MOST = 20
# How many of the passages that were found are looked at: those that answer come first.
_HITS = 8
# What an item says is cut to its first sentences behind so many characters.
_LONGEST_ITEM = 400
_LEAST_ALL, _LEAST_NEAR = 0.7, 0.4
# A list that the question's words fit no better than this is no answer, in place of none.
_ALONE = 0.99
_LIST_KINDS: frozenset[BlockKind] = frozenset(("list_item",))
# "Which file formats are supported?", "What are the statutory duties of a trustee?": what the items are called.
_ASKED_FOR = re.compile(
    r"\b(?:which|what (?:are|were)|what|list|name|enumerate|give me|show me|tell me)\b(?: me| us)?(?: all| each| every| some)?(?: of)?"
    r"(?: the| my| your| our| its| their| these)?\s+(?P<noun>[^?.,;:]{1,120}?)"
    r"(?=\s+(?:of|for|in|on|at|to|from|by|with|that|which|who|when|where|are|is|was|were|do|does|did|can|could|may|must|should|shall|will"
    r"|has|have|had|need|needs|there|i|you|we)\b|[?.,;:]|\s*$)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    seen: Around
    entries: list[Entry]
    confidence: float


def list_answer(asked: Asked) -> WayAnswer | None:
    """The items of the list that fits the question best; None if none fits."""
    found = max(_candidates(asked), key=lambda one: one.confidence, default=None)
    if found is None or found.confidence < SURE_OF_COLUMN:
        columns = column_items(asked)
        if columns is not None:
            items, count = columns
            return WayAnswer(kind="list", items=items, confidence=SURE_OF_COLUMN, notes=more(count))
    if found is None:
        return None
    entries = found.entries
    items = tuple(
        Item(readings=(found.seen.reading(entry_span(found.seen, entry)),), form="item")
        for entry in entries[:MOST]
    )
    return WayAnswer(kind="list", items=items, confidence=found.confidence, notes=more(len(entries)))


def more(count: int, what: str = "") -> tuple[str, ...]:
    """A note of how many items are not shown, if any."""
    rest = count - MOST
    return (f"And {rest:,} more{what}.",) if rest > 0 else ()


def entry_span(seen: Around, entry: Entry) -> Span:
    """What is quoted of an item: with what stands inside it if that is short, and at most its first sentences."""
    start = seen.blocks[entry.block].start
    end = seen.blocks[entry.last].end
    plain = all(seen.blocks[number].kind in ("list_item", "paragraph", "note") for number in entry.inner)
    if plain and end - start <= _LONGEST_ITEM:
        return start, end
    return first_sentences(seen, entry.block)


def first_sentences(seen: Around, number: int, longest: int = _LONGEST_ITEM) -> Span:
    """A block, or its first sentences if it is long."""
    block = seen.blocks[number]
    if block.end - block.start <= longest:
        return block.start, block.end
    ends = [end for _, end in seen.sentences(number) if end - block.start <= longest]
    return block.start, max(ends, default=block.end)


def head_stems(asked: Asked) -> frozenset[str]:
    """The stems of what the question calls the items: of the last noun, or its other names; empty if it names none."""
    found = _ASKED_FOR.search(asked.question)
    own = [term for term in asked.terms.terms if found and term in asked.terms.stems_of(found["noun"])]
    return frozenset(own[-1:])


def near_hits(asked: Asked, kinds: frozenset[BlockKind]) -> Iterator[Hit]:
    """The hits, those that answer first, that have such a block or may stand next to one."""
    for hit in asked.plain.readings.hits[:_HITS]:
        passage = hit.passage
        texts = (passage.quote(span) for span in passage.sentences)
        if (
            not passage.kinds
            or not kinds.isdisjoint(passage.kinds)
            or any(map(is_item, texts))
            or _opens(hit)
        ):
            yield hit


def _opens(hit: Hit) -> bool:
    """Whether what it announces stands in the next passage."""
    return hit.passage.text.rstrip().endswith((":", "："))


def _candidates(asked: Asked) -> Iterator[_Found]:
    done = set[tuple[str, int]]()
    fits = partial(_fits, asked, head_stems(asked))
    for hit in near_hits(asked, _LIST_KINDS):
        seen, lists = wanted_lists(asked.documents, hit, fits)
        for listing, confidence in lists:
            place = (hit.passage.document_id, seen.blocks[listing.entries[0].block].start)
            if place not in done:
                done.add(place)
                yield _Found(seen=seen, entries=listing.entries, confidence=confidence)


def _fits(asked: Asked, head: frozenset[str], seen: Around, listing: Listing) -> float | None:
    """How surely a list has what is asked for; None if it has something else."""
    number = listing.entries[0].block
    intro = introduction(seen, listing)
    fit = match(asked.terms, seen, number, intro)
    if fit.all_share < _LEAST_ALL or fit.near_share < _LEAST_NEAR or not head <= fit.near:
        return None
    if not same_polarity(asked.question, (intro or heading_above(seen, number),)):
        return None
    plain = asked.plain.decision
    if plain.status == "not_found" and fit.all_share < _ALONE:
        return None
    confidence = 0.4 + 0.55 * fit.quality
    return max(confidence, plain.confidence) if leads_to(asked, seen, listing) else confidence


def leads_to(asked: Asked, seen: Around, listing: Listing) -> bool:
    """Whether the best sentence that was read is in the list, or introduces it."""
    best: Sequence[Reading] = asked.plain.readings.sentences[:1]
    for reading in best:
        if reading.hit.passage.document_id != seen.hit.passage.document_id:
            return False
        number = seen.block_at(reading.sentence[0])
        return number is not None and (number == listing.before or listing.holds(number))
    return False
