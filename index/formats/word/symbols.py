"""Characters of symbol fonts, which Word stores as characters of private use, as text with the same meaning.

Source: the code charts of the fonts Symbol (see `rtf.charsets`) and Wingdings (Unicode 7.0, L2/11-052).
"""

import re

from index.formats.rtf.charsets import SYMBOL, shown

_PRIVATE = re.compile("[\uf020-\uf0ff]")
# Ticks and arrows carry meaning; other pictographs are dropped.
_WINGDINGS = {
    0x20: " ", 0x6C: "•", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(code: str, font: str) -> str:
    """The character with a code, in hexadecimal digits, of a font; "" if there is none."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if place < 0x100 and font.lower().startswith(("symbol", "wingdings")):
        place += 0xF000
    return readable(chr(place), font) if 0x20 <= place <= 0xFFFF else ""


def readable(text: str, font: str) -> str:
    """A text in which characters of a symbol font are ordinary characters."""
    return _PRIVATE.sub(lambda match: _readable(match[0], font.lower()), text)


def _readable(character: str, font: str) -> str:
    if font.startswith(("wingdings", "webdings")):
        return _WINGDINGS.get(ord(character) - 0xF000, "") if font == "wingdings" else ""
    return shown(character, SYMBOL) if font.startswith("symbol") else character
