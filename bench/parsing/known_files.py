"""Files whose text is known, one of each format, with what a reader should find and where."""

from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import TypeAlias

from bench.parsing.known_text import Element, Footnote, KnownText, Paragraph, Path, texts_of, words_of
from index.formats import FORMATS, File

# Words around the text that do not belong to it; the bench looks for each.
RUNNING_HEADER = "Proceedings of the Imaginary Society"
MENU = "Sign in or register"
SIDEBAR = "Most read this week"
FOOTER = "All rights reserved by nobody"

Place: TypeAlias = tuple[str, str]  # kind and name of a section: ("page", "p. 4")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSentence:
    """A sentence and its place.

    Attributes:
        text: What a reader should return.
        path: The headings above it; None if the format does not define them.
        places: The other sections that it should be in, such as its page.
    """

    text: str
    path: Path | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file, and what a reader should find.

    Attributes:
        format: The name in the table of results; it begins with the suffix.
        file: The file.
        words: The words in reading order, without footnotes.
        notes: The text of each footnote, which may come anywhere.
        sentences: The sentences of the prose, in order.
        unwanted: What must not be in the text.
        once: What may be in the text once, such as a header that is on every page.
        members: The files that should be found inside it.
    """

    format: str
    file: File
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sentences: tuple[KnownSentence, ...] = ()
    unwanted: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    members: tuple["KnownFile", ...] = ()


@dataclass(slots=True)
class Answers:
    """What a reader should return; a writer notes it while it writes."""

    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sentences: list[KnownSentence] = field(default_factory=list)

    def text(self, *texts: str) -> None:
        """Notes words that are not prose: a title, a heading, a cell."""
        self.words += words_of(" ".join(texts))

    def sentence(self, text: str, path: Path | None = None, *places: Place) -> None:
        """Notes a sentence of the prose."""
        self.text(text)
        self.sentences.append(KnownSentence(text=text, path=path, places=places))

    def note(self, note: Footnote, *places: Place) -> None:
        """Notes a footnote."""
        self.notes.append(" ".join(note.sentences))
        self.sentences += [KnownSentence(text=sentence, places=places) for sentence in note.sentences]

    def element(self, element: Element, path: Path | None, *places: Place) -> None:
        """Notes a whole element that is in one place."""
        # Headings and tables are no prose; their words only count in their order.
        sentences = getattr(element, "sentences", None)
        if sentences is None:
            self.text(*texts_of(element))
        for sentence in sentences or ():
            self.sentence(sentence, path, *places)
        if isinstance(element, Paragraph) and element.footnote:
            self.note(element.footnote, *places)

    def file(
        self, format_: str, name: str, data: bytes, unwanted: tuple[str, ...] = (), once: tuple[str, ...] = ()
    ) -> KnownFile:
        """Makes the known file with these answers."""
        return KnownFile(
            format=format_,
            file=File(name=name, data=data),
            words=tuple(self.words),
            notes=tuple(self.notes),
            sentences=tuple(self.sentences),
            unwanted=unwanted,
            once=once,
        )


# `module:function` in bench.parsing.known_writers, from KnownText to KnownFile; imported at its first use.
WRITERS = {
    "txt": "plain:write_txt",
    "md": "plain:write_md",
    "rst": "plain:write_rst",
    "tex": "tex:write_tex",
    "py": "plain:write_py",
    "html": "web:write_html",
    "epub": "web:write_epub",
    "fb2": "books:write_fb2",
    "pdf": "pdf:write_pdf",
    "pdf, two columns": "pdf:write_two_columns",
    "pdf, no bookmarks": "pdf:write_bare",
    "docx": "word:write_docx",
    "doc": "old_word:write_doc",
    "ppt": "old_slides:write_ppt",
    "pptx": "slides:write_pptx",
    "xlsx": "tables:write_xlsx",
    "xls": "tables:write_xls",
    "csv": "tables:write_csv",
    "tsv": "tables:write_tsv",
    "odt": "open_document:write_odt",
    "ods": "open_document:write_ods",
    "odp": "open_document:write_odp",
    "rtf": "rich_text:write_rtf",
    "eml": "messages:write_eml",
    "eml, html only": "messages:write_html_eml",
    "mbox": "messages:write_mbox",
    "msg": "outlook:write_msg",
    "json": "records:write_json",
    "jsonl": "records:write_jsonl",
    "ipynb": "records:write_ipynb",
    "canvas": "plain:write_canvas",
    "srt": "records:write_srt",
    "vtt": "records:write_vtt",
    "zip": "plain:write_zip",
}


def known_formats() -> list[str]:
    """The names in `WRITERS` whose format Pincite can read."""
    suffixes = {suffix for format_ in FORMATS for suffix in format_.suffixes}
    # The part before the comma is the suffix.
    return [format_ for format_ in WRITERS if f".{format_.split(',', maxsplit=1)[0]}" in suffixes]


def write_known(format_: str, text: KnownText) -> KnownFile:
    """Writes the text as a file of that format, a name in `WRITERS`."""
    known: KnownFile = resolve_name(f"bench.parsing.known_writers.{WRITERS[format_]}")(text)
    return known
