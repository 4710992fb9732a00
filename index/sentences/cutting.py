"""Cuts what is too long for a sentence, at the best place."""

import re

from index.documents import Span

# Text without sentence ends once gave a "sentence" of 14,479 characters with sentencex.
MAX_LENGTH = 1000
# From the best place to cut to the worst.
_BREAKS = (re.compile(r"[;:。！？]\s*"), re.compile(r",\s+"), re.compile(r"\s+"))


def cut_long(text: str, span: Span, limit: int) -> list[Span]:
    """Cuts a span into pieces of at most `limit` characters, at the best break near the middle."""
    start, end = span
    if end - start <= limit:
        return [span]
    middle = _break_near_middle(text, start, end)
    return [
        piece
        for half in (trim(text, start, middle), trim(text, middle, end))
        for piece in cut_long(text, half, limit)
    ]


def _break_near_middle(text: str, start: int, end: int) -> int:
    """A position to cut in the middle half: after a clause, else after a comma, else after a word."""
    quarter = (end - start) // 4
    middle = (start + end) // 2
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, start + quarter, end - quarter)]
        if ends:
            return min(ends, key=lambda position: abs(position - middle))
    # No break at all, as in Chinese without punctuation: the cut is inside a word.
    return middle


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
