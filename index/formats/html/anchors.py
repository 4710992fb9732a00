"""Places that a page itself has named: elements with an id, and where printed pages begin."""

from collections.abc import Container
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from index.documents import Span
from index.formats.characters.clean import clean
from index.formats.html.inline import lines_of


class Mark(NamedTuple):
    """A place in the text that the page itself has named.

    Attributes:
        offset: Of the first character behind it.
        id: The element's id, or "".
        page: The number of the printed page that begins here, or None.
    """

    offset: int
    id: str
    page: str | None


class _Waiting(NamedTuple):
    """A mark whose text is not yet written: it stands before the piece `at` of it."""

    at: int
    id: str
    page: str | None


class Marks:
    """Finds offsets of places while the text around them is still in pieces."""

    def __init__(self, wanted: Container[str]) -> None:
        """`wanted`: the ids whose places are told; "" for where the page itself begins."""
        self._wanted = wanted
        self._waiting = [_Waiting(0, "", None)] if "" in wanted else []
        self._end = 0
        self.found: list[Mark] = []

    def note(self, node: LexborNode, at: int) -> None:
        """Notes an element that stands before piece `at`, if its id is wanted."""
        if not self._wanted:
            return
        name = node.attributes.get("id") or node.attributes.get("name")
        if name in self._wanted:
            self._waiting.append(_Waiting(at, name or "", None))

    def is_page_break(self, node: LexborNode, at: int) -> bool:
        """Whether an element is where a printed page begins, which is noted then."""
        attributes = node.attributes
        if attributes.get("epub:type") != "pagebreak" and attributes.get("role") != "doc-pagebreak":
            return False
        stated = (
            attributes.get("title") or attributes.get("aria-label") or node.text() or attributes.get("id")
        )
        label = " ".join((stated or "").split()).strip(".")
        self._waiting.append(_Waiting(at, attributes.get("id") or "", label or None))
        return True

    def pass_over(self) -> None:
        """The pieces so far gave no text: what stands among them stands before the next."""
        self._waiting = [it._replace(at=0) for it in self._waiting]

    def place(self, span: Span | None, pieces: list[str], text: str) -> None:
        """The pieces were written as `text`, at `span`; None if nothing was."""
        if span is None:
            return
        self._end = span[1]
        for at, name, page in self._waiting:
            said = len(clean(lines_of("".join(pieces[:at])))[0])
            while said < len(text) and text[said].isspace():
                said += 1
            self.found.append(Mark(min(span[0] + said, span[1]), name, page))
        self._waiting = []

    def finish(self) -> None:
        """What is named behind the last text, such as the next page, begins there."""
        if self.found:
            self.found.extend(Mark(self._end, name, page) for _, name, page in self._waiting)
