"""The characters that people type for those that are set: no ligatures, accents on their letters, nothing unseen."""

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from index.formats.characters.clean import clean
from index.formats.pdf.words.pdfium_calls import Rect
from index.formats.pdf.words.word import is_right_to_left

_BoxOf: TypeAlias = Callable[[int], Rect]

_PRESENTATION = re.compile("[\ufb00-\ufb4f\ufb50-\ufdf1\ufe70-\ufefc]")
_REVERSED_LAM_ALEF = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
# TeX sets an accent before its letter; each with the mark that joins with a letter.
_ACCENTS = dict(
    zip("`\u00a8\u00af\u00b4\u00b8\u02c6\u02c7\u02d8\u02d9\u02da\u02db\u02dc\u02dd",
        "\u0300\u0308\u0304\u0301\u0327\u0302\u030c\u0306\u0307\u030a\u0328\u0303\u030b", strict=True)
)  # fmt: skip
_MARKS = "".join(_ACCENTS)
_ACCENT_FIRST = re.compile(f"[{_MARKS}][^\\W\\d_]")
_ACCENT_LAST = re.compile(f"[^\\W\\d_][{_MARKS}]")
_LEFT_TO_RIGHT = re.compile(r"\d[\d.,:/]*\d|[A-Za-z]{2,}")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_DOTLESS = {"\u0131": "i", "\u0237": "j"}


def normalised(text: str, box_of: _BoxOf) -> tuple[str, int]:
    """The word as people type it, and how many characters it had that nobody sees.

    Args:
        text: The characters as the font's table gives them; not all of them are ASCII.
        box_of: The rectangle of the ink of a character, by its index in `text`.
    """
    soft_hyphen = text.endswith("\xad")
    if max(text) >= "\ud800":
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text, box_of = _in_reading_order(*_with_mark_behind(text, box_of))
    for pattern in (_ACCENT_FIRST, _ACCENT_LAST):
        accented = pattern.sub(lambda match: _accented(match[0], match.start(), box_of), text)
        if accented != text:
            text = accented
            break  # the indexes of `box_of` are no longer those of the text
    for match in _REVERSED_LAM_ALEF.finditer(text):
        # One glyph stands for both letters, so pdfium turns them around with the rest of the line.
        if box_of(match.start()) == box_of(match.start() + 1):
            text = text[: match.start()] + match[0][::-1] + text[match.end() :]
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text, hidden = clean(unicodedata.normalize("NFC", text))
    return (text + "-" if soft_hyphen else text), hidden


def _with_mark_behind(text: str, box_of: _BoxOf) -> tuple[str, _BoxOf]:
    """Puts a mark that the word begins with behind the letter that it is drawn over."""
    if len(text) < 2 or not unicodedata.combining(text[0]) or not _is_over(box_of(0), box_of(1)):
        return text, box_of
    return text[1] + text[0] + text[2:], lambda index: box_of(1 - index if index < 2 else index)


def _is_over(mark: Rect, letter: Rect) -> bool:
    return letter[0] <= (mark[0] + mark[2]) / 2 <= letter[2]


def _in_reading_order(text: str, box_of: _BoxOf) -> tuple[str, _BoxOf]:
    """Turns a word of a right-to-left script around, if the file has its letters from left to right."""
    letters = [index for index, character in enumerate(text) if is_right_to_left(character)]
    if len(letters) < 2 or box_of(letters[0])[0] >= box_of(letters[-1])[0]:
        return text, box_of
    turned = _LEFT_TO_RIGHT.sub(lambda match: match[0][::-1], text[::-1])
    return turned.translate(_MIRRORED), lambda index: box_of(len(text) - 1 - index)


def _accented(both: str, start: int, box_of: _BoxOf) -> str:
    """A letter and the accent that is drawn over it, as one character; unchanged if they stand apart."""
    mark, letter = (0, 1) if both[0] in _ACCENTS else (1, 0)
    character = unicodedata.normalize("NFC", _DOTLESS.get(both[letter], both[letter]) + _ACCENTS[both[mark]])
    return (
        character if len(character) == 1 and _is_over(box_of(start + mark), box_of(start + letter)) else both
    )
