"""What is on a page without being part of its text: the values of form fields, and comments."""

import re
from functools import partial
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from index.documents import Box
from index.formats.pdf.file import read_string
from index.formats.pdf.form_fields import Field

_COMMENTS = frozenset(
    getattr(pdfium, f"FPDF_ANNOT_{name}")
    for name in "TEXT FREETEXT HIGHLIGHT UNDERLINE SQUIGGLY STRIKEOUT STAMP CARET SQUARE CIRCLE LINE INK".split()
)
_WRITTEN = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX, pdfium.FPDF_FORMFIELD_TEXTFIELD)
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_PASSWORD = 1 << 13
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
# Names such as "f1_02" or "topmostSubform" tell a reader nothing.
_TECHNICAL = re.compile(r"\S*[\d_]\S*|[a-z]+(?:[A-Z][a-z]+)*(?:Form|Field|Box)\w*|.{0,2}")
_MOST = 5_000
_LONGEST = 20_000


class Annotations(NamedTuple):
    """The fields of a page, its comments with where they are, and how many characters of hidden ones it has."""

    fields: list[Field]
    comments: list[tuple[str, Box]]
    hidden: int


def read_annotations(document: Any, page: Any, number: int) -> Annotations:
    """The fields and comments of a pypdfium2 page."""
    fields: list[Field] = []
    comments: list[tuple[str, Box]] = []
    hidden = 0
    form = document.formenv.raw if document.formenv else None
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        field, comment = _field(annotation, form, number), _comment(annotation)
        if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            hidden += len(field.text if field else comment)
        elif field:
            fields.append(field)
        elif comment:
            comments.append((comment, _box(annotation, number)))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return Annotations(fields, comments, hidden)


def _comment(annotation: Any) -> str:
    if pdfium.FPDFAnnot_GetSubtype(annotation) not in _COMMENTS:
        return ""
    return _string(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")


def _field(annotation: Any, form: Any, page: int) -> Field | None:
    """A form field; None for a button, a password, and what is no field."""
    if not form or pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return None
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    name = _field_name(annotation, form)
    if kind in _TICKED:
        value = _string(pdfium.FPDFAnnot_GetFormFieldExportValue, form, annotation)
        value = "yes" if value.lower() in ("", "on", "yes", "1", "true") else value
        ticked = bool(pdfium.FPDFAnnot_IsChecked(form, annotation))
        return Field(_box(annotation, page), value, name, ticked)
    if kind in _WRITTEN and not pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
        return Field(_box(annotation, page), value, name)
    return None


def _field_name(annotation: Any, form: Any) -> str:
    """The name that people see, else the last part of the technical one."""
    shown = _string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    name = _string(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
    last = name.rsplit(".", 1)[-1].split("[")[0]
    return shown or ("" if _TECHNICAL.fullmatch(last) else last)


def _box(annotation: Any, page: int) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, rect)
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    return Box(page=page, left=left, bottom=bottom, right=right, top=top)


def _string(call: Any, *arguments: Any) -> str:
    """What one of pdfium's calls for strings writes, on one line."""
    return " ".join(read_string(partial(call, *arguments), _LONGEST).split())
