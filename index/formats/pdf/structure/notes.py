"""Which paragraphs of a page are notes below the text, code, or stand out: by how they are set and where they stand."""

import re
from collections.abc import Sequence

from index.formats.kinds.lines import is_caption
from index.formats.pdf.structure.lines import BodyStyle, Line
from index.formats.pdf.structure.paragraphs import Kind, Paragraph

# Times the usual size: notes are smaller.
_SMALL = 0.93
# References can be as small, but fill whole columns.
_MOST_LINES = 14
# What is as small and has fewer words is the label of a drawing.
_LEAST_WORDS = 6
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶∗]{1,3})(?:\s|(?=[A-Z“\"]))")


def mark_kinds(paragraphs: Sequence[Paragraph], body: BodyStyle) -> None:
    """Sets what paragraphs of one page are; headings are not among them."""
    texts = [paragraph for paragraph in paragraphs if paragraph.kind is Kind.TEXT]
    for paragraph in texts:
        # Labels of drawings are in bold, too, but small.
        paragraph.stands_out = paragraph.bold and not body.bold and paragraph.size >= _SMALL * body.size
        if not body.mono and all(line.mono for line in paragraph.lines):
            paragraph.block_kind = "code"
    full = [line for paragraph in paragraphs for line in paragraph.lines if line.size >= _SMALL * body.size]
    small = [
        paragraph for paragraph in texts if paragraph.size < _SMALL * body.size and _is_below(paragraph, full)
    ]
    if sum(len(paragraph.lines) for paragraph in small) > _MOST_LINES:
        return
    for paragraph in small:
        says_much = len(paragraph.text.split()) >= _LEAST_WORDS or _MARK.match(paragraph.text)
        if says_much and paragraph.block_kind == "paragraph" and not is_caption(paragraph.text):
            paragraph.block_kind = "note"


def _is_below(paragraph: Paragraph, full: Sequence[Line]) -> bool:
    """Whether there is text of full size above a paragraph, and none below it."""
    first = paragraph.lines[0]
    column = [line for line in full if line.left < first.right and first.left < line.right]
    return bool(column) and all(line.baseline > first.baseline for line in column)
