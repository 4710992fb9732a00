"""Reads the words of a PDF's page: their characters, where their ink is, and how they are set.

pdfium tells which characters are on the page and where words end; other modules make lines, columns and paragraphs of
these words.
"""

import math
import re
import unicodedata
from itertools import pairwise
from statistics import median
from typing import Any

from index.formats.pdf.words import pdfium_calls as calls
from index.formats.pdf.words.fonts import Fonts
from index.formats.pdf.words.normalise import normalised
from index.formats.pdf.words.word import Style, Word, across, along, count_letters, is_right_to_left

_WORD = re.compile("[^\\s\\x00-\\x1f\\x7f\ufffe]+")
_LINE_END = "\r\n"
_HYPHENS = ("-", "\u2010", "\xad", calls.HYPHEN_MARK)
# A page where this share of the characters has no meaning can't be read.
_TOO_ODD = 0.3
# Without a table, pdfium gives the numbers of the characters. In some files these numbers are the right characters:
# then at least this share of them is Latin letters.
_PLAUSIBLE = 0.7
_LATIN_END = "\u0250"
# A wider gap inside a word, in parts of its size, is a space that the file left out.
_GAP = 0.5
# The same between where one character ends, with the space of its own, and the next one begins.
_SPACE = 0.25
_NOTE = 0.85  # times the size of the letter beside it
_LEVEL = 0.1  # of the larger one's size; small capitals stand on the baseline
# pdfium ends a line before a character that is raised, or of another colour. If it is on one line with the last
# character, and no further from it than this, it is part of the same word. The narrowest spaces of justified lines
# are 0.11.
_RAISED, _TOUCHING = 0.6, 0.1
_LONG_WORD, _TIGHT = 5, 0.08
# Looking for missing spaces takes time: it ends when so many words of a page have none.
_TRIES = 100
_MAX_CHARACTERS = 300_000


