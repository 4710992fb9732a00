"""Detects what kind of file it is: by its content if that is enough, else by its name."""

import codecs
import re
from pathlib import PurePath

from index.formats import unsupported
from index.formats.archives import ole
from index.formats.archives.packages import Package
from index.formats.extract import File, UnreadableError
from index.formats.mail.from_lines import is_from_line
from index.formats.registry import OUR_KINDS, kinds_by_suffix

# These are detected by their content alone: a file with such a name and other content is something else, or damaged.
_BY_CONTENT = frozenset("pdf docx pptx xlsx doc ppt xls msg epub rtf odt ods odp zip".split())
_OFFICE = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_OPEN_DOCUMENT_TYPE = "application/vnd.oasis.opendocument."

_IWORK = re.compile(
    r"\.iwa$|^index\.apxl$|^buildVersionHistory\.plist$|\.(?:key|numbers|pages)/Index\.zip$|^Index\.zip$"
)
_BEGINNING = 8192
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_PDF_WITHIN = 1024
# A workbook before Excel 5 is its stream of records, without a container.
_BARE_WORKBOOK = re.compile(rb"\x09[\0\2\4\x08][\4-\x14]\0", re.S)
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
# `*+` and `(?>` never try again what they matched, so that no file can be made to take long here.
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*>\s*+)?(?><!--.*?-->\s*)*+"
    rb"<(?:!doctype\s+html|(?:html|head|body|title|meta|style|table|div|p|h[1-6])(?=[\s>]))",
    re.I | re.S,
)
# OpenDocument in one XML file; before its type there are only namespaces.
_FLAT = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<office:document\s[^>]*?office:mimetype=[\"']application/vnd\.oasis\.opendocument\.([a-z]+)"
)
_NOTEBOOK = re.compile(rb"\s*\{")
_BEGINNINGS = {"html": _HTML, "xml": re.compile(rb"\s*<\?xml\b")}
# A plain text may begin in these ways, too, so they count only where the name says nothing.
_WHERE_UNNAMED = {
    "code": re.compile(rb"#!\s*/"),
    "subtitles": re.compile(rb"WEBVTT\b"),
    "ipynb": re.compile(rb"\s*\{.*\"nbformat\"", re.S),
}
# The lines at the top of a message; and the names that are rarely at the top of another text.
_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?:\r?\n|\Z)")
_OF_MAIL = re.compile(
    rb"^(From|To|Received|Return-Path|Delivered-To|Date|Subject|Message-ID|MIME-Version|Content-Type):[ \t]*\S",
    re.I | re.M,
)
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location:|Content-Type:\s*multipart/related)", re.I | re.M)
# Word and Excel save pages in the form of a message, and name them .doc and .xls.
_PAGES_SAVED_AS = frozenset((".mht", ".mhtml", ".doc", ".xls", ".htm", ".html"))


def detect(file: File) -> str:
    """The kind of a file: that of a format in the registry.

    Raises:
        UnreadableError: It is of none of them, with what to do.
    """
    data = file.data
    suffix = PurePath(file.name).suffix.lower()
    if not data:
        raise UnreadableError("it is empty")
    named = kinds_by_suffix().get(suffix, "")
    # Whoever adds a kind knows its files better than our signatures do.
    if named and named not in OUR_KINDS:
        return named
    # What is read comes first, then what is known and not read; all the rest is taken for text.
    if kind := _kind_by_signature(data, suffix):
        return kind
    if reason := unsupported.why_unsupported(data):
        raise UnreadableError(reason)
    return _text_kind(data, suffix)


def _kind_by_signature(data: bytes, suffix: str) -> str | None:
    """The kind of a file whose first bytes say that it is one of those that are read; else None."""
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _package_kind(Package(data))
    if data.startswith(ole.HEADER):
        return _ole_kind(data, suffix)
    if suffix in (".xls", ".xlw") and _BARE_WORKBOOK.match(data):
        return "xls"
    if _RTF.match(data):
        return "rtf"
    return "pdf" if _is_pdf(data, suffix) else None


def _is_pdf(data: bytes, suffix: str) -> bool:
    """PDF readers look for its first line in the first 1,024 bytes; but a text may mention it there."""
    if _PDF.match(data):
        return True
    return b"%PDF-" in data[:_PDF_WITHIN] and (suffix == ".pdf" or b"startxref" in data[-2 * _PDF_WITHIN :])


