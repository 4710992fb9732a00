"""Tells whether a text is English, the language that the reader was trained on."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
# The most frequent English words: a third or more of English prose, a few in a hundred of the words of other languages.
_COMMON = frozenset(
    """
    the of and to in a is that for it as was with be by on not he i this are or his from at which but have an had
    they you were their one all we can her has there been if more when will would who so no what how why where did
    does do many much she him its than into about after some other
    """.split()
)
# A shorter text counts as English.
_MIN_WORDS = 8
_MIN_COMMON = 0.12
_MIN_LATIN = 0.7
_ROW = " | "

NOT_ENGLISH = (
    "The reader was trained on English, and this text is in another language: look at the passages yourself."
)


def is_english(text: str) -> bool:
    """False for other scripts, and for a text of eight words or more with hardly any common English word."""
    # Rows of tables have hardly any common word in any language.
    prose = "\n".join(line for line in text.splitlines() if _ROW not in line)
    words = _WORD.findall(prose.lower())
    letters = "".join(words)
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    if letters and latin < _MIN_LATIN * len(letters):
        return False
    return len(words) < _MIN_WORDS or sum(word in _COMMON for word in words) >= _MIN_COMMON * len(words)
