"""Finds out what blocks are that a reader knows only as paragraphs."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from index.documents import Block, BlockKind, Section
from index.formats.kinds.contents import contents, letters
from index.formats.kinds.items import items
from index.formats.kinds.lines import could_be_heading, is_caption, is_page_number, labels, states_value

# More are a dump of data; looking at each takes 30 millionths of a second.
_MOST_BLOCKS = 200_000
_NUMBER = re.compile(r"\d+")
_PAGE_BEHIND = re.compile(r"[\s.·…_|]+[\divxlc-]+$")
# What may follow a heading; two lines in bold may be one.
_BELOW_HEADING: frozenset[BlockKind] = frozenset(
    ("heading", "paragraph", "list_item", "table_header", "table_row", "code", "caption", "term", "record")
)
_MAY_BE_CONTENTS: frozenset[BlockKind] = frozenset(
    ("paragraph", "list_item", "caption", "table_row", "contents")
)
_MOST_BOLD = 3
# A line at the edge of so many pages, and hardly anywhere else, is a header or footer.
_LEAST_PAGES = 3
_LEAST_SHARE = 0.1  # of all pages
_AT_EDGES = 0.7
_LONGEST_RUNNING = 120


def refined(
    text: str,
    blocks: Sequence[Block],
    *,
    bold: Collection[int] = (),
    by_look: Collection[int] = (),
    pages: Sequence[Section] = (),
) -> tuple[Block, ...]:
    """The same blocks; those that are only "paragraph" get the kind that their words tell.

    Args:
        text: The text that the blocks are offsets in.
        blocks: In order.
        bold: The numbers of the blocks that stand out as a whole, so that they may be headings.
        by_look: Those that are headings only because of how they are set: what states a value is none.
        pages: The pages, where headers and footers may still be part of the text.
    """
    if len(blocks) > _MOST_BLOCKS:
        return tuple(blocks)
    texts = [text[block.start : block.end] for block in blocks]
    kinds: list[BlockKind] = [block.kind for block in blocks]
    for number in by_look:
        if kinds[number] == "heading" and states_value(texts[number]):
            kinds[number] = "paragraph"
    for number, kind in enumerate(kinds):
        if kind == "paragraph":
            kinds[number] = _by_words(texts[number])
    _mark_items(kinds, texts)
    for number in contents(texts):
        if kinds[number] in _MAY_BE_CONTENTS:
            kinds[number] = "contents"
    _mark_running(kinds, texts, _edges(blocks, pages), len(pages))
    _mark_repeated_names(kinds, texts)
    _mark_headings(kinds, texts, bold)
    return tuple(
        block if block.kind == kind else replace(block, kind=kind)
        for block, kind in zip(blocks, kinds, strict=True)
    )


def _by_words(text: str) -> BlockKind:
    if is_caption(text):
        return "caption"
    return "furniture" if is_page_number(text) else "paragraph"


def _mark_items(kinds: list[BlockKind], texts: Sequence[str]) -> None:
    """Marks items of lists. Those that the file marks count too: they may surround one that it does not."""
    places = [number for number, kind in enumerate(kinds) if kind in ("paragraph", "list_item")]
    for number, is_item in zip(places, items([texts[number] for number in places]), strict=True):
        if is_item:
            kinds[number] = "list_item"


def _mark_headings(kinds: list[BlockKind], texts: Sequence[str], bold: Collection[int]) -> None:
    """Marks lines in bold that introduce what is below them."""
    for number in sorted(bold):
        below = next(
            (
                other
                for other in range(number + 1, min(number + 1 + _MOST_BOLD, len(kinds)))
                if other not in bold
            ),
            None,
        )
        # In a list whose items are all bold none of them is a heading of the next.
        is_free = kinds[number] == "paragraph" or (
            kinds[number] == "list_item" and below == number + 1 and kinds[below] == "paragraph"
        )
        if (
            is_free
            and below is not None
            and kinds[below] in _BELOW_HEADING
            and could_be_heading(texts[number])
        ):
            kinds[number] = "heading"


def _edges(blocks: Sequence[Block], pages: Sequence[Section]) -> list[tuple[int, int]]:
    """The blocks that pages begin or end with, two each, as pairs of page and block."""
    edges: list[tuple[int, int]] = []
    block = 0
    for page, section in enumerate(pages):
        inside = []
        while block < len(blocks) and blocks[block].start < section.end:
            if blocks[block].start >= section.start:
                inside.append(block)
            block += 1
        edges.extend((page, number) for number in dict.fromkeys((*inside[:2], *inside[-2:])))
    return edges


def _mark_running(
    kinds: list[BlockKind], texts: Sequence[str], edges: Sequence[tuple[int, int]], pages: int
) -> None:
    """Marks lines at the edges of pages that are the same on several, or count with the pages."""
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)  # by their words without numbers
    for page, number in edges:
        text = texts[number]
        if kinds[number] in ("paragraph", "note") and len(text) <= _LONGEST_RUNNING and not labels(text):
            lines[_NUMBER.sub("#", text)].append((page, number))
    everywhere = Counter(_NUMBER.sub("#", line) for line in texts) if lines else Counter()
    enough = max(_LEAST_PAGES, _LEAST_SHARE * pages)
    for words, places in lines.items():
        on_enough = len({page for page, _ in places}) >= enough
        if on_enough and len(places) >= _AT_EDGES * everywhere[words] and _run_with_pages(texts, places):
            for _, number in places:
                kinds[number] = "furniture"


def _mark_repeated_names(kinds: list[BlockKind], texts: Sequence[str]) -> None:
    """Marks small print that only repeats a heading: the name of the chapter at the end of a page."""
    small = [
        number
        for number, kind in enumerate(kinds)
        if kind == "note" and len(texts[number]) <= _LONGEST_RUNNING
    ]
    names = {
        letters(_PAGE_BEHIND.sub("", texts[number]))
        for number, kind in enumerate(kinds)
        if small and kind in ("heading", "contents")
    }
    for number in small:
        if letters(texts[number]) in names:
            kinds[number] = "furniture"


def _run_with_pages(texts: Sequence[str], places: Sequence[tuple[int, int]]) -> bool:
    """Whether each number in lines stays the same or goes up with the page; others say something of their own."""
    numbers = [
        (page, [int(digits[:9]) for digits in _NUMBER.findall(texts[number])]) for page, number in places
    ]
    for column in range(min(len(found) for _, found in numbers)):
        same = Counter(found[column] for _, found in numbers)
        moving = Counter(found[column] - page for page, found in numbers)
        if max(*same.values(), *moving.values()) < _AT_EDGES * len(numbers):
            return False
    return True
