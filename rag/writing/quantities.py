"""The numbers of a text in one spelling, so that "6,000", "6 thousand" and "six thousand" are equal.

`rag.questions.entities` finds which interval a number can mean, to see whether two sources disagree. This file finds
whether a number occurs at all, so years, days, codes and times count too. Pure functions over English text; number words
are read up to trillions.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from rag.questions.number_words import MONTHS, ONES, ORDINALS, SCALES, SHORT_MONTHS, TENS, number_value

Bound: TypeAlias = Literal["over", "under", ""]
Kind: TypeAlias = Literal["digits", "unit", "teen", "tens", "scale"]

_WORDS: dict[str, tuple[Kind, int]] = {word: ("tens", value) for word, value in TENS.items()}
_WORDS |= {word: ("scale", value) for word, value in SCALES.items()}
_WORDS |= {
    word: ("unit" if n < ONES.index("ten") else "teen", n)
    for words in (ONES, ORDINALS)
    for n, word in enumerate(words)
}
_VAGUE = frozenset({"dozens", "hundreds", "thousands", "millions", "billions", "trillions"})
# Which kinds may come before each kind inside one number: "twenty" before "one", never "one" before "two".
_MAY_FOLLOW: dict[Kind, frozenset[Kind]] = {
    "digits": frozenset(),
    "unit": frozenset({"tens", "scale"}),
    "teen": frozenset({"scale"}),
    "tens": frozenset({"scale"}),
    "scale": frozenset({"digits", "unit", "teen", "tens", "scale"}),
}

# Thousands are grouped as in "6,000", "6'000" (Switzerland) and "10,00,000" (India).
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[,']\d{2,3})+(?:\.\d+)?|\d+(?:[.:]\d+)*)(?P<tail>[^\W_]*)"
    r"|(?P<word>[^\W_]+)"
)
_BETWEEN = re.compile(r"\s+|\s*-\s*")
# Behind a scale only: "two hundred and five" is one number, "two and three" are two.
_BETWEEN_AND = re.compile(r"(?:\s+|\s*-\s*)(?:and\s+)?")
_PERCENT = re.compile(r"\s*(?:%|percent\b|per\s+cent\b|percentage\s+points?\b)", re.IGNORECASE)
_ISO_DATE = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
# Only beside a number: "Mar" and "Jan" are names, too.
_SHORT_MONTH = re.compile(rf"\b({SHORT_MONTHS})\b\.?(?=\s\d)|(?<=\d )({SHORT_MONTHS})\b\.?")
# "one" that counts nothing: "no one", "one of the", "one another", "the one who".
_PRONOUN_BEFORE = re.compile(r"\b(?:no|any|every|some|each|this|that|the|which)[\s-]+$", re.IGNORECASE)
_PRONOUN_BEHIND = re.compile(
    r"\s+(?:of|another|who|that|can|could|should|must|day|example|instance|reason|way|point|aspect|thing)\b|'s\b",
    re.IGNORECASE,
)
# Ordinals that count nothing: "her first name", "first aid", "a third party", "first of all".
_FIXED_BEHIND = re.compile(r"[\s-]+(?:names?|aid|hand|lady|minister|part(?:y|ies)|of\s+all)\b", re.IGNORECASE)
_FIXED_BEFORE = re.compile(r"\bat\s+$", re.IGNORECASE)
_LEAD = r"\s*(?:an?\s+|the\s+|about\s+|around\s+)?[$€£¥-]?\s*$"
_MORE, _LESS = (
    "(?:more|greater|higher|larger|longer|older) than",
    "(?:less|fewer|lower|smaller|shorter|younger) than",
)
# "No more than 5" is 5 at most: a comparison that is denied bounds the other side.
_DENIED, _NOT_DENIED = r"(?:no|not) ", r"(?<!\bno )(?<!\bnot )"
_OVER = re.compile(
    rf"(?:{_NOT_DENIED}\b{_MORE}|\b(?:{_DENIED}{_LESS}|over|above|at least|exceed\w*|upwards? of"
    rf"|(?:a )?minimum of)){_LEAD}",
    re.IGNORECASE,
)
_UNDER = re.compile(
    rf"(?:{_NOT_DENIED}\b{_LESS}|\b(?:{_DENIED}{_MORE}|under|below|up to|at most|nearly|almost"
    rf"|(?:a )?maximum of|as (?:many|much) as)){_LEAD}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of a text.

    Attributes:
        value: Its one spelling: decimal digits, with "%" behind a percentage; or for decades, codes, times and vague
            numbers the word in lower case ("1990s", "f16", "9:30", "thousands").
        start: Offset of its first character in the text that it was read from.
        end: Offset behind its last character.
        bound: "over" for "more than 5", "under" for "up to 5", else "".
    """

    value: str
    start: int
    end: int
    bound: Bound = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A token that may be a part of a number; `value` is None if it is compared as it is written."""

    text: str
    start: int
    end: int
    kind: Kind | None
    value: Decimal | None


def plain(text: str) -> str:
    """The text with one kind of digit, dash, quotation mark and date, without accents and runs of spaces.

    "2024-06-15" becomes "15 June 2024" and "Sept. 3" becomes "September 3".
    """
    # Spaces that typesetters put between groups of digits; NFKC would turn them into ordinary spaces.
    text = re.sub(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}\b)", ",", text)
    text = unicodedata.normalize("NFKC", text)
    # "Beyonce" is "Beyoncé": questions often have no accents, and writers follow the question.
    text = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"[\u2018\u2019\u02bc]", "'", re.sub(r"[\u201c\u201d\u00ab\u00bb]", '"', text))
    text = re.sub(r"\s+", " ", text).strip()
    text = _ISO_DATE.sub(lambda m: f"{int(m[3])} {MONTHS[int(m[2]) - 1]} {m[1]}", text)
    return _SHORT_MONTH.sub(_long_month, text)


def quantities(text: str) -> list[Quantity]:
    """Every number of `text` (as `plain` gives it), in order.

    Number words ("six thousand"), ordinals ("3rd", "third"), percentages, both ends of a range,
    decades and codes ("F-16" has 16) all count; "one" counts unless it is a pronoun, "first" unless it stands in fixed
    words ("first name").
    """
    parts = list(_parts(text))
    numbers: list[Quantity] = []
    place = 0
    while place < len(parts):
        count = _length_of_number(text, parts, place)
        numbers.append(_quantity(text, parts[place : place + count]))
        place += count
    return [number for number in numbers if not (_is_pronoun(text, number) or _is_fixed(text, number))]


def _long_month(match: re.Match[str]) -> str:
    """The full name of a month that is cut short."""
    return next(month for month in MONTHS if month.startswith((match[1] or match[2])[:3]))


def _parts(text: str) -> Iterator[_Part]:
    """The tokens of `text` that are numbers or have digits."""
    for match in _TOKEN.finditer(text):
        word, tail = match["word"], (match["tail"] or "").lower()
        start, end = match.span()
        if word is None:
            yield _number_part(text, match["number"], tail, start)
        elif word.lower() in _WORDS:
            kind, value = _WORDS[word.lower()]
            yield _Part(text=word, start=start, end=end, kind=kind, value=Decimal(value))
        elif word.lower() in _VAGUE or any(character.isdigit() for character in word):
            yield _Part(text=word.lower(), start=start, end=end, kind=None, value=None)


def _number_part(text: str, number: str, tail: str, start: int) -> _Part:
    """A token that begins with a digit: a number, also with "th" or a unit directly behind it, a decade, a time."""
    end = start + len(number)
    # "It happened in the 1990s" is not supported by "It happened in 1990".
    if tail == "s":
        return _Part(text=f"{number}s", start=start, end=end + 1, kind=None, value=None)
    if any(character.isdigit() for character in tail) or ":" in number or number.count(".") > 1:
        return _Part(text=f"{number}{tail}", start=start, end=end + len(tail), kind=None, value=None)
    scale = {"k": 10**3, "bn": 10**9}.get(tail, 1)
    end += len(tail) if scale > 1 or tail in ("st", "nd", "rd", "th") else 0
    value = Decimal(re.sub(r"[^\d.]", "", number)) * scale
    # A minus sign follows a space; the hyphen of "3-5" or "F-16" does not.
    negative = re.search(r"(?:^|[\s(])-[$€£¥]?$", text[:start]) is not None
    return _Part(text=number, start=start, end=end, kind="digits", value=-value if negative else value)


def _length_of_number(text: str, parts: Sequence[_Part], place: int) -> int:
    """How many parts from `place` make one number: 3 for "two hundred ten"."""
    count = 1
    while place + count < len(parts):
        last, following = parts[place + count - 1], parts[place + count]
        if last.kind is None or following.kind is None or last.kind not in _MAY_FOLLOW[following.kind]:
            break
        between = _BETWEEN_AND if last.kind == "scale" else _BETWEEN
        if not between.fullmatch(text, last.end, following.start):
            break
        count += 1
    return count


def _quantity(text: str, parts: Sequence[_Part]) -> Quantity:
    """The number made of `parts`."""
    start, end = parts[0].start, parts[-1].end
    values = [(part.value, part.kind == "scale") for part in parts if part.value is not None]
    value = _spell(number_value(values)) if values else parts[0].text
    # "5%" and "5" are different quantities.
    percent = _PERCENT.match(text, end)
    if percent is not None:
        value, end = f"{value}%", percent.end()
    before = text[max(0, start - 40) : start]
    bound: Bound = "over" if _OVER.search(before) else "under" if _UNDER.search(before) else ""
    return Quantity(value=value, start=start, end=end, bound=bound)


def _spell(value: Decimal) -> str:
    """Decimal digits without needless zeros: 6.50 is "6.5" and 6E+3 is "6000"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_pronoun(text: str, quantity: Quantity) -> bool:
    """Whether the quantity is a "one" that counts nothing."""
    if text[quantity.start : quantity.end].lower() != "one":
        return False
    before = _PRONOUN_BEFORE.search(text[max(0, quantity.start - 10) : quantity.start])
    return before is not None or _PRONOUN_BEHIND.match(text, quantity.end) is not None


def _is_fixed(text: str, quantity: Quantity) -> bool:
    """Whether the quantity is an ordinal in fixed words, where it counts nothing."""
    if text[quantity.start : quantity.end].lower() not in ("first", "second", "third"):
        return False
    before = _FIXED_BEFORE.search(text[max(0, quantity.start - 10) : quantity.start])
    return before is not None or _FIXED_BEHIND.match(text, quantity.end) is not None
