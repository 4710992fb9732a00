"""What a PDF says about itself: title, author, date, language, the labels of its pages, and attached files."""

import ctypes
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from index.formats.dates import pdf_date
from index.formats.extract import File
from index.formats.pdf.file import read_string

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
_LONGEST_LABEL = 40  # characters
_MOST_BYTES = 50_000_000


def read_metadata(document: Any) -> dict[str, str]:
    """Author, subject, keywords, date and language, where the file has them."""
    metadata = {name: _decoded(document.get_metadata_value, key) for key, name in _KEYS.items()}
    dates = (pdf_date(_decoded(document.get_metadata_value, key)) for key in ("ModDate", "CreationDate"))
    metadata["date"] = next(filter(None, dates), "")
    language = read_string(partial(pdfium.FPDFCatalog_GetLanguage, document.raw), 49)
    metadata["language"] = language if _LANGUAGE.match(language) else ""
    return {name: value for name, value in metadata.items() if value}


def read_title(document: Any) -> str | None:
    """The title that the file gives itself, unless a program made it up."""
    title = " ".join(_decoded(document.get_metadata_value, "Title").split())
    return title if len(title) > 2 and not _NO_TITLE.match(title) else None


def page_names(document: Any, count: int) -> dict[int, str]:
    """How a citation names each page: "p. 3", or "p. iv (page 4 of the file)"."""
    names = {}
    for number, label in enumerate(page_labels(document, count), start=1):
        plain = label in ("", str(number))
        names[number] = f"p. {number}" if plain else f"p. {label} (page {number} of the file)"
    return names


def page_labels(document: Any, count: int) -> list[str]:
    """The printed numbers of the first `count` pages, "" for a page that has none."""
    return [
        " ".join(_decoded(document.get_page_label, number).split())[:_LONGEST_LABEL]
        for number in range(count)
    ]


def read_attached(document: Any) -> tuple[list[File], list[str]]:
    """The files inside the file, and notes on those that were left out."""
    files: list[File] = []
    count = document.count_attachments()
    room = _MOST_BYTES
    for number in range(min(count, _MOST_FILES)):
        file = _attachment(document, number, room)
        if file is not None:
            room -= len(file.data)
            files.append(file)
    if len(files) == count:
        return files, []
    omitted = count - len(files)
    return files, [f"Files inside it that could not be read, or are too large, were left out ({omitted})."]


def _decoded(call: Callable[[Any], Any], argument: Any) -> str:
    """What pypdfium2 returns; empty if the file has no valid text there."""
    try:
        return str(call(argument)).replace("\0", "").strip()
    except UnicodeDecodeError:
        return ""


def _attachment(document: Any, number: int, room: int) -> File | None:
    try:
        attachment = document.get_attachment(number)
        size = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(attachment.raw, None, 0, size) or size.value > room:
            return None
        name = re.split(r"[\\/]", attachment.get_name())[-1].strip("\0 ") or f"file {number + 1}"
        return File(name=name, data=bytes(attachment.get_data()))
    except (pypdfium.PdfiumError, UnicodeDecodeError):
        return None
