"""Numbers, times and names in a sentence: what a short answer can be, and what can disagree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from index import Span

Kind: TypeAlias = Literal["number", "time", "name"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELLED = {word: float(value) for value, word in enumerate(_ONES)} | {
    word: 10.0 * value for value, word in enumerate(_TENS, start=2)
}
_MAGNITUDES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

_WORD = "|".join(sorted((*_SPELLED, "a", "an"), key=len, reverse=True))
_NUMERAL = re.compile(
    rf"(?:[$€£¥]\s?)?(?<![\w.])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<words>(?:{_WORD})(?:[ -](?:{_WORD}))*))"
    rf"(?P<magnitude>(?:[ -](?:{'|'.join(_MAGNITUDES)})s?\b)*)(?:\s?%|[ -]per ?cent\b)?(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
_BOUNDS = re.compile(
    r"(?:(?P<least>more than|over|at least|above|upwards of|exceeding)"
    r"|(?P<most>up to|fewer than|less than|at most|under|below)"
    r"|about|around|approximately|roughly|nearly|almost|some|an estimated|between)\s+$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?[-–—]\s?|\s+to\s+")
_YEAR = r"(?:1\d{3}|20\d{2})"
_TIME = re.compile(
    rf"\b(?:(?:{_DAYS}),? )?(?:(?:early|mid|late)[ -])?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTHS})(?: \d{{1,2}}(?:st|nd|rd|th)?\b(?!,\d))?(?:,? {_YEAR}\b)?"
    rf"|{_YEAR}(?:s\b|\b(?![,.]\d| (?:people|troops|soldiers|men|women|km|miles)))(?:[-–]\d{{2,4}}\b)?|{_DAYS})"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?|\b\d{1,2}(?:st|nd|rd|th) century\b"
)
_NAME = re.compile(
    r"(?:[A-Z][\w’'&-]*[\w]|[A-Z]\.(?:[A-Z]\.)+|[A-Z])"
    r"(?:(?: (?:of|the|de|von|van|al|bin|for|and(?= [A-Z]\w+ (?:University|Company|Bank)))){0,2} (?:[A-Z][\w’'&-]*[\w]|[A-Z]\.(?:[A-Z]\.)*))*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A number, a time or a name in a text.

    Attributes:
        kind: Which of these.
        start: Offset of its first character, a qualifier like "more than" included.
        end: Offset behind its last character.
        low: The least value that it can mean; minus infinity if open. 0 for names.
        high: The greatest value that it can mean; infinity if open. 0 for names.
    """

    kind: Kind
    start: int
    end: int
    low: float = 0.0
    high: float = 0.0


def entities(text: str, kind: Kind) -> list[Entity]:
    """All figures of one kind, in order."""
    if kind == "number":
        return numbers(text)
    pattern = _TIME if kind == "time" else _NAME
    return [Entity(kind=kind, start=match.start(), end=match.end()) for match in pattern.finditer(text)]


def numbers(text: str) -> list[Entity]:
    """Amounts with their qualifier, ranges as one; years and days of the month are times, not amounts."""
    times = [match.span() for match in _TIME.finditer(text)]
    found: list[Entity] = []
    for match in _NUMERAL.finditer(text):
        if not _is_amount(match) or any(start < match.end() and match.start() < end for start, end in times):
            continue
        value = _value(match)
        figure = Entity(kind="number", start=match.start(), end=match.end(), low=value, high=value)
        if found and _RANGE.fullmatch(text, found[-1].end, figure.start):
            found[-1] = replace(found[-1], end=figure.end, high=figure.high)
        else:
            found.append(figure)
    return [_qualified(text, figure) for figure in found]


def _is_amount(match: re.Match[str]) -> bool:
    words = (match["words"] or "").lower()
    return words not in ("a", "an") or bool(match["magnitude"])


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    else:
        parts = re.split(r"[ -]", match["words"].lower())
        value = sum(_SPELLED.get(part, 1.0) for part in parts)
    for magnitude in re.findall(r"[a-z]+", match["magnitude"].lower()):
        value *= _MAGNITUDES[magnitude.removesuffix("s")]
    return value


def _qualified(text: str, figure: Entity) -> Entity:
    """The figure with the words before it that bound it: "more than 6,000" is 6,000 and up."""
    bound = _BOUNDS.search(text[max(0, figure.start - 20) : figure.start])
    if bound is None:
        return figure
    return replace(
        figure,
        start=figure.start - (bound.end() - bound.start()),
        low=float("-inf") if bound["most"] else figure.low,
        high=float("inf") if bound["least"] else figure.high,
    )


def disagree(one: Sequence[Entity], other: Sequence[Entity]) -> bool:
    """Whether no number of one can be a number of the other."""
    return (
        bool(one) and bool(other) and not any(a.low <= b.high and b.low <= a.high for a in one for b in other)
    )


def spans(found: Sequence[Entity]) -> list[Span]:
    """Their offsets."""
    return [(figure.start, figure.end) for figure in found]
