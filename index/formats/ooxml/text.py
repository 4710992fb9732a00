"""The paragraphs of shapes in PowerPoint files, with the numbers that PowerPoint puts before them.

Source: ECMA-376 part 1, 20.1.10.61 (ST_TextAutonumberScheme), 21.1.2.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.characters.numerals import numeral
from index.formats.characters.superscripts import superscript
from index.formats.ooxml.math_lines import M, linear
from index.formats.ooxml.parts import number

A = "{a}"
_SPACES = (f"{A}br", f"{A}tab")
_BULLETS = ("buChar", "buAutoNum", "buBlip")
_SCHEME = re.compile(
    "(arabic|alphaLc|alphaUc|romanLc|romanUc|circleNum)(Period|ParenR|ParenBoth|Plain|DbPlain|WdBlackPlain|WdWhitePlain)"
)
_FORMS = {
    "arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman",
    "romanUc": "upperRoman", "circleNum": "decimalEnclosedCircle",
}  # fmt: skip
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})"}
# In hundredths of a point: nobody reads what is smaller than 2 points; as in the other formats.
_SMALLEST = 200


class Line(NamedTuple):
    """A paragraph.

    Attributes:
        text: Its text.
        hidden: How many characters of it are too small to be seen.
        is_item: Whether it has a number or a bullet; None if the layout says so.
    """

    text: str
    hidden: int
    is_item: bool | None = None


def lines_of(body: Element) -> Iterator[Line]:
    """The paragraphs of a shape's text or a table's cell, each with its number."""
    counts: dict[int, tuple[str, int]] = {}
    for paragraph in body.iterfind(f"{A}p"):
        text, hidden = _text(paragraph)
        if text.strip():
            yield Line(_number(paragraph, counts) + text, hidden, _is_item(paragraph))
        elif hidden:
            yield Line("", hidden)


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph without its number."""
    return _text(paragraph)[0]


def _text(element: Element) -> tuple[str, int]:
    pieces, hidden = [], 0
    for child in element:
        if child.tag == f"{A}t":
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(" ")
        elif child.tag == f"{M}oMath":
            pieces.append(linear(child))
        else:
            text, inside = _text(child)
            properties = child.find(f"{A}rPr")
            tiny = properties is not None and number(properties.get("sz"), _SMALLEST) < _SMALLEST
            # Below the line it is negative, and stays as it is: H2O.
            if properties is not None and number(properties.get("baseline")) > 0:
                text = superscript(text)
            hidden += inside + (len(text) if tiny else 0)
            pieces.append("" if tiny else text)
    return "".join(pieces), hidden


def _is_item(paragraph: Element) -> bool | None:
    properties = paragraph.find(f"{A}pPr")
    if properties is None:
        return None
    if properties.find(f"{A}buNone") is not None:
        return False
    return True if any(properties.find(f"{A}{name}") is not None for name in _BULLETS) else None


def _number(paragraph: Element, counts: dict[int, tuple[str, int]]) -> str:
    """The number of a paragraph and a space, or ""; `counts` holds the scheme and the last number of each level."""
    properties = paragraph.find(f"{A}pPr")
    level = number(properties.get("lvl")) if properties is not None else 0
    # Deeper levels begin again below the next item.
    for deeper in [other for other in counts if other > level]:
        del counts[deeper]
    stated = properties.find(f"{A}buAutoNum") if properties is not None else None
    scheme = stated.get("type", "") if stated is not None else ""
    # Schemes of other scripts, such as "thaiAlphaPeriod", are not read: a wrong number is worse than none.
    match = _SCHEME.fullmatch(scheme)
    if stated is None or not match:
        counts.pop(level, None)
        return ""
    start = number(stated.get("startAt"), 1)
    before, count = counts.get(level, ("", 0))
    # Another scheme or start on the same level begins a new list.
    key = f"{scheme} {start}"
    count = count + 1 if before == key else start
    counts[level] = (key, count)
    return _AROUND.get(match[2], "{}").format(numeral(count, _FORMS[match[1]])) + " "
