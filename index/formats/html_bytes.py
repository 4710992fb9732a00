"""The bytes of a page to text: what the page says about its encoding is believed only if the bytes agree."""

import codecs
import re

from charset_normalizer import from_bytes

from index.formats.charset_names import MEANT
from index.formats.decode import decode
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
# Arabic and Hebrew beside those that `decode` knows. Thai is not among them: Chinese fits it too well.
_LIKELY = "cp1252 cp1250 cp1251 koi8_r cp1253 cp1254 cp1256 cp1255 cp932 euc_jp gb18030 big5 cp949".split()
# A page that was cut or pasted together has a few broken characters among many.
_FEW_BROKEN = 0.1
_SENSIBLE = 0.2


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
    foreign = sum(not it.isascii() for it in text) - broken
    if broken <= foreign * _FEW_BROKEN:
        return text
    said = _MARKUP.sub(b" ", data[:_SAMPLE])
    if declared and declared != "utf-8" and _makes_sense(said, declared):
        return data.decode(declared, "replace")
    guesses = from_bytes(said, cp_isolation=list(_LIKELY), threshold=_SENSIBLE)
    if not guesses:
        return data.decode(declared or "cp1252", "replace")
    best = min(guesses, key=lambda it: (it.chaos, -it.coherence, _LIKELY.index(it.encoding)))
    return data.decode(best.encoding, "replace")


def _makes_sense(said: bytes, encoding: str) -> bool:
    """Whether bytes make text in an encoding that looks like one, and not like `ÐŸÑ€Ð¸`."""
    guesses = from_bytes(said, cp_isolation=[encoding], threshold=_SENSIBLE)
    return len(guesses) > 0
