"""The table of formats. To add one: write a reader in a module of its own, add its line here."""

import re
from dataclasses import replace
from pkgutil import resolve_name
from typing import NamedTuple

from index.formats.builder import MAX_TEXT
from index.formats.extract import Extract, File, UnreadableError
from index.quality import unread_scans

_ODD = re.compile("[\ufffd\ue000-\uf8ff]")
CODE = tuple(
    ".py .pyi .js .mjs .ts .tsx .jsx .c .h .cc .cpp .hpp .cs .java .kt .go .rs .rb .php .swift .scala .sh .bash .ps1 .sql "
    ".r .jl .lua .pl .css .scss .toml .yaml .yml .ini .cfg .conf .tex".split()
)
# A message in a mailbox in an archive, and its attachment.
_MOST_DEPTH = 4


class Format(NamedTuple):
    """One format.

    Attributes:
        kind: Its name here, and in `kinds.py` if it is told by its content.
        suffixes: What its files' names end with, where the content does not tell.
        reader: `module:function` of this package, loaded when it is first needed; from `File` to `Extract`.
    """

    kind: str
    suffixes: tuple[str, ...]
    reader: str


FORMATS = (
    Format("text", (".txt", ".text", ".log"), "plain:read_plain"),
    Format("markdown", (".md", ".markdown"), "markdown:read_markdown"),
    Format("rst", (".rst",), "rst:read_rst"),
    Format("html", (".html", ".htm", ".xhtml", ".mht"), "web:read_html"),
    Format("pdf", (".pdf",), "pdf:read_pdf"),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), "word:read_docx"),
    Format("pptx", (".pptx", ".pptm", ".ppsx"), "slides:read_pptx"),
    Format("xlsx", (".xlsx", ".xlsm"), "sheets:read_xlsx"),
    Format("csv", (".csv", ".tsv", ".tab"), "csv_table:read_csv"),
    Format("epub", (".epub",), "epub:read_epub"),
    Format("eml", (".eml", ".mhtml"), "mail:read_eml"),
    Format("mbox", (".mbox", ".mbx"), "mail:read_mbox"),
    Format("rtf", (".rtf",), "rtf:read_rtf"),
    Format("odt", (".odt", ".ott", ".fodt"), "odf:read_odt"),
    Format("ods", (".ods", ".fods"), "odf:read_ods"),
    Format("odp", (".odp", ".fodp"), "odf:read_odp"),
    Format("json", (".json", ".geojson"), "json_data:read_json"),
    Format("jsonl", (".jsonl", ".ndjson"), "json_data:read_jsonl"),
    Format("ipynb", (".ipynb",), "notebook:read_notebook"),
    Format("subtitles", (".srt", ".vtt"), "subtitles:read_subtitles"),
    Format("code", CODE, "source_code:read_code"),
    Format("xml", (".xml", ".rss", ".atom", ".fb2"), "xml_text:read_xml"),
    Format("zip", (".zip",), "archive:read_zip"),
)


def read_file(file: File) -> Extract:
    """Reads a file by what it is; what has no known suffix and is text is read as plain text.

    Raises:
        UnreadableError: It is empty, damaged, encrypted, holds no words, or is of a kind that is not read.
    """
    from index.formats.kinds import kind_of

    kind = kind_of(file)
    inside = file.archives + (kind == "zip")
    if inside > 1:
        raise UnreadableError("it is an archive inside an archive; unpack it and add the folder")
    if file.depth > _MOST_DEPTH:
        raise UnreadableError("it lies too deep inside other files; save it as one of its own")
    reader = next(it.reader for it in FORMATS if it.kind == kind)
    extract: Extract = resolve_name(f"index.formats.{reader}")(file)
    if not extract.attached and not has_words(extract):
        raise UnreadableError(_why_empty(extract))
    if len(extract.text) > MAX_TEXT:
        raise UnreadableError(f"it holds more than {MAX_TEXT // 1_000_000} million characters; split it")
    return replace(
        extract,
        report=replace(extract.report, odd=_odd_characters(extract.text)),
        attached=[replace(it, archives=inside, depth=file.depth + 1) for it in extract.attached],
    )


def has_words(extract: Extract) -> bool:
    """Whether there is anything to find in it."""
    return bool(extract.blocks) and any(character.isalnum() for character in extract.text)


def _why_empty(extract: Extract) -> str:
    if extract.report.scanned:
        return unread_scans(extract.report)
    return "it holds no words" if extract.text.strip() else "there is no text in it"


def _odd_characters(text: str) -> int:
    """How many characters stand for none: replacement characters and those of private use."""
    return len(_ODD.findall(text))
