"""The words of a PDF's page: their characters, where their ink is, and how they are set.

pdfium tells which characters stand on the page and where words end; lines, columns and paragraphs are made of
these words elsewhere.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from index.formats.pdf.words.calls import (
    TextPage,
    font_of,
    font_size,
    is_unmapped,
    render_mode,
    text_object,
    united,
)
from index.formats.pdf.words.characters import CONTROL, HYPHEN_MARK, characters_of
from index.formats.pdf.words.fonts import Fonts
from index.formats.pdf.words.letters import plain
from index.formats.pdf.words.word import Style, Word, across, along, is_right_to_left

_WORD = re.compile("[^\\s\\x00-\\x1f\\x7f\ufffe]+")
_LINE_END = "\r\n"
_HYPHENS = ("-", "\u2010", "\xad", HYPHEN_MARK)
# A page where this share of the characters has no meaning can't be read.
_TOO_ODD = 0.3
# Without a table, pdfium gives the numbers of the characters. With some files these are what is meant: then at least
# this share of them is Latin letters.
_PLAUSIBLE = 0.7
_LATIN_END = "\u0250"
# A wider gap inside a word, in parts of its size, is a space that the file left out.
_GAP = 0.5
# The same between where one character ends, with the space of its own, and the next one begins.
_SPACE = 0.25
_NOTE = 0.85  # times the size of the letter beside it
_LEVEL = 0.1  # of the larger one's size; small capitals stand on the base line
# pdfium ends a line before what is raised, or of another colour. On one line with the last one, no further from it
# than this: it is the same word. The narrowest spaces of justified lines are 0.11.
_RAISED, _TOUCHING = 0.6, 0.1
_LONG_WORD, _TIGHT = 5, 0.08
# It takes time to look: on a page where so many words have none, no more are looked at.
_TRIES = 100
_MAX_CHARACTERS = 300_000


@dataclass(frozen=True, slots=True)
class PageWords:
    """What stands on a page, in the order of the file.

    Attributes:
        words: Those with a meaning.
        undecodable: Whether most of its characters have none, since their fonts lack a table.
        hidden: How many characters were taken out of words since nobody sees them.
        garbled: How many have no meaning, and are left out.
    """

    words: list[Word]
    undecodable: bool = False
    hidden: int = 0
    garbled: int = 0


def read_words(text_page: Any) -> PageWords:
    """The words of a pypdfium2 text page."""
    page = TextPage(text_page.raw)
    length = min(text_page.count_chars(), _MAX_CHARACTERS)
    text = characters_of(page, text_page, length)
    reader = _Reader(page, text)
    for match in _WORD.finditer(text):
        reader.read(*match.span())
    controls = len(CONTROL.findall(text))
    words = [word for word in reader.words if word.style.font not in reader.fonts.mistaken]
    wrong = sum(len(word.text) for word in reader.words) - sum(len(word.text) for word in words)
    odd = "".join(word.text for word in words if word.style.unmapped)
    if _PLAUSIBLE * (len(odd) + controls) <= sum(it.isalpha() and it < _LATIN_END for it in odd):
        return PageWords(words, hidden=reader.hidden, garbled=wrong)
    words = [word for word in words if not word.style.unmapped]
    left_out = len(odd) + controls + wrong
    undecodable = left_out > _TOO_ODD * (left_out + sum(len(word.text) for word in words))
    return PageWords(words, undecodable, reader.hidden, left_out)


class _Reader:
    """Reads one page's words; what is told of a text object or a font is asked for once."""

    def __init__(self, page: TextPage, text: str) -> None:
        self.words: list[Word] = []
        self.hidden = 0
        self.fonts = Fonts(page)
        self._page = page
        self._text = text
        self._styles: dict[int, Style] = {}
        self._tried = 0
        self._spaceless = False

    def read(self, start: int, end: int) -> None:
        """Adds a word, or several if its parts are set differently or stand apart."""
        cuts: list[int] = []
        if end - start >= _LONG_WORD and (self._spaceless or self._tried < _TRIES):
            cuts = self._spaces(start, end)
            self._tried += 1
            self._spaceless = self._spaceless or bool(cuts)
        if text_object(self._page.handle, start) != text_object(self._page.handle, end - 1):
            cuts = sorted({*cuts, *self._cuts(start, end)})
        for one, other in zip([start, *cuts], [*cuts, end], strict=True):
            glued = not self._apart(one, start) if one > start else self._is_joined(start)
            self._add(one, other, self._style(one), glued=glued)

    def _is_joined(self, start: int) -> bool:
        """Whether a word stands right behind the last one, on its line, without a space in the file."""
        last = start - len(_LINE_END) - 1
        if last < 0 or self._text[last + 1 : start] != _LINE_END or self._text[last].isspace():
            return False
        one, other = self._style(last), self._style(start)
        if one.turn != other.turn or is_right_to_left(self._text[last] + self._text[start]):
            return False
        size = max(one.size, other.size)
        bases = [across(*self._page.origin(it), one.turn) for it in (last, start)]
        gap = along(self._page.advance(start), one.turn)[0] - along(self._page.advance(last), one.turn)[1]
        return abs(bases[0] - bases[1]) <= _RAISED * size and abs(gap) <= _TOUCHING * size

    def _spaces(self, start: int, end: int) -> list[int]:
        """Where inside a long word a space is that pdfium takes for none; where all letters are set wide, nowhere."""
        style = self._style(start)
        sides = [along(self._page.advance(index), style.turn) for index in range(start, end)]
        gaps = [it[0] - one[1] for one, it in pairwise(sides)]
        if median(gaps) > _TIGHT * style.size:
            return []
        return [start + at for at, gap in enumerate(gaps, 1) if gap > _SPACE * style.size]

    def _cuts(self, start: int, end: int) -> list[int]:
        """Where inside a word another piece begins: it is seen differently, or stands apart."""
        cuts = []
        for index in range(start + 1, end):
            if text_object(self._page.handle, index) != text_object(self._page.handle, index - 1):
                one, other = self._style(index - 1), self._style(index)
                differs = one[2:5] != other[2:5] or min(one.size, other.size) < 2
                if differs or self._is_note(index, one, other) or self._apart(index, start):
                    cuts.append(index)
        return cuts

    def _is_note(self, index: int, one: Style, other: Style) -> bool:
        """Whether something small and raised or lowered begins or ends there, whose rectangle is another."""
        small, large = sorted((one.size, other.size))
        if small >= _NOTE * large or self._overlap(index, one.turn):
            return False
        bases = [across(*self._page.origin(it), one.turn) for it in (index - 1, index)]
        return abs(bases[0] - bases[1]) > _LEVEL * large

    def _overlap(self, index: int, turn: int) -> bool:
        """Whether a character reaches over the one before it, as over an italic letter: a box of both is right."""
        one, other = self._page.char_box(index - 1), self._page.char_box(index)
        return along(other, turn)[0] < along(one, turn)[1]

    def _apart(self, index: int, start: int) -> bool:
        """Whether a gap stands between a character and the one before it."""
        if index <= start:
            return True
        one, other = self._page.char_box(index - 1), self._page.char_box(index)
        style = self._style(index)
        (left, right), (next_left, next_right) = along(one, style.turn), along(other, style.turn)
        mixed = is_right_to_left(self._text[index - 1]) != is_right_to_left(self._text[index])
        gap = max(next_left - right, left - next_right) / max(style.size, 1e-3)
        if mixed or gap > _GAP or gap < _SPACE:
            return gap > (_GAP / 5 if mixed else _GAP)
        one, other = self._page.advance(index - 1), self._page.advance(index)
        (_, right), (next_left, _) = along(one, style.turn), along(other, style.turn)
        return next_left - right > _SPACE * style.size

    def _style(self, index: int, text: int = 0) -> Style:
        text = text or text_object(self._page.handle, index)
        style = self._styles.get(text)
        if style is None:
            style = self._styles[text] = self._read_style(index, text)
        return style

    def _read_style(self, index: int, text: int) -> Style:
        a, b, c, d = self._page.matrix(index)
        size = abs(font_size(self._page.handle, index)) * math.hypot(c, d)
        unmapped = bool(is_unmapped(self._page.handle, index))
        if not text:
            return Style(size, bold=False, turn=_turn(a, b), unmapped=unmapped)
        mode = render_mode(text)
        red, green, blue, opacity = self._page.fill(text)
        filled = mode in (0, 2, 4, 6)
        font = font_of(text)
        return Style(
            size=size,
            bold=self.fonts.is_bold(index, font),
            turn=_turn(a, b),
            invisible=mode in (3, 7) or (mode == 0 and opacity == 0),
            white=filled and mode != 2 and min(red, green, blue) > 250,
            unmapped=unmapped,
            font=font,
        )

    def _add(self, start: int, end: int, style: Style, *, glued: bool = False) -> None:
        box = self._page.ink(start, end - start)
        text = self._text[start:end]
        if style.unmapped:
            odd = sum(is_unmapped(self._page.handle, index) for index in range(start, end))
            style = style._replace(unmapped=2 * odd > end - start)
        if box is None:
            return
        self.fonts.test(style.font, start, text, style.size)
        marked = self._text[end : end + 1] == HYPHEN_MARK
        stem = None
        if marked:
            stem, text = box, text + "-"
            box = united((box, self._page.char_box(end))) or box
        elif text[-1] in _HYPHENS and end - start > 1:
            stem = self._page.ink(start, end - start - 1)
        if not text.isascii():
            glued = (
                glued or unicodedata.combining(text[0]) > 0
            )  # its letter is parted from the others by a space
            text, hidden = plain(text, lambda place: self._page.char_box(start + place))
            self.hidden += hidden
        if not text:
            return
        size = style.size
        height = box[2] - box[0] if style.turn in (90, 270) else box[3] - box[1]
        if size < height / 2 and style.turn >= 0:  # the matrix of a Type 3 font makes it larger than it says
            style = style._replace(size=height)
        left, right = along(box, style.turn)
        base = across(*self._page.origin(start), style.turn)
        glued = glued or self._text[start - 1 : start] == HYPHEN_MARK
        self.words.append(Word(text, box, stem, left, right, base, style, glued))


def _turn(a: float, b: float) -> int:
    """The direction of text with this matrix, in whole quarters; -1 if aslant."""
    quarters = math.degrees(math.atan2(b, a)) / 90
    near = round(quarters)
    return near % 4 * 90 if abs(quarters - near) < 0.06 else -1
