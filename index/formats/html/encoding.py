"""Decodes the bytes of a page. Its declared encoding is used only if the bytes fit it."""

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
# Browsers stop after 1,024 bytes; in pages with long comments the declaration comes later.
_HEAD = 8_192
_MARKUP = re.compile(rb"<[^<>]*>")
_SAMPLE = 200_000
# Not every codec of Python is an encoding of pages; and a page whose declaration is ASCII is never in UTF-16.
_PAGE_ENCODINGS = re.compile(
    r"(?:cp|iso|koi8|mac|euc|gb|big5|shift|johab|tis|ptcp|hz|utf-8|ascii|latin)[\w-]*"
)
# A page that was cut or put together from parts has a few broken characters among many.
_FEW_BROKEN = 0.1


def decode_page(data: bytes) -> str:
    """The text of a page.

    In this order: a byte order mark, UTF-8 if the bytes are valid, the declared encoding if the bytes make sense in
    it, and the likeliest encoding.

    Raises:
        UnreadableError: It is not text, or no encoding fits.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)[0]
    if b"\0" in data:
        return _wide(data)
    declared = _declared(data)
    # These encodings consist of ASCII characters, so that UTF-8 would fit as well.
    if declared and declared.startswith("iso2022") and b"\x1b" in data:
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf_8(data, declared)


def _wide(data: bytes) -> str:
    """The text of a page in UTF-16 without a byte order mark, in which every second byte of tags is zero."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if "<".encode(encoding) + "h".encode(encoding) in data[:_HEAD].lower():
            return data.decode(encoding, "replace")
    if data.count(b"\0") > len(data) / 1000:
        raise UnreadableError("it is a binary file, not text")
    return decode_page(data.replace(b"\0", b""))


def _declared(data: bytes) -> str | None:
    """The declared encoding of a page, if Python has it; or None."""
    declaration = _DECLARED.search(data[:_HEAD])
    if declaration is None:
        return None
    try:
        name = codecs.lookup((declaration[1] or declaration[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return MEANT.get(name, name) if _PAGE_ENCODINGS.fullmatch(name) else None


def _not_utf_8(data: bytes, declared: str | None) -> str:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(not character.isascii() for character in text) - broken
    if broken <= foreign * _FEW_BROKEN:
        return text
    stated = None if declared == "utf-8" else declared
    encoding = likeliest(_MARKUP.sub(b" ", data[:_SAMPLE]), stated)
    return data.decode(encoding or declared or "cp1252", "replace")