def _package_kind(package: Package) -> str:
    """The kind of a zip file: an archive, or a document that is one inside."""
    stated = _stated_type(package)
    if stated == "application/epub+zip" or "META-INF/container.xml" in package:
        return "epub"
    if stated.startswith(_OPEN_DOCUMENT_TYPE):
        kind = _OPEN_DOCUMENT.get(stated.removeprefix(_OPEN_DOCUMENT_TYPE).removesuffix("-template"))
        if kind is None:
            raise UnreadableError(
                "of OpenDocument, drawings, formulas and the like are not read; save it as PDF"
            )
        return kind
    if "[Content_Types].xml" in package:
        return _office_kind(package)
    # Pages, Numbers and Keynote state no type in the package; only the names of its parts tell.
    if any(_IWORK.search(name) for name in package.names):
        raise UnreadableError("it is a Pages, Numbers or Keynote file, which is not read; export it as PDF")
    if "META-INF/MANIFEST.MF" in package or "AndroidManifest.xml" in package:
        raise UnreadableError("it is a program, not a document")
    return "zip"


def _stated_type(package: Package) -> str:
    if "mimetype" not in package:
        return ""
    try:
        return package.beginning("mimetype", 200).decode("ascii", "replace").strip()
    except UnreadableError:
        return ""


def _office_kind(package: Package) -> str:
    names = package.names
    if "xl/workbook.bin" in package:
        raise UnreadableError("it is a binary workbook (.xlsb), which is not read; save it as .xlsx")
    if "FixedDocSeq.fdseq" in package or any(name.endswith(".fdseq") for name in names):
        raise UnreadableError("it is an XPS file, which is not read; save it as PDF")
    kind = next(
        (kind for part, kind in _OFFICE.items() if any(name.startswith(part) for name in names)), None
    )
    if kind is None:
        raise UnreadableError("it is an Office file of a kind that is not read; save it as PDF")
    return kind


def _ole_kind(data: bytes, suffix: str) -> str:
    """The kind of an old file of Office; an encrypted new one is in the same kind of container."""
    names = ole.stream_names(data)
    if ole.ENCRYPTED not in names:
        if kind := ole.kind_of(names):
            return kind
        raise UnreadableError(ole.why_unsupported(names))
    # What is inside is known only after decryption.
    named = kinds_by_suffix().get(suffix, "")
    return named if named in _OFFICE.values() else "docx"


def _text_kind(data: bytes, suffix: str) -> str:
    """The kind of a text: by its name, unless the content is plainly something else."""
    start = _ascii_beginning(data)
    named = kinds_by_suffix().get(suffix)
    if named in _BY_CONTENT and (unsupported.is_binary(data) or not start.strip()):
        raise UnreadableError(f"it is damaged, or no {suffix} file")
    if named == "json" and _NOTEBOOK.match(start) and b'"nbformat"' in data:
        return "ipynb"
    if named and named not in _BY_CONTENT | {"text", "xml"}:
        return named
    return _kind_by_beginning(start, suffix) or (named if named == "xml" else "text")


def _kind_by_beginning(start: bytes, suffix: str) -> str | None:
    """The kind of a text by its beginning, if its name does not decide."""
    if (flat := _FLAT.match(start)) and (kind := _OPEN_DOCUMENT.get(flat[1].decode("ascii"))):
        return kind
    if is_from_line(start) and _HEADERS.match(start, start.index(b"\n") + 1):
        return "mbox"
    if _is_mail(start):
        return "html" if suffix in _PAGES_SAVED_AS and _SAVED_PAGE.search(start) else "eml"
    beginnings = _BEGINNINGS if suffix in kinds_by_suffix() else {**_BEGINNINGS, **_WHERE_UNNAMED}
    return next((kind for kind, pattern in beginnings.items() if pattern.match(start)), None)


def _is_mail(start: bytes) -> bool:
    """Whether it begins with a message's headers, up to a blank line; "Subject:" alone is not enough."""
    headers = _HEADERS.match(start)
    if headers is None and len(start) < _BEGINNING:
        return False
    found = {name.lower() for name in _OF_MAIL.findall(headers[0] if headers else start)}
    needed = {b"from", b"received", b"return-path", b"message-id", b"mime-version"}
    return len(found) >= 3 and bool(found & needed)


def _ascii_beginning(data: bytes) -> bytes:
    """The beginning as if it were in ASCII, in whatever Unicode encoding it is."""
    start = data[:_BEGINNING].removeprefix(codecs.BOM_UTF8)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start[2:].replace(b"\0", b"")
    # UTF-16 without a mark has a zero in every second place.
    return start.replace(b"\0", b"") if start[:64].count(0) >= len(start[:64]) // 3 else start
