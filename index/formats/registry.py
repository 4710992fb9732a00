"""The table of formats. To add one: write a reader in a module of its own, add its line here.

A package of its own can add formats too, or replace one of ours: it names objects of `Format`, one or a sequence, as
entry points of the group `pincite.formats`. They are loaded in the process that parses, when the first file is read.
"""

import warnings
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

CODE = tuple(
    ".py .pyi .js .mjs .ts .tsx .jsx .c .h .cc .cpp .hpp .cs .java .kt .go .rs .rb .php .swift .scala .sh .bash .ps1 .sql "
    ".r .jl .lua .pl .css .scss .toml .yaml .yml .ini .cfg .conf".split()
)


class Format(NamedTuple):
    """One format.

    Attributes:
        kind: Its name. One of ours, such as "csv", replaces our reader; how a file is told to be one stays the same.
        suffixes: What its files' names end with, such as ".csv". Those of a kind that is not ours decide whatever
            the content is; those of ours where the content does not tell.
        reader: "package.module:function", loaded when it is first needed; from `File` to `Extract`.
    """

    kind: str
    suffixes: tuple[str, ...]
    reader: str


FORMATS = (
    Format("text", (".txt", ".text", ".log"), "index.formats.text.plain:read_plain"),
    Format(
        "markdown",
        (".md", ".markdown", ".mdx", ".qmd", ".rmd", ".mkd", ".mdown"),
        "index.formats.markdown.reader:read_markdown",
    ),
    Format("rst", (".rst", ".rest"), "index.formats.text.rst:read_rst"),
    Format("tex", (".tex", ".ltx", ".latex"), "index.formats.tex.reader:read_tex"),
    Format("html", (".html", ".htm", ".xhtml", ".mht"), "index.formats.html.reader:read_html"),
    Format("pdf", (".pdf",), "index.formats.pdf.reader:read_pdf"),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), "index.formats.word.reader:read_docx"),
    Format("pptx", (".pptx", ".pptm", ".ppsx"), "index.formats.powerpoint.reader:read_pptx"),
    Format("xlsx", (".xlsx", ".xlsm"), "index.formats.excel.reader:read_xlsx"),
    Format("doc", (".doc", ".dot"), "index.formats.old_office.word.reader:read_doc"),
    Format("ppt", (".ppt", ".pps", ".pot"), "index.formats.old_office.powerpoint.reader:read_ppt"),
    Format("xls", (".xls", ".xlt", ".xlw"), "index.formats.old_office.workbook:read_xls"),
    Format("csv", (".csv", ".tsv", ".tab"), "index.formats.text.csv_table:read_csv"),
    Format("epub", (".epub",), "index.formats.epub.reader:read_epub"),
    Format("eml", (".eml", ".mhtml"), "index.formats.mail.reader:read_eml"),
    Format("mbox", (".mbox", ".mbx"), "index.formats.mail.reader:read_mbox"),
    Format("msg", (".msg", ".oft"), "index.formats.outlook.message:read_msg"),
    Format("rtf", (".rtf",), "index.formats.rtf.reader:read_rtf"),
    Format("odt", (".odt", ".ott", ".fodt"), "index.formats.odf.reader:read_odt"),
    Format("ods", (".ods", ".fods"), "index.formats.odf.reader:read_ods"),
    Format("odp", (".odp", ".fodp"), "index.formats.odf.reader:read_odp"),
    Format("json", (".json", ".geojson"), "index.formats.text.json_data:read_json"),
    Format("jsonl", (".jsonl", ".ndjson"), "index.formats.text.json_data:read_jsonl"),
    Format("canvas", (".canvas",), "index.formats.text.canvas:read_canvas"),
    Format("ipynb", (".ipynb",), "index.formats.text.notebook:read_notebook"),
    Format("subtitles", (".srt", ".vtt"), "index.formats.text.subtitles:read_subtitles"),
    Format("code", CODE, "index.formats.text.source_code:read_code"),
    Format("xml", (".xml", ".rss", ".atom", ".fb2"), "index.formats.xml_documents.reader:read_xml"),
    Format("zip", (".zip",), "index.formats.archives.reader:read_zip"),
)
OUR_KINDS = frozenset(row.kind for row in FORMATS)


@cache
def formats_by_kind() -> dict[str, Format]:
    """Every format by its kind: ours, and those of other packages, which replace ours of the same kind."""
    # Sorted, so that of two packages with one kind the same one wins on every machine.
    points = sorted(entry_points(group="pincite.formats"), key=lambda point: point.name)
    added = [row for point in points for row in _loaded(point)]
    return {row.kind: row for row in (*FORMATS, *added)}


@cache
def kinds_by_suffix() -> dict[str, str]:
    """The kind that each suffix stands for; of two kinds with one suffix that of another package."""
    # Ours come twice: a package that replaces our reader may name fewer suffixes, which stay of that kind.
    kinds = [*FORMATS, *formats_by_kind().values()]
    return {suffix: row.kind for row in kinds for suffix in row.suffixes}


def _loaded(point: EntryPoint) -> list[Format]:
    """The formats that an entry point names; if they can't be loaded, one whose files get the reason.

    Such a format has the entry point's name, unless that is a kind or suffix of ours.
    """
    try:
        found = point.load()
        rows = [found] if isinstance(found, Format) else found
        return [
            Format(str(kind), tuple(suffix.lower() for suffix in suffixes), str(reader))
            for kind, suffixes, reader in rows
        ]
    # Another package may fail in any way; that must not cost the formats that are ours.
    except Exception as error:  # noqa: BLE001
        warnings.warn(
            f"The formats of {point.value} can't be loaded: {error!r}", RuntimeWarning, stacklevel=2
        )
    name = point.name.lower()
    # Under a name of ours, its failure must not take our own reader away.
    is_ours = any(name == row.kind or f".{name}" in row.suffixes for row in FORMATS)
    return [] if is_ours else [Format(name, (f".{name}",), point.value)]
