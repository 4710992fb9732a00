"""Where words are on their pages, kept in a few bytes each: a long document has a million of them."""

from array import array
from collections.abc import Sequence
from typing import overload

from index.documents import WordBox
from index.formats.pdf.words.pdfium_calls import Rect


class BoxList(Sequence[WordBox]):
    """Word boxes in the order they are added, which is that of the text."""

    def __init__(self) -> None:
        """An empty one."""
        self._spans = array("I")
        self._sides = array("f")

    def add(self, start: int, end: int, page: int, rect: Rect) -> None:
        """Adds the box of `text[start:end]`; it is dropped if it is not a rectangle that can be kept."""
        left, bottom, right, top = rect
        if start < end and left < right and bottom < top and max(map(abs, rect)) < 1e6:
            self._spans.extend((start, end, page))
            self._sides.extend(rect)

    def __len__(self) -> int:
        return len(self._sides) // 4

    @overload
    def __getitem__(self, index: int) -> WordBox: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[WordBox]: ...
    def __getitem__(self, index: int | slice) -> WordBox | Sequence[WordBox]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        number = range(len(self))[index]
        start, end, page = self._spans[3 * number : 3 * number + 3]
        return WordBox(start, end, page, *self._sides[4 * number : 4 * number + 4])
