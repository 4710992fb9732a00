"""Reads a file with the reader of its kind."""

import re
from collections.abc import Callable
from dataclasses import replace
from pkgutil import resolve_name

from index.formats.builder import MAX_TEXT
from index.formats.detect import detect
from index.formats.extract import ENDS_READING, Extract, File, UnreadableError, has_words
from index.formats.memory import is_out_of_memory
from index.formats.plain_text import plain_extract
from index.formats.provisions import with_provisions
from index.formats.quality import unread_scans
from index.formats.registry import formats_by_kind

_ODD = re.compile("[\ufffd\ue000-\uf8ff]")
# How people call the formats whose kind is only a suffix.
_NAMES = {
    "pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "epub": "EPUB", "rtf": "RTF", "html": "HTML",
    "xml": "XML", "csv": "CSV", "json": "JSON", "odt": "OpenDocument", "ods": "OpenDocument", "odp": "OpenDocument",
    "eml": "mail", "mbox": "mailbox", "xls": "Excel", "ppt": "PowerPoint", "doc": "Word", "msg": "Outlook",
}  # fmt: skip
# A message in a mailbox in an archive, and its attachment.
_MOST_DEPTH = 4


def read_file(file: File) -> Extract:
    """Reads a file with the reader of its kind; text without a known suffix is read as plain text.

    If that reader fails although it should not, the plain text of the file takes its place, with a note in its report.

    Raises:
        UnreadableError: It is empty, damaged, encrypted, holds no words, or is of a kind that is not read.
    """
    kind = detect(file)
    inside = file.archives + (kind == "zip")
    # The limits of size hold for one archive with those in it; more in one another would multiply them.
    if inside > 1 and kind == "zip" and not file.counted:
        raise UnreadableError("it is an archive inside an archive; unpack it and add the folder")
    if file.depth > _MOST_DEPTH:
        raise UnreadableError("it lies too deep inside other files; save it as one of its own")
    extract = _extract(kind, file)
    if not extract.attached and not has_words(extract):
        raise UnreadableError(_why_empty(extract))
    # Some readers need no `TextBuilder`, which would have noticed before.
    if len(extract.text) > MAX_TEXT:
        raise UnreadableError(f"it holds more than {MAX_TEXT // 1_000_000} million characters; split it")
    extract = with_provisions(extract)
    return replace(
        extract,
        report=replace(extract.report, odd=_odd_characters(extract.text)),
        attached=[
            replace(inner, archives=inside, depth=file.depth + 1, strict=file.strict)
            for inner in extract.attached
        ],
    )


def _extract(kind: str, file: File) -> Extract:
    reader = _reader(formats_by_kind()[kind].reader)
    try:
        return reader(file)
    except ENDS_READING:
        raise
    # A fault of ours, whatever it is: the file is sound, and its words are still to be had.
    except Exception as error:
        if is_out_of_memory(error):
            raise MemoryError from error
        if file.strict:
            raise
        return _plain(kind, file, fault_of(error, kind))


def _plain(kind: str, file: File, fault: str) -> Extract:
    """The plain text of a file, where the reader of its kind has a fault.

    Raises:
        UnreadableError: There is none; the fault is the reason, and not the file.
    """
    try:
        extract = plain_extract(kind, file)
    except MemoryError:
        raise
    # Whatever it is: the fault that came first is the one to report.
    except Exception as error:
        raise UnreadableError(f"Pincite could not read it ({fault})") from error
    if not has_words(extract):
        raise UnreadableError(f"Pincite could not read it ({fault})")
    note = f"Its layout could not be read ({fault}), so this is its plain text only."
    return replace(extract, report=replace(extract.report, notes=(*extract.report.notes, note)))


def fault_of(error: Exception, kind: str) -> str:
    """What a fault of ours is called in a message: "IndexError in its PDF reader"."""
    return f"{type(error).__name__} in its {_NAMES.get(kind, kind)} reader"


def _reader(path: str) -> Callable[[File], Extract]:
    """The function that reads a format, which another package may have named.

    Raises:
        UnreadableError: It can't be loaded.
    """
    try:
        reader: Callable[[File], Extract] = resolve_name(path)
    # No fault of the package: the process that parses reports that memory ran out.
    except MemoryError:
        raise
    except Exception as error:
        # Loading ours does nothing that could fail otherwise, but libraries without memory raise anything.
        is_ours = path.startswith("index.formats.") and not isinstance(error, ImportError)
        if is_ours or is_out_of_memory(error):
            raise MemoryError from error
        reason = repr(error)
    else:
        if callable(reader):
            return reader
        reason = "it is no function"
    raise UnreadableError(f"its reader {path} can't be loaded ({reason}); mend or uninstall that package")


def _why_empty(extract: Extract) -> str:
    if extract.report.scanned:
        return unread_scans(extract.report)
    return "it holds no words" if extract.text.strip() else "there is no text in it"


def _odd_characters(text: str) -> int:
    """How many characters are unknown: replacement characters and those of private use."""
    return len(_ODD.findall(text))
