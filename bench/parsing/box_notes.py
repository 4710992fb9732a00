"""Comments and form fields of a page, asked from PDFium; they are not in the text of the page."""

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from index.documents import Box

# The file keeps rectangles with four bytes a side.
_TOLERANCE = 0.01
_MAX_BYTES = 40_000
_CONTENTS = b"Contents"


def notes_at(page: Any, box: Box) -> list[tuple[str, bool]]:
    """The words of each comment and the value of each form field whose rectangle is the box.

    Each comes with whether it is a field. A ticked box has an empty value; an unticked one is left out.

    Args:
        page: A pypdfium2 page of a document whose form was opened.
        box: In points of the page.
    """
    found = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if _is_at(note, box) and (words := _words(note, page.formenv)) is not None:
            found.append((words, pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET))
        # The raw functions of pypdfium2 free nothing by themselves.
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _is_at(note: Any, box: Box) -> bool:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(note, rect):
        return False
    # A PDF may name any two opposite corners.
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    sides = zip((left, bottom, right, top), (box.left, box.bottom, box.right, box.top), strict=True)
    return all(abs(side - expected) <= _TOLERANCE for side, expected in sides)


def _words(note: Any, form: Any) -> str | None:
    if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_WIDGET:
        return _string(partial(pdfium.FPDFAnnot_GetStringValue, note, _CONTENTS)) or None
    # PDFium only gives values of fields if the form was opened.
    if form is None:
        return None
    # The text has only the name of a ticked box.
    if pdfium.FPDFAnnot_IsChecked(form.raw, note):
        return ""
    return _string(partial(pdfium.FPDFAnnot_GetFormFieldValue, form.raw, note)) or None


def _string(call: Callable[[Any, int], int]) -> str:
    """Calls a function of PDFium that fills a buffer, first for the size that it needs."""
    size = min(call(None, 0), _MAX_BYTES)
    # Two bytes more, so that the string ends with a zero of UTF-16 in any case.
    buffer = ctypes.create_string_buffer(size + 2)
    call(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").split("\0")[0]
