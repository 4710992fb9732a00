"""A word on a page, and how it is set."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from index.formats.pdf.words.pdfium_calls import Rect

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Style(NamedTuple):
    """How a text object is set."""

    size: float  # size of the font, in points on the page
    bold: bool  # whether its face is bold
    rotation: int  # the direction of the text: 0, 90 (upwards), 180 or 270 degrees; -1 for any other angle
    invisible: bool = False  # whether it is drawn without ink
    white: bool = False  # whether its ink is white
    unmapped: bool = False  # whether its font has no table that says what its characters are
    font: int = 0  # pdfium's handle of the font; 0 for none
    mono: bool = False  # whether all characters of its face are equally wide, as in code


class Word(NamedTuple):
    """A word, or the part of a word that is on one line."""

    text: str  # its characters
    box: Rect  # the rectangle around its ink
    stem_box: Rect | None  # the same without the hyphen at the end of the word; None if there is no hyphen
    left: float  # where it begins, measured along its `Style.rotation`
    right: float  # where it ends, measured in the same way
    baseline: float  # the height of its baseline, measured across that direction
    style: Style  # how it is set
    glued: bool = False  # whether no space separates it from the word before it
    confidence: float | None = (
        None  # how sure its text is, 0 to 1, if it was recognised on a picture; else None
    )
    filled: bool = False  # whether it is what is filled in a form

    @property
    def hyphenated(self) -> bool:
        """Whether it ends with a hyphen."""
        return self.stem_box is not None


def is_right_to_left(text: str) -> bool:
    """Whether it has letters of a script that runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def count_letters(words: Iterable[Word]) -> int:
    """How many characters words have."""
    return sum(len(word.text) for word in words)


def along(rect: Rect, rotation: int) -> tuple[float, float]:
    """Where a rectangle begins and ends in the direction of the text."""
    left, bottom, right, top = rect
    return {90: (bottom, top), 180: (-right, -left), 270: (-top, -bottom)}.get(rotation, (left, right))


def across(x: float, y: float, rotation: int) -> float:
    """The height of a point, measured across the direction of the text."""
    return {90: -x, 180: -y, 270: x}.get(rotation, y)
