"""The boxes of words on pages: packed for the store, and joined to the rectangles of a quote."""

import zlib
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from index.documents import Box, Span, WordBox

# A hundredth of a point is finer than any printer prints.
_SCALE = 100
Order: TypeAlias = npt.NDArray[np.intp]

_ALL = slice(None)
_WORD = np.dtype(
    [("start", "<u4"), ("length", "<u2"), ("page", "<u2"), ("sides", "<i4", (4,))],
)
# Words of one line overlap vertically by at least this share of the smaller height.
_SAME_LINE = 0.5
# What makes a superscript, as shares of the height of the word beside it: its height, how far its bottom is above the
# other's, and its top above the other's.
_SMALLER, _RAISED, _ABOVE = 0.9, 0.25, 0.1
# A word this many times as high as the median is an initial letter or a brace.
_TALL = 1.8
# How many of the last boxes a joined box must not cover.
_RECENT_BOXES = 4
# A space or the end of a line. More characters between two words are from our reader: the bar between two cells.
_BETWEEN_WORDS = 1


def pack(words: Sequence[WordBox]) -> bytes:
    """Packs words, in order of their start, into about eight bytes each."""
    table = np.zeros(len(words), dtype=_WORD)
    table["start"] = [word.start for word in words]
    table["length"] = [word.end - word.start for word in words]
    table["page"] = [word.page for word in words]
    if words:
        sides = np.array([word[3:] for word in words], dtype=np.float64) * _SCALE
        # A file can state any position: one that does not fit into 32 bits must not turn into another one.
        table["sides"] = np.clip(np.rint(sides), -(2**31), 2**31 - 1)
    # Column by column it compresses to half the size.
    columns = [table[name].tobytes() for name in ("start", "length", "page")]
    columns += [np.ascontiguousarray(table["sides"][:, side]).tobytes() for side in range(4)]
    # The count comes first: without it nobody knows where each column ends.
    return zlib.compress(len(words).to_bytes(4, "little") + b"".join(columns))


class PageWords:
    """The words of a document by their pages, 28 bytes each: as objects they would take twenty times as much."""

    def __init__(self, packed: bytes) -> None:
        """Takes what `pack` returned.

        Raises:
            ValueError: The bytes are not from `pack`.
        """
        self._columns = _columns(packed)
        page = self._columns[2]
        # Words stand in the order of the text, but a note may stand at its place on an earlier page.
        self._by_page = np.argsort(page, kind="stable")
        self._pages = page[self._by_page]

    def on(self, page: int) -> list[WordBox]:
        """The words on a page, counted from 1, in the order of the text."""
        first, last = np.searchsorted(self._pages, (page, page + 1))
        return _words(self._columns, self._by_page[first:last])

    def within(self, span: Span) -> list[WordBox]:
        """The words that a span of the text touches, in order."""
        start, length, *_ = self._columns
        return _words(self._columns, np.flatnonzero((start < span[1]) & (start + length > span[0])))

    def first_offsets(self, pages: int) -> list[int | None]:
        """For each page the offset of its first word in the text; None for a page without words."""
        first = np.searchsorted(self._pages, np.arange(1, pages + 2))
        starts = self._columns[0][self._by_page]
        return [
            int(starts[at]) if at < after else None for at, after in zip(first[:-1], first[1:], strict=True)
        ]

    def pages_of(self, starts: Sequence[int]) -> list[int]:
        """For each offset the page of the first word that ends behind it; of the last word behind all words."""
        start, length, page, *_ = self._columns
        if not len(page):
            return [1 for _ in starts]
        at = np.searchsorted(start + length, np.array(starts, dtype=np.int64), side="right")
        return [int(number) for number in page[np.minimum(at, len(page) - 1)]]


def unpack(packed: bytes) -> list[WordBox]:
    """The words from what `pack` returned.

    Raises:
        ValueError: The bytes are not from `pack`.
    """
    return _words(_columns(packed))


