"""The fonts of a PDF's page: which are bold, and which draw other characters than pdfium takes them for."""

import re
from collections import defaultdict

from index.formats.pdf.words.pdfium_calls import TextPage

_BOLD = re.compile(r"bold|black|heavy|demi|medi(?![a-z])|cmbx", re.I)
_REGULAR = re.compile(r"roman|regular|book(?!man)|light", re.I)
_MONO = re.compile(
    r"mono|courier|consol|typewriter|cmtt|menlo|inconsolata|sourcecode|fixed|\btt\b|lucidacons", re.I
)
_BOLD_WEIGHT = 680  # pdfium estimates it from the width of stems; regular faces come out at 350 to 600
# pdfium gives a character that draws nothing a rectangle of a thousandth of its size.
_NO_INK = 0.004


class Fonts:
    """What is known of the fonts of one page, each by pdfium's handle.

    Attributes:
        mistaken: Fonts that draw nothing for a character which has a shape: it is the space of another table, and
            none of their characters is what it seems.
    """

    def __init__(self, page: TextPage) -> None:
        """Starts without any font."""
        self.mistaken: set[int] = set()
        self._page = page
        self._bold: dict[int, bool] = {}
        self._mono: dict[int, bool] = {}
        self._tested: defaultdict[int, set[str]] = defaultdict(set)

    def is_bold(self, index: int, font: int) -> bool:
        """Whether a font is bold; the character at `index` is set in it."""
        bold = self._bold.get(font)
        if bold is None:
            name, weight = self._page.font_face(index)
            # "ABCDEF+" in front of a name says that only a part of the font is in the file.
            named = _BOLD.search(name.partition("+")[2] or name)
            heavy = weight >= _BOLD_WEIGHT and not _REGULAR.search(name)
            bold = self._bold[font] = bool(named or heavy)
        return bold

    def is_mono(self, index: int, font: int) -> bool:
        """Whether the characters of a font are equally wide, by its name; the character at `index` is set in it."""
        mono = self._mono.get(font)
        if mono is None:
            name, _ = self._page.font_face(index)
            mono = self._mono[font] = _MONO.search(name) is not None
        return mono

    def test(self, font: int, start: int, text: str, size: float) -> None:
        """Looks at the characters of a word that were not seen in its font before."""
        tested = self._tested[font]
        if tested.issuperset(text):
            return
        for index, character in enumerate(text, start):
            if character not in tested and "!" <= character <= "~":
                left, bottom, right, top = self._page.char_box(index)
                if min(right - left, top - bottom) < _NO_INK * size:
                    self.mistaken.add(font)
        tested.update(text)
