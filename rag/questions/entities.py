"""Entities of a sentence (numbers, times, names): what a short answer can be, and what can disagree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from rag.questions.number_words import MONTHS, ONES, SCALES, SHORT_MONTHS, TENS, number_value

Kind: TypeAlias = Literal["number", "time", "name"]

# "a" counts in "a hundred"; alone it is an article, see `_is_amount`.
_SPELLED = {word: value for value, word in enumerate(ONES)} | TENS | {"a": 1, "an": 1}
# A full stop belongs to a month that is cut short.
_MONTH = "|".join([*MONTHS, *(rf"{month}\.?" for month in SHORT_MONTHS.split("|"))])
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

_WORD = "|".join(sorted(_SPELLED, key=len, reverse=True))
# Digits inside "x86" or "3.5.1" are no amounts.
_NUMERAL = re.compile(
    rf"(?:[$€£¥]\s?)?(?<![\w.])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<words>(?:{_WORD})(?:[ -](?:{_WORD}))*))"
    rf"(?P<magnitude>(?:[ -](?:{'|'.join(SCALES)})s?\b)*)(?:\s?%|[ -]per ?cent\b)?(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
# "about" and the like belong to the amount, too, but say nothing on which side of it the number may be.
_BOUNDS = re.compile(
    r"(?:(?P<least>more than|over|at least|above|upwards of|exceeding)"
    r"|(?P<most>up to|fewer than|less than|at most|under|below)"
    r"|about|around|approximately|roughly|nearly|almost|some|an estimated|between)\s+$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?[-–—]\s?|\s+to\s+")
# Any other number of four digits is an amount.
_YEAR = r"(?:1\d{3}|20\d{2})"
# Case counts: "they may march" names no month. "June 15,000" names no day, and "1500 people" no year.
_TIME = re.compile(
    rf"\b(?:(?:{_DAYS}),? )?(?:(?:early|mid|late)[ -])?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?\b(?!,\d))?(?:,? {_YEAR}\b)?"
    rf"|{_YEAR}(?:s\b|\b(?![,.]\d| (?:people|troops|soldiers|men|women|km|miles)))(?:[-–]\d{{2,4}}\b)?|{_DAYS})"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?|\b\d{1,2}(?:st|nd|rd|th) century\b"
)
# "and" is inside a name only before University, Company or Bank; elsewhere it stands between two names.
_NAME = re.compile(
    r"(?:[A-Z][\w’'&-]*[\w]|[A-Z]\.(?:[A-Z]\.)+|[A-Z])"
    r"(?:(?: (?:of|the|de|von|van|al|bin|for|and(?= [A-Z]\w+ (?:University|Company|Bank)))){0,2} (?:[A-Z][\w’'&-]*[\w]|[A-Z]\.(?:[A-Z]\.)*))*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A number, a time or a name in a text.

    Attributes:
        kind: Which of the three.
        start: Offset of its first character, a qualifier like "more than" included.
        end: Offset behind its last character.
        low: The smallest number that it can mean; minus infinity if open. 0 for times and names.
        high: The largest number that it can mean; infinity if open. 0 for times and names.
    """

    kind: Kind
    start: int
    end: int
    low: float = 0.0
    high: float = 0.0


def entities(text: str, kind: Kind) -> list[Entity]:
    """All entities of one kind, in order."""
    if kind == "number":
        return numbers(text)
    pattern = _TIME if kind == "time" else _NAME
    return [Entity(kind=kind, start=match.start(), end=match.end()) for match in pattern.finditer(text)]


def numbers(text: str) -> list[Entity]:
    """Amounts with their qualifier, ranges as one; years and days of the month are times, not amounts."""
    times = [match.span() for match in _TIME.finditer(text)]
    amounts: list[Entity] = []
    for match in _NUMERAL.finditer(text):
        if not _is_amount(match) or any(start < match.end() and match.start() < end for start, end in times):
            continue
        value = _value(match)
        amount = Entity(kind="number", start=match.start(), end=match.end(), low=value, high=value)
        # "3,800 to 4,000" is one amount, which can mean any number between.
        if amounts and _RANGE.fullmatch(text, amounts[-1].end, amount.start):
            amounts[-1] = replace(amounts[-1], end=amount.end, high=amount.high)
        else:
            amounts.append(amount)
    # After ranges are joined: in "around 3,800 to 4,000" the first word is about both ends.
    return [_qualified(text, amount) for amount in amounts]


def _is_amount(match: re.Match[str]) -> bool:
    """Whether it is a number, and not only the article "a" or "an"."""
    words = (match["words"] or "").lower()
    return words not in ("a", "an") or bool(match["magnitude"])


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        parts = [(Decimal(match["digits"].replace(",", "")), False)]
    else:
        words = re.split(r"[ -]", match["words"].lower())
        parts = [(Decimal(_SPELLED[word]), False) for word in words]
    scales = re.findall(r"[a-z]+", match["magnitude"].lower())
    return float(
        number_value([*parts, *((Decimal(SCALES[scale.removesuffix("s")]), True) for scale in scales)])
    )


def _qualified(text: str, amount: Entity) -> Entity:
    """The amount with the words before it that bound it: "more than 6,000" is 6,000 and up."""
    bound = _BOUNDS.search(text[max(0, amount.start - 20) : amount.start])
    if bound is None:
        return amount
    return replace(
        amount,
        start=amount.start - (bound.end() - bound.start()),
        low=float("-inf") if bound["most"] else amount.low,
        high=float("inf") if bound["least"] else amount.high,
    )


def disagree(first: Sequence[Entity], second: Sequence[Entity]) -> bool:
    """Whether both hold numbers, and no number of the first can be a number of the second."""
    overlaps = (a.low <= b.high and b.low <= a.high for a in first for b in second)
    return bool(first) and bool(second) and not any(overlaps)
