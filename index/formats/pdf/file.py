"""Opens a PDF, and reads the strings that pdfium writes to a buffer."""

import ctypes
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from index.formats.extract import EncryptedError, File, UnreadableError

MAX_PAGES = 5_000
"""As many pages of a file are read, and shown."""

# It would write to standard error that a form has an XFA part; the other part of such a form is read all the same.
logging.getLogger("pypdfium2").setLevel(logging.ERROR)


@contextmanager
def opened(file: File) -> Iterator[Any]:
    """The pypdfium2 document of a file, closed at the end.

    Raises:
        UnreadableError: It is damaged, or encrypted and the password does not open it.
    """
    try:
        document = pypdfium.PdfDocument(file.data, password=file.password or None)
    except pypdfium.PdfiumError as error:
        raise _reason(error, file) from error
    except UnicodeEncodeError as error:  # half a character, as a shell may pass it on
        raise EncryptedError.of(given=bool(file.password)) from error
    try:
        # Before the first page, so that the values of form fields are known. A damaged form is left out.
        with suppress(pypdfium.PdfiumError):
            document.init_forms()
        yield document
    finally:
        document.close()


def _reason(error: pypdfium.PdfiumError, file: File) -> UnreadableError:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedError.of(given=bool(file.password))
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return UnreadableError("it is encrypted in a way that is not read; save it without encryption")
    return UnreadableError("it is damaged: it can't be opened as a PDF; save it anew from where it came from")


def read_string(call: Callable[[Any, int], int], longest: int) -> str:
    """The string that one of pdfium's calls writes; empty if it is longer than so many characters."""
    size = call(None, 0)
    if not 2 < size <= 2 * longest:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    call(buffer, size)
    return ctypes.string_at(buffer, size).decode("utf-16-le", "replace").split("\0")[0]