class PageWords:
    """The words of a page, in the order of the file. pdfium is asked once for the style of each text object.

    Attributes:
        words: Those whose characters are known.
        undecodable: Whether most characters of the page are unknown, since their fonts lack a table.
        hidden: How many characters were taken out of words since nobody sees them.
        garbled: How many characters are unknown, and were left out.
    """

    def __init__(self, text_page: Any) -> None:
        """Reads a pypdfium2 text page, which must stay open until then."""
        self.words: list[Word] = []
        self.hidden = 0
        self._page = calls.TextPage(text_page.raw)
        self._text = self._page.text(min(text_page.count_chars(), _MAX_CHARACTERS))
        self._fonts = Fonts(self._page)
        self._styles: dict[int, Style] = {}
        self._tried = 0
        self._lacks_spaces = False
        for match in _WORD.finditer(self._text):
            self._read(*match.span())
        self.garbled, self.undecodable = 0, False
        self._leave_out_garbled()

    def _leave_out_garbled(self) -> None:
        total = count_letters(self.words)
        self.words = [word for word in self.words if word.style.font not in self._fonts.mistaken]
        self.garbled = total - count_letters(self.words)
        controls = len(calls.CONTROL.findall(self._text))
        odd = "".join(word.text for word in self.words if word.style.unmapped)
        latin = sum(character.isalpha() and character < _LATIN_END for character in odd)
        if latin < _PLAUSIBLE * (len(odd) + controls):
            self.words = [word for word in self.words if not word.style.unmapped]
            self.garbled += len(odd) + controls
            self.undecodable = self.garbled > _TOO_ODD * (self.garbled + count_letters(self.words))

    def _read(self, start: int, end: int) -> None:
        """Adds a word, or several if its parts are set differently or stand apart."""
        cuts: list[int] = []
        if end - start >= _LONG_WORD and (self._lacks_spaces or self._tried < _TRIES):
            cuts = self._missing_spaces(start, end)
            self._tried += 1
            self._lacks_spaces = self._lacks_spaces or bool(cuts)
        if calls.text_object(self._page.handle, start) != calls.text_object(self._page.handle, end - 1):
            cuts = sorted({*cuts, *self._style_changes(start, end)})
        self._add(start, cuts[0] if cuts else end, glued=self._continues_last_line(start))
        for part_start, part_end in pairwise([*cuts, end]):
            self._add(part_start, part_end, glued=not self._is_apart(part_start))

    def _continues_last_line(self, start: int) -> bool:
        """Whether a word stands right behind the last one, on its line, without a space in the file."""
        last = start - len(_LINE_END) - 1
        if last < 0 or self._text[last + 1 : start] != _LINE_END or self._text[last].isspace():
            return False
        before, after = self._style(last), self._style(start)
        if before.rotation != after.rotation or is_right_to_left(self._text[last] + self._text[start]):
            return False
        size = max(before.size, after.size)
        gap = abs(self._gap(last, start, before.rotation))
        return gap <= _TOUCHING * size and self._shift(last, start, before.rotation) <= _RAISED * size

    def _missing_spaces(self, start: int, end: int) -> list[int]:
        """Where inside a long word a space is missing; nowhere if all of its letters are set wide."""
        style = self._style(start)
        sides = [along(self._page.advance(index), style.rotation) for index in range(start, end)]
        gaps = [following[0] - side[1] for side, following in pairwise(sides)]
        if median(gaps) > _TIGHT * style.size:
            return []
        return [index for index, gap in enumerate(gaps, start + 1) if gap > _SPACE * style.size]

    def _style_changes(self, start: int, end: int) -> list[int]:
        """Where inside a word another piece begins: it is set differently, or stands apart."""
        cuts = []
        for index in range(start + 1, end):
            if calls.text_object(self._page.handle, index) != calls.text_object(self._page.handle, index - 1):
                before, after = self._style(index - 1), self._style(index)
                differs = before[2:5] != after[2:5]  # rotation, without ink, white
                tiny = min(before.size, after.size) < 2
                if differs or tiny or self._is_note(index, before, after) or self._is_apart(index):
                    cuts.append(index)
        return cuts

    def _is_note(self, index: int, before: Style, after: Style) -> bool:
        """Whether something small and raised or lowered begins or ends there, which needs a box of its own."""
        small, large = sorted((before.size, after.size))
        if small >= _NOTE * large:
            return False
        # A character that reaches over the one before it, as over an italic letter, shares its box.
        (_, right), (next_left, _) = self._ink_sides(index, before.rotation)
        return next_left >= right and self._shift(index - 1, index, before.rotation) > _LEVEL * large

    def _is_apart(self, index: int) -> bool:
        """Whether a gap stands between a character and the one before it."""
        style = self._style(index)
        (left, right), (next_left, next_right) = self._ink_sides(index, style.rotation)
        mixed = is_right_to_left(self._text[index - 1]) != is_right_to_left(self._text[index])
        gap = max(next_left - right, left - next_right) / max(style.size, 1e-3)
        if mixed or gap > _GAP or gap < _SPACE:
            return gap > (_GAP / 5 if mixed else _GAP)
        return self._gap(index - 1, index, style.rotation) > _SPACE * style.size

    def _ink_sides(self, index: int, rotation: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where the ink of a character's predecessor, and its own, begins and ends."""
        before, after = self._page.char_box(index - 1), self._page.char_box(index)
        return along(before, rotation), along(after, rotation)

    def _gap(self, before: int, after: int, rotation: int) -> float:
        """The distance from one character, with the space of its own, to another."""
        return along(self._page.advance(after), rotation)[0] - along(self._page.advance(before), rotation)[1]

    def _shift(self, before: int, after: int, rotation: int) -> float:
        """How far apart the baselines of two characters are."""
        heights = [across(*self._page.origin(index), rotation) for index in (before, after)]
        return abs(heights[0] - heights[1])

    def _style(self, index: int) -> Style:
        text = calls.text_object(self._page.handle, index)
        style = self._styles.get(text)
        if style is None:
            style = self._styles[text] = self._read_style(index, text)
        return style

    def _read_style(self, index: int, text: int) -> Style:
        a, b, c, d = self._page.matrix(index)
        size = abs(calls.font_size(self._page.handle, index)) * math.hypot(c, d)
        unmapped = bool(calls.is_unmapped(self._page.handle, index))
        if not text:
            return Style(size, bold=False, rotation=_rotation(a, b), unmapped=unmapped)
        mode = calls.render_mode(text)
        red, green, blue, opacity = self._page.fill(text)
        font = calls.font_of(text)
        return Style(
            size=size,
            bold=self._fonts.is_bold(index, font),
            rotation=_rotation(a, b),
            invisible=mode in (3, 7) or (mode == 0 and opacity == 0),
            white=mode in (0, 4, 6) and min(red, green, blue) > 250,
            unmapped=unmapped,
            font=font,
            mono=self._fonts.is_mono(index, font),
        )

    def _add(self, start: int, end: int, *, glued: bool) -> None:
        style, box = self._style(start), self._page.ink(start, end - start)
        if box is None:
            return
        text = self._text[start:end]
        self._fonts.test(style.font, start, text, style.size)
        stem_box = None
        if self._text[end : end + 1] == calls.HYPHEN_MARK:
            text, stem_box = text + "-", box
            box = calls.united((box, self._page.char_box(end))) or box
        elif text[-1] in _HYPHENS and end - start > 1:
            stem_box = self._page.ink(start, end - start - 1)
        if not text.isascii():
            # The file has a space between a combining mark and its letter.
            glued = glued or unicodedata.combining(text[0]) > 0
            text, hidden = normalised(text, lambda index: self._page.char_box(start + index))
            self.hidden += hidden
        if text:
            left, right = along(box, style.rotation)
            baseline = across(*self._page.origin(start), style.rotation)
            glued = glued or self._text[start - 1 : start] == calls.HYPHEN_MARK
            style = self._corrected(style, start, end, box)
            self.words.append(Word(text, box, stem_box, left, right, baseline, style, glued))

    def _corrected(self, style: Style, start: int, end: int, box: calls.Rect) -> Style:
        """The style of a word, whose first character may be an exception and whose font may state a wrong size."""
        if style.unmapped:
            odd = sum(calls.is_unmapped(self._page.handle, index) for index in range(start, end))
            style = style._replace(unmapped=2 * odd > end - start)
        left, bottom, right, top = box
        height = right - left if style.rotation in (90, 270) else top - bottom
        # The matrix of a Type 3 font makes it larger than it says.
        return style._replace(size=height) if style.size < height / 2 and style.rotation >= 0 else style


def _rotation(a: float, b: float) -> int:
    """The direction of text with this matrix, in whole quarters; -1 for any other angle."""
    quarters = math.degrees(math.atan2(b, a)) / 90
    nearest = round(quarters)
    return nearest % 4 * 90 if abs(quarters - nearest) < 0.06 else -1
