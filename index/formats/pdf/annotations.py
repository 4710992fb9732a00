"""What stands on a page without being of its text: the values of form fields, and comments."""

import ctypes
import re
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from index.documents import Box

_COMMENTS = frozenset(
    (
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_CARET,
        pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_INK,
    )
)
_WRITTEN = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX, pdfium.FPDF_FORMFIELD_TEXTFIELD)
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_PASSWORD = 1 << 13
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
# "f1_02", "topmostSubform": nobody is helped by these.
_TECHNICAL = re.compile(r"\S*[\d_]\S*|[a-z]+(?:[A-Z][a-z]+)*(?:Form|Field|Box)\w*|.{0,2}")
_MOST = 5_000
_LONGEST = 20_000


def read_extras(document: Any, page: Any, number: int) -> tuple[list[tuple[str, Box]], int]:
    """Values and comments of a pypdfium2 page with where they are, and how many characters of hidden ones it has."""
    extras: list[tuple[str, Box]] = []
    hidden = 0
    form = document.formenv.raw if document.formenv else None
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, place)
        if not note:
            continue
        text = _text(note, form)
        if text and pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
            hidden += len(text)
        elif text:
            extras.append((text, _box(note, number)))
        pdfium.FPDFPage_CloseAnnot(note)
    return extras, hidden


def _text(note: Any, form: Any) -> str:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        return _field(note, form) if form else ""
    if kind in _COMMENTS:
        return _string(lambda *buffer: pdfium.FPDFAnnot_GetStringValue(note, b"Contents", *buffer))
    return ""


def _field(note: Any, form: Any) -> str:
    """A form field as "Name: value"; nothing for one that is empty or not ticked."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    name = _field_name(note, form)
    if kind in _TICKED:
        if not pdfium.FPDFAnnot_IsChecked(form, note):
            return ""
        value = _string(lambda *buffer: pdfium.FPDFAnnot_GetFormFieldExportValue(form, note, *buffer))
        value = "yes" if value.lower() in ("", "on", "yes", "1", "true") else value
    elif kind in _WRITTEN and not pdfium.FPDFAnnot_GetFormFieldFlags(form, note) & _PASSWORD:
        value = _string(lambda *buffer: pdfium.FPDFAnnot_GetFormFieldValue(form, note, *buffer))
    else:
        return ""
    if kind in _TICKED and not name:
        return ""  # a tick that belongs to nobody knows what
    return f"{name}: {value}" if name and value else value


def _field_name(note: Any, form: Any) -> str:
    """What people see as the field's name, else the last part of its technical one."""
    shown = _string(lambda *buffer: pdfium.FPDFAnnot_GetFormFieldAlternateName(form, note, *buffer))
    name = _string(lambda *buffer: pdfium.FPDFAnnot_GetFormFieldName(form, note, *buffer))
    last = name.rsplit(".", 1)[-1].split("[")[0]
    return shown or ("" if _TECHNICAL.fullmatch(last) else last)


def _box(note: Any, number: int) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, rect)
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    return Box(page=number, left=left, bottom=bottom, right=right, top=top)


def _string(call: Callable[[Any, int], int]) -> str:
    """What one of pdfium's calls for strings writes, on one line; empty if that is too long."""
    size = call(None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    call(buffer, size)
    text = ctypes.string_at(buffer, size).decode("utf-16-le", "replace").split("\0")[0]
    return " ".join(text.split())
