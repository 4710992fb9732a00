"""The characters of a page as pdfium gives them, with ligatures in place of the numbers that stand for them."""

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

from index.formats.pdf.words.pdfium_calls import TextPage, char_at, is_hyphen

# pdfium's mark for a hyphen at the end of a line, in its text as a whole.
HYPHEN_MARK = "\ufffe"
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
# Where TeX's old and new fonts have ligatures; without a table, pdfium gives these numbers.
_LIGATURE_CODES = "\x0b\x0c\x0e\x0f\x1b\x1c\x1d\x1e\x1f"
_LIGATURES = str.maketrans(_LIGATURE_CODES, "\ufb00\ufb01\ufb03\ufb04\ufb00\ufb01\ufb02\ufb03\ufb04")
_CONTROL_LIGATURE = re.compile(f"(?<=[a-z])[{_LIGATURE_CODES}]|[{_LIGATURE_CODES}](?=[a-z])")


def characters_of(page: TextPage, text_page: Any, length: int) -> str:
    """The page's text with one character for each index; hyphens at the end of lines are marked."""
    buffer = (ctypes.c_ushort * (length + 1))()
    written = pdfium.FPDFText_GetText(text_page.raw, 0, length, buffer) - 1 if length else 0
    if written == length:
        text = bytes(buffer)[: 2 * length].decode("utf-16-le", "surrogatepass")
        if len(text) == length and not CONTROL.search(text):
            return text
    marks = (
        HYPHEN_MARK if code == 2 and is_hyphen(page.handle, index) else chr(min(code, 0x10FFFF))
        for index, code in enumerate(char_at(page.handle, index) for index in range(length))
    )
    return _CONTROL_LIGATURE.sub(lambda match: match[0].translate(_LIGATURES), "".join(marks))
