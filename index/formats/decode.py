"""Bytes to text, once: every offset of Pincite points into what `decode` returns."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Left to choose among all it knows, charset-normalizer took French cp1252 for something else. Where
# two fit equally well (French in cp1252 and cp1250 does), the earlier in this list is meant.
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
]
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class NotTextError(ValueError):
    """The bytes are not text in any encoding that Pincite reads; the message is the reason."""


def decode(data: bytes) -> str:
    r"""Text of `data` with `\n` line ends, without byte order mark and control characters.

    Tries the byte order mark, then strict UTF-8, then the likeliest legacy encoding.

    Raises:
        NotTextError: It is binary, or no encoding fits.
    """
    text = _LINE_ENDS.sub("\n", _decoded(data).removeprefix("\ufeff"))
    controls = len(_NOT_TEXT.findall(text))
    if "\0" in text or controls > len(text) / 100:
        raise NotTextError("it is a binary file, not text")
    return _NOT_TEXT.sub("", text)


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        raise NotTextError("it is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        guesses = from_bytes(data, cp_isolation=_LEGACY)
    if not guesses:
        raise NotTextError("its encoding can't be told; save it as UTF-8")
    return str(min(guesses, key=lambda it: (it.chaos, -it.coherence, _LEGACY.index(it.encoding))))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise NotTextError(
            f"it says that it is {name}, but byte {error.start} is not; save it as UTF-8"
        ) from error
