"""The table of formats. To add one: write a reader in a module of its own, add its line here."""

from typing import NamedTuple

CODE = tuple(
    ".py .pyi .js .mjs .ts .tsx .jsx .c .h .cc .cpp .hpp .cs .java .kt .go .rs .rb .php .swift .scala .sh .bash .ps1 .sql "
    ".r .jl .lua .pl .css .scss .toml .yaml .yml .ini .cfg .conf .tex".split()
)


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
