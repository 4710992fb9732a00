"""The label with which a block begins: "Article 17", "§ 5", "7.2", "(c)"."""

import re
from typing import NamedTuple

from index.provisions import CLASSES, plain_number


class Label(NamedTuple):
    """The label of a block.

    Attributes:
        name: The class of its word, such as "article"; "" for a mere number.
        form: How it is written, without its number: labels of one form count on.
        number: As it is compared: "17", "7.2", "c".
        shown: As it is shown: "Article 17", "7.2", "(c)".
        values: What it counts; a letter may be a Roman number as well.
        end: Where what it labels begins in the text.
    """

    name: str
    form: str
    number: str
    shown: str
    values: tuple[int, ...]
    end: int


_LONGEST = 60
_WORD = "|".join(sorted(map(re.escape, CLASSES), key=len, reverse=True))
# A number, one of a French code ("L. 121-4"), a Roman one, a single capital.
_NUMBER = r"(?:[LRDA]\.?\s?(?:\*\s?)?)?\d{1,4}(?:[.-]\d{1,4}){0,4}(?:er|[a-z]{1,2}|[A-Z])?|[IVXLC]{1,7}|[A-Z]"
_NAMED = re.compile(
    rf"(?P<word>{_WORD})(?:\.\s{{0,3}}|\s{{1,3}}|(?<=§))(?P<number>(?-i:{_NUMBER}))(?P<behind>(?![\w(])[.:]?\s*[–—:|-]?\s*)",
    re.I,
)
_PATH = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,5})[.)]?\s+(?=\S)")
_SIMPLE = re.compile(
    r"(?P<open>[(\[])?(?P<number>\d{1,3}[a-z]?|[a-z]{1,2}|[ivxlc]{1,6}|[A-Z]|[IVXLC]{1,6})(?P<close>[.)\]]|\.?°)\s*(?=\S)"
)
_BARE = re.compile(r"(?P<number>\d{1,3})\s+(?=[^\W\d_a-z])")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def label_of(text: str, *, heading: bool) -> Label | None:
    """The label at the beginning of a block, or None.

    Args:
        text: That of the block.
        heading: Whether the block is a heading, so that its number may stand without a dot.
    """
    begin = text[:_LONGEST]
    return _named(begin, heading=heading) or _path(begin) or _simple(begin, heading=heading)


def _named(text: str, *, heading: bool) -> Label | None:
    match = _NAMED.match(text)
    if match is None:
        return None
    following = text[match.end() : match.end() + 1]
    # "Section 4 applies to ships" only mentions it.
    if not heading and (following.islower() or following == ","):
        return None
    name = CLASSES[match["word"].casefold()]
    number = plain_number(match["number"])
    shown = " ".join(text[: match.end("number")].split())
    return Label(name, f"{name} #", number, shown, _values(number), match.end())


def _path(text: str) -> Label | None:
    match = _PATH.match(text)
    if match is None:
        return None
    number = match["number"]
    return Label(
        "", "#" + ".#" * number.count("."), number, number, (int(number.rsplit(".", 1)[1]),), match.end()
    )


def _simple(text: str, *, heading: bool) -> Label | None:
    match = _SIMPLE.match(text)
    if match is None:
        bare = _BARE.match(text) if heading else None
        return bare and Label("", "h#", bare["number"], bare["number"], (int(bare["number"]),), bare.end())
    number, close = match["number"], match["close"]
    spaced = text[match.end(3) : match.end(3) + 1].isspace()
    # "e.g." and "3.5" are no labels; "(1)Text" is one.
    if not spaced and not match["open"]:
        return None
    kind = "#" if number[0].isdecimal() else "A" if number.isupper() else "a"
    form = f"{'h' if heading else ''}{match['open'] or ''}{kind}{close}"
    return Label("", form, number.casefold(), number, _values(number.casefold()), match.end())


def _values(number: str) -> tuple[int, ...]:
    """What a number counts: a letter by its place in the alphabet, and as a Roman number."""
    digits = re.search(r"\d+(?=\D*\Z)", number)
    if digits:
        return (int(digits[0]),)
    values = [ord(number) - ord("a") + 1] if len(number) == 1 else []
    if all(letter in _ROMAN for letter in number):
        ones = [_ROMAN[letter] for letter in number]
        values.append(sum(-one if one < two else one for one, two in zip(ones, [*ones[1:], 0], strict=True)))
    return tuple(values)
