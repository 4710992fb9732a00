"""The pages of a Word document, if Word noted the page breaks when it last laid out the text.

A break that was set by hand, or comes with a style or a section, is in the file itself. Word notes it a second time
after it, but not all programs do.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.documents import Span
from index.formats.builder import TextBuilder, written_length
from index.formats.characters.numerals import numeral
from index.formats.ooxml.parts import number
from index.formats.word.inline import Break
from index.formats.word.styles import W, value

# The kinds of section that begin on no new page (ECMA-376 part 1, 17.18.77).
_CONTINUOUS = ("continuous", "nextColumn")
_PARITIES = {"oddPage": 1, "evenPage": 0}


class Place(NamedTuple):
    """The page that is being written.

    Attributes:
        page: The page, counted from 1.
        number: What is printed on it.
        form: How that is written.
        empty: Whether nothing stands on it yet.
        noted: Whether Word has noted the break before the page, or need not.
    """

    page: int = 1
    number: int = 1
    form: str = "decimal"
    empty: bool = True
    noted: bool = True

    @property
    def name(self) -> str:
        """The name of its section, in the words of the PDF reader."""
        label = numeral(self.number, self.form) or str(self.number)
        plain = label == str(self.page)
        return f"p. {self.page}" if plain else f"p. {label} (page {self.page} of the file)"


class Pages:
    """Counts pages while the text is written.

    Attributes:
        place: Where the writing is; may be set back to an earlier one, for cells that stand side by side.
        last: The last page with text.
    """

    def __init__(self, sections: Sequence[Element]) -> None:
        """Begins on the first page; `sections` are the w:sectPr of the document in order."""
        self.place = Place()
        self.last = 1
        self._sections = iter(sections)
        self._stretches: list[tuple[int, int, Place]] = []
        self._anchored: list[tuple[Span, str]] = []
        self._begin(next(self._sections, None))

    def turn(self, *, noted: bool = False) -> None:
        """A page ends."""
        place = self.place
        self.place = place._replace(page=place.page + 1, number=place.number + 1, empty=True, noted=noted)

    def turn_if_begun(self) -> None:
        """A page ends, unless nothing stands on it."""
        if not self.place.empty:
            self.turn()

    def end_section(self) -> None:
        """A section of the document ends, and the next one begins."""
        section = next(self._sections, None)
        # Its kind says how a section begins, not how it ends: that of the next one counts here.
        kind = value(section, f"{W}type") or "nextPage"
        if kind not in _CONTINUOUS:
            self.turn_if_begun()
        self._begin(section)
        # Before a section that begins on an odd page an even one may stay empty; it is a page too.
        if kind in _PARITIES and self.place.number % 2 != _PARITIES[kind]:
            self.turn()

    def wrote(self, span: Span | None, text: str = "", breaks: Sequence[Break] = ()) -> None:
        """A block was written.

        Args:
            span: Where; None if there was nothing to write, or it was left out.
            text: What was given to the builder to write, or was left out.
            breaks: Where in that a page ends.
        """
        at = 0
        for page_break in breaks:
            self._fill(span, text, at, page_break.at)
            at = page_break.at
            self._break(page_break)
        self._fill(span, text, at, None)

    def wrote_row(self, span: Span | None, cells: Sequence[tuple[str, Sequence[Break]]]) -> None:
        """A row was written. Its cells stand side by side, so that a break in one is the same as in another."""
        before = [sum(not text[: end.at].strip() for end in breaks) for text, breaks in cells]
        inside = [len(breaks) - first for (_, breaks), first in zip(cells, before, strict=True)]
        for _ in range(max(before, default=0)):
            self._break(Break(0, False))
        # A row is one block, on the page that it begins on; breaks inside it count for what comes after.
        self.wrote(span, "row")
        for _ in range(max(inside, default=0)):
            self._break(Break(0, False))

    def name_at(self, offset: int) -> str:
        """The name of the page of an offset, which is in the last block or where the next one will begin."""
        found = (place for start, _, place in reversed(self._stretches) if start <= offset)
        return next(found, self.place).name

    def wrote_anchored(self, span: Span, name: str) -> None:
        """A note or a text box was written after its paragraph; it stands on the page of that name."""
        self._anchored.append((span, name))

    def write_sections(self, builder: TextBuilder) -> None:
        """Writes a section "p. 3" for each page that has text."""
        for name, span in self._named():
            builder.section("page", name, span)

    def _named(self) -> Iterator[tuple[str, Span]]:
        for start, end, place in self._stretches:
            yield place.name, (start, end)
        by_name: dict[str, list[Span]] = {}
        for start, end, place in self._stretches:
            by_name.setdefault(place.name, []).append((start, end))
        for span, name in self._anchored:
            # What lies inside the section of its own page needs no second one.
            if not any(start <= span[0] and span[1] <= end for start, end in by_name.get(name, ())):
                yield name, span

    def _begin(self, section: Element | None) -> None:
        """The numbers of a section count from its first page; if it begins within a page, from the next one."""
        stated = section.find(f"{W}pgNumType") if section is not None else None
        start = stated.get(f"{W}start") if stated is not None else None
        form = (stated.get(f"{W}fmt") if stated is not None else None) or "decimal"
        if self.place.empty:
            count = self.place.number if start is None else number(start, self.place.number)
            self.place = self.place._replace(number=count, form=form)

    def _break(self, page_break: Break) -> None:
        if page_break.by_hand:
            self.turn()
        # Word notes a break that was set by hand once more behind it: that page has begun already.
        elif self.place.empty and not self.place.noted:
            self.place = self.place._replace(noted=True)
        else:
            self.turn(noted=True)

    def _fill(self, span: Span | None, text: str, start: int, end: int | None) -> None:
        """The text between two places stands on the current page."""
        piece = text[start:end]
        # Also where the text is left out: a page with nothing but a table of contents is a page.
        if piece.strip():
            self.place = self.place._replace(empty=False)
        # Blanks beside a break belong to no page. Without a break, or a text, all of the span does.
        if span is None or (not piece.strip() and (start or end is not None)):
            return
        self.place = self.place._replace(empty=False)
        self.last = max(self.last, self.place.page)
        # A page begins at its first letter, not at the space before it.
        blank = len(piece) - len(piece.lstrip())
        first = span[0] + written_length(text[: start + blank]) if start else span[0]
        last = span[1] if end is None else span[0] + written_length(text[:end].rstrip())
        # One section for each page, however many blocks stand on it.
        if self._stretches and self._stretches[-1][2].name == self.place.name:
            first = self._stretches.pop()[0]
        self._stretches.append((first, last, self.place))
