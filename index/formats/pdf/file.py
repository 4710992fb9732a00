"""Opens a PDF."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from index.formats.extract import EncryptedError, File, UnreadableError

# It would say on standard error that a form has an XFA part, whose other half is read all the same.
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
        _open_form(document)
        yield document
    finally:
        document.close()


def _open_form(document: Any) -> None:
    """Makes the values of form fields known; must come before the first page."""
    try:
        document.init_forms()
    except pypdfium.PdfiumError:
        return  # a damaged form: the pages can still be read


def _reason(error: pypdfium.PdfiumError, file: File) -> UnreadableError:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedError.of(given=bool(file.password))
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return UnreadableError("it is encrypted in a way that is not read; save it without encryption")
    return UnreadableError("it is damaged: it can't be opened as a PDF; save it anew from where it came from")
