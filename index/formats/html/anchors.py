"""Offsets of places that a page names itself: elements with an id, and the beginnings of printed pages."""

from collections.abc import Container
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from index.documents import Span
from index.formats.characters.clean import clean
from index.formats.html.inline import lines_of


class Mark(NamedTuple):
    """A place in the text that the page names.

    Attributes:
        offset: Of the first character after it; while its text is not written yet, the number of pieces before it.
        id: The element's id, or "".
        page: The number of the printed page that begins here, or None.
    """

    offset: int
    id: str
    page: str | None


class Marks:
    """Finds the offsets of places while the text around them is still in pieces."""

    def __init__(self, wanted: Container[str]) -> None:
        """`wanted`: the ids whose places are needed; "" is the beginning of the page itself."""
        self._wanted = wanted
        self._pending = [Mark(0, "", None)] if "" in wanted else []
        self._end = 0
        self.found: list[Mark] = []

    def note(self, node: LexborNode, piece: int) -> None:
        """Notes an element before that piece, if its id is wanted."""
        # Only books need such places; a page of the web has thousands of elements to ask.
        if not self._wanted:
            return
        # In old pages `<a name="x">` is the place that a link leads to.
        name = node.attributes.get("id") or node.attributes.get("name")
        if name in self._wanted:
            self._pending.append(Mark(piece, name or "", None))

    def is_page_break(self, node: LexborNode, piece: int) -> bool:
        """Whether a printed page begins at an element, which is then noted."""
        attributes = node.attributes
        if attributes.get("epub:type") != "pagebreak" and attributes.get("role") != "doc-pagebreak":
            return False
        # Programs that make books write the number of a page in different attributes, or as text.
        stated = (
            attributes.get("title") or attributes.get("aria-label") or node.text() or attributes.get("id")
        )
        label = " ".join((stated or "").split()).strip(".")
        self._pending.append(Mark(piece, attributes.get("id") or "", label or None))
        return True

    def pass_over(self) -> None:
        """The pieces so far gave no text: places among them are before the next text."""
        self._pending = [mark._replace(offset=0) for mark in self._pending]

    def place(self, span: Span | None, pieces: list[str], text: str) -> None:
        """The pieces were written as `text` at `span`; None if nothing was written."""
        if span is None:
            return
        self._end = span[1]
        for mark in self._pending:
            # Cleaned as the whole text was, so that both have the same length up to here.
            before = len(clean(lines_of("".join(pieces[: mark.offset])))[0])
            # The space at the end of that part was trimmed, but in the whole text it is there.
            while before < len(text) and text[before].isspace():
                before += 1
            self.found.append(mark._replace(offset=min(span[0] + before, span[1])))
        self._pending = []

    def finish(self) -> None:
        """Places after the last text, such as the next page, are at its end."""
        if self.found:
            self.found.extend(mark._replace(offset=self._end) for mark in self._pending)
