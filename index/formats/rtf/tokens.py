r"""Cuts RTF into braces, control words, bytes in hexadecimal, and text (RTF specification 1.9.1)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Line ends mean nothing. A control word has up to 32 letters, and one space behind it belongs to it.
_TOKEN = re.compile(
    rb"(?P<text>[^\\{}\r\n]+)|(?P<brace>[{}])|[\r\n]+"
    rb"|\\(?:(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]+)? ?|'(?P<hex>[0-9A-Fa-f]{2})|(?P<symbol>.))",
    re.DOTALL,
)
# Numbers have 32 bits.
_MAX_DIGITS = 11


class Token(NamedTuple):
    r"""One token.

    Attributes:
        kind: "{", "}", "text", "hex", "word" or "symbol".
        data: The bytes of "text", or the one of "hex".
        name: Of a control word, or the character of a control symbol.
        number: Behind a control word, or None.
    """

    kind: str
    data: bytes = b""
    name: str = ""
    number: int | None = None


# Made once, since programs write a group for nearly every word.
_OPEN, _CLOSE = Token("{"), Token("}")


def tokens(data: bytes) -> Iterator[Token]:
    r"""The tokens, in order; what follows `\bin` is skipped."""
    at = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        match match.lastgroup:
            case "text":
                yield Token("text", match["text"])
            case "brace":
                yield _OPEN if match["brace"] == b"{" else _CLOSE
            case "hex":
                yield Token("hex", bytes.fromhex(match["hex"].decode()))
            case "symbol":
                yield Token("symbol", name=match["symbol"].decode("latin-1"))
            # `lastgroup` is the last group that matched: the number, if there is one.
            case "word" | "number":
                name, digits = match["word"].decode(), match["number"]
                number = None if digits is None else int(digits[:_MAX_DIGITS])
                yield Token("word", name=name, number=number)
                # Raw bytes follow, in which a brace means nothing. A negative number must not lead back.
                at += max(number or 0, 0) if name == "bin" else 0
