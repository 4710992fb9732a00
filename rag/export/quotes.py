"""Finds a quote in a text: where it was, elsewhere, or nowhere. Exactly; only white space may differ."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index import Span

QuoteState: TypeAlias = Literal["there", "moved", "gone"]

MOST_PLACES = 20
"""Places of a quote that are told: a short one ("Yes.") may stand anywhere."""


def find_quote(quote: str, text: str) -> list[Span]:
    """Every place of `quote` in `text`; if there is none, the places where only its white space differs."""
    words = quote.split()
    # Exactly first, then with other white space: in the copy lines may break elsewhere.
    for pattern in (re.escape(quote), r"\s+".join(map(re.escape, words))):
        spans = [match.span() for match in re.finditer(pattern, text)] if words else []
        if spans:
            return spans
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where a quote is now.

    Attributes:
        state: "there": at its offsets; "moved": elsewhere in the text; "gone": nowhere.
        spans: If it has moved, all its places, at most `MOST_PLACES`, the likeliest first: that with the most of what stood
            around the quote.
    """

    state: QuoteState
    spans: tuple[Span, ...] = ()


def located(quote: str, start: int, text: str, *, prefix: str = "", suffix: str = "") -> Located:
    """Where a quote is in a text.

    Args:
        quote: Its characters.
        start: Where it was.
        text: What may have changed since.
        prefix: What stood before it.
        suffix: What stood behind it.
    """
    if text[start : start + len(quote)] == quote:
        return Located(state="there")
    spans = find_quote(quote, text)
    if not spans:
        return Located(state="gone")

    def likeness(span: Span) -> tuple[int, int]:
        before, behind = text[max(0, span[0] - len(prefix)) : span[0]], text[span[1] : span[1] + len(suffix)]
        same = _same_end(before, prefix) + _same_end(behind[::-1], suffix[::-1])
        # Of equal ones the nearest to where it was.
        return -same, abs(span[0] - start)

    return Located(state="moved", spans=tuple(sorted(spans, key=likeness)[:MOST_PLACES]))


def _same_end(one: str, other: str) -> int:
    """How many characters at the end of two texts are the same."""
    count = 0
    for first, second in zip(reversed(one), reversed(other), strict=False):
        if first != second:
            break
        count += 1
    return count
