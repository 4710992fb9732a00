"""The bytes of a page to text: what the page says about its encoding is believed only if the bytes agree."""

import codecs
import re

from index.formats.characters.charset_names import MEANT
from index.formats.characters.code_pages import likeliest
from index.formats.characters.decode import decode
from index.formats.extract import UnreadableError

_DECLARED = re.compile(
    rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)",
    re.I,
)
# Where browsers stop looking is 1,024; pages with long comments come later to it.
_HEAD = 8_192
_MARKUP = re.compile(rb"<[^<>]*>")
_SAMPLE = 200_000
# Python's codecs are more than encodings of pages; and none says UTF-16 in letters of one byte and means it.
_OF_PAGES = re.compile(r"(?:cp|iso|koi8|mac|euc|gb|big5|shift|johab|tis|ptcp|hz|utf-8|ascii|latin)[\w-]*")
# A page that was cut or pasted together has a few broken characters among many.
_FEW_BROKEN = 0.1


def decode_page(data: bytes) -> str:
    """The text of a page.

    A byte order mark comes first, then UTF-8 if that is what the bytes are, then what the page says, if
    the bytes make sense in it, then the likeliest encoding.

    Raises:
        UnreadableError: It is no text, or no encoding fits.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)[0]
    if b"\0" in data:
        return _wide(data)
    declared = _declared(data)
    if (
        declared and declared.startswith("iso2022") and b"\x1b" in data
    ):  # in ASCII, so that UTF-8 fits as well
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf_8(data, declared)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of its tags is zero."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if "<".encode(encoding) + "h".encode(encoding) in data[:_HEAD].lower():
            return data.decode(encoding, "replace")
    if data.count(b"\0") > len(data) / 1000:
        raise UnreadableError("it is a binary file, not text")
    return decode_page(data.replace(b"\0", b""))


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it is in, if Python knows it."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return MEANT.get(name, name) if _OF_PAGES.fullmatch(name) else None


def _not_utf_8(data: bytes, declared: str | None) -> str:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(not character.isascii() for character in text) - broken
    if broken <= foreign * _FEW_BROKEN:
        return text
    stated = None if declared == "utf-8" else declared
    encoding = likeliest(_MARKUP.sub(b" ", data[:_SAMPLE]), stated)
    return data.decode(encoding or declared or "cp1252", "replace")
