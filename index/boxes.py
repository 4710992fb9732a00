"""Where words stand on pages: kept small, and joined to the rectangles of a quote."""

import zlib
from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np

from index.documents import Box, Span, WordBox

# A hundredth of a point is finer than any printer.
_SCALE = 100
_WORD = np.dtype(
    [("start", "<u4"), ("length", "<u2"), ("page", "<u2"), ("sides", "<i4", (4,))],
)
# Words of one line overlap in height by at least this share of the lower one.
_SAME_LINE = 0.5
# In parts of the height of the word beside it.
_SMALLER, _RAISED, _ABOVE = 0.9, 0.25, 0.1
# Times the height of the middling word.
_TALL = 1.8
_LATELY = 4  # boxes
# A space, or the end of a line. More characters between two words are a reader's own: the bar between two cells.
_BETWEEN_WORDS = 1


def pack(words: Sequence[WordBox]) -> bytes:
    """The words as bytes, some eight for each; in order of their start."""
    table = np.zeros(len(words), dtype=_WORD)
    table["start"] = [word.start for word in words]
    table["length"] = [word.end - word.start for word in words]
    table["page"] = [word.page for word in words]
    if words:
        sides = np.array([word[3:] for word in words], dtype=np.float64) * _SCALE
        table["sides"] = np.clip(np.rint(sides), -(2**31), 2**31 - 1)
    # The same field of all words together packs to half.
    columns = [table[name].tobytes() for name in ("start", "length", "page")]
    columns += [np.ascontiguousarray(table["sides"][:, side]).tobytes() for side in range(4)]
    return zlib.compress(len(words).to_bytes(4, "little") + b"".join(columns))


def unpack(packed: bytes) -> list[WordBox]:
    """What `pack` made into bytes.

    Raises:
        ValueError: They are something else.
    """
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("these are no packed boxes") from error
    count = int.from_bytes(data[:4], "little")
    place, columns = 4, []
    for kind in ("<u4", "<u2", "<u2", "<i4", "<i4", "<i4", "<i4"):
        columns.append(np.frombuffer(data, dtype=kind, count=count, offset=place))
        place += columns[-1].nbytes
    start, length, page, *sides = columns
    rows = zip(
        start.tolist(),
        (start + length).tolist(),
        page.tolist(),
        *((side / _SCALE).tolist() for side in sides),
        strict=True,
    )
    return [WordBox(*row) for row in rows]


def boxes_of(words: Iterable[WordBox], span: Span) -> tuple[Box, ...]:
    """The rectangles of the words that a span of the text overlaps, in order: one for each line or cell of a table.

    What is much taller than the other words, as the first letter of a chapter or a brace, has a rectangle of its own:
    with them, it would reach over the lines beside it.
    """
    inside = [it for it in words if it.start < span[1] and span[0] < it.end]
    tall = _TALL * median(it.top - it.bottom for it in inside) if inside else 0.0
    boxes: list[Box] = []
    end = 0
    for word in inside:
        box = Box(page=word.page, left=word.left, bottom=word.bottom, right=word.right, top=word.top)
        goes_on = word.start - end <= _BETWEEN_WORDS and _height(box) <= tall
        if boxes and goes_on and _height(boxes[-1]) <= tall and _can_join(boxes, box):
            boxes[-1] = _joined(boxes[-1], box)
        else:
            boxes.append(box)
        end = word.end
    return tuple(boxes)


def _can_join(boxes: Sequence[Box], box: Box) -> bool:
    """Whether a word is on the line of the last box, and both together cover none of those before it.

    What is raised behind a letter can have something lowered under it, which the line goes on with.
    """
    if not _on_one_line(boxes[-1], box):
        return False
    both = _joined(boxes[-1], box)
    apart = (it for it in boxes[-_LATELY:-1] if not (_overlap(it, boxes[-1]) or _overlap(it, box)))
    return not any(_overlap(it, both) for it in apart)


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) > max(one.left, other.left)
    return across and min(one.top, other.top) > max(one.bottom, other.bottom) and one.page == other.page


def _on_one_line(one: Box, other: Box) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    lower = min(one.top - one.bottom, other.top - other.bottom)
    # Not back at the beginning, as in the next column's first line; but on to the left where it is written so.
    forward = other.right >= one.left or one.left - other.right < lower
    level = not _is_raised(one, other) and not _is_raised(other, one)
    return one.page == other.page and shared > _SAME_LINE * lower and forward and level and _near(one, other)


def _is_raised(one: Box, other: Box) -> bool:
    """Whether it stands above the other as the number of a note does: together they would reach the line above."""
    height = other.top - other.bottom
    smaller = one.top - one.bottom < _SMALLER * height
    return smaller and one.bottom > other.bottom + _RAISED * height and one.top > other.top + _ABOVE * height


def _height(box: Box) -> float:
    return box.top - box.bottom


def _near(one: Box, other: Box) -> bool:
    """Whether no column lies between them: the gap is below three times their height."""
    gap = max(other.left - one.right, one.left - other.right)
    return gap < 3 * max(one.top - one.bottom, other.top - other.bottom)


def _joined(one: Box, other: Box) -> Box:
    return Box(
        page=one.page,
        left=min(one.left, other.left),
        bottom=min(one.bottom, other.bottom),
        right=max(one.right, other.right),
        top=max(one.top, other.top),
    )
