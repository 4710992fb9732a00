"""What a PDF says about itself: title, author, date, language, the labels of its pages, files inside it."""

import ctypes
import re
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from index.formats.dates import pdf_date
from index.formats.extract import File

_KEYS = {"Author": "author", "Subject": "subject", "Keywords": "keywords"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$")
# Titles that programs write and nobody chose.
_NO_TITLE = re.compile(
    r"(?:untitled|no ?name|unknown|title|document|slide|page|layout|print|presentation|dokument|sans titre)\W*\d*$|.*\(use style\b.*"
    r"|microsoft (?:word|powerpoint|excel)\b|.*\.(?:docx?|dvi|tex|pdf|indd|qxd|pptx?|xlsx?|rtf|odt|fm|wpd|eps|ps|txt|tmp)$"
    r"|[\d\W_]*$|(?:arxiv:|doi:|/|file:|https?:|cid:).*|\S*[_\\]\S*$",
    re.I,
)
_MOST_FILES = 100
_MOST_BYTES = 50_000_000


def read_metadata(document: Any) -> dict[str, str]:
    """Author, subject, keywords, date and language, where the file has them."""
    metadata = {name: _value(document, key) for key, name in _KEYS.items()}
    dates = (pdf_date(_value(document, key)) for key in ("ModDate", "CreationDate"))
    metadata["date"] = next((date for date in dates if date), "")
    metadata["language"] = _language(document)
    return {name: value for name, value in metadata.items() if value}


def read_title(document: Any) -> str | None:
    """The title that the file gives itself, unless a program made it up."""
    title = " ".join(_value(document, "Title").split())
    return title if len(title) > 2 and not _NO_TITLE.match(title) else None


def page_names(document: Any, count: int) -> dict[int, str]:
    """What each page is called in a place: "p. 3", or "p. iv (page 4 of the file)"."""
    names = {}
    for number in range(1, count + 1):
        label = " ".join(_label(document, number).split())[:40]
        plain = not label or label == str(number)
        names[number] = f"p. {number}" if plain else f"p. {label} (page {number} of the file)"
    return names


def read_attached(document: Any) -> tuple[list[File], list[str]]:
    """The files inside the file, and notes on those that were left out."""
    files: list[File] = []
    left = _MOST_BYTES
    count = document.count_attachments()
    omitted = max(0, count - _MOST_FILES)
    for number in range(min(count, _MOST_FILES)):
        file = _attachment(document, number, left)
        if file is None:
            omitted += 1
        else:
            left -= len(file.data)
            files.append(file)
    notes = (
        [f"Files inside it that could not be read, or are too large, were left out ({omitted})."]
        if omitted
        else []
    )
    return files, notes


def _value(document: Any, key: str) -> str:
    try:
        return str(document.get_metadata_value(key)).replace("\0", "").strip()
    except UnicodeDecodeError:
        return ""


def _label(document: Any, number: int) -> str:
    try:
        return str(document.get_page_label(number - 1))
    except UnicodeDecodeError:
        return ""


def _language(document: Any) -> str:
    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size < 100:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    language = bytes(buffer).decode("utf-16-le", "replace").split("\0")[0]
    return language if _LANGUAGE.match(language) else ""


def _attachment(document: Any, number: int, most: int) -> File | None:
    try:
        attachment = document.get_attachment(number)
        size = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(attachment.raw, None, 0, size) or size.value > most:
            return None
        name = re.split(r"[\\/]", attachment.get_name())[-1].strip("\0 ") or f"file {number + 1}"
        return File(name=name, data=bytes(attachment.get_data()))
    except (pypdfium.PdfiumError, UnicodeDecodeError):
        return None
