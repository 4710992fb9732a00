"""The pages of an OpenDocument text, if the program that wrote it stored the page breaks."""

from collections.abc import Sequence

from index.documents import Span
from index.formats.builder import TextBuilder, written_length


class Pages:
    """Counts pages while the text is written."""

    def __init__(self) -> None:
        self._number = 1
        self._starts: list[tuple[int, int]] = [(0, 1)]
        self._end = 0

    def turn(self) -> None:
        """A page ends before what is written next."""
        # A break before the first text, as from the style of the first paragraph, begins no second page.
        if self._end:
            self._number += 1

    def wrote(self, span: Span | None, text: str = "", breaks: Sequence[int] = ()) -> None:
        """A block was written.

        Args:
            span: Where; None if there was nothing to write.
            text: What was given to the builder to write.
            breaks: Where in that a page ends.
        """
        if span is None:
            # A paragraph that is empty or left out may still have page breaks in it.
            self._number += len(breaks)
            return
        if self._starts[-1][1] != self._number:
            self._starts.append((span[0], self._number))
        for place in breaks:
            self._number += 1
            # A break behind the last word counts the space before it, which is not written.
            start = min(span[0] + written_length(text[:place]), span[1])
            self._starts.append((start, self._number))
        self._end = span[1]

    def write_sections(self, builder: TextBuilder) -> int:
        """Writes a section "p. 3" for each page that has text. Returns how many pages there are."""
        ends = [start for start, _ in self._starts[1:]] + [self._end]
        for (start, number), end in zip(self._starts, ends, strict=True):
            builder.section("page", f"p. {number}", (start, end))
        return self._number
