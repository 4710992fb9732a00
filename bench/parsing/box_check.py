"""Checks the rectangles of sentences: asks PDFium for the text inside them."""

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

# White space, and hyphens, since those at line ends are not in the text. PDFium gives U+FFFE or U+0002 for them.
_IGNORED = re.compile("[\\s\x02\ufffe\xad\u2010-]+")
# Where a font does not define a character, PDFium gives a control code. Between words it is ignored, as the reader does.
# At an end it counts, because there the box is too large.
_UNKNOWN = re.compile("(?<=[^\x01-\x1f])[\x01-\x1f]+(?=[^\x01-\x1f])")
# PDFium gives each character that touches the rectangle, so neighbours would come in by a rounding error.
_MARGIN = 0.05


def congruent(file: File, extract: Extract, spans: Sequence[Span]) -> list[tuple[str, str]]:
    """For each span the words that have boxes, and the text that PDFium finds in these boxes; compare with `same`.

    What a reader adds has no boxes: the bars between the cells of a table, a repeated header. Spans on pages with
    recognised text are left out, since PDFium finds no text there.

    Comments and values of form fields are not in the text of a page. Their box must be exactly the rectangle in
    the file of a comment with these words, or of a field with the value at their end (its name comes before it).
    """
    starts = [box.start for box in extract.boxes]
    longest = max((box.end - box.start for box in extract.boxes), default=0)
    with opened(file) as document:
        pages = _Pages(document)
        pairs = []
        for start, end in spans:
            # Boxes are in the order of their start, so all others end before the span or begin after it.
            nearby = extract.boxes[bisect_left(starts, start - longest) : bisect_right(starts, end)]
            words = [box for box in nearby if box.start < end and start < box.end]
            if any(word.page in extract.report.recognised for word in words):
                continue
            text = plain("".join(extract.text[word.start : word.end] for word in words))
            boxes = span_boxes(words, (start, end))
            pairs.append((text, text if pages.have_note(text, boxes) else pages.inside(boxes)))
    return pairs


def same(text: str, boxed: str) -> bool:
    """Whether both have the same characters. PDFium's order differs in right-to-left text and formulas."""
    # A wrong box still shows: then other characters are in it.
    return sorted(text) == sorted(boxed)


class _Pages:
    """The pages of a document; each is opened once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._pages: dict[int, tuple[Any, Any]] = {}

    def inside(self, boxes: Sequence[Box]) -> str:
        """The text in the boxes, as `plain` gives it."""
        return "".join(self._inside(box) for box in boxes)

    def _inside(self, box: Box) -> str:
        _, text_page = self._at(box)
        text: str = text_page.get_text_bounded(
            left=box.left + _MARGIN,
            bottom=box.bottom + _MARGIN,
            right=box.right - _MARGIN,
            top=box.top - _MARGIN,
        )
        return _UNKNOWN.sub("", plain(text))

    def have_note(self, text: str, boxes: Sequence[Box]) -> bool:
        """Whether a comment or form field has this text, and its rectangle is the only box."""
        if len(boxes) != 1:
            return False
        page, _ = self._at(boxes[0])
        return any(
            text.endswith(plain(note)) if is_field else text == plain(note)
            for note, is_field in notes_at(page, boxes[0])
        )

    def _at(self, box: Box) -> tuple[Any, Any]:
        if box.page not in self._pages:
            page = self._document[box.page - 1]
            self._pages[box.page] = (page, page.get_textpage())
        return self._pages[box.page]


def plain(text: str) -> str:
    """The text without white space and hyphens, and ligatures as letters."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))
