"""Says what kind of document one is: "Row and Column Access Control (PDF, 36 pages)"."""

from collections.abc import Sequence

from index import Document, Section
from rag.answers.ways.summaries.parts import Part

_KINDS = {
    kind: suffixes.split()
    for kind, suffixes in {
        "workbook": "xlsx xls xlsm ods csv tsv",
        "presentation": "pptx ppt odp key",
        "document": "docx doc odt rtf",
        "PDF": "pdf",
        "book": "epub fb2 mobi",
        "web page": "html htm xhtml mhtml",
        "e-mail": "eml msg mbox",
        "text": "txt md rst tex adoc org log",
        "source code": "py js ts java c h cpp cc hpp rs go rb sh sql pl php cs swift kt r lua",
        "data": "json jsonl xml yaml yml toml ini",
        "transcript": "vtt srt",
    }.items()
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}


def document_kind(source: str) -> str:
    """What kind of file a source is, for people: "PDF", "workbook"; "document" if its name doesn't tell."""
    return _BY_SUFFIX.get(source.rpartition(".")[2].lower(), "document")


def described(document: Document, parts: Sequence[Part], section: Section | None = None) -> str:
    """The title with the kind and the size, or the name of the section and where it is."""
    title = " ".join(document.title.split())
    if section:
        return f"{' '.join(section.name.split(' > ')[-1].split())} ({title})"
    pages = document.report.pages
    sheets = sum(one.kind == "sheet" for one in document.sections)
    named = sum(bool(part.name) for part in parts)
    size = (
        _count(sheets, "sheet")
        if sheets
        else _count(pages, "page")
        if pages
        else _count(named, "part")
        if named
        else ""
    )
    return f"{title} ({', '.join(filter(None, (document_kind(document.source), size)))})"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
