"""The items of a list in a document, with what stands inside each: nested items, code, further paragraphs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from index import BlockKind, Hit
from rag.answers.ways.structure.around import Around, around, wider
from rag.answers.ways.structure.markers import Marker, marker
from rag.answers.ways.way import Documents
from rag.reading.context import announces

# What may stand between two items of one list; page numbers may stand anywhere.
_INSIDE: frozenset[BlockKind] = frozenset(
    ("code", "note", "table_header", "table_row", "table_total", "caption")
)
_SKIPPED: frozenset[BlockKind] = frozenset(("furniture",))
# So many paragraphs may stand inside a numbered item, since the next number says that the list goes on.
_MOST_PARAGRAPHS = 6


@dataclass(slots=True, kw_only=True)
class Entry:
    """An item of a list.

    Attributes:
        block: The number of its block.
        marker: What is in front of it.
        inner: The numbers of the further blocks that belong to it, in order.
    """

    block: int
    marker: Marker
    inner: list[int] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number of its last block."""
        return self.inner[-1] if self.inner else self.block


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list in a document.

    Attributes:
        entries: Its items of the highest level, at least two.
        before: The number of the block before it, page numbers left out; None at the start of what is seen.
        is_open: Whether it may go on beyond the blocks that are seen.
    """

    entries: list[Entry]
    before: int | None
    is_open: bool

    @property
    def is_numbered(self) -> bool:
        """Whether it counts with digits."""
        return self.entries[0].marker.is_digit

    def holds(self, block: int) -> bool:
        """Whether a block is one of the list."""
        return self.entries[0].block <= block <= self.entries[-1].last


def wanted_lists(
    documents: Documents, hit: Hit, fits: Callable[[Around, Listing], float | None]
) -> tuple[Around, list[tuple[Listing, float]]]:
    """The lists around a passage that fit, whole, each with how well it fits; and the blocks that they are in.

    Args:
        documents: Reads around the passage.
        hit: The passage.
        fits: How well a list fits, or None if it does not.
    """
    seen = around(documents, hit)
    while True:
        found = [(one, fit) for one in listings(seen) if (fit := fits(seen, one)) is not None]
        if not any(one.is_open for one, _ in found) or (more := wider(documents, seen)) is None:
            return seen, found
        seen = more


def listings(seen: Around) -> Iterator[Listing]:
    """The lists in the blocks around a passage, in order."""
    number, count = 0, len(seen.blocks)
    while number < count:
        if not _starts(seen, number):
            number += 1
            continue
        entries = _entries(seen, number)
        last = entries[-1].last
        if len(entries) > 1:
            before = _before(seen, number)
            yield Listing(entries=entries, before=before, is_open=before is None or last == count - 1)
        number = last + 1


def _starts(seen: Around, number: int) -> bool:
    return seen.blocks[number].kind == "list_item" and any(map(str.isalnum, seen.texts[number]))


def _entries(seen: Around, first: int) -> list[Entry]:
    """The items of the list that begins with a block."""
    entries = [Entry(block=first, marker=marker(seen.texts[first]))]
    waiting: list[int] = []  # blocks that belong to the last item if the list goes on behind them
    for number in range(first + 1, len(seen.blocks)):
        kind = seen.blocks[number].kind
        if kind in _SKIPPED:
            continue
        if kind == "list_item":
            own = marker(seen.texts[number])
            place = _place(seen, entries, number, own, behind=bool(waiting))
            if place == "end":
                break
            if place == "inside":
                (waiting or entries[-1].inner).append(number)
                continue
            entries[-1].inner += waiting
            waiting = []
            if any(map(str.isalnum, seen.texts[number])):
                entries.append(Entry(block=number, marker=own))
        elif kind in _INSIDE and not waiting:
            entries[-1].inner.append(number)
        elif _may_go_on(seen, entries[0], number, waiting):
            waiting.append(number)
        else:
            break
    return entries


def _place(seen: Around, entries: Sequence[Entry], number: int, own: Marker, *, behind: bool) -> str:
    """Where an item stands: "next" of the list, "inside" its last item, or beyond its "end".

    Args:
        seen: The blocks.
        entries: The items so far.
        number: The number of the item's block.
        own: Its marker.
        behind: Whether paragraphs stand between the last item and this one.
    """
    first, last = entries[0], entries[-1]
    deeper = seen.indents[number] > seen.indents[first.block]
    if own.form == first.marker.form and not deeper:
        if not own.values or {value + 1 for value in last.marker.values} & set(own.values):
            return "next"
        # Another list that begins right behind this one; inside of an item a list would be of another form.
        return "end" if own.values == (1,) and len(entries) > 1 else "inside"
    return "end" if behind and not first.marker.values and not deeper else "inside"


def _may_go_on(seen: Around, first: Entry, number: int, waiting: Sequence[int]) -> bool:
    """Whether a block may belong to an item although it is none."""
    if seen.blocks[number].kind not in ("paragraph", "term", *_INSIDE) or len(waiting) >= _MOST_PARAGRAPHS:
        return False
    # A number that goes on says that the paragraph belongs to the list; else only that it stands further to the right.
    return bool(first.marker.values) or seen.indents[number] > seen.indents[first.block]


def _before(seen: Around, number: int) -> int | None:
    return next((n for n in range(number - 1, -1, -1) if seen.blocks[n].kind not in _SKIPPED), None)


def introduction(seen: Around, listing: Listing) -> str:
    """The sentence that introduces a list, or ""."""
    if listing.before is None or seen.blocks[listing.before].kind in (
        "heading",
        "title",
        "code",
        "table_row",
    ):
        return ""
    text = seen.texts[listing.before]
    spans = seen.sentences(listing.before)
    start = seen.blocks[listing.before].start
    last = text[spans[-1][0] - start : spans[-1][1] - start] if spans else text
    return last if announces(last) or len(spans) <= 2 else ""
