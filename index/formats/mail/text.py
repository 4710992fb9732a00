"""Text of a message's headers and parts, even if what they state about their encoding is wrong.

Python's older policy for mail (compat32) gives headers as they are; the newer one fails on some that real mail has.
"""

import codecs
import re
from binascii import Error as BinasciiError
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from index.formats.characters.charset_names import MEANT
from index.formats.characters.decode import decode_only
from index.formats.extract import UnreadableError

# What the standard library raises on headers and parts that are malformed.
MALFORMED = (MessageError, LookupError, ValueError, AttributeError, TypeError, BinasciiError, AssertionError)

_LONGEST_HEADER = 20_000
# Hebrew, with a note on how its direction is marked (RFC 1556): the bytes mean the same.
_ALIASES = {"iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "unicode-1-1-utf-7": "utf-7"}
# Python's codecs are more than encodings of text.
_OF_TEXT = re.compile(r"(?:utf-|cp|iso|koi8|mac|euc|gb|big5|shift|johab|tis|ptcp|hz|ascii|latin)[\w-]*")


def header(message: Message, name: str) -> str:
    """A header on one line, its encoded words decoded; "" if there is none."""
    # `message[name]` would replace bytes that are not ASCII; `raw_items` keeps them.
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return decoded_words(raw)


def decoded_words(raw: str) -> str:
    """Text of a header's value, with `=?utf-8?q?...?=` decoded, and bytes that should not be there."""
    raw = " ".join(raw[:_LONGEST_HEADER].split())
    try:
        pieces = decode_header(raw) if "=?" in raw else [(raw, None)]
    except MALFORMED:
        pieces = [(raw, None)]
    return " ".join("".join(_piece(piece, charset) for piece, charset in pieces).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        if piece.isascii():
            return piece
        piece = piece.encode("utf-8", "surrogateescape")
    # Without a charset it stood between encoded words, and Python made bytes of it by raw-unicode-escape.
    return decoded(piece, charset or "utf-8")


def decoded(data: bytes, charset: str | None) -> str:
    """Text of bytes in their stated encoding if they fit it, else in the likeliest one.

    Raises:
        UnreadableError: It is not text.
    """
    encoding = _encoding(charset)
    # us-ascii is also what programs state that know nothing better: other bytes are mostly UTF-8 then.
    if encoding and (encoding != "cp1252" or charset != "us-ascii"):
        try:
            return data.decode(encoding)
        except UnicodeError:
            pass
    if not data.strip():
        return ""
    try:
        return decode_only(data)
    except UnreadableError:
        if encoding is None:
            raise
        return data.decode(encoding, "replace")


def _encoding(charset: str | None) -> str | None:
    """Python's name for an encoding that mail states, if it is one of text."""
    stated = (charset or "").strip().strip("'\"").lower()
    try:
        name = codecs.lookup(_ALIASES.get(stated, stated)).name
    except (LookupError, ValueError):
        return None
    return MEANT.get(name, name) if _OF_TEXT.fullmatch(name) else None


def part_text(part: Message) -> str:
    """The text of a part.

    Raises:
        UnreadableError: It is not text.
    """
    text = decoded(part_bytes(part), part.get_content_charset())
    return text.replace("\r\n", "\n").replace("\r", "\n")


def part_bytes(part: Message) -> bytes:
    """The content of a part, unpacked from base64 and the like."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
