"""Whether a text is English, on which the reader was trained."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
# The commonest English words: a third or more of ordinary prose, some in a hundred of other languages' words.
_COMMON = frozenset(
    """
    the of and to in a is that for it as was with be by on not he i this are or his from at which but have an had
    they you were their one all we can her has there been if more when will would who so no what how why where did
    does do many much she him its than into about after some other
    """.split()
)
_FEWEST = 8
_SHARE = 0.12
_LATIN = 0.7
_ROW = " | "

NOT_ENGLISH = "The reader was trained on English, and this is not: look at the passages yourself."


def is_english(text: str) -> bool:
    """False for other scripts, and for a text of eight words or more with hardly any common English word."""
    # Rows of tables have hardly a common word in any language.
    prose = "\n".join(line for line in text.splitlines() if _ROW not in line)
    words = _WORD.findall(prose.lower())
    letters = "".join(words)
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    if letters and latin < _LATIN * len(letters):
        return False
    return len(words) < _FEWEST or sum(word in _COMMON for word in words) >= _SHARE * len(words)
