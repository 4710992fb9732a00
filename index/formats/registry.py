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
    Format("text", (".txt", ".text", ".log"), "text.plain:read_plain"),
    Format("markdown", (".md", ".markdown"), "text.markdown:read_markdown"),
    Format("rst", (".rst",), "text.rst:read_rst"),
    Format("html", (".html", ".htm", ".xhtml", ".mht"), "html.reader:read_html"),
    Format("pdf", (".pdf",), "pdf.reader:read_pdf"),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), "word.reader:read_docx"),
    Format("pptx", (".pptx", ".pptm", ".ppsx"), "powerpoint.reader:read_pptx"),
    Format("xlsx", (".xlsx", ".xlsm"), "excel.reader:read_xlsx"),
    Format("csv", (".csv", ".tsv", ".tab"), "text.csv_table:read_csv"),
    Format("epub", (".epub",), "epub.reader:read_epub"),
    Format("eml", (".eml", ".mhtml"), "mail.reader:read_eml"),
    Format("mbox", (".mbox", ".mbx"), "mail.reader:read_mbox"),
    Format("rtf", (".rtf",), "rtf.reader:read_rtf"),
    Format("odt", (".odt", ".ott", ".fodt"), "odf.reader:read_odt"),
    Format("ods", (".ods", ".fods"), "odf.reader:read_ods"),
    Format("odp", (".odp", ".fodp"), "odf.reader:read_odp"),
    Format("json", (".json", ".geojson"), "text.json_data:read_json"),
    Format("jsonl", (".jsonl", ".ndjson"), "text.json_data:read_jsonl"),
    Format("ipynb", (".ipynb",), "text.notebook:read_notebook"),
    Format("subtitles", (".srt", ".vtt"), "text.subtitles:read_subtitles"),
    Format("code", CODE, "text.source_code:read_code"),
    Format("xml", (".xml", ".rss", ".atom", ".fb2"), "xml_documents.reader:read_xml"),
    Format("zip", (".zip",), "archives.reader:read_zip"),
)