def _columns(packed: bytes) -> list[Any]:
    """Starts, lengths, pages and the four sides, each of shape (words,)."""
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("these are not packed boxes") from error
    count = int.from_bytes(data[:4], "little")
    offset, columns = 4, []
    for kind in ("<u4", "<u2", "<u2", "<i4", "<i4", "<i4", "<i4"):
        columns.append(np.frombuffer(data, dtype=kind, count=count, offset=offset))
        offset += columns[-1].nbytes
    return columns


def _words(columns: Sequence[Any], which: slice | Order = _ALL) -> list[WordBox]:
    start, length, page, *sides = (column[which] for column in columns)
    rows = zip(
        start.tolist(),
        (start + length).tolist(),
        page.tolist(),
        *((side / _SCALE).tolist() for side in sides),
        strict=True,
    )
    return [WordBox(*row) for row in rows]


def span_boxes(words: Iterable[WordBox], span: Span) -> tuple[Box, ...]:
    """The rectangles of the words in a span of the text, in order: one for each line or table cell.

    A word that is much taller than the others, such as the initial letter of a chapter or a brace, has a rectangle of
    its own: joined with the others, it would cover the lines beside it.
    """
    # A word that the span cuts is marked as a whole: single letters have no boxes.
    inside = [word for word in words if word.start < span[1] and span[0] < word.end]
    tall = _TALL * median(word.top - word.bottom for word in inside) if inside else 0.0
    boxes: list[Box] = []
    end = 0
    for word in inside:
        box = Box(page=word.page, left=word.left, bottom=word.bottom, right=word.right, top=word.top)
        continues = word.start - end <= _BETWEEN_WORDS and _height(box) <= tall
        if boxes and continues and _height(boxes[-1]) <= tall and _can_join(boxes, box):
            boxes[-1] = _joined(boxes[-1], box)
        else:
            boxes.append(box)
        end = word.end
    return tuple(boxes)


def _can_join(boxes: Sequence[Box], box: Box) -> bool:
    """Whether a word is on the line of the last box, and both together cover none of the boxes before it.

    A superscript can have a subscript below it, after which the line continues: joined, they would cover each other.
    """
    if not _on_one_line(boxes[-1], box):
        return False
    last, joined = boxes[-1], _joined(boxes[-1], box)
    return not any(
        _overlap(recent, joined) and not (_overlap(recent, last) or _overlap(recent, box))
        for recent in boxes[-_RECENT_BOXES:-1]
    )


def _overlap(first: Box, second: Box) -> bool:
    across = min(first.right, second.right) > max(first.left, second.left)
    return (
        across and min(first.top, second.top) > max(first.bottom, second.bottom) and first.page == second.page
    )


def _on_one_line(first: Box, second: Box) -> bool:
    shared = min(first.top, second.top) - max(first.bottom, second.bottom)
    smaller = min(first.top - first.bottom, second.top - second.bottom)
    # Not far back to the left, as the first line of the next column is; but right-to-left text goes on leftwards.
    forward = second.right >= first.left or first.left - second.right < smaller
    level = not _is_superscript(first, second) and not _is_superscript(second, first)
    return (
        first.page == second.page
        and shared > _SAME_LINE * smaller
        and forward
        and level
        and _near(first, second)
    )


def _is_superscript(first: Box, second: Box) -> bool:
    """Whether the first box is a superscript beside the second: joined, they would reach into the line above."""
    height = second.top - second.bottom
    # Boxes are around the ink: "no" is smaller than "park", and its bottom is higher, but its top is not.
    smaller = first.top - first.bottom < _SMALLER * height
    return (
        smaller
        and first.bottom > second.bottom + _RAISED * height
        and first.top > second.top + _ABOVE * height
    )


def _height(box: Box) -> float:
    return box.top - box.bottom


def _near(first: Box, second: Box) -> bool:
    """Whether the gap between them is too small for a column: less than three times the larger height."""
    gap = max(second.left - first.right, first.left - second.right)
    return gap < 3 * max(first.top - first.bottom, second.top - second.bottom)


def _joined(first: Box, second: Box) -> Box:
    return Box(
        page=first.page,
        left=min(first.left, second.left),
        bottom=min(first.bottom, second.bottom),
        right=max(first.right, second.right),
        top=max(first.top, second.top),
    )
