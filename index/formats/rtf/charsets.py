r"""What bytes mean in RTF, which depends on the font of the text."""

import codecs
from string import ascii_lowercase, ascii_uppercase

# The numbers behind `\fcharset` and the code pages that they stand for (RTF specification, font table).
_CHARSETS = {
    0: 1252, 77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950,
    161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 179: 1256, 180: 1256, 181: 1255, 186: 1257,
    204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
_ANSI, _DEFAULT, _SYMBOLS = 0, 1, 2
# Code pages whose codec has another name in Python. GB 18030 has all characters of 936, and more.
_CODECS = {
    10000: "mac_roman",
    10007: "mac_cyrillic",
    65001: "utf-8",
    936: "gb18030",
    1361: "johab",
    708: "iso8859_6",
}

# The font Symbol has Greek letters in place of the Latin ones, and signs above.
_GREEK = dict(zip(ascii_uppercase, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip(ascii_lowercase, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)
_SIGNS = {
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB1: "±", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB0: "°", 0xB8: "÷",
    0xAE: "→", 0xAC: "←", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE5: "∑", 0xD6: "√", 0xF2: "∫", 0xBC: "…", 0xA2: "′",
    0xB2: "″", 0xD0: "∠", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪", 0xDE: "⇒", 0xDB: "⇔", 0xB6: "∂", 0x2D: "−",
}  # fmt: skip
_SYMBOL_BYTES = {
    byte: _SIGNS.get(byte, _GREEK.get(chr(byte), chr(byte) if byte < 0x80 else "")) for byte in range(256)
}
# A byte of a symbol font may be written as `\u` with this number added, a place for private use.
_PRIVATE = 0xF000
# A damaged file may add to one name without end; each piece would copy all before it.
_LONGEST_NAME = 100

SYMBOL = "symbol"
PICTOGRAPHS = "pictographs"


class Fonts:
    """The fonts of a document, by number; -1 is the one that is used where none is named."""

    def __init__(self) -> None:
        self._code_page = 1252
        self._default = 0
        self._charsets: dict[int, int] = {}
        self._code_pages: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._encodings: dict[int, str] = {}

    def set_document(self, *, code_page: int | None = None, default: int | None = None) -> None:
        """Sets the code page of fonts that have none of their own, and the font that is used where none is named."""
        self._code_page = self._code_page if code_page is None else code_page
        self._default = self._default if default is None else default
        self._encodings.clear()

    def set_font(self, font: int, *, charset: int | None = None, code_page: int | None = None) -> None:
        """Sets which characters a font has: a character set, or a code page, which has precedence."""
        if charset is not None:
            self._charsets[font] = charset
        if code_page is not None:
            self._code_pages[font] = code_page
        self._encodings.clear()

    def add_name(self, font: int, text: str) -> None:
        """Adds to a font's name."""
        self._names[font] = (self._names.get(font, "") + text)[:_LONGEST_NAME]
        self._encodings.clear()

    def encoding(self, font: int) -> str:
        """The name of a Python codec, or `SYMBOL`, or `PICTOGRAPHS`."""
        # Asked for every piece of text, so the answer is kept until the fonts change.
        if font not in self._encodings:
            self._encodings[font] = self._encoding(self._default if font < 0 else font)
        return self._encodings[font]

    def _encoding(self, font: int) -> str:
        charset = self._charsets.get(font, _DEFAULT)
        if charset == _SYMBOLS:
            # Other symbol fonts, such as Wingdings, have pictures in the places of letters.
            return SYMBOL if self._names.get(font, "").strip().lower().startswith("symbol") else PICTOGRAPHS
        if font in self._code_pages:
            return codec(self._code_pages[font])
        # Programs that know only one code page call all of its fonts "ANSI".
        only_ansi = all(other in (_ANSI, _SYMBOLS) for other in self._charsets.values())
        if charset == _DEFAULT or (charset == _ANSI and only_ansi):
            return codec(self._code_page)
        return codec(_CHARSETS.get(charset, self._code_page))


def codec(code_page: int) -> str:
    """The name of a Python codec for a code page; for an unknown one the one of Western Europe."""
    name = _CODECS.get(code_page, f"cp{code_page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def decoded(data: bytes, encoding: str) -> str:
    """Bytes as text; pictographs, such as ticks and pointing hands, are dropped."""
    if encoding == PICTOGRAPHS:
        return "".join(" " for byte in data if byte == 0x20)
    if encoding == SYMBOL:
        return "".join(_SYMBOL_BYTES[byte] for byte in data)
    return data.decode(encoding, "replace")


def shown(character: str, encoding: str) -> str:
    """A Unicode character; one of private use that stands for a byte of a symbol font becomes text."""
    place = ord(character) - _PRIVATE
    if 0 <= place <= 0xFF:
        return decoded(bytes([place]), encoding if encoding == PICTOGRAPHS else SYMBOL)
    return character
