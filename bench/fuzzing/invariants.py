"""Invariants of every text that a reader returns, whatever the file."""

import math
import re
from collections.abc import Iterator, Sequence

from index.chunking.passages import cut_passages
from index.documents import SECTION_KINDS
from index.formats import Extract, File
from index.parsing.protocol import extract_from, extract_message

# All but tab and line end; halves of surrogate pairs too, which SQLite can't store.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def breaches(extract: Extract, *, passages: bool = True) -> list[str]:
    """Checks the invariants.

    Args:
        extract: What a reader returned.
        passages: Whether to cut passages and check them too, which takes longer.

    Returns:
        Each breach as a short sentence.
    """
    found = [*_of_text(extract), *_of_blocks(extract), *_of_sections(extract), *_of_boxes(extract)]
    found += _of_labels(extract)
    # Sending and cutting rely on right offsets, so they are tried only then.
    if not found:
        found += _of_transfer(extract)
        if passages:
            found += _of_passages(extract)
    return found


def _of_text(extract: Extract) -> Iterator[str]:
    if match := _CONTROL.search(extract.text):
        yield f"the text has the control character {match.group()!r}"


def _of_blocks(extract: Extract) -> Iterator[str]:
    length, last_end = len(extract.text), 0
    for block in extract.blocks:
        if not 0 <= block.start < block.end <= length:
            yield f"a block is empty or outside the text: {block.start} to {block.end} of {length}"
        if block.start < last_end:
            yield "blocks overlap, or are not in order"
        last_end = block.end
        if not extract.text[block.start : block.end].strip():
            yield "a block is white space"


def _of_sections(extract: Extract) -> Iterator[str]:
    length = len(extract.text)
    if any(not 0 <= section.start < section.end <= length for section in extract.sections):
        yield "a section is empty or outside the text"
    if any(section.kind not in SECTION_KINDS for section in extract.sections):
        yield "a section has an unknown kind"
    if any(
        not section.name.strip() or "\n" in section.name or _CONTROL.search(section.name)
        for section in extract.sections
    ):
        yield "a section's name is empty, of several lines, or has control characters"
    starts = [section.start for section in extract.sections]
    if starts != sorted(starts):
        yield "sections are not in order of their start"


def _of_boxes(extract: Extract) -> Iterator[str]:
    last_start = 0
    # A text has a box for each word, so the check ends with the first that is wrong.
    for box in extract.boxes:
        if not 0 <= box.start < box.end <= len(extract.text) or box.start < last_start:
            yield "a word's box is outside the text, or not in order"
            return
        if not all(map(math.isfinite, box[3:])) or box.left > box.right or box.bottom > box.top:
            yield "a word's box has an impossible size"
            return
        if box.page < 1 or box.page > (extract.report.pages or 0):
            yield f"a word is on page {box.page} of {extract.report.pages}"
            return
        last_start = box.start


def _of_labels(extract: Extract) -> Iterator[str]:
    if extract.title is not None and (not extract.title.strip() or "\n" in extract.title):
        yield "the title is empty, or of several lines"
    labels = (*extract.metadata, *extract.metadata.values(), extract.title or "")
    if any(not isinstance(label, str) or _CONTROL.search(label) for label in labels):
        yield "title or metadata have control characters"
    if any(not isinstance(file, File) or not file.name for file in extract.attached):
        yield "an attached file has no name"


def _of_transfer(extract: Extract) -> Iterator[str]:
    """The extract is sent to another process; nothing may be lost."""
    again = extract_from(*extract_message(extract))
    if (again.text, again.blocks, again.sections) != (extract.text, extract.blocks, extract.sections):
        yield "sending it to another process changes it"
    if len(again.boxes) != len(extract.boxes) or list(again.attached) != list(extract.attached):
        yield "sending it to another process changes its boxes or files"


def _of_passages(extract: Extract) -> Iterator[str]:
    spans = [span for passage in cut_passages(extract, _tokens) for span in passage]
    if any(not extract.text[start:end].strip() for start, end in spans):
        yield "a sentence is empty"
    blocks = [(block.start, block.end) for block in extract.blocks]
    # Spans and blocks are in order, so one walk over the blocks is enough.
    place = 0
    for start, end in sorted(set(spans)):
        while place < len(blocks) and blocks[place][1] < end:
            place += 1
        if place == len(blocks) or not blocks[place][0] <= start:
            yield "a sentence crosses the border of a block"
            return


def _tokens(texts: Sequence[str]) -> list[int]:
    """Counts words, which is close enough to tokens to cut passages."""
    return [len(text.split()) for text in texts]


def sentences_of(extract: Extract) -> list[tuple[int, int]]:
    """The spans of the sentences, cut as for passages."""
    return sorted({span for passage in cut_passages(extract, _tokens) for span in passage})
