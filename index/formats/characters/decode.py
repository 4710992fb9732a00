"""Bytes to text: every offset of Pincite points into what `decode` returns."""

import codecs
import re
import unicodedata

from index.formats.characters.clean import clean
from index.formats.characters.code_pages import decode_legacy
from index.formats.extract import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# What a terminal does not show: codes for colours and the like (ECMA-48), and letters printed twice to be bold.
_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[ -/]+[0-~])|[^\n]\x08")
_BEGINNING = 65_536  # even
# Of the characters beyond ASCII. A text that was cut, or pasted together, has a few broken ones.
_MOST_BROKEN = 0.1
# One character in UTF-8 that was taken for Latin-1 and encoded again. Sound text has no high control characters.
_TWICE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
# Japanese in bytes of seven bits, as in mail: an escape stands before what is not in Latin letters.
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_BINARY = "it is a binary file, not text"


def decode(data: bytes) -> tuple[str, int]:
    r"""Text of `data` with `\n` line ends, without byte order mark, control and hidden characters.

    Tries the byte order mark, then UTF-8 (with a few broken characters at most), then UTF-16 without a mark, then
    the likeliest legacy encoding.

    Returns:
        The text, and how many hidden characters it had.

    Raises:
        UnreadableError: It is binary, or no encoding fits.
    """
    return clean(decode_only(data))


def decode_only(data: bytes) -> str:
    """As `decode`, but invisible characters stay."""
    if data.isascii() and _ISO_2022_JP.search(data):
        return data.decode("iso2022_jp_2", "replace")
    text = _TERMINAL.sub("", _decoded(data).removeprefix("\ufeff"))
    if "\0" in text or len(_CONTROLS.findall(text)) > len(text) / 100:
        raise UnreadableError(_BINARY)
    return _encoded_once(text)


def _encoded_once(text: str) -> str:
    """The text as it was before it was encoded twice, if that explains every high control character in it."""
    if not _HIGH_CONTROL.search(text):
        return text
    mended = _TWICE.sub(lambda match: match[0].encode("latin-1").decode("utf-8", "ignore") or match[0], text)
    return text if _HIGH_CONTROL.search(mended) else mended


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        return data.decode(_unmarked(data[:_BEGINNING]), "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if _is_mostly_whole(text):
        return text
    legacy = decode_legacy(data)
    if legacy is None:
        raise UnreadableError("its encoding can't be told; save it as UTF-8")
    return legacy


def _unmarked(beginning: bytes) -> str:
    """The byte order of UTF-16 without a mark: in the wrong one, spaces and letters are no characters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = codecs.getincrementaldecoder(encoding)("replace").decode(beginning)
        ordinary = sum(character in " \n" or character.isalpha() for character in text)
        is_text = ordinary > len(text) / 2 and not any(map(_is_no_character, set(text)))
        if is_text and re.search(r"[ \r\n]", text):
            return encoding
    raise UnreadableError(_BINARY)


def _is_no_character(character: str) -> bool:
    """Whether no text has it: unassigned, private, or a control that is no white space."""
    category = unicodedata.category(character)
    return character == "\ufffd" or category in ("Cn", "Co") or (category == "Cc" and not character.isspace())


def _is_mostly_whole(text: str) -> bool:
    """Whether few characters beyond ASCII are broken, as in UTF-8 that was cut; in other encodings most would be."""
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return broken <= _MOST_BROKEN * (beyond_ascii - broken)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise UnreadableError(
            f"it says that it is {name}, but byte {error.start} is not; save it as UTF-8"
        ) from error
