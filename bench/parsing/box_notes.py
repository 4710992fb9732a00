"""What PDFium knows of the comments and form fields of a page, which are not in the page's own text."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from index.documents import Box

# Rectangles are kept in four bytes a side.
_SAME_SIDE = 0.01
_LONGEST = 40_000  # bytes
_CONTENTS = b"Contents"


def notes_at(page: Any, box: Box) -> list[tuple[str, bool]]:
    """The words of each comment, and the value of each form field, whose own rectangle is the box.

    With each comes whether it is a field. Of one that is ticked, the value is empty; one that is not is left out.

    Args:
        page: A pypdfium2 page of a document whose form was opened.
        box: In the page's points.
    """
    found = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if _is_at(note, box) and (words := _words(note, page.formenv)) is not None:
            found.append((words, pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _is_at(note: Any, box: Box) -> bool:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(note, rect):
        return False
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    sides = zip((left, bottom, right, top), (box.left, box.bottom, box.right, box.top), strict=True)
    return all(abs(one - other) <= _SAME_SIDE for one, other in sides)


def _words(note: Any, form: Any) -> str | None:
    if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_WIDGET:
        return _string(lambda *it: pdfium.FPDFAnnot_GetStringValue(note, _CONTENTS, *it)) or None
    if form is None:
        return None
    if pdfium.FPDFAnnot_IsChecked(form.raw, note):
        return ""
    return _string(lambda *it: pdfium.FPDFAnnot_GetFormFieldValue(form.raw, note, *it)) or None


def _string(call: Callable[[Any, int], int]) -> str:
    size = min(call(None, 0), _LONGEST)
    buffer = ctypes.create_string_buffer(size + 2)
    call(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").split("\0")[0]
