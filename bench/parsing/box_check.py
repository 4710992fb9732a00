"""Are a sentence's rectangles where the sentence is? Asks PDFium what stands inside them."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from bench.parsing.box_notes import notes_at
from index.boxes import span_boxes
from index.documents import Box, Span
from index.formats import Extract, File
from index.formats.pdf.file import opened

# White space aside, and hyphens: those at line ends are not in the text. PDFium says U+FFFE or U+0002 for them.
_ASIDE = re.compile("[\\s\x02\ufffe\xad\u2010-]+")
# Where a font does not tell a character, PDFium gives a number. Between words it is passed over, as the reader does; at
# an end it is not, for there the box reaches too far.
_UNKNOWN = re.compile("(?<=[^\x01-\x1f])[\x01-\x1f]+(?=[^\x01-\x1f])")
# PDFium gives each character that touches the rectangle; neighbours come within a rounding error.
_SHRUNK = 0.05


def congruent(file: File, extract: Extract, spans: Sequence[Span]) -> list[tuple[str, str]]:
    """What has boxes of each span, whole words of it, and what is inside them; see `same`.

    What a reader adds has none: the bars between the cells of a table, a header said again. Spans on pages
    whose text was recognised from a picture are passed over: PDFium sees no text there.

    Comments and the values of form fields are in no page's text; they must have exactly the rectangle that the file
    says, of a comment with these words, or of a field with the value that they end with (its name is before it).
    """
    starts = [box.start for box in extract.boxes]
    longest = max((box.end - box.start for box in extract.boxes), default=0)
    with opened(file) as document:
        pages = _Pages(document)
        pairs = []
        for start, end in spans:
            nearby = extract.boxes[bisect_left(starts, start - longest) : bisect_right(starts, end)]
            words = [it for it in nearby if it.start < end and start < it.end]
            if any(word.page in extract.report.recognised for word in words):
                continue
            said = plain("".join(extract.text[word.start : word.end] for word in words))
            boxes = span_boxes(words, (start, end))
            pairs.append((said, said if pages.have_note(said, boxes) else pages.inside(boxes)))
    return pairs


def same(said: str, boxed: str) -> bool:
    """Whether the same characters are in both; their order is PDFium's, as in right-to-left text and formulas."""
    return sorted(said) == sorted(boxed)


class _Pages:
    """The pages of a document, each opened once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._pages: dict[int, tuple[Any, Any]] = {}

    def inside(self, boxes: Sequence[Box]) -> str:
        """The text of the pages that is in the boxes, plain."""
        return "".join(self._inside(box) for box in boxes)

    def _inside(self, box: Box) -> str:
        _, text_page = self._at(box)
        text: str = text_page.get_text_bounded(
            left=box.left + _SHRUNK,
            bottom=box.bottom + _SHRUNK,
            right=box.right - _SHRUNK,
            top=box.top - _SHRUNK,
        )
        return _UNKNOWN.sub("", plain(text))

    def have_note(self, said: str, boxes: Sequence[Box]) -> bool:
        """Whether it is what a comment or form field says, and the only box is the rectangle of that."""
        if len(boxes) != 1:
            return False
        page, _ = self._at(boxes[0])
        return any(
            said.endswith(plain(it)) if is_field else said == plain(it)
            for it, is_field in notes_at(page, boxes[0])
        )

    def _at(self, box: Box) -> tuple[Any, Any]:
        if box.page not in self._pages:
            page = self._document[box.page - 1]
            self._pages[box.page] = (page, page.get_textpage())
        return self._pages[box.page]


def plain(text: str) -> str:
    """The text without white space and hyphens, and ligatures as letters."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text))
