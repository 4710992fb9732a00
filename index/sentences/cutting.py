"""Cuts what is too long for a sentence, at the best place."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

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
    # Found once, and not again in each half of a half.
    breaks = [[match.end() for match in pattern.finditer(text, start, end)] for pattern in _BREAKS]
    return list(_halves(text, span, limit, breaks))


def _halves(text: str, span: Span, limit: int, breaks: Sequence[Sequence[int]]) -> Iterator[Span]:
    start, end = span
    if end - start <= limit:
        yield span
        return
    middle = _break_near_middle(start, end, breaks)
    for half in (trim(text, start, middle), trim(text, middle, end)):
        yield from _halves(text, half, limit, breaks)


def _break_near_middle(start: int, end: int, breaks: Sequence[Sequence[int]]) -> int:
    """A position to cut in the middle half: after a clause, else after a comma, else after a word."""
    quarter = (end - start) // 4
    middle = (start + end) // 2
    for ends in breaks:
        behind = bisect_right(ends, middle)
        near = [place for place in ends[max(behind - 1, 0) : behind + 1] if quarter < place - start]
        near = [place for place in near if place <= end - quarter]
        if near:
            return min(near, key=lambda place: abs(place - middle))
    # No break at all, as in Chinese without punctuation: the cut is inside a word.
    return middle


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
