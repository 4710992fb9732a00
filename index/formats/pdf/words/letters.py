"""The characters that people type for those that are set: no ligatures, accents on their letters, nothing unseen."""

import re
import unicodedata
from collections.abc import Callable

from index.formats.characters.clean import clean
from index.formats.pdf.words.calls import Rect
from index.formats.pdf.words.word import is_right_to_left

_PRESENTATION = re.compile("[\ufb00-\ufb4f\ufb50-\ufdf1\ufe70-\ufefc]")
_REVERSED_LAM_ALEF = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
# TeX sets an accent before its letter; each with the mark that joins with a letter.
_ACCENTS = dict(
    zip("`\u00a8\u00af\u00b4\u00b8\u02c6\u02c7\u02d8\u02d9\u02da\u02db\u02dc\u02dd",
        "\u0300\u0308\u0304\u0301\u0327\u0302\u030c\u0306\u0307\u030a\u0328\u0303\u030b", strict=True)
)  # fmt: skip
_MARKS = "".join(_ACCENTS)
_BEFORE = re.compile(f"([{_MARKS}])([^\\W\\d_])")
_BEHIND = re.compile(f"([^\\W\\d_])([{_MARKS}])")
_DIGITS = re.compile(r"\d[\d.,:/]*\d|[A-Za-z]{2,}")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_DOTLESS = {"\u0131": "i", "\u0237": "j"}


def plain(text: str, box_of: Callable[[int], Rect]) -> tuple[str, int]:
    """The word as people type it, and how many characters it had that nobody sees.

    Args:
        text: The characters as the font's table gives them; others than ASCII are among them.
        box_of: The rectangle of the ink of the character at a place of `text`.
    """
    soft = text.endswith("\xad")
    if max(text) >= "\ud800":
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text, box_of = _logical(*_mark_behind(text, box_of))
    before = _BEFORE.sub(lambda match: _accented(match[0], match[1], match[2], match.start(), box_of), text)
    if before == text:
        # Places of `text` have moved otherwise.
        before = _BEHIND.sub(
            lambda match: _accented(match[0], match[2], match[1], match.start(), box_of), text
        )
    text = before
    for match in _REVERSED_LAM_ALEF.finditer(text):
        # One glyph stands for both letters, so pdfium turns them around with the rest of the line.
        if box_of(match.start()) == box_of(match.start() + 1):
            text = text[: match.start()] + match[0][::-1] + text[match.end() :]
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text, hidden = clean(unicodedata.normalize("NFC", text))
    return (text + "-" if soft else text), hidden


def _mark_behind(text: str, box_of: Callable[[int], Rect]) -> tuple[str, Callable[[int], Rect]]:
    """The same; a mark that the word begins with stands behind the letter that it is drawn over."""
    if len(text) < 2 or not unicodedata.combining(text[0]) or not _is_over(box_of(0), box_of(1)):
        return text, box_of
    return text[1] + text[0] + text[2:], lambda place: box_of(1 - place if place < 2 else place)


def _is_over(mark: Rect, letter: Rect) -> bool:
    return letter[0] <= (mark[0] + mark[2]) / 2 <= letter[2]


def _logical(text: str, box_of: Callable[[int], Rect]) -> tuple[str, Callable[[int], Rect]]:
    """A word of a script that runs to the left in the order of reading, if its letters come from left to right."""
    letters = [place for place, character in enumerate(text) if is_right_to_left(character)]
    if len(letters) < 2 or box_of(letters[0])[0] >= box_of(letters[-1])[0]:
        return text, box_of
    turned = _DIGITS.sub(lambda match: match[0][::-1], text[::-1])
    return turned.translate(_MIRRORED), lambda place: box_of(len(text) - 1 - place)


def _accented(both: str, accent: str, letter: str, start: int, box_of: Callable[[int], Rect]) -> str:
    """A letter and the accent that is drawn over it, as one character; as they are if they stand apart."""
    first, second = box_of(start), box_of(start + 1)
    over, under = (first, second) if both[0] == accent else (second, first)
    one = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _ACCENTS[accent])
    return one if len(one) == 1 and _is_over(over, under) else both
