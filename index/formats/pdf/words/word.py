"""A word on a page, and how it is set."""

import re
from typing import NamedTuple

from index.formats.pdf.words.calls import Rect

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Style(NamedTuple):
    """How a text object is set.

    Attributes:
        size: Of the font, in points on the page.
        bold: Whether its face is bold.
        turn: Which way it runs: 0, 90 (up), 180, 270 degrees; -1 if aslant.
        invisible: Whether it is drawn without ink.
        white: Whether its ink is white.
        unmapped: Whether its font has no table that says what its characters are.
        font: pdfium's handle of its font; 0 for none.
    """

    size: float
    bold: bool
    turn: int
    invisible: bool = False
    white: bool = False
    unmapped: bool = False
    font: int = 0


class Word(NamedTuple):
    """A word, or the part of one that is on one line.

    Attributes:
        text: Its characters.
        box: The rectangle around its ink.
        stem: The same without the hyphen that it ends with; None if it ends with none.
        left: Where it begins in the direction of its `Style.turn`.
        right: Where it ends in that direction.
        base: The height of its base line, across that direction.
        style: How it is set.
        glued: Whether no space stands between it and the word before it.
    """

    text: str
    box: Rect
    stem: Rect | None
    left: float
    right: float
    base: float
    style: Style
    glued: bool = False


def is_right_to_left(text: str) -> bool:
    """Whether it has letters of a script that runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def along(rect: Rect, turn: int) -> tuple[float, float]:
    """Where a rectangle begins and ends in a direction."""
    left, bottom, right, top = rect
    return {90: (bottom, top), 180: (-right, -left), 270: (-top, -bottom)}.get(turn, (left, right))


def across(x: float, y: float, turn: int) -> float:
    """The height of a point above the line through the page's corner in a direction."""
    return {90: -x, 180: -y, 270: x}.get(turn, y)
