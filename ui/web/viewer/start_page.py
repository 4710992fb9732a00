"""Makes the JSON of a document's start page: what it is, how it was read, and its outline."""

from collections.abc import Iterator

from rag import Document, Section, summary, warnings
from ui.languages import page_plural, page_text
from ui.pace import file_name
from ui.web.pieces import Json
from ui.web.viewer.reading import ReadDocument

_KINDS = {
    page_text("Word document"): ("docx", "doc", "docm", "dotx"), page_text("Presentation"): ("pptx", "ppt", "pptm", "ppsx", "odp"),
    page_text("Spreadsheet"): ("xlsx", "xls", "xlsm", "xlsb", "ods"), page_text("PDF"): ("pdf",), page_text("E-mail"): ("eml", "msg", "emlx"),
    page_text("Mailbox"): ("mbox",), page_text("Web page"): ("html", "htm", "xhtml", "mhtml"), page_text("Book"): ("epub", "fb2"),
    page_text("Markdown"): ("md", "markdown", "mkd"), page_text("Text"): ("txt", "text"), page_text("Text document"): ("odt", "rtf"),
    page_text("Table"): ("csv", "tsv"), page_text("Data"): ("json", "jsonl", "xml", "yaml", "yml", "toml"), page_text("Notebook"): ("ipynb",),
    page_text("Subtitles"): ("srt", "vtt"), page_text("TeX"): ("tex",), page_text("Text (reStructuredText)"): ("rst",),
}  # fmt: skip
_BY_SUFFIX = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}

_OUTLINED = ("chapter", "sheet", "slide", "heading")
_MOST_ENTRIES = 1_500
_LONGEST_ENTRY = 160  # characters
# Every document is in it that nobody has put elsewhere.
_DEFAULT_COLLECTION = "default"


def start_page(read: ReadDocument) -> Json:
    """What a document is, for its start page, and what is needed to show its text."""
    document = read.document
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "kind": kind_of(document.source),
        "facts": [{"name": name, "kind": kind, "text": text} for name, kind, text in _facts(document)],
        "notes": [
            *(
                [page_text("This is an older version: {reason}.", reason=document.stale)]
                if document.stale
                else []
            ),
            *warnings(document.report),
        ],
        "outline": _outline(document),
        "starts": read.starts(),
        "paged": read.words is not None,
    }


def kind_of(source: str) -> str:
    """The kind of a file for people, by its name."""
    suffix = file_name(source).rpartition(".")[2].lower()
    return _BY_SUFFIX.get(suffix, page_text("Text"))


def _facts(document: Document) -> Iterator[tuple[str, str, str]]:
    """What is known of a document: the name of each fact, its kind ("name" and "amount" are texts of ours), and its text."""
    collections = [name for name in document.collections if name != _DEFAULT_COLLECTION]
    facts = (
        (page_text("Kind"), "name", kind_of(document.source)),
        (page_text("Author"), "", document.metadata.get("author")),
        (page_text("Date"), "date", document.date and document.date[:10]),
        (page_text("Size"), "amount", summary(document)),
        (page_plural(len(collections), "Collection", "Collections"), "", ", ".join(collections)),
        (page_text("Inside of"), "", document.container and file_name(document.container)),
        (page_text("Source"), "", document.source),
    )
    return ((name, kind, text) for name, kind, text in facts if text)


def _outline(document: Document) -> list[Json]:
    """The headings, chapters, sheets and slides: the name, how deep it is, and the offset of each."""
    sections = [section for section in document.sections if section.kind in _OUTLINED]
    outer = {section.kind for section in sections} - {"heading"}
    entries = []
    for section in sections[:_MOST_ENTRIES]:
        path = section.name.split(" > ")
        depth = len(path) - 1 + (1 if outer and section.kind == "heading" else 0)
        entries.append({"name": _entry(section, path[-1]), "depth": min(depth, 5), "start": section.start})
    # A document of one heading, which is its title, has no outline.
    return entries if len(entries) > 1 else []


def _entry(section: Section, name: str) -> str:
    shown = " ".join(name.split())[:_LONGEST_ENTRY]
    return shown[:1].upper() + shown[1:] if section.kind in ("sheet", "slide") else shown
